// What is fetched only when it is needed, and says so while it comes: what makes and opens the file
// of a diary, with what opens answers; and what seals files.

import { copy, write } from "./dom.js";
import { untilReached } from "./enter.js";
import { load } from "./language.js";
import { Altered, loadEvidence, loadThread } from "./module.js";
import { define, go, replace } from "./screens.js";
import { state } from "./state.js";
import { t } from "./text.js";
import { ready } from "./trust.js";

/**
 * Writing it down now and deciding later. The safety screen comes first, once.
 *
 * @param {string} to the screen that it leads to
 */
export function toDiary(to) {
  if (state.diary) go(to);
  else go(state.warned ? "later" : "safety", { to });
}

/** @type {Record<string, () => Promise<void>>} */
const PARTS = {
  async diary() {
    const thread = await loadThread();
    await load("thread.html");
    await thread.diary();
  },
  async bring() {
    const thread = await loadThread();
    await load("thread.html");
    await thread.bring();
  },
  async evidence() {
    const evidence = await loadEvidence();
    await load("evidence.html");
    await evidence.evidence();
  },
};

/** @type {Record<string, () => string> & { evidence: () => string }} */
const TITLES = {
  diary: () => t("save-link"),
  bring: () => t("bring-link"),
  evidence: () => t("files-title"),
};

define("later", ({ to = "", part = "diary" }) => {
  const screen = copy("screen-later");
  write(screen, "title", (TITLES[part] ?? TITLES.evidence)());
  const doing = t("later-fetching");
  write(screen, "status", doing);
  const fetching = untilReached(screen, doing, async () => {
    await ready;
    await PARTS[part]?.();
  });
  // Drawn anew in another language it is fetched by that screen.
  /** @param {(value: unknown) => void} next @returns {(value: unknown) => void} */
  const shown = (next) => (value) => screen.isConnected && next(value);
  const failed = (/** @type {unknown} */ error) => {
    const altered = error instanceof Altered;
    if (altered) screen.dataset.problem = error.message;
    write(screen, "status", altered ? t("part-altered") : t("later-failed"));
  };
  fetching.then(shown(() => replace(to)), shown(failed));
  return screen;
});
