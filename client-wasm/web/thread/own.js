// Showing her what she sent, as far as she kept a copy of it.

import { letters, read_own } from "dauys_thread";
import { answerInWords, api, copy, dayInWords, define, inLanguage, named } from "../app.js";
import { show, slot, state, t, write } from "../app.js";
import { copyConsent } from "./consent.js";
import { letterName } from "./words.js";

/** @param {Thread} thread */
export function defineOwn(thread) {
  define("own", () => {
    const screen = copyConsent("screen-own", () => fetchAll(thread));
    slot(screen, "letters").append(...thread.own.map(drawLetter));
    if (thread.own.length > 0) write(screen, "status", t("own-fetched"));
    return screen;
  });
}

/** @param {Thread} thread */
async function fetchAll(thread) {
  const { trust, reporter, conversation } = thread;
  /** @type {LetterPlace[]} */
  const places = JSON.parse(letters(reporter, conversation));
  thread.own = [];
  for (const { id, path } of places) {
    const nothing = { status: 0, body: new Uint8Array() };
    const { status, body } = await api.letter(path).catch(() => nothing);
    thread.own.push(JSON.parse(read_own(trust, reporter, id, status, body)));
  }
  show();
}

/** @param {OwnLetter} own @param {number} place */
function drawLetter({ outcome, letter }, place) {
  const drawn = copy("own-letter");
  drawn.dataset.outcome = outcome;
  write(drawn, "name", letterName(place));
  write(drawn, "day", letter ? dayInWords(letter.day) : "");
  write(drawn, "outcome", outcomeInWords(outcome));
  slot(drawn, "outcome").classList.toggle("warning", REFUSED.includes(outcome));
  slot(drawn, "answers").append(...(letter ? drawAnswers(letter) : []));
  write(drawn, "text", letter?.text);
  slot(drawn, "words").hidden = !letter;
  slot(drawn, "text").lang = letter?.lang ?? "";
  const files = letter?.files.map(({ name }) => name).join(", ");
  write(drawn, "files", files ? t("own-files", { names: files }) : "");
  write(drawn, "readers", letter ? `${t("check-readers")} ${named(letter.to).join("; ")}` : "");
  return drawn;
}

/**
 * Her answers with their questions, and the name she gave. A question that is no longer asked stands
 * under its own name.
 *
 * @param {WrittenLetter} letter
 */
function drawAnswers({ answers, questionnaire, name }) {
  const same = questionnaire === state.questionnaire?.id;
  const asked = same ? (state.questionnaire?.questions ?? []) : [];
  const known = asked.filter(({ id }) => id in answers);
  const rows = known.map((question) =>
    drawRow(inLanguage(question.label), answerInWords(question, answers)),
  );
  for (const [id, answer] of Object.entries(answers)) {
    if (!known.some((one) => one.id === id)) rows.push(drawRow(id, [answer].flat().join("; ")));
  }
  return name ? [...rows, drawRow(t("name-label"), name)] : rows;
}

/** @param {string} question @param {string} answer */
function drawRow(question, answer) {
  const row = copy("own-answer");
  write(row, "question", question);
  write(row, "answer", answer);
  return row;
}

/** Where something other than her letter was shown. */
const REFUSED = ["other-id", "other-author", "damaged", "roster-older", "failed"];

/** @param {string} outcome */
function outcomeInWords(outcome) {
  /** @type {Record<string, () => string>} */
  const words = {
    open: () => "",
    "roster-older": () => t("own-roster-older"),
    "no-copy": () => t("own-no-copy"),
    withdrawn: () => t("own-withdrawn"),
    absent: () => t("own-absent"),
    "other-id": () => t("own-other-id"),
    "other-author": () => t("own-other-author"),
    damaged: () => t("own-damaged"),
    failed: () => t("own-failed"),
  };
  return (words[outcome] ?? (() => outcome))();
}
