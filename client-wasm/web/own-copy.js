// The tick that lets her read her own words again. Off, unless she wants it: whoever finds the code
// would read them too.

import { copy, field, slot } from "./dom.js";

/**
 * @param {HTMLElement} screen
 * @param {{ own_copy: boolean }} choice
 */
export function drawOwnCopy(screen, choice) {
  const part = copy("own-copy");
  const tick = field(part, "input");
  tick.checked = choice.own_copy;
  tick.addEventListener("change", () => {
    choice.own_copy = tick.checked;
  });
  slot(screen, "own-copy").append(part);
}
