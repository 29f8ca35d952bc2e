// A stored blob opened by npm age-encryption, as a stream: the SHA-256 of as many bytes as the letter
// tells, and whether everything behind them is zeros.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { Decrypter } from "age-encryption";
import { main } from "./main.mjs";

await main(async ({ file, identity, size }) => {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const sealed = /** @type {ReadableStream<Uint8Array>} */ (Readable.toWeb(createReadStream(file)));
  const hash = createHash("sha256");
  let left = size;
  let padded = true;
  for await (const bytes of /** @type {any} */ (await decrypter.decrypt(sealed))) {
    hash.update(bytes.subarray(0, left));
    padded &&= bytes.subarray(left).every((/** @type {number} */ byte) => byte === 0);
    left = Math.max(0, left - bytes.length);
  }
  return { sha256: hash.digest("hex"), left, padded };
});
