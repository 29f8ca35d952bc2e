// Answers, read with the code. Loaded only when a code is entered, with the module that opens and
// with the templates and words of these screens.

import init, { bucket_bytes_max, buckets, Conversation } from "dauys_thread";
import { Reporter, trust as verify } from "dauys_thread";
import { api, breath, derive, inPieces, loadModule, replace, state } from "./app.js";
import { defineErase } from "./thread/erase.js";
import { defineNaming, defineWriting } from "./thread/message.js";
import { defineOwn } from "./thread/own.js";
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
    /** What became of her letters when she had them fetched, and when she had them erased. */
    /** @type {OwnLetter[]} */
    this.own = [];
    /** @type {Erased[]} */
    this.erased = [];
  }

  /** @returns {ConversationView} */
  get view() {
    return JSON.parse(this.conversation.view(this.trust));
  }

  /**
   * Fetches all that could be hers and opens what is. Every code asks for the same.
   *
   * @param {(done: number, all: number) => void} [tell] how many files were tried
   */
  async collect(tell) {
    const { day } = await api.health();
    this.conversation.begin();
    for (const bucket of buckets(this.trust, this.reporter, day)) {
      const { status, body } = await api.bucket(bucket, bucket_bytes_max());
      this.conversation.take(this.trust, status, body);
    }
    const all = this.conversation.untried();
    let left = all;
    const step = () => (left = this.conversation.step(this.trust, this.reporter)) === 0;
    if (all > 0) await inPieces(step, () => tell?.(all - left, all));
    this.conversation.collect(this.trust);
  }

  free() {
    this.conversation.free();
    this.reporter.free();
    this.trust.free();
  }
}

let loadedModule = false;

/**
 * Takes a code and shows its answers, if she still waits for them. Throws the module's `code-…`
 * errors before anything is asked of the server about it.
 *
 * @param {string} text
 * @param {() => boolean} waits
 * @param {(done: number, all: number) => void} tell how many of the files were tried
 */
export async function enter(text, waits, tell) {
  if (!loadedModule) {
    await loadModule(init, "thread", THREAD_INTEGRITY);
    loadedModule = true;
    await breath();
  }
  const thread = await makeThread(text);
  try {
    await thread.collect(tell);
  } catch (error) {
    thread.free();
    throw error;
  }
  if (!waits()) return thread.free();
  state.typed = "";
  state.thread?.free();
  state.thread = thread;
  defineThread(thread);
  defineWriting(thread, "message", "message");
  defineWriting(thread, "withdraw", "withdraw-letter");
  defineNaming(thread);
  defineWithdraw(thread);
  defineErase(thread);
  defineOwn(thread);
  replace("thread");
}

/** @param {string} text */
async function makeThread(text) {
  if (!state.files) throw new Error("nothing is verified");
  const { roster, signature, questionnaire } = state.files;
  const trust = verify(roster, signature, questionnaire, JSON.stringify(state.visit));
  try {
    await breath();
    return new Thread(trust, await derive(Reporter.enter(trust, text)));
  } catch (error) {
    trust.free();
    throw error;
  }
}
