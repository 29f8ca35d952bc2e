// Giving her name, if she wants to: to those of her readers whom she ticks, and to nobody else.

import { copy, field, makeOption, onClick, onSubmit, slot, write } from "./dom.js";
import { everyone, nameAndRole } from "./people.js";
import { toCheck } from "./revealing.js";
import { complain, define } from "./screens.js";
import { state } from "./state.js";
import { t, wellFormed } from "./text.js";

/**
 * @typedef {object} Naming
 * @property {() => { name: string, name_to: string[] }} choice where the answer is kept
 * @property {() => string[]} readers who can be ticked
 * @property {boolean} required whether she came for nothing else
 * @property {() => void} [change] where readers can be chosen anew
 * @property {() => void} done
 */

/** @param {string} screenName @param {Naming} naming */
export function defineName(screenName, naming) {
  define(screenName, () => {
    const screen = copy("screen-name");
    const choice = naming.choice();
    const readers = everyone().filter(({ id }) => naming.readers().includes(id));
    const answer = field(screen, "answer");
    answer.value = choice.name;
    answer.addEventListener("input", () => {
      choice.name = wellFormed(answer.value);
    });
    const ticked = () => readers.map(({ id }) => id).filter((id) => choice.name_to.includes(id));
    slot(screen, "people").append(
      ...readers.map((person) =>
        makeOption({
          type: "checkbox",
          id: `name-${person.id}`,
          name: person.id,
          label: nameAndRole(person),
          checked: choice.name_to.includes(person.id),
          onChange: ({ checked }) => {
            const others = choice.name_to.filter((id) => id !== person.id);
            choice.name_to = checked ? [...others, person.id] : others;
          },
        }),
      ),
    );
    slot(screen, "change").hidden = !naming.change;
    onClick(screen, "change", () => naming.change?.());
    write(screen, "submit", naming.required ? t("send") : t("continue"));
    onSubmit(screen, () => {
      const name = choice.name.trim();
      const given = name !== "" || naming.required;
      /** @type {Problem[]} */
      const problems = [];
      if (given && !name) problems.push({ field: "name", text: t("name-empty") });
      if (given && ticked().length === 0) {
        problems.push({ field: `name-${readers[0]?.id}`, text: t("name-nobody") });
      }
      if (!complain(screen, problems)) naming.done();
    });
    return screen;
  });
}

defineName("name", {
  choice: () => state.draft,
  readers: () => state.draft.to ?? [],
  required: false,
  done: toCheck,
});
