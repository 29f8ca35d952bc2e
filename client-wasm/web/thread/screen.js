// The screen with the answers: what came, what is missing or wrong, and the ways on.

import { copy, dayInWords, define, go, named, nameAndRole, onClick, show } from "../app.js";
import { slot, t, trusted, write, writeList } from "../app.js";
import { drawProblem, dueInWords, statusInWords } from "./words.js";

/** @param {Thread} thread */
export function defineThread(thread) {
  define("thread", () => {
    const screen = copy("screen-thread");
    const { replies, complete, problems, readers, withdrawn, may_write } = thread.view;
    const day = thread.taken && dayInWords(thread.taken);
    write(screen, "taken", day && t("thread-taken", { day }));
    slot(screen, "withdrawn").hidden = !withdrawn;
    slot(screen, "problems").append(...problems.map(drawProblem));
    drawNone(screen, replies.length === 0 && complete);
    const others = replies.filter(({ chosen }) => !chosen);
    slot(screen, "replies").append(...replies.filter(({ chosen }) => chosen).map(drawReply));
    slot(screen, "others").hidden = others.length === 0;
    slot(screen, "others-list").append(...others.map(drawReply));
    slot(screen, "readers").hidden = readers === null;
    writeList(screen, "readers-list", named(readers ?? []));
    for (const name of ["write", "give", "withdraw"]) slot(screen, name).hidden = !may_write;
    onClick(screen, "write", () => go(readers ? "message" : "message-shut-out"));
    onClick(screen, "give", () => go(readers ? "naming" : "naming-shut-out"));
    onClick(screen, "again", () => lookAgain(screen, thread));
    onClick(screen, "own", () => go("own"));
    onClick(screen, "withdraw", () => go("withdraw"));
    return screen;
  });
}

/** @param {HTMLElement} screen @param {Thread} thread */
async function lookAgain(screen, thread) {
  write(screen, "status", t("enter-fetching"));
  try {
    await thread.collect();
    show();
  } catch {
    write(screen, "status", t("enter-failed"));
  }
}

/** @param {HTMLElement} screen @param {boolean} none */
function drawNone(screen, none) {
  slot(screen, "none").hidden = !none;
  const hours = trusted().view.release_hours;
  const when = hours > 0 ? t("thread-none-when", { hours }) : t("thread-none-now");
  write(screen, "none-when", `${when} ${t("thread-none-long")}`);
}

/** @param {ReplyView} reply */
function drawReply({ author, day, lang, text, status, due, received, problems }) {
  const drawn = copy("reply");
  write(drawn, "author", author ? nameAndRole(author) : t("reply-nobody"));
  write(drawn, "day", dayInWords(day));
  slot(drawn, "problems").append(
    ...problems.map((key) => drawProblem({ key, count: 0, people: [] })),
  );
  write(drawn, "received", received > 0 ? t("reply-received", { count: received }) : "");
  write(drawn, "status", status ? t("reply-status", { status: statusInWords(status) }) : "");
  write(drawn, "text", text);
  slot(drawn, "text").lang = lang;
  const dates = Object.entries(due).map(([what, until]) => dueInWords(what, until));
  slot(drawn, "due").hidden = dates.length === 0;
  writeList(drawn, "due", dates);
  return drawn;
}
