// Before anything is sent: what in her words may tell who she is. Found on this device; what to do
// with it is for her to say.

import { revealing } from "dauys_report";
import { copy, onClick, onSubmit, slot, write } from "./dom.js";
import { asked, changing } from "./questions.js";
import { define, go } from "./screens.js";
import { state } from "./state.js";
import { inLanguage, t } from "./text.js";

/**
 * @typedef {object} Revealing
 * @property {() => (Finding & { label: string, change: () => void })[]} findings
 * @property {(texts: string[]) => void} leave keeps what she has decided to leave
 * @property {() => void} done
 */

/** @param {string} text @param {string} name @returns {Finding[]} */
export const findingsIn = (text, name) => JSON.parse(revealing(text, name));

/** @param {Finding[]} findings @param {string[]} left */
export const isLeft = (findings, left) => findings.every(({ text }) => left.includes(text));

/** @param {string} name @param {Revealing} asking */
export function defineRevealing(name, asking) {
  define(name, () => {
    const screen = copy("screen-revealing");
    const found = asking.findings();
    slot(screen, "findings").append(...found.map(drawFinding));
    onSubmit(screen, () => {
      asking.leave(found.map(({ text }) => text));
      asking.done();
    });
    return screen;
  });
}

/** @param {Finding & { label: string, change: () => void }} finding */
function drawFinding({ kind, text, label, change }) {
  /** @type {Record<Finding["kind"], () => string>} */
  const words = {
    phone: () => t("revealing-phone"),
    email: () => t("revealing-email"),
    iin: () => t("revealing-iin"),
    name: () => t("revealing-name"),
  };
  const row = copy("answer-row");
  write(row, "question", words[kind]());
  write(row, "answer", text);
  write(row, "what", label);
  onClick(row, "change", change);
  return row;
}

/** In all texts of the report. */
const findings = () =>
  asked()
    .filter(({ kind }) => kind === "text")
    .flatMap(({ id, label }) => {
      const found = findingsIn(String(state.draft.answers[id] ?? ""), state.draft.name);
      const change = () => go("question", changing(id));
      return found.map((finding) => ({ ...finding, label: inLanguage(label), change }));
    });

defineRevealing("revealing", {
  findings,
  leave: (texts) => {
    state.draft.left = texts;
  },
  done: () => go("check"),
});

/** On to the check, past what she has not decided about yet. */
export const toCheck = () => go(isLeft(findings(), state.draft.left) ? "check" : "revealing");
