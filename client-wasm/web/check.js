// Her answers once more, who will read them, and the button that sends.

import { write_report } from "dauys_report";
import { copy, onClick, onSubmit, slot, write, writeList } from "./dom.js";
import { drawUnchecked } from "./landing.js";
import { drawOwnCopy } from "./own-copy.js";
import { named } from "./people.js";
import { answerInWords, questions } from "./questions.js";
import { drawOut } from "./readers.js";
import { define, go, replace, settle } from "./screens.js";
import { send } from "./send.js";
import { state, trusted } from "./state.js";
import { inLanguage, lang, t } from "./text.js";

define("check", () => {
  const screen = copy("screen-check");
  const { draft } = state;
  slot(screen, "answers").replaceChildren(...drawAnswers());
  writeList(screen, "readers", named(draft.to ?? []));
  drawOut(screen, draft);
  drawOwnCopy(screen, draft);
  if (!trusted().view.checked) slot(screen, "unchecked").append(drawUnchecked());
  onSubmit(screen, () => send({ seal, text, trust: trusted().trust, done, failed }));
  return screen;
});

function drawAnswers() {
  const rows = questions().map((question, step) =>
    drawRow(inLanguage(question.label), answerInWords(question, state.draft.answers), () =>
      go("question", { step, change: true }),
    ),
  );
  const readers = drawRow(t("readers-title"), named(state.draft.to ?? []).join("; "), () =>
    go("shut-out", { change: true }),
  );
  return [...rows, readers];
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

/** @param {string} day */
function seal(day) {
  const { trust } = trusted();
  const { reporter, draft } = state;
  if (!reporter) throw new Error("no code yet");
  return write_report(trust, reporter, JSON.stringify({ ...draft, lang: lang(), day }));
}

/** All that she answered in her own words. */
const text = () =>
  questions()
    .filter(({ kind }) => kind === "text")
    .map(({ id }) => String(state.draft.answers[id] ?? ""))
    .join("");

/** @param {string} day */
function done(day) {
  state.acceptedDay = day;
  settle("code");
}

/** @param {{ problem: string, over: number, key: string }} failure */
function failed({ problem, over, key }) {
  const step = questions().findIndex(({ kind }) => kind === "text");
  if (over > 0) replace("question", { step, change: true, problem: { field: "answer", text: problem, key } });
  else replace("check", { problem: { field: "send", text: problem, key } });
}
