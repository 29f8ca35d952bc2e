// What a browser takes of the machine's memory while something goes on: of each page all that is its
// own, and of what it shares with others its part (PSS).

import { readdir, readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

/** Between two looks. */
const EVERY_MS = 1_000;

/** What a process is for, by its command line. */
const IS_PAGE = /--type=renderer|-contentproc.* tab$/;

/** A browser's processes, watched. */
export class Memory {
  /** The most that was seen: of the pages together, and of the whole browser; bytes. */
  peak = { pages: 0, whole: 0 };
  ended = false;

  /** @param {import("puppeteer-core").Browser} browser */
  constructor(browser) {
    this.root = browser.process()?.pid ?? 0;
    this.watching = this.watch();
  }

  async watch() {
    while (!this.ended) {
      const now = await this.now();
      this.peak.pages = Math.max(this.peak.pages, now.pages);
      this.peak.whole = Math.max(this.peak.whole, now.whole);
      await pause(EVERY_MS);
    }
  }

  async now() {
    const sum = { pages: 0, whole: 0 };
    for (const pid of await descendants(this.root)) {
      // A process may end meanwhile.
      const [rollup, command] = await Promise.all([read(pid, "smaps_rollup"), read(pid, "cmdline")]);
      const bytes = 1_024 * Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
      sum.whole += bytes;
      if (IS_PAGE.test(command.replaceAll("\0", " ").trim())) sum.pages += bytes;
    }
    return sum;
  }

  /** No look is under way any more. */
  async end() {
    this.ended = true;
    await this.watching;
  }
}

/** @param {number} root @returns {Promise<number[]>} itself too */
async function descendants(root) {
  const pids = (await readdir("/proc")).map(Number).filter(Boolean);
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const pid of pids) {
    const parent = Number(/^PPid:\s+(\d+)$/m.exec(await read(pid, "status"))?.[1] ?? 0);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** @param {number} pid @param {string} name */
const read = (pid, name) => readFile(`/proc/${pid}/${name}`, "utf8").catch(() => "");
