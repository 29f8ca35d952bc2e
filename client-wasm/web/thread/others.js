// Who reads and who must not, reachable by itself; and asking that people of another channel read
// too. Both travel in a letter, because nothing else tells anybody (docs/PROTOCOL.md, section 6.2).

import { complain, copy, define, drawPeople, everyone, field, go } from "../app.js";
import { named, onClick, onSubmit, slot, t, wellFormed, writeList } from "../app.js";
import { proposeWords } from "./message.js";
import { reading, staying } from "./reading.js";

/** What the protocol lets one letter be sealed to. */
const MOST = 7;

/** @param {Thread} thread */
export function defineWho(thread) {
  define("who", () => {
    const screen = copy("screen-who");
    const { view } = thread;
    const { readers, shut_out, may_write } = view;
    const out = named(shut_out ?? []);
    slot(screen, "unknown").hidden = readers !== null;
    slot(screen, "known").hidden = readers === null;
    writeList(screen, "out-list", out);
    slot(screen, "nobody").hidden = out.length > 0;
    writeList(screen, "readers-list", reading(view));
    slot(screen, "change").hidden = !may_write;
    onClick(screen, "change", () => go("anew-shut-out"));
    return screen;
  });
}

/**
 * Whoever is not among her readers and is not shut out.
 *
 * @param {ConversationView} view
 */
export function offered(view) {
  const not = [...staying(view), ...(view.shut_out ?? [])];
  return everyone().map(({ id }) => id).filter((id) => !not.includes(id));
}

/**
 * @param {Thread} thread
 * @param {import("./message.js").Writing} writing
 */
export function defineAnother(thread, writing) {
  define("another", () => {
    const screen = copy("screen-another");
    const draft = writing.draft();
    const readers = staying(thread.view);
    const text = field(screen, "answer");
    proposeWords(draft, t("another-text"));
    text.value = draft.text;
    text.addEventListener("input", () => {
      draft.text = wellFormed(text.value);
    });
    drawPeople(screen, offered(thread.view), draft.share_with ?? [], (ids) => {
      draft.share_with = ids;
    });
    writeList(screen, "readers", named(readers));
    onSubmit(screen, () => {
      const added = draft.share_with ?? [];
      const problems = [];
      if (added.length === 0) problems.push({ field: "people", text: t("another-nobody") });
      if (added.length + readers.length > MOST) {
        problems.push({ field: "people", text: t("readers-too-many") });
      }
      if (!draft.text.trim()) problems.push({ field: "answer", text: t("message-empty") });
      if (complain(screen, problems)) return;
      draft.to = [...readers, ...added];
      writing.check();
    });
    return screen;
  });
}
