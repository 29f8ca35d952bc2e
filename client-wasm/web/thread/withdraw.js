// Taking a report back: two steps that cost different things, each for itself, each with its price.

import { copy, define, go, onClick, slot } from "../app.js";
import { staying } from "./reading.js";

/** @param {Thread} thread */
export function defineWithdraw(thread) {
  define("withdraw", () => {
    const screen = copy("screen-withdraw");
    const { view } = thread;
    const { withdrawn } = view;
    const known = staying(view).length > 0;
    slot(screen, "told").hidden = !withdrawn;
    slot(screen, "tell").hidden = withdrawn;
    onClick(screen, "tell", () => go(known ? "withdraw-letter" : "withdraw-letter-shut-out"));
    onClick(screen, "erase", () => go("erase"));
    return screen;
  });
}
