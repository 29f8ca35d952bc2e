// The first screen and the safety screen, which can be read while the check still runs.

import { copy, onClick, slot, write } from "./dom.js";
import { isPlain } from "./module.js";
import { channelStanding } from "./people.js";
import { begin } from "./questions.js";
import { define, go, here, main } from "./screens.js";
import { state, trusted } from "./state.js";
import { inLanguage, t } from "./text.js";
import { canAsk, isReady, questions, standing } from "./trust.js";

/** The landing as it came with the document. */
/** @type {HTMLElement} */
let source;

/** @param {Document} from */
export function readLanding(from) {
  const found = from.getElementById("landing");
  if (!found) throw new Error("no landing");
  source = document.importNode(found, true);
  for (const element of source.querySelectorAll("noscript, .until-js")) element.remove();
}

define("landing", () => {
  const screen = /** @type {HTMLElement} */ (source.cloneNode(true));
  drawLanding(screen);
  return screen;
});

define("safety", ({ to }) => {
  const screen = copy("screen-safety");
  onClick(screen, "continue", async () => {
    if (!canAsk()) drawWait(screen);
    await questions;
    if (here().name !== "safety") return;
    state.warned = true;
    if (to) go("later", { to });
    else begin();
  });
  return screen;
});

/** The first door. */
export const report = () => ask(false);

/**
 * The safety screen interrupts once.
 *
 * @param {boolean} only_counted
 */
export function ask(only_counted) {
  state.draft.only_counted = only_counted;
  if (state.warned) begin();
  else go("safety");
}

/** She is faster than the network: says so where she is. */
/** @param {HTMLElement} screen */
export function drawWait(screen) {
  const text = document.createElement("p");
  text.textContent = t("safety-wait");
  const place = document.createElement("div");
  place.className = "waiting";
  drawStanding(place);
  slot(screen, "standing").replaceChildren(text, place);
}

document.addEventListener("standing", () => {
  const screen = main().firstElementChild;
  if (here().name === "landing" && screen instanceof HTMLElement) drawLanding(screen);
  const waiting = main().querySelector(".waiting");
  if (waiting instanceof HTMLElement) drawStanding(waiting);
});

/** @param {HTMLElement} landing */
function drawLanding(landing) {
  drawStanding(slot(landing, "standing"));
  slot(landing, "in-app").hidden = !isInApp();
  if (!isReady()) return;
  const lines = trusted().view.channels.map((channel) => {
    const line = copy("channel-line");
    write(line, "name", inLanguage(channel.name));
    write(line, "about", inLanguage(channel.about));
    write(line, "standing", channelStanding(channel));
    slot(line, "standing").dataset.confirmed = channel.confirmed;
    return line;
  });
  slot(landing, "channels").replaceChildren(...lines);
}

/**
 * Says how far the check has come.
 *
 * @param {HTMLElement} place
 */
function drawStanding(place) {
  const checked = isReady() && trusted().view.checked;
  place.classList.toggle("good", checked);
  if (standing.phase === "waiting") {
    const failing = copy("failing");
    write(failing, "text", t("standing-failed"));
    write(failing, "next", t("standing-wait", { seconds: standing.seconds }));
    place.replaceChildren(failing);
  } else if (isReady()) {
    const organisation = inLanguage(trusted().view.organisation);
    const text = document.createElement("p");
    text.textContent = checked
      ? t("standing-checked", { organisation })
      : t("standing-unchecked", { organisation });
    place.replaceChildren(text, ...(checked ? [] : [drawUnchecked()]));
  } else {
    place.textContent = isPlain ? t("standing-slow") : t("standing-checking");
  }
}

/** The browsers of messengers and networks: they can see what is done in them. */
const isInApp = () => /Telegram|Instagram|FBA[NV]|WhatsApp|; wv\)/.test(navigator.userAgent);

/** The address carried no key: the number to compare, and plain words. */
export function drawUnchecked() {
  const warning = copy("unchecked");
  write(warning, "number", trusted().view.safety_number);
  return warning;
}
