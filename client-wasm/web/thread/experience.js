// "How was this for you?", asked once she was told what became of her report. Three questions, each
// may stay open; the answers are codes in a letter to her readers (crypto/src/experience.rs).

import { complain, copy, define, field, go, makeOption, named, onClick, onSubmit } from "../app.js";
import { slot, t, wellFormed, write, writeList } from "../app.js";

/** @type {[string, () => string][]} */
const QUESTIONS = [
  ["taken-seriously", () => t("experience-taken-seriously")],
  ["kept-informed", () => t("experience-kept-informed")],
  ["report-again", () => t("experience-report-again")],
];

/** @type {[string, () => string][]} */
const OPTIONS = [
  ["yes", () => t("experience-yes")],
  ["partly", () => t("experience-partly")],
  ["no", () => t("experience-no")],
  ["prefer-not", () => t("experience-prefer-not")],
];

/** @param {import("./message.js").Writing} writing */
export function defineExperience(writing) {
  define("experience", () => {
    const screen = copy("screen-experience");
    const draft = writing.draft();
    /** @type {Record<string, string>} */
    const answers = (draft.experience ??= {});
    slot(screen, "questions").append(...QUESTIONS.map((question) => drawQuestion(question, answers)));
    const text = field(screen, "answer");
    text.value = draft.text;
    text.addEventListener("input", () => {
      draft.text = wellFormed(text.value);
    });
    writeList(screen, "readers", named(draft.to ?? []));
    onClick(screen, "change", () => go("experience-shut-out"));
    onSubmit(screen, () => {
      const says = Object.keys(answers).length > 0 || draft.text.trim() !== "";
      const first = `experience-${QUESTIONS[0]?.[0]}-${OPTIONS[0]?.[0]}`;
      const problem = { field: first, text: t("experience-empty") };
      if (!complain(screen, says ? [] : [problem])) writing.check();
    });
    return screen;
  });
}

/** @param {[string, () => string]} question @param {Record<string, string>} answers */
function drawQuestion([id, words], answers) {
  const drawn = copy("experience-question");
  write(drawn, "label", words());
  slot(drawn, "options").append(
    ...OPTIONS.map(([option, label]) =>
      makeOption({
        type: "radio",
        id: `experience-${id}-${option}`,
        name: `experience-${id}`,
        label: label(),
        checked: answers[id] === option,
        onChange: () => {
          answers[id] = option;
        },
      }),
    ),
  );
  return drawn;
}
