// Everything the page asks of the network. No other file does. Nothing here knows what is in a
// letter, a reply or a code.

import { carried } from "./carried.js";

/** How long an answer may stay away: a letter on the slowest mobile network takes some ten seconds. */
const PATIENCE_MS = 60_000;

/** How long an answer that has begun may stand still. However slow it comes, it is waited for. */
const STANDSTILL_MS = 30_000;

/** How long a chunk that has left the page may be on its way: a mebibyte at 50 kbit/s takes three minutes. */
const CHUNK_PATIENCE_MS = 300_000;

/** Bytes of an answer, if it is not a bucket: the signed files have a quarter of it at most. */
const BODY_MAX = 1 << 20;

/** The network failed, or something that is not our server answered. */
export class Unreachable extends Error {}

/** What became of a letter that was put: `answer` is the server's proof, still to be verified. */
/** @typedef {{ status: number, answer: string }} Put */

/**
 * @param {string} path
 * @param {RequestInit} [options]
 * @param {number} [most] bytes after which reading stops
 */
async function request(path, options = {}, most = BODY_MAX) {
  const began = await begin(path, options);
  try {
    const body = await read(began, most);
    if (isBrokenOff(began.response, body.length)) throw new Unreachable(path);
    return { status: began.response.status, body };
  } catch {
    throw new Unreachable(path);
  } finally {
    began.end();
  }
}

/**
 * An answer whose head has come. Whoever reads it says of each part that it moves, and when it has
 * ended.
 *
 * @typedef {{ response: Response, moves: () => void, end: () => void }} Began
 */

/**
 * @param {string} path
 * @param {RequestInit} options
 * @returns {Promise<Began>}
 */
async function begin(path, options) {
  const stop = new AbortController();
  let timer = setTimeout(() => stop.abort(), PATIENCE_MS);
  const moves = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stop.abort(), STANDSTILL_MS);
  };
  const end = () => {
    clearTimeout(timer);
    // Ends what was not read to its end; of the rest nothing is left to end.
    stop.abort();
  };
  try {
    const { inside } = carried;
    const response = await fetch(inside ? inside.origin() + path : path, {
      cache: "no-store",
      credentials: "omit",
      mode: inside ? "cors" : "same-origin",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: stop.signal,
      ...options,
    });
    return { response, moves, end };
  } catch {
    end();
    throw new Unreachable(path);
  }
}

/**
 * A body, or what came of it until it was more than `most`: a hostile server must not be able to
 * fill a telephone. It is counted on a copy, because Chromium takes a request whose body is read by
 * a stream for one that was broken off.
 *
 * @param {Began} began
 * @param {number} most
 * @param {(part: Uint8Array<ArrayBuffer>) => void} [take] each part of it as it comes
 */
async function read({ response, moves }, most, take = () => {}) {
  const counted = response.clone().body?.getReader();
  const parts = [];
  for (let length = 0; counted; ) {
    const { done, value } = await counted.read();
    if (done) break;
    moves();
    parts.push(value);
    take(value);
    length += value.length;
    if (length > most) return new Uint8Array(await new Blob(parts).arrayBuffer());
  }
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * Browsers take an answer that broke off within its head for a whole one without a body. Ours say that
 * they have none where they have none.
 *
 * @param {Response} response
 * @param {number} length of its body
 */
const isBrokenOff = ({ ok, status, headers }, length) =>
  ok && status !== 204 && length === 0 && headers.get("Content-Length") !== "0";

/** @param {string} name */
async function file(name) {
  const carriedFile = carried.inside?.file(name);
  if (carriedFile) return carriedFile;
  const { status, body } = await request(`/api/v1/${name}`);
  if (status !== 200) throw new Unreachable(name);
  return body;
}

/** @param {Uint8Array} bytes */
const text = (bytes) => new TextDecoder().decode(bytes);

export const roster = () => file("roster.json");
export const rosterSignature = async () => text(await file("roster.json.minisig"));
export const questionnaire = () => file("questionnaire.json");
export const help = () => file("help.json");

/** @returns {Promise<Health>} */
export async function health() {
  try {
    return JSON.parse(text(await file("health")));
  } catch {
    throw new Unreachable("health");
  }
}

/** A bucket of which a part has come: the next try goes on behind it. */
export class Part {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  bytes = [];
  length = 0;
  /** Of the whole, as the server said; 0 before it did. */
  total = 0;

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  take(bytes) {
    this.bytes.push(bytes);
    this.length += bytes.length;
  }

  forget() {
    Object.assign(this, { bytes: [], length: 0, total: 0 });
  }
}

/**
 * As it was answered: what an error or a cut body means is decided where it is read. What breaks off
 * is kept in `part`, and the next call asks only for the rest; if the bucket is another by then, it
 * begins anew.
 *
 * @param {number} number
 * @param {number} most bytes
 * @param {Part} part
 * @param {() => void} [moves] something has come
 */
export async function bucket(number, most, part, moves = () => {}) {
  const path = `/api/v1/replies/${number}`;
  const rest = part.length > 0 ? { headers: { Range: `bytes=${part.length}-` } } : {};
  const began = await begin(path, rest);
  const { response } = began;
  const total = wholeLength(response);
  if (part.length > 0 && (response.status !== 206 || total !== part.total)) part.forget();
  const goesOn = part.length > 0;
  if (!goesOn && response.status === 206) {
    // The rest of another bucket than the one that was begun.
    began.end();
    throw new Unreachable(path);
  }
  part.total = total;
  try {
    const come = (/** @type {Uint8Array<ArrayBuffer>} */ bytes) => {
      part.take(bytes);
      moves();
    };
    const { length } = await read(began, most - part.length, come);
    if (isBrokenOff(response, length)) throw new Unreachable(path);
    const body = new Uint8Array(await new Blob(part.bytes).arrayBuffer());
    part.forget();
    return { status: goesOn ? 200 : response.status, body };
  } catch {
    throw new Unreachable(path);
  } finally {
    began.end();
  }
}

/**
 * Of the whole, of which this answer may be a part.
 *
 * @param {Response} response
 */
function wholeLength({ headers }) {
  const range = /\/(\d+)$/.exec(headers.get("Content-Range") ?? "");
  return Number(range?.[1] ?? headers.get("Content-Length") ?? 0);
}

/** @param {string} path */
export const letter = (path) => request(path);

/** A letter or a blob. */
/** @param {string} path @param {string} token */
export const erase = async (path, token) =>
  (await request(path, { method: "DELETE", headers: { "Dauys-Token": token } })).status;

/**
 * The response itself, so that the module compiles while it arrives.
 *
 * @param {string} path
 * @param {string} integrity
 */
export const module = (path, integrity) =>
  fetch(path, { integrity, cache: "no-store", credentials: "omit", redirect: "error" });

/**
 * Whether what comes whole is not what was built. To a page a file that its browser refused looks
 * like a network that failed; only this tells them apart. Without `crypto.subtle`, which browsers
 * keep from pages that came without TLS, nothing is said.
 *
 * @param {string} path
 * @param {string} integrity
 */
export async function isAltered(path, integrity) {
  try {
    const file = await fetch(path, { cache: "no-store", credentials: "omit", redirect: "error" });
    if (!file.ok) return false;
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-384", await file.arrayBuffer()));
    return integrity !== `sha384-${btoa(String.fromCharCode(...hash))}`;
  } catch {
    return false;
  }
}

/**
 * @param {string} path
 * @param {Uint8Array<ArrayBuffer>} body
 * @param {{ stamp: string, withdraw: string }} headers
 * @returns {Promise<Put>}
 */
export async function putLetter(path, body, { stamp, withdraw }) {
  const { status, body: answer } = await request(path, {
    method: "PUT",
    headers: {
      "Content-Type": "application/octet-stream",
      "Dauys-Stamp": stamp,
      "Dauys-Withdraw": withdraw,
    },
    body,
  });
  return { status, answer: text(answer) };
}

/** @param {string} path @param {string} body @param {{ stamp: string, withdraw: string }} headers */
export const announceBlob = (path, body, { stamp, withdraw }) =>
  request(path, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "Dauys-Stamp": stamp,
      "Dauys-Withdraw": withdraw,
    },
    body,
  });

/**
 * Puts a chunk; only this way of asking tells how much of it is on its way.
 *
 * @param {string} path
 * @param {Blob | Uint8Array<ArrayBuffer>} chunk
 * @param {(bytes: number) => void} moves so much of it is sent
 * @param {AbortSignal} signal
 * @returns {Promise<number>} the status
 */
export function putChunk(path, chunk, moves, signal) {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    let timer = 0;
    const stop = () => asked.abort();
    const wait = (/** @type {number} */ most) => {
      clearTimeout(timer);
      timer = window.setTimeout(stop, most);
    };
    const end = (/** @type {() => void} */ then) => () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      then();
    };
    const failed = end(() => reject(new Unreachable(path)));
    asked.open("PUT", path);
    asked.setRequestHeader("Content-Type", "application/octet-stream");
    asked.upload.onprogress = ({ loaded }) => {
      wait(PATIENCE_MS);
      moves(loaded);
    };
    // All of it is with the system, which may send it on for minutes.
    asked.upload.onload = () => wait(CHUNK_PATIENCE_MS);
    // Firefox says of an answer that broke off within its head that it came, with no status.
    asked.onload = end(() => (asked.status ? resolve(asked.status) : reject(new Unreachable(path))));
    asked.onerror = asked.onabort = failed;
    signal.addEventListener("abort", stop);
    wait(PATIENCE_MS);
    asked.send(chunk);
  });
}

/**
 * @param {string} path
 * @param {string} sha256
 * @returns {Promise<Put>}
 */
export async function finishBlob(path, sha256) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ sha256 });
  const { status, body: answer } = await request(path, { method: "POST", headers, body });
  return { status, answer: text(answer) };
}

/**
 * The page in another language, as an inert document: this way of parsing runs no script and needs
 * no exception from Trusted Types.
 *
 * @param {string} path
 * @returns {Promise<Document>}
 */
export async function page(path) {
  if (carried.inside) return carried.inside.page(path);
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open("GET", path);
    asked.responseType = "document";
    asked.timeout = PATIENCE_MS;
    asked.onload = () =>
      asked.status === 200 && asked.responseXML
        ? resolve(asked.responseXML)
        : reject(new Unreachable(path));
    asked.onerror = asked.ontimeout = () => reject(new Unreachable(path));
    asked.send();
  });
}
