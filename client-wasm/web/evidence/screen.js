// The files of a letter: what each reveals, and what of it is sent.

import { complain, copy, define, field, makeOption, onClick, onSubmit } from "../app.js";
import { FILES_MOST, here, show, slot, t, write, writeList } from "../app.js";
import { canBlackOut, defineBlackout } from "./blackout.js";
import { canRecord, defineRecord } from "./record.js";
import { findingInWords, kindInWords, sizeInWords } from "./words.js";

/** @typedef {import("./files.js").LetterFiles} LetterFiles */
/** @typedef {import("./files.js").Item} Item */

/** @param {LetterFiles} files */
export function defineFiles(files) {
  /** How many were chosen for which there is no place. */
  let over = 0;
  const changed = () => {
    if (here().name === files.name) show();
  };
  const toRecord = defineRecord(files, changed);
  const toBlackout = defineBlackout(files, changed);
  define(files.name, () => {
    const screen = copy("screen-evidence");
    slot(screen, "items").append(...files.items.map((item, n) => drawItem(files, item, n, { changed, toBlackout })));
    write(screen, "count", files.count > 0 ? t("files-count", { count: files.count }) : "");
    write(screen, "most", t("files-most", { count: FILES_MOST }));
    write(screen, "over", over > 0 ? t("files-over", { count: over, most: FILES_MOST }) : "");
    slot(screen, "record").hidden = !canRecord() || files.count >= FILES_MOST;
    onClick(screen, "record", toRecord);
    const input = field(screen, "file");
    input.disabled = files.count >= FILES_MOST;
    input.addEventListener("change", () => {
      over = files.add([...(input.files ?? [])], changed);
      // The browser shows the names of files: it forgets them at once.
      input.value = "";
      changed();
    });
    onSubmit(screen, () => {
      if (!complain(screen, problems(files))) files.of.done();
    });
    return screen;
  });
}

/** @param {LetterFiles} files @returns {Problem[]} */
function problems({ items }) {
  return items.flatMap((item, n) => {
    const field = `file-${n}`;
    if (item.state === "reading") return [{ field, text: t("file-wait") }];
    return item.choice === "" ? [{ field, text: t("file-undecided") }] : [];
  });
}

/**
 * @param {LetterFiles} files
 * @param {Item} item
 * @param {number} n
 * @param {{ changed: () => void, toBlackout: (n: number) => void }} on
 */
function drawItem(files, item, n, { changed, toBlackout }) {
  const card = copy("file-card");
  const name = files.nameOf(n);
  card.id = `file-${n}`;
  // What is wrong with it stands in it.
  card.dataset.question = card.id;
  card.dataset.state = item.state;
  card.dataset.cleaner = item.inspected.cleaner;
  write(card, "name", name);
  for (const place of ["what", "what-black"]) write(card, place, name);
  write(card, "size", `${kindInWords(item.inspected.type)}, ${sizeInWords(item.file.size)}`);
  write(card, "reading", item.state === "reading" ? t("file-reading") : "");
  if (item.state === "read") drawRead(files, card, item, n, changed);
  slot(card, "blackout").hidden = item.state === "reading" || !canBlackOut(item);
  onClick(card, "blackout", () => toBlackout(n));
  onClick(card, "remove", () => {
    files.remove(item);
    changed();
  });
  return card;
}

/** @type {Record<string, () => string>} Why there is no cleaned copy. */
const UNCLEANED = {
  none: () => t("file-uncleanable"),
  "too-large": () => t("file-too-large-to-clean"),
};

/**
 * @param {LetterFiles} files
 * @param {HTMLElement} card
 * @param {Item} item
 * @param {number} n
 * @param {() => void} changed
 */
function drawRead(files, card, item, n, changed) {
  const { cleaner, findings } = item.inspected;
  const found = item.choice === "cleaned" || item.cleaned;
  write(card, "found", !found ? "" : findings.length > 0 ? t("file-reveals") : t("file-reveals-nothing"));
  writeList(card, "findings", findings.map(findingInWords));
  slot(card, "findings").hidden = findings.length === 0;
  const why = item.recorded ? t("file-recorded") : (UNCLEANED[cleaner] ?? (() => t("file-damaged")))();
  write(card, "why", cleaner === "cleaned" ? "" : why);
  write(card, "black", item.areas?.length && item.cleaned ? t("blackout-made", { count: item.areas.length }) : "");
  slot(card, "choices").append(...(item.cleaned ? drawChoice(files, item, n, changed) : [drawAsItIs(item, n)]));
}

/** @param {LetterFiles} files @param {Item} item @param {number} n @param {() => void} changed */
function drawChoice(files, item, n, changed) {
  /** @type {[Item["choice"], string][]} */
  const choices = [["cleaned", t("file-send-cleaned")], ["original", t("file-send-original")]];
  return choices.map(([choice, label]) =>
    makeOption({
      type: "radio",
      id: `choice-${n}-${choice}`,
      name: `choice-${n}`,
      label,
      checked: item.choice === choice,
      onChange: () => {
        files.takeBack(item);
        item.choice = choice;
        changed();
      },
    }),
  );
}

/** @param {Item} item @param {number} n */
function drawAsItIs(item, n) {
  return makeOption({
    type: "checkbox",
    id: `choice-${n}-original`,
    name: `choice-${n}`,
    label: t("file-send-as-it-is"),
    checked: item.choice === "original",
    onChange: ({ checked }) => {
      item.choice = checked ? "original" : "";
    },
  });
}
