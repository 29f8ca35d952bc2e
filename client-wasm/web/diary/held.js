// What she has written down and not sent: entries, beside the draft that every screen of the report
// writes into. In memory, until she saves it or leaves.

import { Diary, diary_bounds } from "dauys_thread";
import { dayInWords, report, state, t } from "../app.js";
import { both } from "./both.js";

/** What was chosen and typed on the screens that open and save. */
const untyped = () => ({ passphrase: "", again: "", file: /** @type {File | null} */ (null) });

/** The place of an entry that is not among them yet. */
const NEW = -1;

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
    /**
     * What she is writing, by its place: she may have gone back and begun another.
     *
     * @type {Map<number, string>}
     */
    this.typing = new Map();
    this.typed = untyped();
    /** What stands in the newest file. */
    this.saved = "";
  }

  /** As it would be saved now. */
  get content() {
    return contentOf(this.entries, state.draft);
  }

  get isSaved() {
    return !this.#isTyping && this.content === this.saved;
  }

  /** Whether she has written down anything at all. */
  get holdsWords() {
    return this.entries.length > 0 || this.#isTyping;
  }

  /** What the check says of all that would be gone once her report has arrived. */
  get warning() {
    const { entries } = this.saved ? JSON.parse(this.saved) : { entries: [] };
    const isKept = (/** @type {DiaryEntry} */ one) => isAmong(entries, one) && isInReport(one);
    return this.#isTyping || !this.entries.every(isKept) ? t("diary-left") : "";
  }

  get #isTyping() {
    const isNew = (/** @type {[number, string]} */ [place, text]) =>
      text.trim() !== "" && text !== this.entries[place]?.text;
    return [...this.typing].some(isNew);
  }

  /**
   * What stands in the field of an entry: what she has begun to write there, or the entry.
   *
   * @param {number} [place]
   */
  begun(place = NEW) {
    return this.typing.get(place) ?? this.entries[place]?.text ?? "";
  }

  /** @param {number | undefined} place @param {string} text */
  type(place, text) {
    this.typing.set(place ?? NEW, text);
  }

  /** Keeps what she has begun to write: an entry that stays empty is none. */
  keepTyping() {
    // The last first: what is too long becomes several.
    for (const [place, text] of [...this.typing].sort(([one], [other]) => other - one)) {
      const [first, ...others] = this.#pieces(text);
      if (first === undefined) continue;
      const old = this.entries[place];
      this.keep(place, first.text);
      this.entries.splice(old ? place + 1 : this.entries.length, 0, ...others);
    }
    this.typing.clear();
  }

  /** Today, as the server says it. */
  get today() {
    return state.visit?.server_day ?? "";
  }

  forgetTyped() {
    this.typed = untyped();
  }

  /**
   * Takes what was in a file. What was written in this visit stays, as entries, and so does what was
   * chosen in it.
   *
   * @param {DiaryContent} opened
   */
  take({ entries, draft }) {
    this.keepTyping();
    const before = [...this.entries, ...this.#textsBeside(draft.answers)];
    this.saved = contentOf(entries, draft);
    this.entries = [...entries, ...before.filter((one) => !isAmong(entries, one))];
    state.draft = both(draft, state.draft, chosen());
  }

  /**
   * What she has answered in her own words and the file does not say.
   *
   * @param {Answers} answers
   * @returns {DiaryEntry[]}
   */
  #textsBeside(answers) {
    return textIds().flatMap((id) => {
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
    const at = place ?? NEW;
    const old = this.entries[at];
    if (!old) this.entries.push({ day: this.today, text });
    else if (old.text !== text) {
      if (isInReport(old)) changeInReport(old, text);
      old.text = text;
    }
    this.typing.delete(at);
  }

  /** @param {number} place */
  remove(place) {
    this.entries.splice(place, 1);
    const others = [...this.typing].filter(([one]) => one !== place);
    this.typing = new Map(others.map(([one, text]) => [one > place ? one - 1 : one, text]));
  }

  /** Puts what is not in the report yet under its day into the first text of it, and goes on there. */
  carryOver() {
    const question = textQuestion();
    const fresh = this.entries.filter((entry) => !isInReport(entry));
    if (question && fresh.length > 0) {
      const lines = fresh.map(({ day, text }) => `${dayInWords(day)}\n${text}`);
      state.draft.answers[question.id] = [reportText(), ...lines].filter(Boolean).join("\n\n");
      for (const entry of fresh) entry.carried = true;
    }
    report();
  }

  free() {
    this.diary.free();
    this.trust.free();
    this.entries = [];
    this.typing.clear();
    this.saved = "";
    this.forgetTyped();
  }
}

/** @param {DiaryEntry[]} entries @param {Draft} draft */
function contentOf(entries, draft) {
  const { answers, to, shut_out, own_copy, name, name_to, left } = draft;
  return JSON.stringify({ entries, draft: { answers, to, shut_out, own_copy, name, name_to, left } });
}

/** @param {DiaryEntry[]} entries @param {DiaryEntry} entry */
const isAmong = (entries, entry) =>
  entries.some(({ day, text }) => day === entry.day && text === entry.text);

/** The questions that are answered in words. */
const textIds = () =>
  (state.questionnaire?.questions ?? []).filter(({ kind }) => kind === "text").map(({ id }) => id);

/** What she has answered in this visit by choosing. */
/** @returns {Answers} */
function chosen() {
  const words = textIds();
  const all = Object.entries(state.draft.answers);
  return Object.fromEntries(all.filter(([id, answer]) => answer.length > 0 && !words.includes(id)));
}

/** The first question that must be answered in words. */
const textQuestion = () =>
  state.questionnaire?.questions.find(({ kind, required }) => kind === "text" && required);

const reportText = () => String(state.draft.answers[textQuestion()?.id ?? ""] ?? "");

/**
 * Whether an entry stands in the report, word for word: there she may have taken it out again.
 *
 * @param {DiaryEntry} entry
 */
export const isInReport = ({ text, carried }) => Boolean(carried) && reportText().includes(text);

/**
 * Changes an entry where it stands in the report: under its day, if that is left of it.
 *
 * @param {DiaryEntry} entry
 * @param {string} text
 */
function changeInReport({ day, text: old }, text) {
  const id = textQuestion()?.id ?? "";
  const before = reportText();
  const under = `${dayInWords(day)}\n`;
  const dated = before.indexOf(under + old);
  const at = dated < 0 ? before.indexOf(old) : dated + under.length;
  state.draft.answers[id] = before.slice(0, at) + text + before.slice(at + old.length);
}
