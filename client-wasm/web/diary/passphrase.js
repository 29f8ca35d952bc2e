// The passphrase of her file: typed where nobody but her reads it, and worked on in steps.

import { field, here, inPieces, main } from "../app.js";

/** @typedef {import("./held.js").Held} Held */

/**
 * Fields of a passphrase on a screen, hidden until she wants to see it. They are texts that the
 * stylesheet hides: of a password, browsers ask whether they may keep it.
 *
 * @param {Held} held
 * @param {HTMLElement} screen
 * @param {("passphrase" | "again")[]} [names]
 */
export function drawPassphrase(held, screen, names = ["passphrase"]) {
  const inputs = names.map((name) => {
    const input = field(screen, name);
    input.value = held.typed[name];
    input.addEventListener("input", () => {
      held.typed[name] = input.value;
    });
    return input;
  });
  const show = field(screen, "show");
  show.addEventListener("change", () => {
    for (const input of inputs) input.classList.toggle("masked", !show.checked);
  });
}

/**
 * Forgets what was typed when she leaves the screen; drawn anew in another language, it stays.
 *
 * @param {Held} held
 * @param {HTMLElement} screen
 * @param {Place} place
 */
export function forgetAfter(held, screen, place) {
  const watch = new MutationObserver(() => {
    if (screen.isConnected) return;
    watch.disconnect();
    if (here() !== place) held.forgetTyped();
  });
  watch.observe(main(), { childList: true });
}

/**
 * Mixes until all is mixed, and says how far it has come.
 *
 * @template {{ step(): boolean, percent(): number, free(): void }} Work
 * @param {Work} work
 * @param {(percent: number) => void} say not so often that nothing else is heard
 */
export async function work(work, say) {
  let told = 0;
  try {
    await inPieces(() => work.step(), () => {
      const percent = Math.floor(work.percent() / TOLD_PERCENT) * TOLD_PERCENT;
      if (percent === told) return;
      told = percent;
      say(percent);
    });
  } catch (error) {
    work.free();
    throw error;
  }
  return work;
}

const TOLD_PERCENT = 20;
