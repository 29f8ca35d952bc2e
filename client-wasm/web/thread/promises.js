// Where it stands and what was promised by which day, as far as the answers that are here tell. What
// may be on its way or kept back is never called broken.

import { copy, dayInWords, nameAndRole, slot, t, write } from "../app.js";
import { promiseName, statusInWords } from "./words.js";

/** The way of a case in the order that most go; a code of the protocol to its stage. */
const STAGES = ["received", "assessing", "investigating", "decision"];
/** Stages that are told as one of these. */
const WITHIN = /** @type {Record<string, string>} */ ({
  measures: "decision",
  "follow-up": "decision",
});

/** @param {HTMLElement} screen @param {ConversationView} view */
export function drawStatus(screen, { status, replies }) {
  const arrived = replies.some(({ received }) => received > 0);
  const now = status ?? (arrived ? "received" : "");
  slot(screen, "standing").hidden = !now;
  write(screen, "status", now && t("reply-status", { status: statusInWords(now) }));
  const at = STAGES.indexOf(WITHIN[now] ?? now);
  // What is closed may have skipped stages, and of an unknown status nobody knows the place.
  slot(screen, "stages").hidden = at < 0;
  slot(screen, "stages").replaceChildren(...[...STAGES, "closed"].map((_, n) => drawStage(n, at)));
}

/** @param {number} n @param {number} at */
function drawStage(n, at) {
  const stage = copy("stage");
  const names = [
    t("stage-received"),
    t("stage-assessing"),
    t("stage-investigating"),
    t("stage-decision"),
    t("stage-closed"),
  ];
  write(stage, "name", names[n]);
  if (n === at) stage.setAttribute("aria-current", "step");
  stage.classList.toggle("ahead", n > at);
  return stage;
}

/** @param {HTMLElement} screen @param {ConversationView} view */
export function drawPromises(screen, { promises }) {
  slot(screen, "promises").hidden = promises.length === 0;
  slot(screen, "promises-list").append(...promises.map(drawPromise));
  slot(screen, "passed").hidden = promises.every(({ standing }) => standing !== "passed");
}

/** @param {PromiseView} promise */
function drawPromise(promise) {
  const { clock, standing, from, said, by } = promise;
  const drawn = copy("promise");
  drawn.dataset.standing = standing;
  write(drawn, "name", promiseName(clock));
  write(drawn, "standing", standingInWords(promise));
  const moved = from && said && { from: dayInWords(from), said: dayInWords(said) };
  const author = by ? nameAndRole(by) : t("reply-nobody");
  write(drawn, "moved", moved ? t("promise-moved", { ...moved, author }) : "");
  return drawn;
}

/** @param {PromiseView} promise */
function standingInWords({ until, standing, on }) {
  const values = { day: dayInWords(until), on: on ? dayInWords(on) : "" };
  const words = {
    open: () => t("promise-open", values),
    paused: () => t("promise-paused", values),
    kept: () => t("promise-kept", values),
    late: () => t("promise-late", values),
    passed: () => t("promise-passed", values),
    unseen: () => t("promise-unseen", values),
  };
  return words[standing]();
}
