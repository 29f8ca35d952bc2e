// Files that go with a letter: the entrance. What seals them, and tells what they reveal, is fetched
// only when she adds one.

import { carried } from "./carried.js";
import { copy, onClick, onSubmit, write } from "./dom.js";
import { code } from "./questions.js";
import { toCheck } from "./revealing.js";
import { define, go } from "./screens.js";
import { send } from "./send.js";
import { state } from "./state.js";
import { t } from "./text.js";

/** A letter names so many at most (docs/PROTOCOL.md, section 14). */
export const FILES_MOST = 16;

/** Letters that files may go with, by the name of the screen of these files. */
/** @type {Map<string, LetterOfFiles>} */
export const letters = new Map();

/** @param {string} name @param {LetterOfFiles} letter */
export function takeFiles(name, letter) {
  letters.set(name, letter);
  state.evidence?.define(name, letter);
}

/** None before she has added any. */
/** @param {string} name */
export const filesOf = (name) => state.letter_files.get(name);

takeFiles("evidence", {
  author: code,
  id: (author) => author.first_letter(),
  done: toCheck,
});

/** She is asked once; what she added stands on the check screen too. */
export function toFiles() {
  if (carried.inside || state.draft.only_counted || state.asked_files) toCheck();
  else go("files");
}

define("files", () => {
  const screen = copy("screen-files");
  state.asked_files = true;
  onClick(screen, "add", () => addFiles("evidence"));
  onSubmit(screen, toCheck);
  return screen;
});

/**
 * To the files of a letter, by the name of their screen.
 *
 * @param {string} name
 */
export function addFiles(name) {
  if (state.evidence) go(name);
  else go("later", { to: name, part: "evidence" });
}

/** @param {HTMLElement} screen @param {string} name */
export function drawFiles(screen, name) {
  const count = filesOf(name)?.count ?? 0;
  write(screen, "files", count > 0 ? t("files-count", { count }) : t("files-none"));
  onClick(screen, "add-files", () => addFiles(name));
  write(screen, "add-files", count > 0 ? t("files-change") : t("files-add"));
}

/**
 * Sends a letter, after the files that go with it.
 *
 * @param {string} name
 * @param {import("./send.js").Job} job
 */
export function sendWith(name, job) {
  const files = filesOf(name);
  if (files && files.count > 0) files.deliver(job, () => send(job));
  else send(job);
}
