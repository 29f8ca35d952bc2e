// Sending files: all are announced before any of them is sent, so that what there is no room for is
// refused at once; then chunk by chunk, each tried again for as long as the network fails.

import { BlobPlace, FileSealing } from "dauys_evidence";
import { api, delay, FILES_MOST, findStamp, go, holdHere, isBusy } from "../app.js";
import { pause, replace, state, t } from "../app.js";
import { contentOf } from "./inspect.js";
import { Anew, Refused } from "./refusals.js";
import { sendSealed } from "./upload.js";

/** Of a server that no longer has what it said it had, and of one whose price rises. */
const TRIES = 4;

const DRAWN_EVERY_MS = 200;

/** @typedef {import("./files.js").LetterFiles} LetterFiles */
/** @typedef {import("./files.js").Item} Item */

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
  due = 0;

  /** @param {LetterFiles} files @param {WasmTrust} trust */
  constructor(files, trust) {
    this.files = files;
    this.trust = trust;
    for (const item of files.items) this.stops.set(item, new AbortController());
    state.ended.signal.addEventListener("abort", () => this.stop.abort(), { once: true });
    // Whoever stops stops each of them.
    this.stop.signal.addEventListener("abort", () => {
      for (const one of this.stops.values()) one.abort();
    });
  }

  /** @param {() => string} words @param {boolean} [offersNow] */
  say(words, offersNow = false) {
    Object.assign(this, { words, offersNow });
    this.changed();
  }

  /** Bytes come faster than anybody reads. */
  changesSoon() {
    this.due ||= window.setTimeout(() => {
      this.due = 0;
      this.changed();
    }, DRAWN_EVERY_MS);
  }

  /** @param {Item} item */
  signalOf(item) {
    return this.stops.get(item)?.signal ?? this.stop.signal;
  }

  /**
   * Asks until there is an answer that means something.
   *
   * @template {{ status: number }} Answer
   * @param {() => Promise<Answer>} ask
   * @param {AbortSignal} signal
   * @param {number[]} [final] statuses that mean something although they look like a busy server
   */
  async persist(ask, signal, final = []) {
    for (let tries = 1; ; tries++) {
      signal.throwIfAborted();
      const answer = await ask().catch((error) => {
        signal.throwIfAborted();
        if (!(error instanceof api.Unreachable)) throw error;
        return null;
      });
      if (answer && (final.includes(answer.status) || !isBusy(answer.status))) return answer;
      const seconds = delay(tries);
      const busy = () => t("files-busy", { seconds });
      this.say(answer ? busy : () => t("files-offline", { seconds }), true);
      // She need not wait to stop.
      await Promise.race([pause(seconds), aborted(signal)]);
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

/** @param {AbortSignal} signal */
const aborted = (signal) =>
  new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));

/**
 * What has arrived stays, so that another try goes on from there.
 *
 * @param {Delivery} delivery
 */
async function deliverAll(delivery) {
  const { files, stop } = delivery;
  const author = await files.of.author();
  files.letter ||= files.of.id(author);
  delivery.say(() => t("files-announcing"));
  await files.erasing;
  /** @type {Begun[]} */
  const begun = [];
  try {
    for (const item of files.items.filter(({ ref }) => !ref)) {
      begun.push(await announce(delivery, author, item));
    }
    delivery.say(() => t("sending-send"));
    for (const one of begun) await send(delivery, author, one);
  } catch (error) {
    for (const { item } of begun.filter(({ item }) => !item.ref)) files.erase(item);
    throw error;
  } finally {
    for (const { place, sealing } of begun) {
      sealing?.free();
      place.free();
    }
  }
  stop.signal.throwIfAborted();
}

/** @typedef {{ item: Item, place: BlobPlace, sealing: FileSealing | null }} Begun */

/**
 * Makes room for it on the server.
 *
 * @param {Delivery} delivery
 * @param {WasmReporter} author
 * @param {Item} item
 * @returns {Promise<Begun>}
 */
async function announce(delivery, author, item) {
  const sealing = FileSealing.begin(contentOf(item).size);
  delivery.sizes.set(item, sealing.size());
  try {
    for (let tries = 1; tries <= TRIES; tries++) {
      const place = await ask(delivery, author, item, sealing.size());
      if (place) return { item, place, sealing };
    }
    throw new Error("refused");
  } catch (error) {
    sealing.free();
    throw error;
  }
}

/**
 * Its place, if the server has room for it; nothing if it is worth another try.
 *
 * @param {Delivery} delivery
 * @param {WasmReporter} author
 * @param {Item} item
 * @param {number} size
 */
async function ask(delivery, author, item, size) {
  const { files, trust, stop: { signal } } = delivery;
  // Of later places she could erase nothing with her code alone.
  if (item.place === null && files.used >= FILES_MOST) throw new Refused(item, t("too-many-files"));
  item.place ??= files.used++;
  const place = BlobPlace.of(author.attachment(files.letter, item.place), trust.server(), size);
  try {
    const price = await priceOf(delivery);
    if (size > price.blob_bytes) throw new Refused(item, tooLarge(price));
    const stamp = await findStamp(place.stamp(price.day, price.stamp_bits));
    const headers = { stamp, withdraw: place.withdraw() };
    const send = () => api.announceBlob(place.path(), place.body(), headers);
    // That there is no room is no matter of waiting here.
    const { status } = await delivery.persist(send, signal, [507]);
    if (status === 413) throw new Refused(item, tooLarge(price));
    if (status === 507) throw new Refused(item, t("files-no-room"));
    // What an earlier try has left there is in the way.
    if (status === 409) await files.erase(item);
    if (status === 410) item.place = null;
    if (status === 200 || status === 201) return place;
  } catch (error) {
    place.free();
    throw error;
  }
  place.free();
  return null;
}

/** @param {Delivery} delivery */
async function priceOf(delivery) {
  const health = async () => ({ status: 200, price: await api.health() });
  return (await delivery.persist(health, delivery.stop.signal)).price;
}

/** @param {Health} price */
const tooLarge = ({ blob_bytes }) => t("file-too-large", { size: Math.floor(blob_bytes / 1_048_576) });

/**
 * @param {Delivery} delivery
 * @param {WasmReporter} author
 * @param {Begun} one
 */
async function send(delivery, author, one) {
  const { item } = one;
  const signal = delivery.signalOf(item);
  for (let tries = 1; ; tries++) {
    try {
      const { place, sealing } = one;
      if (!sealing) throw new Error("no sealing");
      one.sealing = null;
      item.ref = await sendSealed(delivery, item, { place, sealing }, signal);
      return;
    } catch (error) {
      if (delivery.stop.signal.aborted || tries >= TRIES) throw error;
      if (signal.aborted) return delivery.files.remove(item);
      if (!(error instanceof Anew)) throw error;
      // The server has lost some of it, which is not here any more either.
      await delivery.files.erase(item);
      delivery.sent.set(item, 0);
      one.place.free();
      Object.assign(one, await announce(delivery, author, item));
    }
  }
}
