// Answers, read with the code. Loaded only when a code is entered, with the module that opens.

import init, { buckets, Conversation, Reporter, trust as verify } from "dauys_thread";
import { api, copy, dayInWords, define, go, named, nameAndRole, onClick, replace } from "./app.js";
import { show, slot, state, t, trusted, write, writeList } from "./app.js";
import { defineMessage } from "./message.js";

/** @type {ConversationView} */
const NOTHING = {
  replies: [],
  dropped: 0,
  received: [],
  readers: null,
  readers_known: false,
  shut_out: null,
  lang: null,
};

/** What the module holds about this visit. */
class Thread {
  /** @param {WasmTrust} trust @param {WasmReporter} reporter */
  constructor(trust, reporter) {
    this.trust = trust;
    this.reporter = reporter;
    /** @type {import("dauys_thread").Conversation | null} */
    this.conversation = null;
    /** @type {ConversationView} */
    this.view = NOTHING;
    /** The day under which her last message was accepted. */
    this.taken = "";
  }

  /** Fetches all that could be hers and opens what is. */
  async collect() {
    const { day } = await api.health();
    const files = [];
    for (const bucket of buckets(this.trust, this.reporter, day)) files.push(await api.bucket(bucket));
    const whole = new Uint8Array(await new Blob(files).arrayBuffer());
    const conversation = Conversation.collect(this.trust, this.reporter, whole);
    this.conversation?.free();
    this.conversation = conversation;
    this.view = JSON.parse(conversation.view());
  }

  free() {
    this.conversation?.free();
    this.reporter.free();
    this.trust.free();
  }
}

let loadedModule = false;

/**
 * Takes a code and shows its answers. Throws the module's `code-…` errors before anything is asked
 * of the server about it.
 *
 * @param {string} text
 */
export async function enter(text) {
  if (!loadedModule) {
    const response = api.module("/dauys_thread_bg.wasm", THREAD_INTEGRITY);
    await init({ module_or_path: response }).catch(() => {
      throw new api.Unreachable("module");
    });
    loadedModule = true;
  }
  const thread = makeThread(text);
  try {
    await thread.collect();
  } catch (error) {
    thread.free();
    throw error;
  }
  state.thread?.free();
  state.thread = thread;
  defineMessage(thread);
  replace("thread");
}

/** @param {string} text */
function makeThread(text) {
  if (!state.files) throw new Error("nothing is verified");
  const { roster, signature, questionnaire } = state.files;
  const trust = verify(roster, signature, questionnaire, JSON.stringify(state.visit));
  try {
    return new Thread(trust, Reporter.enter(trust, text));
  } catch (error) {
    trust.free();
    throw error;
  }
}

define("thread", () => {
  const screen = copy("screen-thread");
  const thread = /** @type {Thread} */ (state.thread);
  const { replies, dropped, readers, readers_known } = thread.view;
  write(screen, "taken", thread.taken && t("thread-taken", { day: dayInWords(thread.taken) }));
  drawNone(screen, replies.length === 0);
  write(screen, "dropped", dropped > 0 ? t("thread-dropped", { count: dropped }) : "");
  const others = replies.filter(({ chosen }) => !chosen);
  slot(screen, "replies").append(...replies.filter(({ chosen }) => chosen).map(drawReply));
  slot(screen, "others").hidden = others.length === 0;
  slot(screen, "others-list").append(...others.map(drawReply));
  slot(screen, "readers").hidden = !readers_known;
  writeList(screen, "readers-list", named(readers ?? []));
  onClick(screen, "write", () => go(readers_known ? "message" : "message-shut-out"));
  onClick(screen, "again", () => lookAgain(screen, thread));
  return screen;
});

/** @param {HTMLElement} screen @param {Thread} thread */
async function lookAgain(screen, thread) {
  write(screen, "status", t("enter-fetching"));
  try {
    await thread.collect();
    show();
  } catch {
    write(screen, "status", t("enter-failed"));
  }
}

/** @param {HTMLElement} screen @param {boolean} none */
function drawNone(screen, none) {
  slot(screen, "none").hidden = !none;
  const hours = trusted().view.release_hours;
  const when = hours > 0 ? t("thread-none-when", { hours }) : t("thread-none-now");
  write(screen, "none-when", `${when} ${t("thread-none-long")}`);
}

/** @param {ReplyView} reply */
function drawReply({ author, day, lang, text, status, due, received, missing_before }) {
  const drawn = copy("reply");
  write(drawn, "author", author ? nameAndRole(author) : t("reply-nobody"));
  write(drawn, "day", dayInWords(day));
  const missing = { withheld: () => t("missing-withheld"), expired: () => t("missing-expired") };
  write(drawn, "missing", missing_before ? missing[missing_before]() : "");
  const count = received.length;
  write(drawn, "received", count > 0 ? t("reply-received", { count }) : "");
  write(drawn, "status", status ? t("reply-status", { status: statusInWords(status) }) : "");
  write(drawn, "text", text);
  slot(drawn, "text").lang = lang;
  const dates = Object.entries(due).map(([what, until]) => dueInWords(what, until));
  slot(drawn, "due").hidden = dates.length === 0;
  writeList(drawn, "due", dates);
  return drawn;
}

/** @param {string} status */
function statusInWords(status) {
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
function dueInWords(what, until) {
  const day = dayInWords(until);
  /** @type {Record<string, () => string>} */
  const words = {
    acknowledge: () => t("due-acknowledge", { day }),
    answer: () => t("due-answer", { day }),
    close: () => t("due-close", { day }),
  };
  return (words[what] ?? (() => t("due-other", { what, day })))();
}
