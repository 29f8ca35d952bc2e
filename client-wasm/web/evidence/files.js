// The files of one letter: what was chosen, what is known of it, what is to be sent of it. A file stays
// where the browser has it; only pictures that can be cleaned are ever read as a whole.

import { api, FILES_MOST, state, t } from "../app.js";
import { deliver } from "./deliver.js";
import { inspect } from "./inspect.js";

/**
 * A file that was chosen.
 *
 * @typedef {object} Item
 * @property {Blob} file as it was chosen or recorded
 * @property {"reading" | "read"} state
 * @property {Inspected} inspected
 * @property {Blob | null} cleaned
 * @property {"" | "cleaned" | "original"} choice what she wants to be sent; she is asked where nothing
 *   can be cleaned
 * @property {import("./blackout.js").Area[]} [areas] what is blacked out of it
 * @property {boolean} recorded whether it was recorded here
 * @property {number | null} place on the server, once it was announced
 * @property {BlobRef | null} ref what the letter says of it, once it is there
 * @property {string} problem why it was not taken
 */

/** @implements {Files} */
export class LetterFiles {
  /** @type {Item[]} */
  items = [];
  /** The id of the letter that is going to name them. */
  letter = "";
  /** Places on the server that have been used. */
  used = 0;
  /** Ends when nothing is being erased. */
  /** @type {Promise<void>} */
  erasing = Promise.resolve();

  /** @param {string} name of their screen @param {LetterOfFiles} of */
  constructor(name, of) {
    this.name = name;
    this.of = of;
    state.ended.signal.addEventListener("abort", () => this.free(), { once: true });
  }

  get count() {
    return this.items.length;
  }

  /** @returns {BlobRef[]} */
  get refs() {
    return this.items.flatMap((item, n) => (item.ref ? [{ ...item.ref, name: this.nameOf(n) }] : []));
  }

  /**
   * By what it is, never by what it was called: names of files tell of people and machines.
   *
   * @param {number} n
   */
  nameOf(n) {
    const item = this.items[n];
    const ending = item ? endingOf(item) : "";
    return `evidence-${String(n + 1).padStart(3, "0")}${ending ? `.${ending}` : ""}`;
  }

  /**
   * Those for which there are places; how many were left over.
   *
   * @param {Blob[]} files
   * @param {() => void} changed
   * @param {boolean} [recorded]
   */
  add(files, changed, recorded = false) {
    const taken = files.slice(0, Math.max(0, FILES_MOST - this.count));
    for (const file of taken) {
      /** @type {Item} */
      const item = {
        file,
        state: "reading",
        inspected: { kind: "other", type: "application/octet-stream", ending: "", cleaner: "none", findings: [] },
        cleaned: null,
        // She has listened to it.
        choice: recorded ? "original" : "",
        recorded,
        place: null,
        ref: null,
        problem: "",
      };
      this.items.push(item);
      inspect(item).then(changed, () => {
        item.state = "read";
        item.problem = t("file-unreadable");
        changed();
      });
    }
    return files.length - taken.length;
  }

  /** @param {Item} item */
  remove(item) {
    this.items = this.items.filter((one) => one !== item);
    this.takeBack(item);
  }

  /**
   * Something else of it is to be sent, or nothing: what has arrived of it goes, and its place with it.
   *
   * @param {Item} item
   */
  takeBack(item) {
    this.erase(item);
    Object.assign(item, { ref: null, place: null });
  }

  /**
   * Erases what is on the server of it, as far as the network lets; what is not whole is removed there
   * anyway.
   *
   * @param {Item} item
   */
  erase({ place }) {
    if (place !== null) this.erasing = this.erasing.then(() => this.eraseAt(place)).catch(() => {});
    return this.erasing;
  }

  /** @param {number} place */
  async eraseAt(place) {
    const [id, , token = ""] = (await this.of.author()).attachment(this.letter, place);
    await api.erase(`/api/v1/blobs/${id}`, token);
  }

  /** @param {{ trust: WasmTrust }} job @param {() => void} then */
  deliver(job, then) {
    deliver(this, job.trust, then);
  }

  free() {
    this.items = [];
    this.letter = "";
    this.used = 0;
  }
}

/** @param {Item} item */
const endingOf = ({ choice, cleaned, inspected }) =>
  choice === "cleaned" && cleaned ? (inspected.cleanedEnding ?? inspected.ending) : inspected.ending;
