// When the form stays closed: why, in plain words, and no way on but the help numbers.

import { copy, field, onSubmit, slot, write } from "./dom.js";
import { ownWords } from "./questions.js";
import { complain, define, main, settle } from "./screens.js";
import { state } from "./state.js";
import { dayInWords, deviceDay, t } from "./text.js";
import { decide, isReady, standing } from "./trust.js";

/** @type {Record<string, () => string>} */
const REASONS = {
  "roster-malformed": () => t("refused-malformed"),
  "roster-signature": () => t("refused-signature"),
  "roster-contradiction": () => t("refused-contradiction"),
  "roster-origin": () => t("refused-origin"),
  "roster-expired": () => t("refused-expired"),
  "roster-older": () => t("refused-older"),
  "questionnaire-changed": () => t("refused-questionnaire"),
  "channel-unconfirmed": () => t("refused-channel"),
  "fragment-malformed": () => t("refused-fragment"),
  "page-altered": () => t("refused-altered"),
};

define("refused", () => {
  const screen = copy("screen-refused");
  screen.dataset.problem = standing.reason;
  drawWords(screen);
  write(screen, "reason", (REASONS[standing.reason] ?? (() => t("refused-unknown")))());
  return screen;
});

define("no-wasm", () => {
  const screen = copy("screen-no-wasm");
  drawWords(screen);
  return screen;
});

/** What she has written already, for her to keep. */
/** @param {HTMLElement} screen */
function drawWords(screen) {
  const words = ownWords().filter((text) => text.trim()).join("\n\n");
  slot(screen, "written").hidden = !words;
  write(screen, "words", words);
}

define("clocks", () => {
  const screen = copy("screen-clocks");
  const server = dayInWords(state.visit?.server_day ?? "");
  const days = { device: dayInWords(deviceDay()), server };
  write(screen, "days", t("clocks-days", days));
  const answer = field(screen, "answer");
  onSubmit(screen, () => {
    if (!answer.value) complain(screen, [{ field: "today", text: t("clocks-empty") }]);
    else correct(answer.value);
  });
  return screen;
});

/**
 * Her own word on the date goes before the device's; it must still agree with the server's.
 *
 * @param {string} today
 */
function correct(today) {
  decide(today);
  if (isReady()) return settle("landing");
  const screen = main().querySelector("form");
  if (screen) complain(screen, [{ field: "today", text: t("clocks-still") }]);
}
