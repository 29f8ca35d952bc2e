// Writing more on a thread. Who reads comes from her newest state, which the answers carry; before
// the first answer nobody knows it but her, and she is asked again.

import { write_message } from "dauys_thread";
import { complain, copy, define, defineReaders, defineShutOut, drawOut, field, go } from "./app.js";
import { lang, named, onClick, onSubmit, replace, send, settle, t, writeList } from "./app.js";

/**
 * What of a thread is needed here.
 *
 * @typedef {object} Thread
 * @property {WasmTrust} trust
 * @property {WasmReporter} reporter
 * @property {import("dauys_thread").Conversation | null} conversation
 * @property {ConversationView} view
 * @property {string} taken
 */

/** @returns {MessageDraft} */
const empty = () => ({ text: "", to: null, shut_out: [] });

/** @param {Thread} thread */
export function defineMessage(thread) {
  let draft = empty();
  /** Whether she has chosen readers now, so that her newest state no longer decides. */
  let chosen = false;

  const asking = {
    choice: () => draft,
    readers: "message-readers",
    again: !thread.view.readers_known,
    done: () => {
      chosen = true;
      go("message");
    },
  };
  defineShutOut("message-shut-out", asking);
  defineReaders("message-readers", asking);

  define("message", () => {
    const screen = copy("screen-message");
    const { readers, shut_out } = thread.view;
    if (!chosen) Object.assign(draft, { to: readers ?? [], shut_out: shut_out ?? [] });
    const text = field(screen, "answer");
    text.value = draft.text;
    text.addEventListener("input", () => {
      draft.text = text.value;
    });
    writeList(screen, "readers", named(draft.to ?? []));
    drawOut(screen, draft);
    onClick(screen, "change", () => go("message-shut-out"));
    onSubmit(screen, () => {
      const problem = { field: "answer", text: t("message-empty") };
      if (!complain(screen, draft.text.trim() ? [] : [problem])) send(job);
    });
    return screen;
  });

  /** @param {string} day */
  function seal(day) {
    const { trust, reporter, conversation } = thread;
    if (!conversation) throw new Error("nothing was collected");
    const { text, to, shut_out } = draft;
    const readers = chosen ? { to, shut_out } : { to: null, shut_out: null };
    const letter = { text, ...readers, kind: "message", lang: lang(), day };
    return write_message(trust, reporter, conversation, JSON.stringify(letter));
  }

  const job = {
    seal,
    text: () => draft.text,
    trust: thread.trust,
    /** @param {string} day */
    done: (day) => {
      draft = empty();
      thread.taken = day;
      settle("thread", 1);
    },
    /** @param {{ problem: string }} failure */
    failed: ({ problem }) => replace("message", { problem: { field: "answer", text: problem } }),
  };
}
