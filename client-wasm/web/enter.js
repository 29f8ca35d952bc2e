// The second door: a code. What reads answers is fetched only now; a mistyped code is told before
// anything of it could be sent, and nothing of it ever is.

import * as api from "./api.js";
import { copy, field, onSubmit, write } from "./dom.js";
import { delay, pause } from "./pace.js";
import { load } from "./language.js";
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
    }
  });
  return screen;
});

/** @param {HTMLElement} screen @param {string} text */
async function enter(screen, text) {
  const thread = await import("./thread.js");
  let told = performance.now();
  const tell = (/** @type {number} */ done, /** @type {number} */ all) => {
    // Not so often that nothing else is heard.
    if (performance.now() - told < TOLD_EVERY_MS) return;
    told = performance.now();
    write(screen, "status", t("enter-trying", { done, all }));
  };
  for (let tries = 1; ; tries++) {
    try {
      await load("thread.html");
      return await thread.enter(text, () => screen.isConnected, tell);
    } catch (error) {
      if (!(error instanceof api.Unreachable)) throw error;
      const seconds = delay(tries);
      write(screen, "status", t("enter-offline", { seconds }));
      await pause(seconds);
      write(screen, "status", t("enter-fetching"));
    }
  }
}
