// One file on its way: sealed while it is read, a few chunks ahead of the network.

import { api, breath, isPlain, t } from "../app.js";
import { contentOf } from "./inspect.js";
import { Anew, Refused } from "./refusals.js";

/** Chunks on their way at once where the network is fast; one where it is slow. */
const AT_ONCE = 5;
const FAST_MS = 4_000;

/** Bytes that are sealed at once: without a compiler few, so that the page goes on listening. */
const PIECE_BYTES = isPlain ? 32_768 : 1_048_576;

/** Of each but the last (docs/PROTOCOL.md, section 14). */
const CHUNK_BYTES = 1_048_576;

/**
 * Firefox takes a copy of bytes and lets go of it once they are sent, but keeps each `Blob` until it
 * tidies up. Chromium keeps both until then; of a `Blob` not in the memory of the page.
 */
const sendsBytes = CSS.supports("-moz-appearance", "none");

/**
 * Chromium tidies up when a page holds much, not when it itself holds much for the page, and takes no
 * `Blob` any more after some 500. So there are always some buffers, and each chunk lets go of one. Nobody
 * touches them: they take addresses and no memory (docs/decisions/blob-files.md).
 */
const HELD = 8;
const HELD_BYTES = 8_388_608;

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
  try {
    yield* bytesOf(content);
  } catch {
    // It was changed or taken away since it was chosen.
    throw new Refused(item, t("file-changed"));
  }
}

/**
 * Where a browser can do that, with two buffers that go to and fro: one is read into while what is in the
 * other is sealed.
 *
 * @param {Blob} content
 */
async function* bytesOf(content) {
  const reader = bufferReader(content);
  for (let at = 0; !reader && at < content.size; at += PIECE_BYTES) {
    yield new Uint8Array(await content.slice(at, at + PIECE_BYTES).arrayBuffer());
  }
  if (!reader) return;
  const read = (/** @type {ArrayBuffer} */ buffer) => {
    const reading = reader.read(new Uint8Array(buffer));
    // Nobody waits for what comes after the end.
    reading.catch(() => {});
    return reading;
  };
  try {
    let [reading, other] = [read(new ArrayBuffer(PIECE_BYTES)), new ArrayBuffer(PIECE_BYTES)];
    for (;;) {
      const { done, value } = await reading;
      if (done) return;
      reading = read(other);
      yield value;
      other = value.buffer;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** @param {Blob} content */
function bufferReader(content) {
  try {
    return content.stream().getReader({ mode: "byob" });
  } catch {
    return null;
  }
}

/** Chunks on their way. */
class Lane {
  next = 0;
  /** @type {Set<Promise<void>>} */
  going = new Set();
  /** The buffers of chunks that have arrived. */
  /** @type {Uint8Array<ArrayBuffer>[]} */
  spare = [];
  /** @type {ArrayBuffer[]} */
  held = [];
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
    for (;;) {
      const chunk = this.spare.pop() ?? new Uint8Array(CHUNK_BYTES);
      if (!sealing.chunk(chunk)) {
        this.spare.push(chunk);
        return;
      }
      await this.put(chunk);
    }
  }

  /** Waits for a place on the lane. */
  /** @param {Uint8Array<ArrayBuffer>} bytes */
  async put(bytes) {
    const going = this.send(this.next++, bytes).catch((error) => {
      this.failure ??= error;
    });
    const left = going.finally(() => {
      this.going.delete(left);
      if (bytes.length === CHUNK_BYTES) this.spare.push(bytes);
    });
    this.going.add(left);
    while (this.going.size >= (this.fast ? AT_ONCE : 1)) await Promise.race(this.going);
    if (this.failure) throw this.failure;
  }

  /** @param {number} number @param {Uint8Array<ArrayBuffer>} bytes */
  async send(number, bytes) {
    const moves = (/** @type {number} */ bytes) => {
      this.moving.set(number, bytes);
      this.tell();
    };
    const put = async () => {
      moves(0);
      const began = performance.now();
      const chunk = sendsBytes ? bytes : this.asBlob(bytes);
      const status = await api.putChunk(`${this.path}/${number}`, chunk, moves, this.signal);
      this.fast = performance.now() - began < FAST_MS;
      // Something on the network may answer in place of the server.
      return { status: status === 204 || status >= 400 ? status : 503 };
    };
    const { status } = await this.delivery.persist(put, this.signal);
    this.moving.delete(number);
    if (status === 404) throw new Anew("gone");
    if (status !== 204) throw new Error("refused");
    this.done += bytes.length;
    this.tell();
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  asBlob(bytes) {
    try {
      this.held[this.next % HELD] = new ArrayBuffer(HELD_BYTES);
    } catch {
      // It has no addresses left.
    }
    return new Blob([bytes]);
  }

  tell() {
    const moving = [...this.moving.values()].reduce((sum, bytes) => sum + bytes, 0);
    this.delivery.sent.set(this.item, this.done + moving);
    this.delivery.changesSoon();
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
