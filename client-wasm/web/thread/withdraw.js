// Taking a report back: two steps that cost different things, each for itself, each with its price.

import { copy, define, go, onClick, slot } from "../app.js";

/** @param {Thread} thread */
export function defineWithdraw(thread) {
  define("withdraw", () => {
    const screen = copy("screen-withdraw");
    const { readers, withdrawn } = thread.view;
    slot(screen, "told").hidden = !withdrawn;
    slot(screen, "tell").hidden = withdrawn;
    onClick(screen, "tell", () => go(readers ? "withdraw-letter" : "withdraw-letter-shut-out"));
    onClick(screen, "erase", () => go("erase"));
    return screen;
  });
}
