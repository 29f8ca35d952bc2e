// Only being counted: ready-made answers, no words of her own, and no code that anybody could come
// back with. What is sent looks like any other report to whoever cannot open it.

import { copy, onClick, slot } from "./dom.js";
import { ask } from "./landing.js";
import { define, settle } from "./screens.js";
import { forgetReport, state } from "./state.js";

define("only-count", () => {
  const screen = copy("screen-only-count");
  slot(screen, "words").hidden = !hasWords();
  onClick(screen, "continue", () => ask(true));
  return screen;
});

define("counted", () => copy("screen-counted"));

/** Whether there is anything of hers that is not sent this way. */
function hasWords() {
  const { answers, name } = state.draft;
  const texts = (state.questionnaire?.questions ?? []).filter(({ kind }) => kind === "text");
  return Boolean(name || texts.some(({ id }) => answers[id]) || state.diary?.holdsWords);
}

/** It has arrived; the code is shown to nobody, and nothing of it stays. */
export function counted() {
  forgetReport();
  state.proofs = [];
  settle("counted");
}
