// A file that she kept, opened on this device. Nothing of it is sent.

import { complain, copy, define, field, onSubmit, replace, t, write } from "../app.js";
import { Diary } from "dauys_thread";
import { drawPassphrase, forgetAfter, work } from "./passphrase.js";

/** @typedef {import("./held.js").Held} Held */

/** @type {Record<string, () => Problem>} By the module's codes. */
const PROBLEMS = {
  "diary-passphrase": () => ({ field: "passphrase", text: t("diary-wrong") }),
  "diary-too-big": () => ({ field: "diary-file", text: t("diary-too-big") }),
  "diary-strange": () => ({ field: "diary-file", text: t("diary-strange") }),
  "diary-not": () => ({ field: "diary-file", text: t("diary-not") }),
  "diary-work": () => ({ field: "diary-file", text: t("diary-work") }),
  "diary-damaged": () => ({ field: "diary-file", text: t("diary-damaged") }),
  "diary-memory": () => ({ field: "diary-file", text: t("diary-memory") }),
};

/** @param {Held} held */
export function defineOpen(held) {
  define("diary-open", (at) => {
    const screen = copy("screen-diary-open");
    const file = field(screen, "file");
    const told = () => write(screen, "chosen", chosen(held.typed.file));
    file.addEventListener("change", () => {
      held.typed.file = file.files?.[0] ?? held.typed.file;
      told();
    });
    told();
    drawPassphrase(held, screen);
    forgetAfter(held, screen, at);
    let busy = false;
    onSubmit(screen, async () => {
      if (busy || complain(screen, missing(held))) return;
      busy = true;
      try {
        await open(held, screen);
      } catch (error) {
        write(screen, "status", "");
        const code = error instanceof Error ? error.message : "";
        const problem = (PROBLEMS[code] ?? unreadable)();
        complain(screen, [{ ...problem, key: code }]);
      } finally {
        busy = false;
      }
    });
    return screen;
  });
}

/** @param {File | null} file */
const chosen = (file) => (file ? t("diary-chosen", { name: file.name }) : "");

/** The browser could not read it, as when it was moved meanwhile. */
const unreadable = () => ({ field: "diary-file", text: t("diary-unreadable") });

/** @param {Held} held @returns {Problem[]} */
function missing({ typed }) {
  /** @type {Problem[]} */
  const problems = [];
  if (!typed.file) problems.push({ field: "diary-file", text: t("diary-no-file") });
  if (!typed.passphrase) problems.push({ field: "passphrase", text: t("diary-no-passphrase") });
  return problems;
}

/** @param {Held} held @param {HTMLElement} screen */
async function open(held, screen) {
  const { file, passphrase } = held.typed;
  if (!file) return;
  // A film would fill the telephone.
  if (file.size > held.bounds.file_bytes) throw new Error("diary-too-big");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const say = (/** @type {number} */ percent) =>
    write(screen, "status", t("diary-opening", { percent }));
  for (const words of new Set([passphrase, passphrase.trim()])) {
    say(0);
    const opening = await work(Diary.open(bytes, words), say);
    if (!screen.isConnected) return opening.free();
    const content = contentOf(held, opening, words !== passphrase.trim());
    if (content === null) continue;
    held.take(JSON.parse(content));
    held.forgetTyped();
    return replace("diary");
  }
}

/**
 * What is in it; nothing where the passphrase is wrong and is tried without its blanks.
 *
 * @param {Held} held
 * @param {import("dauys_thread").WasmDiaryOpening} opening
 * @param {boolean} triesAgain
 */
function contentOf(held, opening, triesAgain) {
  try {
    return opening.content(held.trust, held.diary);
  } catch (error) {
    if (triesAgain && error instanceof Error && error.message === "diary-passphrase") return null;
    throw error;
  }
}
