// A browser with a fresh profile and no way out of this machine, and a page in it with a watch over
// all it asks for and complains of. Which browser is a word: what is written with this runs in each.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as chromium from "./chromium.mjs";
import * as firefox from "./firefox.mjs";
import { openNowhere } from "./nowhere.mjs";
import { Watch } from "./watch.mjs";

export { Watch };

const KINDS = { chromium, firefox };

/**
 * What a person has.
 *
 * @typedef {object} Device
 * @property {keyof typeof KINDS} [browser]
 * @property {string} [languages] as a person has set them, the first one first
 * @property {string} [userAgent] instead of the browser's own
 * @property {boolean} [plain] without WebAssembly and without a compiler for JavaScript
 * @property {boolean} [unwatched] nobody is told of its requests, which costs more than they do
 * @property {string} [host] a name that leads to this machine
 * @property {string} [home] in which the authorities stand that it believes
 * @property {string} [downloads] in which files are put that it saves
 * @property {string} [folder] for the profile, which stays there to be looked through
 */

/**
 * Starts a browser.
 *
 * @typedef {(settings: Settings) => Promise<import("puppeteer-core").Browser>} Launch
 *
 * @typedef {object} Settings
 * @property {string} profile
 * @property {string} languages
 * @property {string} [userAgent]
 * @property {boolean} [plain]
 * @property {boolean} [unwatched]
 * @property {string} [host]
 * @property {string} [home]
 * @property {string} [downloads]
 * @property {string} nowhere
 */

/** A cheap telephone held upright. */
export const TELEPHONE = {
  width: 360,
  height: 640,
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
export const DESKTOP = { width: 1280, height: 900 };

/** Nothing here takes as long, also on a busy machine. */
const PATIENCE_MS = 60_000;
/** But for a page that works for seconds by itself. */
const PLAIN_PATIENCE_MS = 300_000;

/** Which of them it is, by its browser, and whether without a compiler. */
/** @type {WeakMap<import("puppeteer-core").Browser, { kind: keyof typeof KINDS, plain?: boolean }>} */
const kinds = new WeakMap();

/**
 * Does something in a browser of its own, which asks nobody but this machine for anything. If it
 * fails, what the pages show is told.
 *
 * @template T
 * @param {(browser: import("puppeteer-core").Browser) => Promise<T>} work
 * @param {Device} [device]
 */
export async function withBrowser(work, device = {}) {
  const { browser: kind = "chromium", languages = "kk-KZ,kk", folder, ...rest } = device;
  const profile = await mkdtemp(join(folder ?? tmpdir(), "profile-"));
  const nowhere = await openNowhere();
  try {
    const settings = { ...rest, profile, languages, nowhere: nowhere.address };
    const done = await workIn(await KINDS[kind].launch(settings), { kind, ...rest }, work);
    if (nowhere.asked.length > 0) throw new Error(`${kind} asked for ${nowhere.asked.join(", ")}`);
    return done;
  } finally {
    await nowhere.close();
    if (!folder) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function workIn(browser, kind, work) {
  kinds.set(browser, kind);
  try {
    return await work(browser);
  } catch (error) {
    for (const page of await browser.pages()) await describe(page);
    throw error;
  } finally {
    await browser.close();
  }
}

/** @param {import("puppeteer-core").Page} page */
async function describe(page) {
  const shown = await page.evaluate(() => document.body?.innerText).catch(() => "nothing");
  console.error(`${page.url()} shows:\n${shown}`);
}

/**
 * A page of the browser, and the watch over it.
 *
 * @param {import("puppeteer-core").Browser | import("puppeteer-core").BrowserContext} owner
 * @param {{ viewport?: import("puppeteer-core").Viewport }} [options]
 */
export async function newPage(owner, { viewport = TELEPHONE } = {}) {
  const page = await owner.newPage();
  const { kind, plain } = kinds.get(page.browser()) ?? { kind: "chromium" };
  page.setDefaultTimeout(plain ? PLAIN_PATIENCE_MS : PATIENCE_MS);
  await page.setViewport(viewport);
  const watch = Watch.over(page);
  await KINDS[kind].audit(page, watch);
  return { page, watch };
}
