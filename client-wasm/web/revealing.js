// Before the check: what in her words may tell who she is. Found on this device; what to do with it
// is for her to say.

import { revealing } from "dauys_report";
import { copy, onClick, onSubmit, slot, write } from "./dom.js";
import { asked } from "./questions.js";
import { define, go } from "./screens.js";
import { state } from "./state.js";
import { inLanguage, t } from "./text.js";

/** @returns {(Finding & { question: Question })[]} */
const findings = () =>
  asked()
    .filter(({ kind }) => kind === "text")
    .flatMap((question) => {
      const text = String(state.draft.answers[question.id] ?? "");
      /** @type {Finding[]} */
      const found = JSON.parse(revealing(text, state.draft.name));
      return found.map((finding) => ({ ...finding, question }));
    });

/** On to the check, past what she has not decided about yet. */
export function toCheck() {
  const left = findings().filter(({ text }) => !state.draft.left.includes(text));
  go(left.length > 0 ? "revealing" : "check");
}

define("revealing", () => {
  const screen = copy("screen-revealing");
  const found = findings();
  slot(screen, "findings").append(...found.map(drawFinding));
  onSubmit(screen, () => {
    state.draft.left = found.map(({ text }) => text);
    go("check");
  });
  return screen;
});

/** @param {Finding & { question: Question }} finding */
function drawFinding({ kind, text, question }) {
  /** @type {Record<Finding["kind"], () => string>} */
  const words = {
    phone: () => t("revealing-phone"),
    email: () => t("revealing-email"),
    iin: () => t("revealing-iin"),
    name: () => t("revealing-name"),
  };
  const row = copy("answer-row");
  write(row, "question", words[kind]());
  write(row, "answer", text);
  write(row, "what", inLanguage(question.label));
  onClick(row, "change", () => go("question", { question: question.id, change: true }));
  return row;
}
