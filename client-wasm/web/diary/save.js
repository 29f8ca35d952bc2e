// All that she wrote, as one locked file that the browser puts among its downloads.

import { complain, copy, define, download, filesOf, onClick, onSubmit, replace } from "../app.js";
import { back, slot, t, write } from "../app.js";
import { drawPassphrase, forgetAfter, work } from "./passphrase.js";

/** @typedef {import("./held.js").Held} Held */

/** @type {Record<string, () => string>} By the module's codes. */
const PROBLEMS = {
  "diary-full": () => t("diary-full"),
  "diary-memory": () => t("diary-memory"),
};

/** @param {Held} held */
export function defineSave(held) {
  define("diary-save", (at) => {
    const { change } = at;
    const screen = copy("screen-diary-save");
    const asks = Boolean(change) || !held.diary.is_locked();
    for (const name of ["facts", "fields"]) slot(screen, name).hidden = !asks;
    slot(screen, "same").hidden = asks;
    slot(screen, "files").hidden = !filesOf("evidence")?.count;
    drawPassphrase(held, screen, ["passphrase", "again"]);
    forgetAfter(held, screen, at);
    onClick(screen, "anew", () => replace("diary-save", { change: true }));
    let busy = false;
    onSubmit(screen, async () => {
      if (busy || complain(screen, asks ? problems(held) : [])) return;
      busy = true;
      try {
        await save(held, screen, asks ? held.typed.passphrase : undefined);
      } catch (error) {
        write(screen, "status", "");
        const code = error instanceof Error ? error.message : "";
        const text = (PROBLEMS[code] ?? (() => t("diary-unsaved-error")))();
        complain(screen, [{ field: "save", text, key: code }]);
      } finally {
        busy = false;
      }
    });
    return screen;
  });
  define("diary-saved", () => {
    const screen = copy("screen-diary-saved");
    write(screen, "name", t("diary-name", { name: t("diary-file-name") }));
    onClick(screen, "continue", back);
    onClick(screen, "again", () => {
      held.saved = "";
      replace("diary-save");
    });
    return screen;
  });
}

/** @param {Held} held @returns {Problem[]} */
function problems({ typed, bounds }) {
  // Keyboards of telephones put a blank after a word.
  const [passphrase, again] = [typed.passphrase.trim(), typed.again.trim()];
  const count = bounds.passphrase_chars;
  if ([...passphrase].length < count) {
    return [{ field: "passphrase", text: t("diary-short-passphrase", { count }) }];
  }
  return passphrase === again ? [] : [{ field: "again", text: t("diary-differs") }];
}

/** @param {Held} held @param {HTMLElement} screen @param {string} [passphrase] */
async function save(held, screen, passphrase) {
  held.keepTyping();
  const { content } = held;
  const say = (/** @type {number} */ percent) =>
    write(screen, "status", t("diary-sealing", { percent }));
  say(0);
  const sealing = await work(held.diary.seal(held.trust, content, passphrase), say);
  if (!screen.isConnected) return sealing.free();
  const file = sealing.file(held.diary);
  download(t("diary-file-name"), "application/octet-stream", file);
  held.saved = content;
  held.forgetTyped();
  replace("diary-saved");
}
