// A clock that stands still until it is moved on: what waits for seconds is tested without waiting.

/** Shorter waits are the page's own business. */
const LONG_MS = 1_000;

/**
 * Long timers of the page go by this clock from its next document on.
 *
 * @param {import("puppeteer-core").Page} page
 */
export const stopTheClock = (page) => page.evaluateOnNewDocument(stop, LONG_MS);

/** @param {import("puppeteer-core").Page} page */
export const moveOn = (page, milliseconds) =>
  page.evaluate((by) => globalThis.moveOn(by), milliseconds);

/** Runs in the page. */
function stop(long) {
  const { setTimeout: start, clearTimeout: end } = globalThis;
  /** @type {Map<number, { due: number, act: () => void }>} */
  const waiting = new Map();
  let now = 0;
  let last = 1_000_000_000;
  globalThis.setTimeout = (act, delay = 0, ...given) => {
    if (delay < long) return start(act, delay, ...given);
    last += 1;
    waiting.set(last, { due: now + delay, act: () => act(...given) });
    return last;
  };
  globalThis.clearTimeout = (number) => {
    if (!waiting.delete(number)) end(number);
  };
  globalThis.moveOn = (by) => {
    now += by;
    for (const [number, { due, act }] of [...waiting]) {
      if (due > now) continue;
      waiting.delete(number);
      act();
    }
  };
}
