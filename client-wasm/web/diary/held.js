// What she has written down and not sent: entries, beside the draft that every screen of the report
// writes into. In memory, until she saves it or leaves.

import { Diary, diary_bounds } from "dauys_thread";
import { dayInWords, report, state } from "../app.js";

/** What was chosen and typed on the screens that open and save. */
const untyped = () => ({ passphrase: "", again: "", file: /** @type {File | null} */ (null) });

export class Held {
  /** @param {WasmTrust} trust */
  constructor(trust) {
    this.trust = trust;
    /** Holds the passphrase, once there is one. */
    this.diary = new Diary();
    /** @type {DiaryBounds} */
    this.bounds = JSON.parse(diary_bounds());
    /** @type {DiaryEntry[]} */
    this.entries = [];
    /** An entry while she writes it. */
    this.text = "";
    this.typed = untyped();
    /** What stands in the newest file. */
    this.saved = "";
  }

  /** As it would be saved now. */
  get content() {
    return JSON.stringify({ entries: this.entries, draft: state.draft });
  }

  get isSaved() {
    return this.content === this.saved;
  }

  /** Today, as the server says it. */
  get today() {
    return state.visit?.server_day ?? "";
  }

  forgetTyped() {
    this.typed = untyped();
  }

  /**
   * Takes what was in a file; what was written in this visit stays, as entries.
   *
   * @param {DiaryContent} opened
   */
  take({ entries, draft }) {
    const isNew = (/** @type {DiaryEntry} */ one) =>
      !entries.some(({ day, text }) => day === one.day && text === one.text);
    const before = [...this.entries, ...this.#textsBeside(draft.answers)];
    const { answers, to, shut_out, own_copy, name, name_to, left } = draft;
    const only_counted = false;
    state.draft = { answers, only_counted, to, shut_out, own_copy, name, name_to, left };
    this.entries = entries;
    this.saved = this.content;
    this.entries = [...entries, ...before.filter(isNew)];
  }

  /**
   * What she has answered in her own words and the file does not say.
   *
   * @param {Answers} answers
   * @returns {DiaryEntry[]}
   */
  #textsBeside(answers) {
    const texts = (state.questionnaire?.questions ?? []).filter(({ kind }) => kind === "text");
    return texts.flatMap(({ id }) => {
      const text = String(state.draft.answers[id] ?? "");
      return text.trim() && text !== answers[id] ? this.#pieces(text) : [];
    });
  }

  /** @param {string} text @returns {DiaryEntry[]} */
  #pieces(text) {
    const all = [...text];
    const count = Math.ceil(all.length / this.bounds.entry_chars);
    const piece = (/** @type {number} */ n) =>
      all.slice(n * this.bounds.entry_chars, (n + 1) * this.bounds.entry_chars).join("");
    const texts = Array.from({ length: count }, (_, n) => piece(n)).filter((one) => one.trim());
    return texts.map((one) => ({ day: this.today, text: one }));
  }

  /**
   * Keeps an entry in the place of an older one, or after all.
   *
   * @param {number | undefined} place
   * @param {string} text
   */
  keep(place, text) {
    const old = place === undefined ? undefined : this.entries[place];
    if (!old) this.entries.push({ day: this.today, text });
    else if (old.text !== text) {
      if (old.carried) old.carried = changeInReport(old.text, text);
      old.text = text;
    }
    this.text = "";
  }

  /** @param {number} place */
  remove(place) {
    this.entries.splice(place, 1);
  }

  /** Puts what is not in the report yet under its day into the first text of it, and goes on there. */
  carryOver() {
    const question = reportText();
    const fresh = this.entries.filter(({ carried }) => !carried);
    if (question && fresh.length > 0) {
      const lines = fresh.map(({ day, text }) => `${dayInWords(day)}\n${text}`);
      const before = String(state.draft.answers[question.id] ?? "");
      state.draft.answers[question.id] = [before, ...lines].filter(Boolean).join("\n\n");
      for (const entry of fresh) entry.carried = true;
    }
    report();
  }

  free() {
    this.diary.free();
    this.trust.free();
    this.entries = [];
    Object.assign(this, { text: "", saved: "" });
    this.forgetTyped();
  }
}

/** The first question that must be answered in words. */
const reportText = () =>
  state.questionnaire?.questions.find(({ kind, required }) => kind === "text" && required);

/**
 * Changes an entry where it stands in the report too; whether it stood there word for word.
 *
 * @param {string} old
 * @param {string} text
 */
function changeInReport(old, text) {
  const id = reportText()?.id ?? "";
  const before = String(state.draft.answers[id] ?? "");
  if (!before.includes(old)) return false;
  state.draft.answers[id] = before.replace(old, () => text);
  return true;
}
