// Codes of the modules and of the protocol in the words of the page.

import { dayInWords, nameAndRole, t } from "../app.js";

/**
 * What is wrong, as a notice. Programs know it by `data-problem`, people by its words.
 *
 * @param {ThreadProblem} problem
 */
export function drawProblem({ key, count, people }) {
  const notice = document.createElement("p");
  notice.className = "warning";
  notice.dataset.problem = key;
  const values = { count, people: people.map(nameAndRole).join("; ") };
  /** @type {Record<string, () => string>} */
  const words = {
    "bucket-withheld": () => t("bucket-withheld"),
    "bucket-cut": () => t("bucket-cut"),
    "bucket-empty": () => t("bucket-empty"),
    "bucket-too-large": () => t("bucket-too-large"),
    "roster-older": () => t("thread-roster-older"),
    "reply-shut-out": () => t("refused-reply-shut-out", values),
    "reply-signature": () => t("refused-reply-signature", values),
    "reply-author": () => t("refused-reply-author", values),
    "reply-replayed": () => t("refused-reply-replayed", values),
    "reply-thread": () => t("refused-reply-thread", values),
    "reply-damaged": () => t("refused-reply-damaged", values),
    "missing-withheld": () => t("missing-withheld"),
    "missing-expired": () => t("missing-expired"),
    "state-old": () => t("reply-state-old"),
    "state-forged": () => t("reply-state-forged"),
    "two-versions": () => t("reply-two-versions"),
    "shut-out-reads": () => t("reader-shut-out", values),
  };
  notice.textContent = (words[key] ?? (() => key))();
  return notice;
}

/** @param {string} status */
export function statusInWords(status) {
  /** @type {Record<string, () => string>} */
  const words = {
    received: () => t("status-received"),
    assessing: () => t("status-assessing"),
    investigating: () => t("status-investigating"),
    decision: () => t("status-decision"),
    measures: () => t("status-measures"),
    "follow-up": () => t("status-follow-up"),
    "closed-confirmed": () => t("status-closed-confirmed"),
    "closed-not-confirmed": () => t("status-closed-not-confirmed"),
    "closed-insufficient": () => t("status-closed-insufficient"),
    "closed-out-of-scope": () => t("status-closed-out-of-scope"),
    "closed-transferred": () => t("status-closed-transferred"),
    "closed-withdrawn": () => t("status-closed-withdrawn"),
  };
  return (words[status] ?? (() => status))();
}

/** @param {string} what @param {string} until */
export function dueInWords(what, until) {
  const day = dayInWords(until);
  /** @type {Record<string, () => string>} */
  const words = {
    acknowledge: () => t("due-acknowledge", { day }),
    answer: () => t("due-answer", { day }),
    close: () => t("due-close", { day }),
  };
  return (words[what] ?? (() => t("due-other", { what, day })))();
}

/**
 * Her letters have no names but their places.
 *
 * @param {number} place from 0; the first one is the report
 */
export const letterName = (place) =>
  place === 0 ? t("letter-first") : t("letter-later", { n: place + 1 });

/** @param {string} clock a name in a reply's `due` */
export function promiseName(clock) {
  /** @type {Record<string, () => string>} */
  const words = {
    acknowledge: () => t("promise-acknowledge"),
    answer: () => t("promise-answer"),
    close: () => t("promise-close"),
  };
  return (words[clock] ?? (() => clock))();
}
