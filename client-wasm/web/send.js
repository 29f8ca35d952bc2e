// Sending sealed letters: stamp, put, verify the proof; again with the same bytes for as long as
// the network fails. Nothing says "arrived" before the server's signature was checked.

import * as api from "./api.js";
import { carried } from "./carried.js";
import { copy, slot, write } from "./dom.js";
import { isPlain } from "./module.js";
import { breath, delay, inPieces, pause } from "./pace.js";
import { define, go, holdHere, main } from "./screens.js";
import { state } from "./state.js";
import { t } from "./text.js";

/** Hashes in one call: some milliseconds without a compiler. */
const TRIES_AT_ONCE = 100;

/** Statuses after which the same is simply sent again. */
const BUSY = [408, 425, 429, 500, 502, 503, 504, 507];

/** @param {number} status */
export const isBusy = (status) => BUSY.includes(status);

/**
 * @typedef {object} Job
 * @property {(day: string) => WasmSealing[] | Promise<WasmSealing[]>} seal what is sent, the one
 *   that matters first
 * @property {WasmTrust} trust of the module that seals
 * @property {() => string} text what she wrote, to say how much of it is too much
 * @property {(day: string, others: Promise<boolean>) => void} done of the first letter, and whether
 *   the others arrive too
 * @property {(failure: { problem: string, over: number, key: string }) => void} failed
 */

let sending = false;

define("sending", () => copy("screen-sending"));

/**
 * Sends, once: a second press while one is on its way does nothing.
 *
 * @param {Job} job
 */
export async function send(job) {
  if (sending) return;
  sending = true;
  go("sending");
  holdHere(true);
  const { signal } = state.ended;
  try {
    const { day, others } = await (carried.inside?.deliver ?? deliver)(job);
    if (!signal.aborted) job.done(day, others);
  } catch (error) {
    if (!signal.aborted) {
      holdHere(false);
      job.failed(explain(error, job.text()));
    }
  } finally {
    sending = false;
    holdHere(false);
  }
}

/** The first letter has arrived: what comes after it is not tried for ever. */
const TRIES_OF_OTHERS = 4;

/**
 * The first letter, and after it the others: once it was accepted, nothing may say that it was not,
 * and nobody waits for her code.
 *
 * @param {Job} job
 */
async function deliver(job) {
  say(isPlain ? t("sending-slow") : t("sending-seal"));
  await breath();
  const price = await persist(api.health);
  const [first, ...others] = await sealAll(await job.seal(price.day));
  if (!first) throw new Error("nothing to send");
  const day = await deliverOne(job, first, price);
  return { day, others: deliverOthers(job, others, price) };
}

/** @param {WasmSealing[]} sealings */
export async function sealAll(sealings) {
  const left = [...sealings];
  const sealed = [];
  try {
    for (let next = left[0]; next; next = left[0]) {
      await inPieces(next.step.bind(next));
      await breath();
      left.shift();
      sealed.push(next.sealed());
    }
    return sealed;
  } finally {
    // What is not sealed holds her words.
    for (const open of left) open.free();
  }
}

/** @param {Job} job @param {WasmSealed[]} others @param {Health} price */
async function deliverOthers(job, others, price) {
  let whole = true;
  for (const sealed of others) {
    try {
      await deliverOne(job, sealed, price, TRIES_OF_OTHERS);
    } catch {
      whole = false;
    }
  }
  return whole;
}

/** @param {Job} job @param {WasmSealed} sealed @param {Health} price @param {number} [most] */
async function deliverOne(job, sealed, price, most) {
  try {
    return await sendOne(job, sealed, price, most);
  } finally {
    sealed.free();
  }
}

/**
 * The day under which it was accepted.
 *
 * @param {Job} job
 * @param {WasmSealed} sealed
 * @param {Health} price
 * @param {number} [most] tries while the network fails
 */
export async function sendOne(job, sealed, price, most = Infinity) {
  for (let tries = 1; ; tries++) {
    const stamp = await makeStamp(sealed, price);
    const day = await persist(() => put(job, sealed, stamp), most);
    if (day) {
      state.proofs.push(sealed.proof(job.trust) ?? "");
      return day;
    }
    // The price or the day has changed since: a new stamp on the same letter.
    if (tries > 5) throw new Error("refused");
    price = await persist(api.health, most);
  }
}

/** What is worth another try, and the words for it. */
export class Again extends Error {
  /** @param {string} key @param {(values: { seconds: number }) => string} words */
  constructor(key, words) {
    super(key);
    this.words = words;
  }
}

/**
 * Does something that needs the network until it succeeds or is refused for good.
 *
 * @template T
 * @param {() => Promise<T>} attempt
 * @param {number} [most] tries
 * @returns {Promise<T>}
 */
export async function persist(attempt, most = Infinity) {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= most) throw error;
      const seconds = delay(tries);
      if (error instanceof api.Unreachable) say(t("sending-offline", { seconds }));
      else if (error instanceof Again) say(error.words({ seconds }), error.message);
      else throw error;
      offerNow(true);
      await pause(seconds);
      offerNow(false);
      say(t("sending-send"));
    }
  }
}

/**
 * @param {WasmSealed} sealed
 * @param {Health} price
 */
async function makeStamp(sealed, { day, stamp_bits }) {
  say(t("sending-stamp"));
  return findStamp(sealed.stamp(day, stamp_bits), (solved) => {
    const bar = progress();
    if (bar) bar.value = solved;
  });
}

/**
 * Frees the search.
 *
 * @param {WasmStampSearch} search
 * @param {(solved: number) => void} [tell] how many of 16 puzzles
 */
export async function findStamp(search, tell = () => {}) {
  try {
    /** @type {string | undefined} */
    let stamp;
    const found = () => (stamp = search.step(TRIES_AT_ONCE)) !== undefined;
    await inPieces(found, () => tell(search.solved()));
    tell(search.solved());
    return stamp ?? "";
  } finally {
    search.free();
  }
}

/**
 * The day under which it was accepted; nothing if the stamp is no longer enough.
 *
 * @param {Job} job
 * @param {WasmSealed} sealed
 * @param {string} stamp
 */
async function put({ trust }, sealed, stamp) {
  say(t("sending-send"));
  const headers = { stamp, withdraw: sealed.withdraw() };
  const { status, answer } = await api.putLetter(sealed.path(), sealed.bytes(), headers);
  if (status === 402) return undefined;
  if (isBusy(status)) throw new Again("server-busy", (values) => t("sending-busy", values));
  if (status !== 200 && status !== 201) throw new Error("refused");
  say(t("sending-proof"));
  try {
    return sealed.accepted(trust, answer);
  } catch {
    throw new Again("acceptance-false", (values) => t("sending-false", values));
  }
}

/** The bar of the sending screen, while that is shown: later letters go on behind other screens. */
function progress() {
  const bar = main().querySelector('[data-slot="progress"]');
  return bar instanceof HTMLProgressElement ? bar : null;
}

/** @param {boolean} offered */
function offerNow(offered) {
  if (progress()) slot(main(), "now").hidden = !offered;
}

/** @param {string} text @param {string} [problem] */
export function say(text, problem = "") {
  if (!progress()) return;
  write(main(), "status", text);
  slot(main(), "status").dataset.problem = problem;
}

/**
 * @param {unknown} error
 * @param {string} text
 */
function explain(error, text) {
  const code = error instanceof Error ? error.message : "";
  const over = Number(/** @type {{ over?: number }} */ (error)?.over ?? 0);
  /** @type {Record<string, () => string>} */
  const words = {
    "text-too-long": () => t("text-too-long", { count: charactersIn(text, over) }),
    "nobody-reads": () => t("readers-none"),
    "too-many-readers": () => t("readers-too-many"),
    "reader-gone": () => t("reader-gone"),
    "roster-expired": () => t("send-expired"),
    "answers-incomplete": () => t("answer-empty"),
    "name-too-long": () => t("name-too-long"),
    "too-many-files": () => t("too-many-files"),
    "stamp-too-dear": () => t("send-dear"),
    refused: () => t("send-refused"),
  };
  return { problem: (words[code] ?? (() => t("send-failed")))(), over, key: code };
}

/**
 * How many characters from the end of a text make so many bytes.
 *
 * @param {string} text
 * @param {number} bytes
 */
function charactersIn(text, bytes) {
  const encoder = new TextEncoder();
  const characters = [...text].reverse();
  let taken = 0;
  const enough = characters.findIndex((one) => (taken += encoder.encode(one).length) >= bytes);
  return enough < 0 ? characters.length : enough + 1;
}
