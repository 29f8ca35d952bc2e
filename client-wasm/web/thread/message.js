// Writing on a thread: more, her name, that she is being punished, or that she takes the report back. Who reads comes from her
// newest state, which the answers carry; before the first answer nobody knows it but her, and she is
// asked again.

import { next_letter, write_message } from "dauys_thread";
import { back, complain, copy, define, defineName, defineReaders, defineRevealing } from "../app.js";
import { defineShutOut, drawFiles, drawOut, drawOwnCopy, emptyLetter, field, filesOf, findingsIn, go } from "../app.js";
import { isLeft, lang, named, onClick, onSubmit, replace, sendWith, settle, slot, state } from "../app.js";
import { t, takeFiles, watchLength, wellFormed, write, writeList } from "../app.js";
import { drawLeft, staying } from "./reading.js";

/** Characters that surely fit, in whatever letters they are; a Latin text may be longer. */
const MOST = 5_000;

/** @returns {MessageDraft} */
const empty = () => ({ text: "", ...emptyLetter() });

/** @typedef {"message" | "retaliation" | "withdraw"} Kind */

/** Screens from which files may go along. */
const CARRIES = ["message", "retaliation"];

/**
 * @typedef {object} Writing
 * @property {() => MessageDraft} draft the draft, to those who still read unless she chose others
 * @property {() => void} check sends, past what she has not decided about yet
 * @property {() => void} send
 */

/** @type {Record<string, () => string>} What she may send as it is. */
const FIRST_WORDS = { anew: () => t("anew-text") };

/**
 * Her words on a screen of that name.
 *
 * @param {Thread} thread
 * @param {Kind} kind
 * @param {string} name
 */
export function defineWriting(thread, kind, name) {
  const writing = begin(thread, kind, name, "answer");
  define(name, () => {
    const screen = copy(`screen-${name}`);
    const draft = writing.draft();
    const text = field(screen, "answer");
    proposeWords(draft, FIRST_WORDS[name]?.() ?? "");
    text.value = draft.text;
    text.addEventListener("input", () => {
      draft.text = wellFormed(text.value);
    });
    if (name === "message") watchLength(screen, text, MOST);
    writeList(screen, "readers", named(draft.to ?? []));
    drawLeft(screen, thread.view, draft.to ?? []);
    drawOut(screen, draft);
    drawOwnCopy(screen, draft);
    if (CARRIES.includes(name)) drawFiles(screen, `${name}-evidence`);
    onClick(screen, "change", () => go(`${name}-shut-out`));
    if (kind === "retaliation") drawUrgent(screen, draft);
    onSubmit(screen, () => {
      // Nobody owes a reason for taking a report back, and whoever is being punished need not wait
      // for words.
      const files = filesOf(`${name}-evidence`)?.count ?? 0;
      const missing = kind === "message" && !draft.text.trim() && files === 0;
      const problem = { field: "answer", text: t("message-empty") };
      if (complain(screen, missing ? [problem] : [])) return;
      // The one screen to which a tap leads before it is known who reads.
      if (!draft.to?.length) go(`${name}-shut-out`);
      else writing.check();
    });
    return screen;
  });
}

/**
 * What she may send as it is, in the language that she reads it in, unless she wrote something else.
 *
 * @param {MessageDraft} draft
 * @param {string} words
 */
export function proposeWords(draft, words) {
  if (!draft.text || draft.text === draft.proposed) draft.text = words;
  draft.proposed = words;
}

/** @param {HTMLElement} screen @param {MessageDraft} draft */
function drawUrgent(screen, { to }) {
  slot(screen, "help").append(copy("help-forward"));
  slot(screen, "reading").hidden = !to?.length;
  write(screen, "submit", to?.length ? t("send") : t("continue"));
}

/** @param {Thread} thread */
export function defineNaming(thread) {
  const writing = begin(thread, "message", "naming", "name");
  defineName("naming", {
    choice: () => writing.draft(),
    readers: () => writing.draft().to ?? [],
    required: true,
    change: () => go("naming-shut-out"),
    done: () => writing.send(),
  });
}

/**
 * What is being written, and to whom: asked on two screens before the one of that name, where that
 * is not known.
 *
 * @param {Thread} thread
 * @param {Kind} kind
 * @param {string} name
 * @param {string} place the id of the field that a failure stands beside
 * @returns {Writing}
 */
export function begin(thread, kind, name, place) {
  let draft = empty();
  // What was typed goes when she leaves.
  state.ended.signal.addEventListener("abort", () => {
    draft = empty();
  });
  /** Whether she has chosen readers now, so that her newest state no longer decides. */
  let chosen = false;

  /** From the readers of her newest state who still read. */
  const fromState = () =>
    Object.assign(draft, { to: staying(thread.view), shut_out: thread.view.shut_out ?? [] });

  const asking = {
    // Nobody is proposed where she has chosen before, even if none of those reads any more.
    choice: () => (draft.to === null && thread.view.readers !== null ? fromState() : draft),
    readers: `${name}-readers`,
    again: () => thread.view.readers === null,
    done: () => {
      chosen = true;
      go(name);
    },
  };
  defineShutOut(`${name}-shut-out`, asking);
  defineReaders(`${name}-readers`, asking);

  /** @param {string} day */
  function seal(day) {
    const { trust, reporter, conversation } = thread;
    const { to, shut_out, name_to, left: _, proposed: __, ...words } = draft;
    const only_to = name_to.filter((id) => to?.includes(id));
    // Whoever has stepped back is in her newest state all the same.
    const anew = chosen || thread.view.left.length > 0 || (draft.share_with ?? []).length > 0;
    const readers = anew ? { to, shut_out } : { to: null, shut_out: null };
    const blobs = filesOf(`${name}-evidence`)?.refs ?? [];
    const id = blobs.length > 0 ? filesOf(`${name}-evidence`)?.letter : null;
    const letter = { ...words, ...readers, only_to, id, blobs, kind, lang: lang(), day };
    return [write_message(trust, reporter, conversation, JSON.stringify(letter))];
  }

  const job = {
    seal,
    text: () => draft.text,
    trust: thread.trust,
    /** @param {string} day */
    done: (day) => {
      // Accepted: from now on the state in it is her newest.
      thread.conversation.sent();
      thread.conversation.collect(thread.trust);
      thread.told ||= name === "experience";
      draft = empty();
      filesOf(`${name}-evidence`)?.free();
      chosen = false;
      thread.taken = day;
      settle("thread", 1);
    },
    /** @param {{ problem: string, key: string }} failure */
    failed: ({ problem, key }) => replace(name, { problem: { field: place, text: problem, key } }),
  };

  if (CARRIES.includes(name)) {
    takeFiles(`${name}-evidence`, {
      author: async () => thread.reporter,
      id: next_letter,
      done: () => go(name),
    });
  }

  const writing = {
    // Where nobody knows her choice nothing stands in its place, so that readers are proposed.
    draft: () => (chosen || thread.view.readers === null ? draft : fromState()),
    check: () => (isLeft(found(), draft.left) ? writing.send() : go(`${name}-revealing`)),
    send: () => sendWith(`${name}-evidence`, job),
  };
  const found = () => findingsIn(draft.text, "");
  defineRevealing(`${name}-revealing`, {
    findings: () => found().map((finding) => ({ ...finding, label: t("message-title"), change: back })),
    leave: (texts) => {
      draft.left = texts;
    },
    done: writing.send,
  });
  return writing;
}
