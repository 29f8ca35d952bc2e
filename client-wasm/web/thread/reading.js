// Who reads, as far as her readers tell: who has stepped back, and whom somebody lets read. Only a
// person's own word counts (crypto/src/conversation/reading.rs).

import { named, nameAndRole, slot, t, writeList } from "../app.js";

/**
 * Whom she writes to unless she chooses anew: the readers of her newest state who still read.
 *
 * @param {ConversationView} view
 */
export const staying = ({ readers, left }) =>
  (readers ?? []).filter((id) => !left.some((person) => person.id === id));

/**
 * Who reads now, and who does not any more.
 *
 * @param {ConversationView} view
 */
export function reading(view) {
  const { let_in } = view;
  const others = let_in.map(({ person, by }) => letIn(person, by));
  return [...named(staying(view)), ...others, ...gone(view)];
}

/**
 * What the author of a reply says in it of who reads.
 *
 * @param {ReplyView} reply
 */
export function saysOfReading({ author, steps_back, lets }) {
  if (!author) return [];
  const names = { author: nameAndRole(author) };
  const others = lets.map((reader) =>
    t("reader-lets", { ...names, reader: nameAndRole(reader) }),
  );
  return steps_back ? [t("reader-left", names), ...others] : others;
}

/**
 * Whom she did not choose, and who lets them read.
 *
 * @param {Person} person @param {Person} by
 */
export const letIn = (person, by) =>
  t("reply-let-in", { reader: nameAndRole(person), by: nameAndRole(by) });

/**
 * On a screen where she writes: to whom it does not go unless she ticks them.
 *
 * @param {HTMLElement} screen
 * @param {ConversationView} view
 * @param {string[]} to
 */
export function drawLeft(screen, view, to) {
  const unticked = gone(view, to);
  slot(screen, "left").hidden = unticked.length === 0;
  writeList(screen, "left-list", unticked);
}

/**
 * A line for each reader of hers who has stepped back, but for those whom she writes to all the same.
 *
 * @param {ConversationView} view
 * @param {string[]} [to]
 */
const gone = ({ left }, to = []) =>
  left
    .filter(({ id }) => !to.includes(id))
    .map((person) => t("reader-left", { author: nameAndRole(person) }));
