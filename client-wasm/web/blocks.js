// One question on its screen: words, a number, a choice or several.

import { watchLength } from "./counter.js";
import { copy, field, makeOption, slot, write } from "./dom.js";
import { state } from "./state.js";
import { inAlphabet, inLanguage, t, wellFormed } from "./text.js";

/**
 * @param {Question} question
 * @param {boolean} alone whether it has the screen for itself, and its label is the heading
 */
export function drawBlock(question, alone) {
  const block = drawKind(question, alone);
  block.dataset.question = question.id;
  write(block, "label", inLanguage(question.label));
  write(block, "hint", question.hint && inLanguage(question.hint));
  write(block, "why", question.why && t("why", { why: inLanguage(question.why) }));
  for (const name of ["hint", "why"]) slot(block, name).id = `${name}-${question.id}`;
  slot(block, "counts").hidden = !COUNTED.includes(question.id);
  if (alone) makeHeading(slot(block, "label"));
  return block;
}

/** Where people wonder whether what happened counts. */
const COUNTED = ["seen", "form"];

/** @param {Question} question @param {boolean} alone */
function drawKind(question, alone) {
  if (question.kind === "text") return drawText(question);
  if (question.kind === "number") return drawNumber(question);
  return question.kind === "one" && !alone ? drawSelect(question) : drawOptions(question);
}

/** @param {HTMLElement} label */
function makeHeading(label) {
  const heading = document.createElement("h1");
  heading.tabIndex = -1;
  label.replaceWith(heading);
  heading.append(label);
}

/** @param {Question} question @param {string | string[]} answer */
function keep({ id }, answer) {
  if (answer.length > 0) state.draft.answers[id] = answer;
  else delete state.draft.answers[id];
}

/**
 * The ids of what describes a field.
 *
 * @param {Question} question
 */
const described = ({ id, hint, why }) =>
  [hint && `hint-${id}`, why && `why-${id}`].filter(Boolean).join(" ");

/**
 * A field with what was typed.
 *
 * @param {Question} question
 * @param {HTMLElement} block
 */
function drawField(question, block) {
  const answer = field(block, "answer");
  answer.id = `answer-${question.id}`;
  answer.value = String(state.draft.answers[question.id] ?? "");
  slot(block, "label").setAttribute("for", answer.id);
  const description = described(question);
  if (description) answer.setAttribute("aria-describedby", description);
  answer.addEventListener("input", () => keep(question, wellFormed(answer.value)));
  return answer;
}

/** @param {Question} question */
function drawText(question) {
  const most = question.most ?? 0;
  const block = copy(most > SHORT ? "block-text" : "block-line");
  const answer = drawField(question, block);
  watchLength(block, answer, most);
  return block;
}

/** Characters that fit into a line. */
const SHORT = 300;

/** @param {Question} question */
function drawNumber(question) {
  const block = copy("block-number");
  drawField(question, block);
  return block;
}

/**
 * The question's own options, where they are sorted in the order of the reader's alphabet, and the
 * opt-outs.
 *
 * @param {Question} question
 */
function optionsOf({ options = [], sorted }) {
  const own = sorted ? inAlphabet(options) : options;
  return { own, optOuts: state.questionnaire?.opt_outs ?? [] };
}

/** @param {Question} question */
function drawSelect(question) {
  const block = copy("block-select");
  const { own, optOuts } = optionsOf(question);
  const answer = /** @type {HTMLSelectElement} */ (slot(block, "answer"));
  answer.append(
    new Option(t("select-none"), ""),
    ...[...own, ...optOuts].map(({ id, label }) => new Option(inLanguage(label), id)),
  );
  drawField(question, block);
  const help = () => drawHelp(block, own, [answer.value]);
  answer.addEventListener("input", help);
  help();
  return block;
}

/** @param {Question} question */
function drawOptions(question) {
  const block = copy("block-options");
  const description = described(question);
  if (description) slot(block, "fieldset").setAttribute("aria-describedby", description);
  const { own, optOuts } = optionsOf(question);
  const options = [...own, ...optOuts];
  const chosen = [state.draft.answers[question.id] ?? []].flat();
  /** @type {HTMLInputElement[]} */
  const inputs = [];
  let place = slot(block, "options");
  options.forEach((option, n) => {
    if (option.group) place = openGroup(block, inLanguage(option.group), `group-${question.id}_${n}`);
    if (option === optOuts[0]) place = slot(block, "opt-outs");
    const drawn = makeOption({
      type: question.kind === "one" ? "radio" : "checkbox",
      id: n === 0 ? `answer-${question.id}` : `answer-${question.id}_${option.id}`,
      name: question.id,
      label: inLanguage(option.label),
      checked: chosen.includes(option.id),
      onChange: (input) => {
        if (question.kind === "many" && input.checked) takeBack(options, inputs, n, own.length);
        const ids = options.filter((_, other) => inputs[other]?.checked).map(({ id }) => id);
        keep(question, question.kind === "one" ? (ids[0] ?? "") : ids);
        drawHelp(block, own, ids);
      },
    });
    const input = field(drawn, "input");
    input.value = option.id;
    inputs.push(input);
    place.append(drawn);
  });
  drawHelp(block, own, chosen);
  return block;
}

/**
 * @param {HTMLElement} block
 * @param {string} title
 * @param {string} id
 */
function openGroup(block, title, id) {
  const group = copy("option-group");
  const heading = slot(group, "title");
  heading.textContent = title;
  heading.id = id;
  group.setAttribute("aria-labelledby", heading.id);
  slot(block, "options").append(group);
  return group;
}

/**
 * "Nobody", "not sure" and the like take the others back, and the others take them back.
 *
 * @param {AnswerOption[]} options
 * @param {HTMLInputElement[]} inputs
 * @param {number} changed
 * @param {number} own how many are the question's own
 */
function takeBack(options, inputs, changed, own) {
  const isAlone = (/** @type {number} */ n) => n >= own || Boolean(options[n]?.alone);
  inputs.forEach((input, n) => {
    if (n !== changed && (isAlone(changed) || isAlone(n))) input.checked = false;
  });
}

/**
 * Where an answer tells of distress, the help numbers come forward.
 *
 * @param {HTMLElement} block
 * @param {AnswerOption[]} options
 * @param {string[]} chosen
 */
function drawHelp(block, options, chosen) {
  const needed = options.some(({ id, help }) => help && chosen.includes(id));
  const place = slot(block, "help");
  if (needed && !place.firstChild) place.append(copy("help-forward"));
  else if (!needed) place.replaceChildren();
}
