// Writing it down now and deciding later: the entrance. What makes and opens the file is fetched only
// now, with what opens answers.

import { copy, write } from "./dom.js";
import { untilReached } from "./enter.js";
import { load } from "./language.js";
import { define, go, replace } from "./screens.js";
import { state } from "./state.js";
import { t } from "./text.js";
import { ready } from "./trust.js";

/** @param {string} to the screen that it leads to */
export const toDiary = (to) => (state.diary ? go(to) : go("later", { to }));

define("later", ({ to = "" }) => {
  const screen = copy("screen-later");
  const doing = t("later-fetching");
  write(screen, "status", doing);
  const fetching = untilReached(screen, doing, async () => {
    await ready;
    const thread = await import("./thread.js");
    await load("thread.html");
    await thread.diary();
  });
  // Drawn anew in another language it is fetched by that screen.
  const shown = (/** @type {() => void} */ next) => () => screen.isConnected && next();
  const failed = () => write(screen, "status", t("later-failed"));
  fetching.then(shown(() => replace(to)), shown(failed));
  return screen;
});
