// One file on its way: sealed while it is read, a few chunks ahead of the network.

import { api, breath, isPlain, t } from "../app.js";
import { contentOf } from "./inspect.js";
import { Anew, Refused } from "./refusals.js";

/** Chunks on their way at once where the network is fast; one where it is slow. */
const AT_ONCE = 3;
const FAST_MS = 4_000;

/** Bytes that are sealed at once: without a compiler few, so that the page goes on listening. */
const PIECE_BYTES = isPlain ? 32_768 : 1_048_576;

/** @typedef {import("./deliver.js").Delivery} Delivery */
/** @typedef {import("./files.js").Item} Item */

/**
 * Frees the sealing.
 *
 * @param {Delivery} delivery
 * @param {Item} item
 * @param {{ place: import("dauys_evidence").BlobPlace, sealing: import("dauys_evidence").FileSealing }} begun
 * @param {AbortSignal} signal
 * @returns {Promise<BlobRef>}
 */
export async function sendSealed(delivery, item, { place, sealing }, signal) {
  const lane = new Lane(delivery, item, place.path(), signal);
  const content = contentOf(item);
  try {
    for await (const bytes of pieces(content, item)) {
      sealing.write(bytes);
      await lane.takeFrom(sealing);
    }
    while (!sealing.pad()) await lane.takeFrom(sealing);
    await lane.takeFrom(sealing);
  } catch (error) {
    sealing.free();
    await lane.end();
    throw error;
  }
  const sealed = sealing.finish();
  try {
    const last = sealed.last();
    if (last.length > 0) await lane.put(last);
    await lane.end();
    await finish(delivery, place, sealed.blob_sha256(), signal);
    const { choice, inspected } = item;
    return {
      id: place.id(),
      key: sealed.key(),
      name: "",
      type: (choice === "cleaned" && inspected.cleanedType) || inspected.type,
      size: content.size,
      sha256: sealed.sha256(),
      cleaned: choice === "cleaned",
    };
  } finally {
    sealed.free();
  }
}

/**
 * @param {Blob} content
 * @param {Item} item
 */
async function* pieces(content, item) {
  for (let at = 0; at < content.size; at += PIECE_BYTES) {
    try {
      yield new Uint8Array(await content.slice(at, at + PIECE_BYTES).arrayBuffer());
    } catch {
      // It was changed or taken away since it was chosen.
      throw new Refused(item, t("file-changed"));
    }
  }
}

/** Chunks on their way. */
class Lane {
  next = 0;
  /** @type {Set<Promise<void>>} */
  going = new Set();
  fast = true;
  /** What has come of chunks that are there, and of those on their way. */
  done = 0;
  /** @type {Map<number, number>} */
  moving = new Map();
  /** @type {unknown} */
  failure = null;

  /** @param {Delivery} delivery @param {Item} item @param {string} path @param {AbortSignal} signal */
  constructor(delivery, item, path, signal) {
    this.delivery = delivery;
    this.item = item;
    this.path = path;
    this.signal = signal;
  }

  /** @param {import("dauys_evidence").FileSealing} sealing */
  async takeFrom(sealing) {
    if (isPlain) await breath();
    this.signal.throwIfAborted();
    for (let chunk = sealing.chunk(); chunk; chunk = sealing.chunk()) await this.put(chunk);
  }

  /** Waits for a place on the lane. */
  /** @param {Uint8Array<ArrayBuffer>} bytes */
  async put(bytes) {
    const number = this.next++;
    // As a `Blob` the browser sends it ten times as fast, and keeps no copy.
    const chunk = new Blob([bytes]);
    const going = this.send(number, chunk).catch((error) => {
      this.failure ??= error;
    });
    const left = going.finally(() => this.going.delete(left));
    this.going.add(left);
    while (this.going.size >= (this.fast ? AT_ONCE : 1)) await Promise.race(this.going);
    if (this.failure) throw this.failure;
  }

  /** @param {number} number @param {Blob} chunk */
  async send(number, chunk) {
    const moves = (/** @type {number} */ bytes) => {
      this.moving.set(number, bytes);
      this.tell();
    };
    const put = async () => {
      moves(0);
      const began = performance.now();
      const status = await api.putChunk(`${this.path}/${number}`, chunk, moves, this.signal);
      this.fast = performance.now() - began < FAST_MS;
      // Something on the network may answer in place of the server.
      return { status: status === 204 || status >= 400 ? status : 503 };
    };
    const { status } = await this.delivery.persist(put, this.signal);
    this.moving.delete(number);
    if (status === 404) throw new Anew("gone");
    if (status !== 204) throw new Error("refused");
    this.done += chunk.size;
    this.tell();
  }

  tell() {
    const moving = [...this.moving.values()].reduce((sum, bytes) => sum + bytes, 0);
    this.delivery.sent.set(this.item, this.done + moving);
    this.delivery.changed();
  }

  /** Waits for all that are on their way. */
  async end() {
    await Promise.all(this.going);
    if (this.failure) throw this.failure;
  }
}

/**
 * Until the server has proved that it has all of it.
 *
 * @param {Delivery} delivery
 * @param {import("dauys_evidence").BlobPlace} place
 * @param {string} sha256
 * @param {AbortSignal} signal
 */
async function finish(delivery, place, sha256, signal) {
  const ask = async () => {
    const { status, answer } = await api.finishBlob(`${place.path()}/finish`, sha256);
    if (status !== 200 && status !== 201) return { status };
    try {
      place.accepted(sha256, answer);
      return { status };
    } catch {
      // Somebody else has answered.
      return { status: 503 };
    }
  };
  const { status } = await delivery.persist(ask, signal);
  if (status === 404 || status === 409) throw new Anew("incomplete");
  if (status !== 200 && status !== 201) throw new Error("refused");
}
