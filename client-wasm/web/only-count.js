// Only being counted: ready-made answers, no words of her own, and no code that anybody could come
// back with. What is sent looks like any other report to whoever cannot open it.

import { copy, onClick } from "./dom.js";
import { ask } from "./landing.js";
import { define, settle } from "./screens.js";
import { forgetReport, state } from "./state.js";

define("only-count", () => {
  const screen = copy("screen-only-count");
  onClick(screen, "continue", () => ask(true));
  return screen;
});

define("counted", () => copy("screen-counted"));

/** It has arrived; the code is shown to nobody, and nothing of it stays. */
export function counted() {
  forgetReport();
  state.proofs = [];
  settle("counted");
}
