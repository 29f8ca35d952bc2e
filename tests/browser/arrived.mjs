// Files that a browser saves.

import { readdir } from "node:fs/promises";

/** Until a file is whole. */
const PATIENCE_MS = 30_000;

/** Waits for so many whole files, all of such a name. */
export async function arrived(folder, count, name) {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const names = await readdir(folder);
    if (names.length === count && names.every((one) => name.test(one))) return;
    await new Promise((go) => setTimeout(go, 50));
  }
  throw new Error(`not saved: ${await readdir(folder)}`);
}
