// Who must not read, then who may: for a first report and, with the same screens, for a message.
// Nobody is ever ticked beforehand as someone who must not.

import { propose } from "dauys_report";
import { copy, makeOption, onSubmit, slot, write, writeList } from "./dom.js";
import { toFiles } from "./files.js";
import { byChannel, channelStanding, everyone, isIndependent, named, nameAndRole } from "./people.js";
import { total } from "./questions.js";
import { complain, define, go } from "./screens.js";
import { state, trusted } from "./state.js";
import { inLanguage, t } from "./text.js";

/** What the protocol lets one letter be sealed to. */
const MOST = 7;

/**
 * @typedef {object} Asking
 * @property {() => Choice} choice where the answer is kept
 * @property {string} readers the name of the second screen
 * @property {() => void} done
 * @property {() => boolean} [again] whether she reported before and is asked again
 * @property {boolean} [counted] these are the last two steps of the form
 */

/** @param {string} name @param {Asking} asking */
export function defineShutOut(name, asking) {
  define(name, () => {
    const screen = copy("screen-shut-out");
    const choice = asking.choice();
    const caption = asking.counted ? t("step", { n: total() - 1, total: total() }) : "";
    write(screen, "caption", caption);
    slot(screen, "again").hidden = !asking.again?.();
    const shown = everyone().map(({ id }) => id);
    drawPeople(screen, shown, choice.shut_out, (ids) => {
      // Whoever is not on the list today stays shut out; whom she did not choose is not chosen anew.
      choice.shut_out = [...choice.shut_out.filter((id) => !shown.includes(id)), ...ids];
      choice.to = choice.to?.filter((id) => !choice.shut_out.includes(id)) ?? null;
    });
    onSubmit(screen, () => {
      const nobody = shown.every((id) => choice.shut_out.includes(id));
      if (complain(screen, nobody ? [{ field: "people", text: nobodyLeft() }] : [])) return;
      go(asking.readers);
    });
    return screen;
  });
}

/** @param {string} name @param {Asking} asking */
export function defineReaders(name, asking) {
  define(name, () => {
    const screen = copy("screen-readers");
    const choice = asking.choice();
    const proposal = proposed(choice);
    const left = everyone().map(({ id }) => id).filter((id) => !choice.shut_out.includes(id));
    choice.to = (choice.to ?? proposal.to).filter((id) => left.includes(id));
    const caption = asking.counted ? t("step", { n: total(), total: total() }) : "";
    write(screen, "caption", caption);
    slot(screen, "choose").hidden = !proposal.too_many;
    drawPeople(screen, left, choice.to, (ids) => {
      choice.to = ids;
      drawCount(screen, ids);
    });
    drawCount(screen, choice.to);
    drawOut(screen, choice);
    onSubmit(screen, () => {
      if (!complain(screen, problems(choice.to ?? []))) asking.done();
    });
    return screen;
  });
}

/** Nobody is left: names the channels that do not depend on the organisation. */
function nobodyLeft() {
  const independent = trusted().view.channels.filter((channel) => channel.independent);
  const channels = independent.map(({ name }) => inLanguage(name)).join(", ");
  return channels ? t("shut-out-all", { channels }) : t("shut-out-all-inside");
}

/** @param {Choice} choice @returns {Proposal} */
const proposed = ({ shut_out }) =>
  JSON.parse(propose(trusted().trust, JSON.stringify(shut_out)));

/** @param {string[]} to @returns {Problem[]} */
function problems(to) {
  if (to.length === 0) return [{ field: "people", text: t("readers-none") }];
  return to.length > MOST ? [{ field: "people", text: t("readers-too-many") }] : [];
}

/**
 * The channels with those of their people who can be ticked here.
 *
 * @param {HTMLElement} screen
 * @param {string[]} offered
 * @param {string[]} ticked
 * @param {(ids: string[]) => void} onChange
 */
export function drawPeople(screen, offered, ticked, onChange) {
  /** @type {HTMLInputElement[]} */
  const inputs = [];
  const parts = byChannel().flatMap(({ channel, people }) => {
    const here = people.filter(({ person }) => offered.includes(person.id));
    if (here.length === 0) return [];
    const part = copy("channel");
    write(part, "name", inLanguage(channel.name));
    write(part, "about", inLanguage(channel.about));
    write(part, "standing", channelStanding(channel));
    slot(part, "standing").dataset.confirmed = channel.confirmed;
    for (const { person, also } of here) {
      const option = makeOption({
        type: "checkbox",
        id: `person-${person.id}`,
        name: person.id,
        label: also
          ? `${nameAndRole(person)}. ${t("channel-also", { channels: also })}`
          : nameAndRole(person),
        checked: ticked.includes(person.id),
        onChange: () => onChange(inputs.filter((input) => input.checked).map(({ name }) => name)),
      });
      inputs.push(.../** @type {HTMLInputElement[]} */ ([...option.querySelectorAll("input")]));
      slot(part, "people").append(option);
    }
    return [part];
  });
  slot(screen, "channels").replaceChildren(...parts);
}

/** @param {HTMLElement} screen @param {string[]} ids */
function drawCount(screen, ids) {
  const independent = ids.filter(isIndependent).length;
  const count = t("readers-count", { count: ids.length, independent });
  /** @type {Record<number, () => string>} */
  const few = { 0: () => t("readers-dependent"), 1: () => t("readers-one-independent") };
  write(screen, "count", [count, ids.length > 0 && few[independent]?.()].filter(Boolean).join(" "));
}

/**
 * Who will not see it, where a screen has a place for that.
 *
 * @param {HTMLElement} screen
 * @param {{ shut_out: string[] }} choice
 */
export function drawOut(screen, { shut_out }) {
  slot(screen, "out").hidden = shut_out.length === 0;
  writeList(screen, "out-list", named(shut_out));
}

/** @type {Asking} */
const asking = {
  choice: () => state.draft,
  readers: "readers",
  done: toFiles,
  counted: true,
};
defineShutOut("shut-out", asking);
defineReaders("readers", asking);
