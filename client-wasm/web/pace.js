// Waiting: between two tries, and for the screen to be painted.

import { state } from "./state.js";

/** Seconds before the next try: soon at first, then patiently. */
const DELAYS = [1, 2, 4, 8, 15, 30];

/** @param {number} tries how many have failed */
export const delay = (tries) => DELAYS[Math.min(tries, DELAYS.length) - 1] ?? 1;

/** Milliseconds of work between two breaths: nobody notices that the page is not listening. */
const AT_ONCE_MS = 40;

/** Lets the browser paint and handle input. */
export const breath = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Does work that takes long without a compiler, and lets the browser live meanwhile. Rejects when
 * the visit has ended.
 *
 * @param {() => boolean} step does a little; whether all is done
 * @param {() => void} [tell] how far it has come
 */
export async function inPieces(step, tell = () => {}) {
  const { signal } = state.ended;
  for (;;) {
    const until = performance.now() + AT_ONCE_MS;
    do {
      if (step()) return;
    } while (performance.now() < until);
    tell();
    await breath();
    signal.throwIfAborted();
  }
}

/**
 * The holder of a code, or nobody if the visit has ended meanwhile.
 *
 * @template Reporter
 * @param {WasmDerivation<Reporter>} derivation
 */
export async function derive(derivation) {
  try {
    await inPieces(() => derivation.step());
    await breath();
  } catch (error) {
    derivation.free();
    throw error;
  }
  return derivation.reporter();
}

/**
 * Waits so many seconds, until *try now* is pressed, or until the network is back. Rejects when the
 * visit has ended.
 *
 * @param {number} seconds
 * @returns {Promise<void>}
 */
export function pause(seconds) {
  const { signal } = state.ended;
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const goOn = () => {
      over.abort();
      clearTimeout(timer);
      signal.aborted ? reject(signal.reason) : resolve();
    };
    const timer = setTimeout(goOn, seconds * 1000);
    const until = { signal: over.signal };
    document.addEventListener("click", ({ target }) => {
      // The screen may have been drawn anew since.
      if (target instanceof Element && target.closest('[data-slot="now"]')) goOn();
    }, until);
    addEventListener("online", goOn, until);
    signal.addEventListener("abort", goOn, until);
  });
}
