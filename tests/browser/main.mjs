// How a module here is run: JSON in on standard input, JSON out as the last line of standard output.

import process from "node:process";

/** A module that takes longer hangs: nothing here waits for a person. */
const PATIENCE_MS = 600_000;

/**
 * @template T
 * @param {(input: any) => Promise<T>} work
 */
export async function main(work) {
  const timer = setTimeout(() => {
    console.error("this takes too long");
    process.exit(1);
  }, PATIENCE_MS);
  try {
    const chunks = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    const output = await work(JSON.parse(Buffer.concat(chunks).toString() || "{}"));
    process.stdout.write(`${JSON.stringify(output)}\n`);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  } finally {
    clearTimeout(timer);
  }
}
