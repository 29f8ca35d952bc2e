// Before anything is asked: fetch the signed files, have them verified, and either open the form or
// refuse it. Refusing means no form, a plain reason (refusals.js), and no way on.

import init, * as report from "dauys_report";
import * as api from "./api.js";
import { carried } from "./carried.js";
import { loadModule, NoModule } from "./module.js";
import { breath, delay, pause } from "./pace.js";
import { settle } from "./screens.js";
import { state } from "./state.js";
import { deviceDay } from "./text.js";

/** How far the check has come; `standing` is dispatched on the document with every change. */
/** @type {{ phase: "checking" | "waiting" | "ready" | "refused", seconds: number, reason: string }} */
export const standing = { phase: "checking", seconds: 0, reason: "" };

export const isReady = () => standing.phase === "ready";

/** Whether there are questions to be asked, verified or not. */
export const canAsk = () => isReady() || (state.questionnaire !== null && standing.phase !== "refused");

/** Resolves once everything is verified; never, if it is refused. */
/** @type {Promise<void>} */
export const ready = new Promise((resolve) => {
  document.addEventListener("standing", () => isReady() && resolve());
});

/** Resolves once there are questions. */
/** @type {Promise<void>} */
export const questions = new Promise((resolve) => {
  document.addEventListener("standing", () => canAsk() && resolve());
});

/** @type {Promise<unknown> | null} */
let loading = null;

/** Tries until the files are here and decides on them. */
export async function check() {
  for (let tries = 1; ; tries++) {
    try {
      await fetchAll();
      await breath();
      return decide();
    } catch (error) {
      if (!(error instanceof api.Unreachable)) return refuse(error);
      change({ phase: "waiting", seconds: delay(tries) });
      await pause(standing.seconds);
      change({ phase: "checking" });
    }
  }
}

/** @param {Uint8Array} questionnaire */
const parse = (questionnaire) => JSON.parse(new TextDecoder().decode(questionnaire));

/** The questions can be read, and answered, before they are verified: nothing leaves before. */
async function fetchQuestions() {
  const questionnaire = await api.questionnaire();
  try {
    // Never in the place of verified ones.
    if (!isReady()) state.questionnaire = parse(questionnaire);
  } catch {
    // What it is, the verification says.
  }
  change({});
  return questionnaire;
}

async function fetchAll() {
  const [roster, signature, questionnaire, health] = await Promise.all([
    api.roster(),
    api.rosterSignature(),
    fetchQuestions(),
    // A form that is opened from a file asks nobody before she sends.
    carried.inside ? { day: deviceDay() } : api.health(),
    loadOnce(),
  ]);
  state.files = { roster, signature, questionnaire };
  state.visit = {
    fragment: location.hash.replace(/^#/, ""),
    origin: carried.inside ? null : location.origin,
    server_day: health.day,
    device_day: deviceDay(),
    seen_version: state.view?.version ?? null,
  };
}

/** Once, unless it fails. */
function loadOnce() {
  loading ??= loadModule(init, "report", REPORT_INTEGRITY).catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

/**
 * Verifies what was fetched.
 *
 * @param {string} [correctedDay] today's date, if she had to say it herself
 */
export function decide(correctedDay) {
  if (!state.files || !state.visit) return;
  if (correctedDay) state.visit.device_day = correctedDay;
  const { roster, signature, questionnaire } = state.files;
  try {
    state.trust = report.trust(roster, signature, questionnaire, JSON.stringify(state.visit));
    state.view = JSON.parse(state.trust.view());
    state.questionnaire = parse(questionnaire);
  } catch (error) {
    return refuse(error);
  }
  change({ phase: "ready" });
}

/** @param {unknown} error */
function refuse(error) {
  const reason = error instanceof Error ? error.message : "";
  change({ phase: "refused", reason });
  if (error instanceof NoModule) settle("no-wasm");
  else settle(reason === "clocks-differ" ? "clocks" : "refused");
}

/** @param {Partial<typeof standing>} news */
function change(news) {
  Object.assign(standing, news);
  document.dispatchEvent(new Event("standing"));
}
