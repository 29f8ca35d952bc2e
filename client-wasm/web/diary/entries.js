// What she wrote down, day by day: read, changed, taken away, and what comes after it.

import { complain, copy, dayInWords, define, field, go, onClick, onSubmit, replace } from "../app.js";
import { back, slot, t, watchLength, wellFormed, write } from "../app.js";
import { isInReport } from "./held.js";

/** @typedef {import("./held.js").Held} Held */

/** @param {Held} held */
export function defineEntries(held) {
  defineAll(held);
  defineEntry(held);
  defineRemove(held);
}

/** @param {Held} held */
function defineAll(held) {
  define("diary", () => {
    const screen = copy("screen-diary");
    slot(screen, "entries").append(...held.entries.map((_, place) => drawEntry(held, place)));
    slot(screen, "none").hidden = held.entries.length > 0;
    slot(screen, "unsaved").hidden = held.isSaved || !(held.holdsWords || held.saved);
    slot(screen, "saved").hidden = !held.isSaved;
    onClick(screen, "write", () => go("entry", { change: true }));
    onClick(screen, "save", () => go("diary-save"));
    onClick(screen, "report", () => held.carryOver());
    return screen;
  });
}

/** @param {Held} held @param {number} place */
function drawEntry(held, place) {
  const part = copy("diary-entry");
  const entry = entryAt(held, place);
  const { day, text } = entry;
  const date = dayInWords(day);
  write(part, "day", date);
  write(part, "text", text);
  slot(part, "carried").hidden = !isInReport(entry);
  for (const [name, screen] of [["change", "entry"], ["remove", "diary-remove"]]) {
    write(part, `${name}-what`, date);
    onClick(part, name ?? "", () => go(screen ?? "", { entry: place, change: true }));
  }
  return part;
}

/** @param {Held} held @param {number} place @returns {DiaryEntry} */
const entryAt = (held, place) => held.entries[place] ?? { day: held.today, text: "" };

/** @param {Held} held */
function defineEntry(held) {
  define("entry", (at) => {
    const screen = copy("screen-entry");
    const { day } = entryAt(held, at.entry ?? held.entries.length);
    const answer = field(screen, "answer");
    answer.value = held.begun(at.entry);
    answer.addEventListener("input", () => held.type(at.entry, wellFormed(answer.value)));
    write(screen, "day", dayInWords(day));
    const most = held.bounds.entry_chars;
    watchLength(screen, answer, most);
    onSubmit(screen, () => {
      const text = held.begun(at.entry);
      const over = [...text].length - most;
      /** @type {Problem[]} */
      const problems = [];
      if (!text.trim()) problems.push({ field: "answer", text: t("diary-empty") });
      if (over > 0) problems.push({ field: "answer", text: t("diary-long", { count: over }) });
      if (complain(screen, problems)) return;
      held.keep(at.entry, text);
      // She came from there, or has just begun.
      if (at.change) back();
      else replace("diary");
    });
    return screen;
  });
}

/** @param {Held} held */
function defineRemove(held) {
  define("diary-remove", ({ entry: place = 0 }) => {
    const screen = copy("screen-diary-remove");
    const entry = entryAt(held, place);
    write(screen, "day", dayInWords(entry.day));
    write(screen, "text", entry.text);
    slot(screen, "carried").hidden = !isInReport(entry);
    let removed = false;
    onClick(screen, "remove", () => {
      // Another one stands in its place at once.
      if (removed) return;
      removed = true;
      held.remove(place);
      back();
    });
    onClick(screen, "leave", back);
    return screen;
  });
}
