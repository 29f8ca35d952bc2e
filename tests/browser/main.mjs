// How a module here is run: one line of JSON in on standard input, JSON out as the last line of
// standard output. As long as whoever started the module lives, its input stays open; when that
// closes, the module ends, and its browsers with it.

import process from "node:process";
import { createInterface } from "node:readline";

/** A module that takes longer hangs: nothing here waits for a person. */
const PATIENCE_MS = 900_000;

/**
 * @template T
 * @param {(input: any) => Promise<T>} work
 */
export async function main(work) {
  const timer = setTimeout(() => giveUp("this takes too long"), PATIENCE_MS);
  const lines = createInterface({ input: process.stdin });
  try {
    const input = await new Promise((resolve) => {
      lines.once("line", (line) => resolve(JSON.parse(line)));
      lines.once("close", () => giveUp("nobody waits for this any more"));
    });
    const output = await work(input);
    process.stdout.write(`${JSON.stringify(output)}\n`);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    clearTimeout(timer);
    lines.removeAllListeners("close");
    process.stdin.destroy();
  }
}

/** The driver ends its browsers when this program exits. */
function giveUp(reason) {
  console.error(reason);
  process.exit(1);
}
