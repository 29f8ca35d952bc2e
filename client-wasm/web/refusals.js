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
};

define("refused", () => {
  const screen = copy("screen-refused");
  screen.dataset.problem = standing.reason;
  const words = ownWords().filter((text) => text.trim()).join("\n\n");
  slot(screen, "written").hidden = !words;
  write(screen, "words", words);
  write(screen, "reason", (REASONS[standing.reason] ?? (() => t("refused-unknown")))());
  return screen;
});

define("no-wasm", () => copy("screen-no-wasm"));

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

/** A module of eight bytes: enough to see whether WebAssembly is there and switched on. */
export function hasWebAssembly() {
  try {
    const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
    return new WebAssembly.Instance(new WebAssembly.Module(empty)) instanceof WebAssembly.Instance;
  } catch {
    return false;
  }
}
