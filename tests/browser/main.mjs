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

/**
 * A module that is talked to: each further line is something to do, `work` does it, and a line with its
 * number answers it, in whatever order they are done. Until the input closes.
 *
 * @param {(input: any, each: (work: (asked: any) => Promise<any>) => Promise<void>) => Promise<void>} begin
 */
export async function converse(begin) {
  const lines = createInterface({ input: process.stdin });
  const closed = new Promise((resolve) => lines.once("close", () => resolve(undefined)));
  const first = await Promise.race([new Promise((resolve) => lines.once("line", resolve)), closed]);
  if (first === undefined) return giveUp("nobody says what this is for");
  const answer = (said) => process.stdout.write(`${JSON.stringify(said)}\n`);
  try {
    await begin(JSON.parse(first), async (work) => {
      lines.on("line", async (line) => {
        const { number, ...asked } = JSON.parse(line);
        try {
          answer({ number, done: (await work(asked)) ?? null });
        } catch (error) {
          answer({ number, failed: String(error?.stack ?? error) });
        }
      });
      answer({ number: 0, done: null });
      await closed;
    });
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
}
