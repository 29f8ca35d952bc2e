// The questions of the signed questionnaire, one to a screen.

import { Reporter } from "dauys_report";
import { copy, field, makeOption, onSubmit, slot, write } from "./dom.js";
import { complain, define, go } from "./screens.js";
import { state, trusted } from "./state.js";
import { inLanguage, t } from "./text.js";

/** Who must not read and who may are asked after the questionnaire. */
const STEPS_AFTER = 2;

export const questions = () => trusted().view.questionnaire.questions;

export const total = () => questions().length + STEPS_AFTER;

define("question", (place) => {
  const step = place.step ?? 0;
  const question = questions()[step];
  if (!question) throw new Error("no such question");
  makeCode();
  const screen = question.kind === "text" ? drawText(question) : drawOptions(question);
  screen.dataset.title = t("step-short", { n: step + 1 });
  const numbers = { n: step + 1, total: total() };
  write(screen, "caption", question.required ? t("step", numbers) : t("step-optional", numbers));
  write(screen, "label", inLanguage(question.label));
  write(screen, "hint", question.hint && inLanguage(question.hint));
  write(screen, "why", question.why && t("why", { why: inLanguage(question.why) }));
  onSubmit(screen, () => {
    if (complain(screen, problems(question))) return;
    if (place.change) go("check");
    else if (step + 1 < questions().length) go("question", { step: step + 1 });
    else go("shut-out");
  });
  return screen;
});

/** The code is made while she reads and writes; it is shown once her report has arrived. */
function makeCode() {
  if (state.reporter) return;
  setTimeout(() => {
    state.reporter ??= Reporter.make(trusted().trust);
  });
}

/** @param {Question} question @returns {Problem[]} */
function problems({ id, required }) {
  const answer = state.draft.answers[id] ?? "";
  const blank = typeof answer === "string" ? answer.trim() === "" : answer.length === 0;
  return required && blank ? [{ field: "answer", text: t("answer-empty") }] : [];
}

/** @param {Question} question */
function drawText(question) {
  const screen = copy("screen-question-text");
  const answer = field(screen, "answer");
  answer.value = String(state.draft.answers[question.id] ?? "");
  answer.setAttribute("aria-describedby", question.hint ? "hint length" : "length");
  answer.addEventListener("input", () => {
    if (answer.value) state.draft.answers[question.id] = answer.value;
    else delete state.draft.answers[question.id];
  });
  return screen;
}

/** @param {Question} question */
function drawOptions(question) {
  const screen = copy("screen-question-options");
  const described = [question.hint && "hint", question.why && "why"].filter(Boolean).join(" ");
  if (described) slot(screen, "fieldset").setAttribute("aria-describedby", described);
  const chosen = [state.draft.answers[question.id] ?? []].flat();
  const options = question.options ?? [];
  const drawn = options.map((option, place) =>
    makeOption({
      type: question.kind === "one" ? "radio" : "checkbox",
      id: place === 0 ? "answer" : `answer-${option.id}`,
      name: question.id,
      label: inLanguage(option.label),
      checked: chosen.includes(option.id),
      onChange: () => keep(question, drawn, place),
    }),
  );
  const [firstAlone] = drawn.filter((_, place) => options[place]?.alone);
  firstAlone?.classList.add("apart");
  slot(screen, "options").append(...drawn);
  return screen;
}

/**
 * Keeps what is ticked. "Not sure" and "prefer not to say" take the others back, and the others
 * take them back.
 *
 * @param {Question} question
 * @param {HTMLElement[]} drawn
 * @param {number} changed
 */
function keep(question, drawn, changed) {
  const options = question.options ?? [];
  const inputs = drawn.map((option) => field(option, "input"));
  if (question.kind === "many" && inputs[changed]?.checked) {
    const alone = options[changed]?.alone;
    inputs.forEach((input, place) => {
      if (place !== changed && (alone || options[place]?.alone)) input.checked = false;
    });
  }
  const ids = options.filter((_, place) => inputs[place]?.checked).map(({ id }) => id);
  const [first] = ids;
  if (first === undefined) delete state.draft.answers[question.id];
  else state.draft.answers[question.id] = question.kind === "one" ? first : ids;
}

/**
 * An answer as it is read on the check screen.
 *
 * @param {Question} question
 * @param {Answers} answers
 */
export function answerInWords({ id, kind, options = [] }, answers) {
  const answer = answers[id];
  if (answer === undefined) return t("check-none");
  if (kind === "text") return String(answer);
  const ids = [answer].flat();
  return options
    .filter((option) => ids.includes(option.id))
    .map(({ label }) => inLanguage(label))
    .join("; ");
}
