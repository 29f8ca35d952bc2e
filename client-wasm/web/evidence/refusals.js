// Why a file is not sent as things are.

/** It cannot be sent: she is told beside it. */
export class Refused extends Error {
  /** @param {import("./files.js").Item} item @param {string} words */
  constructor(item, words) {
    super(words);
    this.item = item;
  }
}

/** It has to be sent from its beginning: the server has lost some of it. */
export class Anew extends Error {}
