// What a person does on the page, step by step, with a keyboard and nothing else: `visit.mjs` for
// those who cannot point.

import { enterInto, enterOn, spaceOn, tabTo, typeInto } from "./keys.mjs";
import { text } from "./visit.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

const SUBMIT = "form button[type=submit]";

/** The one button that goes on. */
/** @param {Page} page */
export const goOn = (page) => enterOn(page, SUBMIT);

/** The same where it leads to no other screen but to something on it. */
/** @param {Page} page @param {string} selector */
export async function submitInto(page, selector) {
  await tabTo(page, SUBMIT);
  await enterInto(page, selector);
}

/**
 * From the landing to the screen of those who must not read: her story, and of what can be chosen
 * the first choice.
 *
 * @param {Page} page
 * @param {string} story
 */
export async function tell(page, story) {
  await enterOn(page, '[data-go="report"]');
  await enterOn(page, '[data-slot="continue"]');
  await typeInto(page, "#answer-seen", story);
  await goOn(page);
  while ((await page.$("[id^=person-]")) === null) {
    if (await page.$("main fieldset")) await spaceOn(page, "fieldset input");
    await goOn(page);
  }
}

/**
 * Shuts these out, and goes on to the check.
 *
 * @param {Page} page
 * @param {string[]} [shutOut] ids
 */
export async function chooseReaders(page, shutOut = []) {
  for (const id of shutOut) await spaceOn(page, `[name="${id}"]`);
  await goOn(page);
  await goOn(page);
  // Past the files, and past what looks like a name or a number, which is asked about once more.
  for (let steps = 0; steps < 3 && !(await page.$("#send")); steps += 1) await goOn(page);
}

/** Sends; the code, once it is shown. */
/** @param {Page} page */
export async function send(page) {
  await tabTo(page, "#send");
  await enterInto(page, 'main [data-slot="code"]');
  return (await text(page, '[data-slot="code"]')).replace(/\s+/g, " ").trim();
}

/** Types the last group of the code. */
/** @param {Page} page @param {string} code */
export async function confirm(page, code) {
  await enterOn(page, '[data-slot="continue"]');
  await typeInto(page, "#last-group", code.slice(-4));
  await goOn(page);
}

/** Comes back with the code. */
/** @param {Page} page @param {string} code */
export async function enter(page, code) {
  await enterOn(page, '[data-go="enter"]');
  await typeInto(page, "#code", code);
  await enterInto(page, 'main [data-slot="replies"]');
}

/** Writes more and sends it. */
/** @param {Page} page @param {string} message */
export async function writeMore(page, message) {
  await enterOn(page, '[data-slot="write"]');
  await typeInto(page, "#answer", message);
}

/** Sends what was written to a thread, and comes to the answers again. */
/** @param {Page} page */
export const sendMore = (page) => submitInto(page, 'main [data-slot="taken"]:not([hidden])');
