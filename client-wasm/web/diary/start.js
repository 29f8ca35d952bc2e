// What a diary is and what it is not, said before anything is written: nothing is sent, and nobody
// can open the file for her.

import { copy, define, go, onClick, t, write } from "../app.js";
import { defineEntries } from "./entries.js";
import { defineOpen } from "./open.js";
import { defineSave } from "./save.js";

/** @param {Held} held */
export function defineDiary(held) {
  define("diary-start", () => {
    const screen = copy("screen-diary-start");
    const begun = held.entries.length > 0;
    write(screen, "begin", begun ? t("diary-go-on") : t("diary-begin"));
    onClick(screen, "begin", () => go(begun ? "diary" : "entry"));
    onClick(screen, "open", () => go("diary-open"));
    return screen;
  });
  defineEntries(held);
  defineOpen(held);
  defineSave(held);
}

/** @typedef {import("./held.js").Held} Held */
