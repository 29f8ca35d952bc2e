// Writing it down now and deciding later: the entrance. What makes and opens the file is fetched only
// now, with what opens answers.

import { copy, write } from "./dom.js";
import { untilReached } from "./enter.js";
import { load } from "./language.js";
import { loadThread } from "./module.js";
import { define, go, replace } from "./screens.js";
import { state } from "./state.js";
import { t } from "./text.js";
import { ready } from "./trust.js";

/**
 * The safety screen comes first, once.
 *
 * @param {string} to the screen that it leads to
 */
export function toDiary(to) {
  if (state.diary) go(to);
  else go(state.warned ? "later" : "safety", { to });
}

define("later", ({ to = "" }) => {
  const screen = copy("screen-later");
  const doing = t("later-fetching");
  write(screen, "status", doing);
  const fetching = untilReached(screen, doing, async () => {
    await ready;
    const thread = await loadThread();
    await load("thread.html");
    await thread.diary();
  });
  // Drawn anew in another language it is fetched by that screen.
  const shown = (/** @type {() => void} */ next) => () => screen.isConnected && next();
  const failed = () => write(screen, "status", t("later-failed"));
  fetching.then(shown(() => replace(to)), shown(failed));
  return screen;
});
