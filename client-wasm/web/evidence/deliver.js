// Sending files: all are announced before any of them is sent, so that what there is no room for is
// refused at once; then chunk by chunk, each tried again for as long as the network fails.

import { BlobPlace, FileSealing } from "dauys_evidence";
import { api, delay, findStamp, go, holdHere, isBusy, isPlain, pause, replace, state, t } from "../app.js";
import { contentOf } from "./files.js";
import { sendSealed } from "./upload.js";

/** Of a server that no longer has what it said it had, and of one whose price rises. */
const TRIES = 4;

/** @typedef {import("./files.js").LetterFiles} LetterFiles */
/** @typedef {import("./files.js").Item} Item */

/** A file that cannot be sent as things are. */
export class Refused extends Error {
  /** @param {Item} item @param {string} words */
  constructor(item, words) {
    super(words);
    this.item = item;
  }
}

/** What is being sent, for its screen. */
export class Delivery {
  /** What is done, in the words of the moment. */
  words = () => "";
  offersNow = false;
  /** Bytes that have come, of each file. */
  /** @type {Map<Item, number>} */
  sent = new Map();
  /** And of the whole blob. */
  /** @type {Map<Item, number>} */
  sizes = new Map();
  /** Files that she leaves out. */
  /** @type {Map<Item, AbortController>} */
  stops = new Map();
  stop = new AbortController();
  /** Draws what has changed. */
  changed = () => {};

  /** @param {LetterFiles} files @param {WasmTrust} trust */
  constructor(files, trust) {
    this.files = files;
    this.trust = trust;
    for (const item of files.items) this.stops.set(item, new AbortController());
    state.ended.signal.addEventListener("abort", () => this.stop.abort(), { once: true });
  }

  /** @param {() => string} words @param {boolean} [offersNow] */
  say(words, offersNow = false) {
    Object.assign(this, { words, offersNow });
    this.changed();
  }

  /** @param {Item} item */
  signalOf(item) {
    return AbortSignal.any([this.stop.signal, this.stops.get(item)?.signal ?? this.stop.signal]);
  }

  /**
   * Asks until there is an answer that means something.
   *
   * @template {{ status: number }} Answer
   * @param {() => Promise<Answer>} ask
   * @param {AbortSignal} signal
   */
  async persist(ask, signal) {
    for (let tries = 1; ; tries++) {
      signal.throwIfAborted();
      const answer = await ask().catch((error) => {
        signal.throwIfAborted();
        if (!(error instanceof api.Unreachable)) throw error;
        return null;
      });
      // A full disk is refused when a blob is announced; later it is one that may empty again.
      if (answer && !isBusy(answer.status)) return answer;
      const seconds = delay(tries);
      const busy = () => t("files-busy", { seconds });
      this.say(answer ? busy : () => t("files-offline", { seconds }), true);
      await pause(seconds);
      this.say(() => t("sending-send"));
    }
  }
}

/** What is on its way now. */
/** @type {Delivery | null} */
export let current = null;

/**
 * Sends the files of a letter, then goes on; what cannot be sent is told beside it.
 *
 * @param {LetterFiles} files
 * @param {WasmTrust} trust
 * @param {() => void} then
 */
export async function deliver(files, trust, then) {
  if (current) return;
  const delivery = new Delivery(files, trust);
  current = delivery;
  go("sending-files");
  holdHere(true);
  try {
    await deliverAll(delivery);
    holdHere(false);
    current = null;
    then();
  } catch (error) {
    holdHere(false);
    current = null;
    if (state.ended.signal.aborted) return;
    const refused = error instanceof Refused ? error : null;
    if (refused) refused.item.problem = refused.message;
    const problem = { field: fieldOf(files, refused?.item), text: wordsOf(error, delivery), key: "files" };
    replace(files.name, problem.text ? { problem } : {});
  }
}

/** @param {LetterFiles} files @param {Item} [item] */
const fieldOf = ({ items }, item) => (item ? `file-${items.indexOf(item)}` : "files");

/** @param {unknown} error @param {Delivery} delivery */
function wordsOf(error, { stop }) {
  if (error instanceof Refused) return error.message;
  return stop.signal.aborted ? t("files-stopped") : t("files-failed");
}

/** @param {Delivery} delivery */
async function deliverAll(delivery) {
  const { files, stop } = delivery;
  const author = await files.of.author();
  files.letter ||= files.of.id(author);
  delivery.say(() => t("files-announcing"));
  /** @type {{ item: Item, begun: Begun }[]} */
  const begun = [];
  try {
    for (const item of files.items.filter(({ ref }) => !ref)) {
      begun.push({ item, begun: await announce(delivery, author, item) });
    }
    delivery.say(() => t("sending-send"));
    for (const one of begun) await send(delivery, author, one);
  } catch (error) {
    await forget(begun.map(({ begun: { place } }) => place));
    throw error;
  } finally {
    for (const { begun: { place, sealing } } of begun) {
      sealing?.free();
      place.free();
    }
  }
  stop.signal.throwIfAborted();
  if (files.count === 0) throw new Error("nothing left");
}

/** @typedef {{ place: BlobPlace, sealing: FileSealing | null }} Begun */

/**
 * Makes room for it on the server.
 *
 * @param {Delivery} delivery
 * @param {WasmReporter} author
 * @param {Item} item
 * @returns {Promise<Begun>}
 */
async function announce(delivery, author, item) {
  const { files, trust } = delivery;
  const sealing = FileSealing.begin(contentOf(item).size);
  const size = sealing.size();
  delivery.sizes.set(item, size);
  const { signal } = delivery.stop;
  for (let tries = 1; tries <= TRIES; tries++) {
    item.place ??= files.used++;
    const names = author.attachment(files.letter, item.place);
    const place = BlobPlace.of(names, trust.server(), size);
    const { price } = await delivery.persist(async () => ({ status: 200, price: await api.health() }), signal);
    if (size > price.blob_bytes) throw new Refused(item, tooLarge(price));
    const stamp = await findStamp(place.stamp(price.day, price.stamp_bits));
    const headers = { stamp, withdraw: place.withdraw() };
    const announce = () => api.announceBlob(place.path(), place.body(), headers);
    const { status } = await persistAnnouncing(delivery, announce, signal);
    if (status === 200 || status === 201) return { place, sealing };
    if (status === 413) throw new Refused(item, tooLarge(price));
    if (status === 507) throw new Refused(item, t("files-no-room"));
    // What an earlier try has left there is in the way.
    if (status === 409) await forget([place]);
    if (status === 410) item.place = null;
    place.free();
  }
  sealing.free();
  throw new Error("refused");
}

/**
 * A full disk is no matter of waiting here.
 *
 * @param {Delivery} delivery
 * @param {() => Promise<{ status: number }>} announce
 * @param {AbortSignal} signal
 */
async function persistAnnouncing(delivery, announce, signal) {
  let full = false;
  const { status } = await delivery.persist(async () => {
    const answer = await announce();
    full = answer.status === 507;
    return full ? { status: 200 } : answer;
  }, signal);
  return { status: full ? 507 : status };
}

/** @param {Health} price */
const tooLarge = ({ blob_bytes }) => t("file-too-large", { size: Math.floor(blob_bytes / 1_048_576) });

/**
 * @param {Delivery} delivery
 * @param {WasmReporter} author
 * @param {{ item: Item, begun: Begun }} one
 */
async function send(delivery, author, one) {
  const { item } = one;
  const signal = delivery.signalOf(item);
  for (let tries = 1; ; tries++) {
    try {
      const sealing = one.begun.sealing;
      if (!sealing) throw new Error("no sealing");
      one.begun.sealing = null;
      item.ref = await sendSealed(delivery, item, { place: one.begun.place, sealing }, signal);
      return;
    } catch (error) {
      if (delivery.stop.signal.aborted || tries >= TRIES) throw error;
      await forget([one.begun.place]);
      if (signal.aborted) return delivery.files.remove(item);
      if (!(error instanceof Anew)) throw error;
      // The server has lost some of it, which is not here any more either.
      delivery.sent.set(item, 0);
      one.begun.place.free();
      one.begun = await announce(delivery, author, item);
    }
  }
}

/** It has to be sent from its beginning. */
export class Anew extends Error {}

/**
 * Takes back what is not needed, as far as the network lets; what stays is removed by the server.
 *
 * @param {BlobPlace[]} places
 */
async function forget(places) {
  for (const place of places) await api.erase(place.path(), place.token()).catch(() => 0);
}

/** Bytes that are sealed at once: without a compiler few, so that the page goes on listening. */
export const PIECE_BYTES = isPlain ? 32_768 : 1_048_576;
