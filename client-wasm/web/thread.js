// Answers, read with the code, and the diary that she keeps as a file. Loaded only when a code is
// entered or a diary begun, with the module that opens and with the templates and words of these
// screens.

import init, { bucket_bytes_max, buckets, Conversation } from "dauys_thread";
import { Reporter, trust as verify } from "dauys_thread";
import { api, breath, derive, inPieces, loadModule, replace, state } from "./app.js";
import { defineBring } from "./bring/screen.js";
import { Held } from "./diary/held.js";
import { defineDiary } from "./diary/start.js";
import { defineErase } from "./thread/erase.js";
import { defineExperience } from "./thread/experience.js";
import { begin, defineNaming, defineWriting } from "./thread/message.js";
import { defineAnother, defineWho } from "./thread/others.js";
import { defineOwn } from "./thread/own.js";
import { defineReminder } from "./thread/reminder.js";
import { defineThread } from "./thread/screen.js";
import { defineWithdraw } from "./thread/withdraw.js";

/** What the module holds about this visit. */
class Thread {
  /** @param {WasmTrust} trust @param {WasmReporter} reporter */
  constructor(trust, reporter) {
    this.trust = trust;
    this.reporter = reporter;
    this.conversation = new Conversation();
    /** The day under which her last message was accepted. */
    this.taken = "";
    /** Whether she has said in this visit how it was for her. */
    this.told = false;
    /** What became of her letters when she had them fetched, and when she had them erased. */
    /** @type {OwnLetter[]} */
    this.own = [];
    /** @type {Erased[]} */
    this.erased = [];
    /** What has come of buckets whose fetching broke off. */
    /** @type {Map<number, InstanceType<typeof api.Part>>} */
    this.parts = new Map();
  }

  /** @returns {ConversationView} */
  get view() {
    return JSON.parse(this.conversation.view(this.trust));
  }

  /**
   * Fetches all that could be hers and opens what is. Every code asks for the same. What breaks off
   * goes on at the next call.
   *
   * @param {Tell} [tell]
   */
  async collect(tell) {
    const { day } = await api.health();
    const wanted = buckets(this.trust, this.reporter, day);
    const fetched = [];
    for (const bucket of wanted) {
      const part = this.parts.get(bucket) ?? new api.Part();
      this.parts.set(bucket, part);
      const moves = () => tell?.comes(part.length, part.total);
      fetched.push(await api.bucket(bucket, bucket_bytes_max(), part, moves));
    }
    this.parts.clear();
    this.conversation.begin();
    for (const { status, body } of fetched) this.conversation.take(this.trust, status, body);
    const all = this.conversation.untried();
    let left = all;
    const step = () => (left = this.conversation.step(this.trust, this.reporter)) === 0;
    if (all > 0) await inPieces(step, () => tell?.tries(all - left, all));
    this.conversation.collect(this.trust);
  }

  free() {
    this.conversation.free();
    this.reporter.free();
    this.trust.free();
  }
}

/** The module, while it comes and once it is there. */
/** @type {Promise<void> | null} */
let coming = null;

function module() {
  coming ??= loadModule(init, "thread", THREAD_INTEGRITY).then(breath).then(() => {});
  return coming.catch((error) => {
    coming = null;
    throw error;
  });
}

/**
 * Whose answers were being fetched when the network failed.
 *
 * @type {{ text: string, thread: Thread } | null}
 */
let begun = null;

function forget() {
  begun?.thread.free();
  begun = null;
}

/**
 * Takes a code and shows its answers, if she still waits for them. Throws the module's `code-…`
 * errors before anything is asked of the server about it. After an `Unreachable` the same code goes
 * on where it stopped.
 *
 * @param {string} text
 * @param {() => boolean} waits
 * @param {Tell} tell
 */
export async function enter(text, waits, tell) {
  await module();
  const thread = await threadOf(text);
  try {
    await thread.collect(tell);
  } catch (error) {
    if (!(error instanceof api.Unreachable) || !waits()) forget();
    throw error;
  }
  begun = null;
  if (!waits()) return thread.free();
  state.typed = "";
  state.thread?.free();
  state.thread = thread;
  defineThread(thread);
  defineWriting(thread, "message", "message");
  defineWriting(thread, "message", "anew");
  defineWriting(thread, "retaliation", "retaliation");
  defineWriting(thread, "withdraw", "withdraw-letter");
  defineAnother(thread, begin(thread, "message", "another", "answer"));
  defineExperience(begin(thread, "message", "experience", "answer"));
  defineWho(thread);
  defineReminder(thread);
  defineNaming(thread);
  defineWithdraw(thread);
  defineErase(thread);
  defineOwn(thread);
  replace("thread");
}

/** @param {string} text */
async function threadOf(text) {
  if (begun?.text !== text) {
    forget();
    begun = { text, thread: await makeThread(text) };
    state.ended.signal.addEventListener("abort", forget, { once: true });
  }
  return begun.thread;
}

/** Makes the screens of her diary, which from now on is there for as long as the visit. */
export async function diary() {
  const { signal } = state.ended;
  await module();
  signal.throwIfAborted();
  if (state.diary) return;
  const held = new Held(verified());
  state.diary = held;
  defineDiary(held);
}

/** Whether the screens for a file that is brought in are there. */
let brings = false;

/** Makes the screens for a sealed file that somebody brings in. */
export async function bring() {
  const { signal } = state.ended;
  await module();
  signal.throwIfAborted();
  if (brings) return;
  brings = true;
  defineBring(verified());
}

/** What was verified, once more for this module. */
function verified() {
  if (!state.files) throw new Error("nothing is verified");
  const { roster, signature, questionnaire } = state.files;
  return verify(roster, signature, questionnaire, JSON.stringify(state.visit));
}

/** @param {string} text */
async function makeThread(text) {
  const trust = verified();
  try {
    await breath();
    return new Thread(trust, await derive(Reporter.enter(trust, text)));
  } catch (error) {
    trust.free();
    throw error;
  }
}
