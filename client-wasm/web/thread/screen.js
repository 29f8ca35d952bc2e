// The screen with the answers: what came, what is missing or wrong, and the ways on.

import { copy, dayInWords, define, go, nameAndRole, onClick, show } from "../app.js";
import { slot, state, t, trusted, write, writeList } from "../app.js";
import { offered } from "./others.js";
import { drawPromises, drawStatus } from "./promises.js";
import { letIn, reading, saysOfReading, staying } from "./reading.js";
import { drawProblem, dueInWords, statusInWords } from "./words.js";

/** @param {Thread} thread */
export function defineThread(thread) {
  define("thread", () => {
    const screen = copy("screen-thread");
    const { view } = thread;
    const { replies, complete, problems, readers, withdrawn, may_write } = view;
    const day = thread.taken && dayInWords(thread.taken);
    write(screen, "taken", day && t("thread-taken", { day }));
    slot(screen, "withdrawn").hidden = !withdrawn;
    slot(screen, "problems").append(...problems.map(drawProblem));
    drawNone(screen, replies.length === 0 && complete);
    drawStatus(screen, view);
    drawPromises(screen, view);
    const by = (/** @type {string} */ what) => replies.filter(({ standing }) => standing === what);
    slot(screen, "readers").hidden = readers === null;
    writeList(screen, "readers-list", reading(view));
    slot(screen, "replies").append(...by("chosen").map(drawReply));
    drawApart(screen, "before", by("before"));
    drawApart(screen, "let-in", by("let-in"));
    drawApart(screen, "others", by("stranger"));
    const known = staying(view).length > 0;
    for (const name of ["punished", "write", "give", "withdraw"]) {
      slot(screen, name).hidden = !may_write;
    }
    slot(screen, "another").hidden = !may_write || !known || offered(view).length === 0;
    slot(screen, "reminder").hidden = view.next === null;
    slot(screen, "experience").hidden =
      !may_write || !known || withdrawn || thread.told || !view.has_outcome;
    slot(screen, "proof").hidden = state.proofs.length === 0;
    onClick(screen, "punished", () => go("retaliation"));
    for (const name of ["another", "reminder", "experience", "who", "proof"]) {
      onClick(screen, name, () => go(name));
    }
    onClick(screen, "write", () => go(known ? "message" : "message-shut-out"));
    onClick(screen, "give", () => go(known ? "naming" : "naming-shut-out"));
    onClick(screen, "again", () => lookAgain(screen, thread));
    onClick(screen, "own", () => go("own"));
    onClick(screen, "withdraw", () => go("withdraw"));
    return screen;
  });
}

/** @param {HTMLElement} screen @param {Thread} thread */
async function lookAgain(screen, thread) {
  write(screen, "looking", t("enter-fetching"));
  try {
    await thread.collect();
    show();
  } catch {
    write(screen, "looking", t("enter-failed"));
  }
}

/** @param {HTMLElement} screen @param {boolean} none */
function drawNone(screen, none) {
  slot(screen, "none").hidden = !none;
  const hours = trusted().view.release_hours;
  const when = hours > 0 ? t("thread-none-when", { hours }) : t("thread-none-now");
  write(screen, "none-when", `${when} ${t("thread-none-long")}`);
  const { acknowledge_days, answer_days } = trusted().view;
  const within = (/** @type {number | null} */ days) => days && { days };
  const [acknowledged, answered] = [within(acknowledge_days), within(answer_days)];
  write(screen, "none-acknowledge", acknowledged ? t("promised-acknowledge", acknowledged) : "");
  write(screen, "none-answer", answered ? t("promised-answer", answered) : "");
}

/** @param {HTMLElement} screen @param {string} name @param {ReplyView[]} replies */
function drawApart(screen, name, replies) {
  slot(screen, name).hidden = replies.length === 0;
  slot(screen, `${name}-list`).append(...replies.map(drawReply));
}

/** @param {ReplyView} reply */
function drawReply(reply) {
  const { author, day, lang, text, status, due, received, problems } = reply;
  const drawn = copy("reply");
  write(drawn, "author", author ? nameAndRole(author) : t("reply-nobody"));
  write(drawn, "day", dayInWords(day));
  const { standing, let_in_by, lets_shut_out } = reply;
  const by = author && standing === "let-in" ? let_in_by.map((by) => letIn(author, by)) : [];
  drawList(drawn, "by", by);
  slot(drawn, "problems").append(
    ...problems.map((key) => drawProblem({ key, count: 0, people: [] })),
  );
  if (lets_shut_out.length > 0) {
    const problem = { key: "shut-out-reads", count: 0, people: lets_shut_out };
    slot(drawn, "problems").append(drawProblem(problem));
  }
  write(drawn, "received", received > 0 ? t("reply-received", { count: received }) : "");
  write(drawn, "status", status ? t("reply-status", { status: statusInWords(status) }) : "");
  write(drawn, "text", text);
  slot(drawn, "text").lang = lang;
  const dates = Object.entries(due).map(([what, until]) => dueInWords(what, until));
  drawList(drawn, "due", dates);
  drawList(drawn, "reading", saysOfReading(reply));
  return drawn;
}

/** @param {HTMLElement} drawn @param {string} name @param {string[]} lines */
function drawList(drawn, name, lines) {
  slot(drawn, name).hidden = lines.length === 0;
  writeList(drawn, name, lines);
}
