// The second door: a code. What reads answers is fetched only now; a mistyped code is told before
// anything of it could be sent, and nothing of it ever is.

import * as api from "./api.js";
import { copy, field, onSubmit, slot, write } from "./dom.js";
import { delay, pause } from "./pace.js";
import { load } from "./language.js";
import { loadThread } from "./module.js";
import { complain, define } from "./screens.js";
import { state } from "./state.js";
import { t } from "./text.js";
import { isReady, ready } from "./trust.js";

const TOLD_EVERY_MS = 2_000;

/** @type {Record<string, () => string>} */
const PROBLEMS = {
  "code-length": () => t("code-length"),
  "code-digit": () => t("code-digit"),
  "code-check": () => t("code-check"),
  "page-altered": () => t("part-altered"),
};

define("enter", () => {
  const screen = copy("screen-enter");
  const answer = field(screen, "answer");
  answer.value = state.typed;
  answer.addEventListener("input", () => {
    state.typed = answer.value;
  });
  let busy = false;
  onSubmit(screen, async () => {
    if (busy) return;
    busy = true;
    complain(screen, []);
    write(screen, "status", isReady() ? t("enter-fetching") : t("standing-checking"));
    try {
      await ready;
      write(screen, "status", t("enter-fetching"));
      await enter(screen, answer.value);
    } catch (error) {
      write(screen, "status", "");
      const code = error instanceof Error ? error.message : "";
      const text = (PROBLEMS[code] ?? (() => t("enter-failed")))();
      complain(screen, [{ field: "code", text, key: code }]);
    } finally {
      busy = false;
      slot(screen, "progress").hidden = true;
    }
  });
  return screen;
});

/** Parts of the way that are told: as a bar to those who look, as words to those who listen. */
const STEPS = 10;

/**
 * Shows how much has come, once it comes in more than one piece.
 *
 * @param {HTMLElement} screen
 * @returns {(come: number, whole: number) => void}
 */
function follow(screen) {
  const bar = slot(screen, "progress");
  let told = 0;
  return (come, whole) => {
    const steps = whole > 0 ? Math.floor((STEPS * come) / whole) : 0;
    if (steps === told || steps >= STEPS || !(bar instanceof HTMLProgressElement)) return;
    told = steps;
    bar.hidden = false;
    bar.value = steps / STEPS;
    write(screen, "status", t("enter-part", { percent: (100 * steps) / STEPS }));
  };
}

/** @param {HTMLElement} screen @param {string} text */
async function enter(screen, text) {
  let told = performance.now();
  const tries = (/** @type {number} */ done, /** @type {number} */ all) => {
    // Not so often that nothing else is heard.
    if (performance.now() - told < TOLD_EVERY_MS) return;
    told = performance.now();
    write(screen, "status", t("enter-trying", { done, all }));
  };
  await untilReached(screen, t("enter-fetching"), async () => {
    const thread = await loadThread();
    await load("thread.html");
    await thread.enter(text, () => screen.isConnected, { comes: follow(screen), tries });
  });
}

/**
 * Does it again for as long as the network fails, and says so.
 *
 * @param {HTMLElement} screen
 * @param {string} doing what it does, in words
 * @param {() => Promise<void>} work
 */
export async function untilReached(screen, doing, work) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof api.Unreachable)) throw error;
      const seconds = delay(attempt);
      write(screen, "status", t("enter-offline", { seconds }));
      slot(screen, "now").hidden = false;
      await pause(seconds);
      slot(screen, "now").hidden = true;
      write(screen, "status", doing);
    }
  }
}
