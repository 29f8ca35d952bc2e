// Her answers once more, who will read them, and the button that sends.

import { write_name, write_report } from "dauys_report";
import { carried } from "./carried.js";
import { counted } from "./only-count.js";
import { copy, onClick, onSubmit, slot, write, writeList } from "./dom.js";
import { drawFiles, filesOf, sendWith } from "./files.js";
import { drawUnchecked } from "./landing.js";
import { drawOwnCopy } from "./own-copy.js";
import { named } from "./people.js";
import { answerInWords, asked, changing, code, goToFault, ownWords } from "./questions.js";
import { drawOut } from "./readers.js";
import { complain, define, go, here, replace, settle, show } from "./screens.js";
import { state, trusted } from "./state.js";
import { inLanguage, lang, t } from "./text.js";

define("check", () => {
  const screen = copy("screen-check");
  const { draft } = state;
  drawAnswers(screen);
  drawName(screen, draft);
  writeList(screen, "readers", named(draft.to ?? []));
  drawOut(screen, draft);
  slot(screen, "keep").hidden = draft.only_counted;
  write(screen, "diary", draft.only_counted ? "" : state.diary?.warning);
  if (draft.only_counted) for (const name of ["naming", "evidence"]) slot(screen, name).remove();
  else {
    drawOwnCopy(screen, draft);
    if (carried.inside) slot(screen, "evidence").remove();
    else drawFiles(screen, "evidence");
  }
  onClick(screen, "change-readers", () => go("shut-out"));
  if (!trusted().view.checked) slot(screen, "unchecked").append(drawUnchecked());
  onSubmit(screen, () => {
    const text = () => ownWords().join("");
    if (complain(screen, isUncounted() ? [{ field: "send", text: t("only-count-empty") }] : [])) return;
    if (!goToFault()) sendWith("evidence", { seal, text, trust: trusted().trust, done, failed });
  });
  return screen;
});

/** Whether there is nothing to count. */
const isUncounted = () =>
  state.draft.only_counted && asked().every((one) => !answerInWords(one, state.draft.answers));

/** What she answered; what she left out stands folded below. */
/** @param {HTMLElement} screen */
function drawAnswers(screen) {
  const rows = asked().map((question) => {
    const { id, label } = question;
    const answer = answerInWords(question, state.draft.answers);
    const change = () => go("question", changing(id));
    return { answer, row: drawRow(inLanguage(label), answer || t("check-none"), change) };
  });
  const given = rows.filter(({ answer }) => answer).map(({ row }) => row);
  const left = rows.filter(({ answer }) => !answer).map(({ row }) => row);
  slot(screen, "answers").append(...given);
  slot(screen, "left-out").append(...left);
  slot(screen, "left").hidden = left.length === 0;
  write(screen, "left-count", t("check-left", { count: left.length }));
}

/** @param {HTMLElement} screen @param {Draft} draft */
function drawName(screen, { name, name_to, to }) {
  const readers = named(name_to.filter((id) => to?.includes(id)));
  const given = name.trim() !== "" && readers.length > 0;
  write(screen, "name", given ? t("check-name", { name: name.trim() }) : t("check-nameless"));
  writeList(screen, "name-readers", given ? readers : []);
  slot(screen, "name-readers").hidden = !given;
  write(screen, "give", given ? t("name-change") : t("name-give"));
  onClick(screen, "give", () => go("name"));
}

/**
 * @param {string} question
 * @param {string} answer
 * @param {() => void} change
 */
function drawRow(question, answer, change) {
  const row = copy("answer-row");
  write(row, "question", question);
  write(row, "answer", answer);
  write(row, "what", question);
  onClick(row, "change", change);
  return row;
}

/** The report and, if only some of its readers are to have her name, a letter with that. */
/** @param {string} day */
async function seal(day) {
  const { trust } = trusted();
  const { draft } = state;
  const reporter = await code();
  const { left: _, to, ...rest } = draft;
  const name_to = rest.name_to.filter((id) => to?.includes(id));
  const blobs = draft.only_counted ? [] : (filesOf("evidence")?.refs ?? []);
  const written = JSON.stringify({ ...rest, to, name_to, blobs, lang: lang(), day });
  const report = write_report(trust, reporter, written);
  const name = write_name(trust, reporter, written);
  return name ? [report, name] : [report];
}

/**
 * Her code is shown at once; whether her name has come along is told when it is known.
 *
 * @param {string} day
 * @param {Promise<boolean>} others
 */
async function done(day, others) {
  if (state.draft.only_counted) return counted();
  Object.assign(state, { acceptedDay: day, unnamed: false });
  settle("code");
  const { signal } = state.ended;
  if ((await others) || signal.aborted) return;
  state.unnamed = true;
  if (["code", "done"].includes(here().name)) show();
}

/** @param {{ problem: string, over: number, key: string }} failure */
function failed({ problem, over, key }) {
  const [question] = asked().filter(({ kind }) => kind === "text");
  if (over > 0 && question) {
    const field = `answer-${question.id}`;
    replace("question", { ...changing(question.id), problem: { field, text: problem, key } });
  } else replace("check", { problem: { field: "send", text: problem, key } });
}
