// Writing on a thread: more, or that she takes the report back. Who reads comes from her newest
// state, which the answers carry; before the first answer nobody knows it but her, and she is asked
// again.

import { write_message } from "dauys_thread";
import { complain, copy, define, defineReaders, defineShutOut, drawOut, field, go } from "../app.js";
import { drawOwnCopy, lang, named, onClick, onSubmit, replace, send, settle, t } from "../app.js";
import { writeList } from "../app.js";

/** @returns {MessageDraft} */
const empty = () => ({ text: "", to: null, shut_out: [], own_copy: false });

/**
 * @param {Thread} thread
 * @param {"message" | "withdraw"} kind
 */
export function defineWriting(thread, kind) {
  const name = kind === "message" ? "message" : "withdraw-letter";
  let draft = empty();
  /** Whether she has chosen readers now, so that her newest state no longer decides. */
  let chosen = false;

  const asking = {
    choice: () => draft,
    readers: `${kind}-readers`,
    again: () => thread.view.readers === null,
    done: () => {
      chosen = true;
      go(name);
    },
  };
  defineShutOut(`${kind}-shut-out`, asking);
  defineReaders(`${kind}-readers`, asking);

  define(name, () => {
    const screen = copy(`screen-${name}`);
    const { readers, shut_out } = thread.view;
    if (!chosen) Object.assign(draft, { to: readers ?? [], shut_out: shut_out ?? [] });
    const text = field(screen, "answer");
    text.value = draft.text;
    text.addEventListener("input", () => {
      draft.text = text.value;
    });
    writeList(screen, "readers", named(draft.to ?? []));
    drawOut(screen, draft);
    drawOwnCopy(screen, draft);
    onClick(screen, "change", () => go(`${kind}-shut-out`));
    onSubmit(screen, () => {
      // Nobody owes a reason for taking a report back.
      const missing = kind === "message" && !draft.text.trim();
      const problem = { field: "answer", text: t("message-empty") };
      if (!complain(screen, missing ? [problem] : [])) send(job);
    });
    return screen;
  });

  /** @param {string} day */
  function seal(day) {
    const { trust, reporter, conversation } = thread;
    const { text, to, shut_out, own_copy } = draft;
    const readers = chosen ? { to, shut_out } : { to: null, shut_out: null };
    const letter = { text, ...readers, kind, lang: lang(), day, own_copy };
    return write_message(trust, reporter, conversation, JSON.stringify(letter));
  }

  const job = {
    seal,
    text: () => draft.text,
    trust: thread.trust,
    /** @param {string} day */
    done: (day) => {
      // Accepted: from now on the state in it is her newest.
      thread.conversation.sent();
      draft = empty();
      chosen = false;
      thread.taken = day;
      settle("thread", 1);
    },
    /** @param {{ problem: string, key: string }} failure */
    failed: ({ problem, key }) =>
      replace(name, { problem: { field: "answer", text: problem, key } }),
  };
}
