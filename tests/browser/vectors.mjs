// The C2SP vectors of npm cctv-age, taken apart: each age file goes into the given folder, what is
// expected of it into the answer.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import * as vectors from "cctv-age";
import { main } from "./main.mjs";

const ONCE = ["expect", "payload", "file key", "comment", "armored", "compressed"];
const OFTEN = ["identity", "passphrase"];

await main(async ({ folder }) => {
  const all = [];
  for (const [name, bytes] of Object.entries(vectors)) {
    const { header, body } = split(Buffer.from(bytes));
    await writeFile(join(folder, name), header.compressed ? inflateSync(body) : body);
    all.push({ name, ...header });
  }
  return all;
});

/** @param {Buffer} file */
function split(file) {
  const end = file.indexOf("\n\n");
  const header = { identity: [], passphrase: [] };
  for (const line of file.subarray(0, end).toString().split("\n")) {
    const [key, value] = line.split(/: (.*)/s);
    if (OFTEN.includes(key)) header[key].push(value);
    else if (ONCE.includes(key)) header[key] = value;
    else throw new Error(`an unknown key of a vector: ${key}`);
  }
  return { header, body: file.subarray(end + 2) };
}
