// The first screen says where answers are: not here.

import { carried } from "../carried.js";
import { write } from "../dom.js";
import { define, drawing, main } from "../screens.js";
import { t } from "../text.js";

const usual = drawing("landing");

define("landing", (place) => {
  const screen = usual(place);
  tell(screen);
  return screen;
});

/** @param {HTMLElement} screen */
function tell(screen) {
  write(screen, "code-address", t("form-code", { address: carried.inside?.address() ?? "" }));
}

// The first one came with the document.
const screen = main().querySelector("#landing");
if (screen instanceof HTMLElement) tell(screen);
