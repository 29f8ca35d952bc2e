// The way through the signed questionnaire, one screen after the other. Which questions are asked
// and which answers hold is decided in Rust; until that has arrived, she can answer those that are
// asked of everyone.

import { Reporter } from "dauys_report";
import { drawBlock } from "./blocks.js";
import { copy, field, onClick, onSubmit, slot, write } from "./dom.js";
import { drawWait } from "./landing.js";
import { breath, derive } from "./pace.js";
import { toCheck } from "./revealing.js";
import { complain, define, go } from "./screens.js";
import { state, trusted } from "./state.js";
import { inLanguage, t } from "./text.js";
import { isReady, ready } from "./trust.js";

/** Who must not read and who may are asked after the questionnaire. */
const STEPS_AFTER = 2;

/** Of somebody who is only to be counted: what is answered by choosing. */
export function asked() {
  const all = leading();
  return state.draft.only_counted ? all.filter(({ kind }) => kind !== "text") : all;
}

/** Until the rules have arrived: the questions at the beginning that depend on nothing. */
function leading() {
  const all = state.questionnaire?.questions ?? [];
  if (isReady()) {
    /** @type {string[]} */
    const ids = JSON.parse(trusted().trust.asked(JSON.stringify(state.draft.answers)));
    return all.filter(({ id }) => ids.includes(id));
  }
  let end = all.findIndex(({ when }) => when);
  if (end < 0) return all;
  // A screen is shown whole or not yet.
  while (all[end]?.beside) end -= 1;
  return all.slice(0, end);
}

/** The questions that are asked, screen by screen as the questionnaire puts them together. */
function screens() {
  /** @type {Question[][]} */
  const all = [];
  for (const question of state.questionnaire?.questions ?? []) {
    if (question.beside) all[all.length - 1]?.push(question);
    else all.push([question]);
  }
  const ids = new Set(asked().map(({ id }) => id));
  return all
    .map((questions) => questions.filter(({ id }) => ids.has(id)))
    .filter((questions) => questions.length > 0);
}

/**
 * The screen with that question; if it is no longer asked, and Back leads there, the one before it.
 *
 * @param {string} id
 */
function placeOf(id) {
  const order = (state.questionnaire?.questions ?? []).map((question) => question.id);
  const wanted = order.indexOf(id);
  const firsts = screens().map(([first]) => order.indexOf(first?.id ?? ""));
  return firsts.filter((first) => first <= wanted).length - 1;
}

export const total = () => screens().length + STEPS_AFTER;

/** The first screen of the questionnaire. */
export const begin = () => go("question", { question: screens()[0]?.[0]?.id ?? "" });

define("question", (place) => {
  const n = placeOf(place.question ?? "");
  const questions = screens()[n];
  if (!questions) throw new Error("no such question");
  const before = place.before ?? asked().map(({ id }) => id);
  // It ends with an error only when she leaves meanwhile.
  ready.then(code).catch(() => {});
  const screen = copy("screen-question");
  drawStep(screen, n, questions);
  drawTitle(screen, questions);
  const alone = questions.length === 1;
  slot(screen, "blocks").append(...questions.map((question) => drawBlock(question, alone)));
  // Of who is only to be counted there is nothing to go on with.
  slot(screen, "keep").hidden = state.draft.only_counted;
  slot(screen, "ahead").hidden = n === 0 || Boolean(place.change);
  onClick(screen, "skip", () => move(screen, true, () => go("shut-out")));
  onSubmit(screen, () =>
    move(screen, n + 1 >= screens().length, () => {
      const wrong = questions.flatMap(({ id }) => faults().filter((one) => one.question === id));
      if (complain(screen, wrong.map(problem))) return;
      goOn(n, before, place.change ?? false);
    }),
  );
  return screen;
});

/** @param {HTMLElement} screen @param {number} n @param {Question[]} questions */
function drawStep(screen, n, questions) {
  const numbers = { n: n + 1, total: total() };
  const required = questions.some((question) => question.required);
  // How many there are is known with the rules.
  const step = required ? t("step", numbers) : t("step-optional", numbers);
  write(screen, "caption", isReady() ? step : t("step-short", numbers));
  const bar = field(screen, "bar");
  Object.assign(bar, { max: total(), value: n + 1, hidden: !isReady() });
  screen.dataset.title = t("step-short", numbers);
}

/**
 * What a screen of several questions is about stands at its first one, whether that is asked or not.
 *
 * @param {HTMLElement} screen
 * @param {Question[]} questions
 */
function drawTitle(screen, [first, ...others]) {
  const all = state.questionnaire?.questions ?? [];
  let start = all.findIndex((one) => one.id === first?.id);
  while (all[start]?.beside) start -= 1;
  const title = others.length > 0 && all[start]?.title;
  write(screen, "title", title ? inLanguage(title) : "");
}

/**
 * What is wrong with the answers; nothing while the rules are on their way: they are held against
 * all answers once more before anything can be sent.
 *
 * @returns {AnswerFault[]}
 */
export function faults() {
  if (!isReady()) return [];
  const ids = asked().map(({ id }) => id);
  /** @type {AnswerFault[]} */
  const all = JSON.parse(trusted().trust.faults(JSON.stringify(state.draft.answers)));
  return all.filter(({ question }) => ids.includes(question));
}

/** @param {AnswerFault} fault @returns {Problem} */
function problem({ question: id, fault, over }) {
  const question = asked().find((one) => one.id === id);
  const bounds = { least: question?.least ?? 0, most: question?.most ?? 0 };
  /** @type {Record<AnswerFault["fault"], () => string>} */
  const words = {
    empty: () => (question?.kind === "text" ? t("answer-empty") : t("answer-missing")),
    long: () => t("answer-long", { count: over }),
    number: () => t("answer-number", bounds),
    unknown: () => t("answer-unknown"),
  };
  return { field: `answer-${id}`, text: words[fault](), key: `answer-${fault}` };
}

/**
 * The place of a question that she changes: what it opens is asked too, then the check again.
 *
 * @param {string} question
 */
export const changing = (question) => ({
  question,
  change: true,
  before: asked().map(({ id }) => id),
});

/** To the question with the first answer that does not hold, if there is one. */
export function goToFault() {
  const [fault] = faults();
  if (fault) go("question", { ...changing(fault.question), problem: problem(fault) });
  return Boolean(fault);
}

/**
 * @param {number} n the screen she is on
 * @param {string[]} before what was asked before she began to change
 * @param {boolean} change whether she came from the check
 */
function goOn(n, before, change) {
  const after = screens().slice(n + 1);
  const isNew = (/** @type {Question[]} */ questions) =>
    questions.some(({ id }) => !before.includes(id));
  const next = change ? after.find(isNew) : after[0];
  if (next) go("question", { question: next[0]?.id ?? "", change, ...(change ? { before } : {}) });
  else if (change) toCheck();
  else go("shut-out");
}

/**
 * Takes a step; one that needs the rules or the people, once these are here.
 *
 * @param {HTMLElement} screen
 * @param {boolean} needs
 * @param {() => void} step
 */
async function move(screen, needs, step) {
  if (!isReady() && needs) {
    drawWait(screen);
    await ready;
    if (!screen.isConnected) return;
  }
  step();
}

/** The code, made while she reads and writes; it is shown once her report has arrived. */
export function code() {
  state.making ??= make();
  return state.making;
}

async function make() {
  const { trust } = trusted();
  await breath();
  state.reporter = await derive(Reporter.make(trust));
  return state.reporter;
}

/** All that she wrote in her own words. */
export const ownWords = () =>
  asked()
    .filter(({ kind }) => kind === "text")
    .map(({ id }) => String(state.draft.answers[id] ?? ""));

/**
 * An answer as it is read on the check screen; empty without one.
 *
 * @param {Question} question
 * @param {Answers} answers
 */
export function answerInWords({ id, kind, options = [] }, answers) {
  const answer = answers[id] ?? "";
  if (kind === "text" || kind === "number") return String(answer);
  const ids = [answer].flat();
  return [...options, ...(state.questionnaire?.opt_outs ?? [])]
    .filter((option) => ids.includes(option.id))
    .map(({ label }) => inLanguage(label))
    .join("; ");
}
