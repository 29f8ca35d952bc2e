// She adds files to her report, with a keyboard and nothing else; the browser's own dialogue hands them
// over. What she is told of each, and what is said while they are sent.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import * as byKeys from "./by-keys.mjs";
import { enterOn, spaceOn, tabTo, typeInto } from "./keys.mjs";
import { inspect, speak } from "./looks.mjs";
import { main } from "./main.mjs";
import { arrive, text } from "./visit.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** A film through a debug build on a busy machine. */
const PATIENCE_MS = 400_000;

await main(({ device, address, ...input }) =>
  withBrowser(async (browser) => {
    const { page, watch } = await newPage(browser, { viewport: DESKTOP });
    page.setDefaultTimeout(PATIENCE_MS);
    // axe writes into the page in ways that the page's own policy forbids.
    const looksFor = device.browser === "chromium" && !input.large;
    if (looksFor) await page.setBypassCSP(true);
    await page.evaluateOnNewDocument(keepWords);
    if (input.slices) await page.evaluateOnNewDocument(readSlicesOnly);
    await arrive(page, address);
    const seen = await report(page, { ...input, looksFor });
    const said = await page.evaluate(() => globalThis.said);
    return { ...seen, said, ...watch.report() };
  }, device),
);

/** Everything that a status said on its way. Runs in the page. */
function keepWords() {
  globalThis.said = [];
  const keep = () => {
    const words = document.querySelector('main [role="status"][data-slot="status"]')?.textContent ?? "";
    if (words && globalThis.said.at(-1) !== words) globalThis.said.push(words);
  };
  addEventListener("DOMContentLoaded", () =>
    new MutationObserver(keep).observe(document, { childList: true, subtree: true, characterData: true }),
  );
}

/** As in browsers that cannot read a file into a buffer of the page's. Runs in the page. */
function readSlicesOnly() {
  Reflect.deleteProperty(Blob.prototype, "stream");
}

/** @param {Page} page */
async function report(page, { language, story, files, looksFor, later, large, stops }) {
  if (language) await speak(page, language);
  await toReaders(page, story);
  await enterOn(page, "form button[type=submit]");
  await enterOn(page, "form button[type=submit]");
  await addFiles(page, files);
  const listened = large ? null : await tellAloud(page);
  const cards = await readCards(page);
  const faults = looksFor ? (await inspect(page)).faults : [];
  await byKeys.submitInto(page, ".errors");
  const undecided = await page.$eval(".errors", ({ innerText }) => innerText);
  for (const id of await undecidedOnes(page)) await spaceOn(page, `#${id}`);
  await enterOn(page, "form button[type=submit]");
  for (let steps = 0; steps < 2 && !(await page.$("#send")); steps += 1) {
    await enterOn(page, "form button[type=submit]");
  }
  const check = await text(page);
  await tabTo(page, "#send");
  await page.keyboard.press("Enter");
  const stopped = stops ? await stopAndGoOn(page) : null;
  await page.waitForSelector('main [data-slot="code"]');
  const code = (await text(page, '[data-slot="code"]')).replace(/\s+/g, " ").trim();
  const more = later ? await writeMore(page, code, later) : null;
  return { cards, listened, faults, undecided, check, code, more, stopped };
}

/** @param {Page} page @param {string} story */
async function toReaders(page, story) {
  await enterOn(page, '[data-go="report"]');
  await enterOn(page, '[data-slot="continue"]');
  await typeInto(page, "#answer-seen", story);
  await byKeys.goOn(page);
  await enterOn(page, '[data-slot="skip"]');
}

/** @param {Page} page @param {string[]} files */
async function addFiles(page, files) {
  await tabTo(page, '[data-slot="add"], [data-slot="add-files"]');
  await page.keyboard.press("Enter");
  await page.waitForSelector("main #file");
  await tabTo(page, "#file");
  const input = /** @type {any} */ (await page.$("main #file"));
  await input.uploadFile(...files);
  const all = (/** @type {number} */ count) => {
    const read = document.querySelectorAll('main article[data-state="read"]');
    return read.length === count;
  };
  await page.waitForFunction(all, {}, files.length);
}

/** Stops when the first file is there; then all over again, but for the last one, which is left out. */
/** @param {Page} page */
async function stopAndGoOn(page) {
  const isThere = () => {
    const bar = /** @type {HTMLProgressElement | null} */ (document.querySelector("main progress"));
    return bar !== null && bar.value === bar.max;
  };
  await page.waitForFunction(isThere);
  await tabTo(page, '[data-slot="stop"]');
  await page.keyboard.press("Enter");
  await page.waitForSelector(".errors");
  const told = await page.$eval(".errors", ({ innerText }) => innerText);
  await enterOn(page, "form button[type=submit]");
  for (let steps = 0; steps < 2 && !(await page.$("#send")); steps += 1) {
    await enterOn(page, "form button[type=submit]");
  }
  await tabTo(page, "#send");
  await page.keyboard.press("Enter");
  await page.waitForSelector('main [data-slot="leave"]:not([hidden])');
  await tabTo(page, '[data-slot="files"] > :last-child [data-slot="leave"]');
  await page.keyboard.press("Enter");
  return told;
}

/** A second of it, listened to before it is kept: how long it was, and what was said before. */
/** @param {Page} page */
async function tellAloud(page) {
  await enterOn(page, '[data-slot="record"] button');
  const before = await text(page);
  await tabTo(page, "#begin");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector('main [data-slot="time"]')?.textContent);
  await tabTo(page, '[data-slot="stop"]');
  await page.keyboard.press("Enter");
  await page.waitForSelector('main [data-slot="done"]:not([hidden])');
  const isHeard = () => document.querySelector("main audio")?.readyState > 0;
  await page.waitForFunction(isHeard);
  await enterOn(page, '[data-slot="keep"]');
  const read = () => document.querySelectorAll('main article[data-state="read"]').length === 3;
  await page.waitForFunction(read);
  return before;
}

/** @param {Page} page */
function readCards(page) {
  return page.$$eval("main article", (all) =>
    all.map((card) => ({
      name: card.querySelector('[data-slot="name"]')?.textContent ?? "",
      words: card.innerText,
      cleaner: card.dataset.cleaner,
      chosen: card.querySelector("input:checked")?.id ?? "",
    })),
  );
}

/** @param {Page} page */
function undecidedOnes(page) {
  const undecided = "main article input[type=checkbox]:not(:checked)";
  return page.$$eval(undecided, (all) => all.map(({ id }) => id));
}

/** With her code: a message with a file and no words. */
async function writeMore(page, code, { address, file }) {
  await page.goto("about:blank");
  await arrive(page, address);
  await byKeys.enter(page, code);
  await enterOn(page, '[data-slot="write"]');
  if (await page.$("main [id^=person-]")) {
    await enterOn(page, "form button[type=submit]");
    await enterOn(page, "form button[type=submit]");
  }
  await addFiles(page, [file]);
  for (const id of await undecidedOnes(page)) await spaceOn(page, `#${id}`);
  await enterOn(page, "form button[type=submit]");
  await byKeys.sendMore(page);
  return { thread: await text(page) };
}
