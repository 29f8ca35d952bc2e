// Files that go with a letter: what they reveal, and how they are sent. Loaded only when one is added,
// with the module that seals them and with the templates and words of these screens.

import init from "dauys_evidence";
import { breath, letters, loadModule, state } from "./app.js";
import { LetterFiles } from "./evidence/files.js";
import { defineFiles } from "./evidence/screen.js";
import { defineSending } from "./evidence/sending.js";

/** The module, while it comes and once it is there. */
/** @type {Promise<void> | null} */
let coming = null;

function module() {
  coming ??= loadModule(init, "evidence", EVIDENCE_INTEGRITY).then(breath).then(() => {});
  return coming.catch((error) => {
    coming = null;
    throw error;
  });
}

/** Makes the screens, which from now on are there for as long as the visit. */
export async function evidence() {
  const { signal } = state.ended;
  await module();
  signal.throwIfAborted();
  if (state.evidence) return;
  defineSending();
  state.evidence = { define: defineLetter };
  for (const [name, letter] of letters) defineLetter(name, letter);
}

/** @param {string} name @param {LetterOfFiles} letter */
function defineLetter(name, letter) {
  const files = new LetterFiles(name, letter);
  state.letter_files.set(name, files);
  defineFiles(files);
}
