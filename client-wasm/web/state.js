// Everything the page knows about a visit, in one object that can be wiped. Nothing of it is ever
// stored on the device.

/**
 * What a report and every later letter begin with.
 *
 * @returns {LetterDraft}
 */
export const emptyLetter = () => ({
  to: null,
  shut_out: [],
  own_copy: false,
  name: "",
  name_to: [],
  left: [],
});

/** @returns {Draft} */
const emptyDraft = () => ({ answers: {}, only_counted: false, ...emptyLetter() });

const fresh = () => ({
  /** @type {WasmTrust | null} */
  trust: null,
  /** @type {View | null} */
  view: null,
  /** The signed files as they came, for the second module. */
  /** @type {{ roster: Uint8Array, signature: string, questionnaire: Uint8Array } | null} */
  files: null,
  /** The questions, which can be read before they are verified. */
  /** @type {Questionnaire | null} */
  questionnaire: null,
  /** @type {Visit | null} */
  visit: null,
  /** A code while it is being typed. */
  typed: "",
  /** Whether the safety screen was passed. */
  warned: false,
  draft: emptyDraft(),
  /** @type {WasmHolder | null} */
  reporter: null,
  /** The same, while its keys are still derived. */
  /** @type {Promise<WasmHolder> | null} */
  making: null,
  /** The day under which the report was accepted. */
  acceptedDay: "",
  /** Whether the report was accepted and the letter with her name was not. */
  unnamed: false,
  /** What the server signed of the letters that it took in this visit. */
  /** @type {string[]} */
  proofs: [],
  /** What the thread module holds; only it knows the shape. */
  /** @type {{ free(): void } | null} */
  thread: null,
  /** What she keeps as a file before she sends it; only the thread module knows the shape. */
  /** @type {{ free(): void, holdsWords: boolean, warning: string } | null} */
  diary: null,
  /** What adds files, once it is here; only its own script knows the shape. */
  /** @type {EvidencePart | null} */
  evidence: null,
  /** The files that go with each letter, by the name of their screen. */
  /** @type {Map<string, Files>} */
  letter_files: new Map(),
  /** Whether she was asked for files. */
  asked_files: false,
  /** Ends every loop that still waits for this visit. */
  ended: new AbortController(),
});

export const state = fresh();

/** What is verified. Screens that need it are only reached once it is there. */
export function trusted() {
  if (!state.trust || !state.view) throw new Error("nothing is verified");
  return { trust: state.trust, view: state.view };
}

/** After a report has arrived and its code was confirmed. */
export function forgetReport() {
  state.reporter?.free();
  state.reporter = null;
  state.making = null;
  state.diary?.free();
  state.diary = null;
  state.letter_files.get("evidence")?.free();
  state.asked_files = false;
  state.draft = emptyDraft();
}

export function wipe() {
  state.ended.abort();
  state.reporter?.free();
  state.thread?.free();
  state.diary?.free();
  for (const files of state.letter_files.values()) files.free();
  state.trust?.free();
  Object.assign(state, fresh());
}
