// The screens that a walk through the page does not come by: where it refuses, where nothing was
// checked, and where the browser lacks something.

import { newPage } from "./browser.mjs";
import { arrive } from "./visit.mjs";

/** Days that a device is wrong by. */
const WRONG_BY = 5;

/**
 * @typedef {object} Addresses
 * @property {string} origin
 * @property {string} address on the poster
 * @property {string} strange with another organisation's key
 */

/** How a screen is reached: on a fresh page, in a language. */
/** @typedef {(page: import("puppeteer-core").Page, at: Addresses, language: string) => Promise<void>} Reach */

/** @type {Record<string, Reach>} */
export const APART = {
  unchecked: (page, { origin }, language) => arrive(page, `${origin}/${language}/`),
  refused: (page, { strange }, language) => arrive(page, inLanguage(strange, language)),
  clocks: async (page, { address }, language) => {
    await page.evaluateOnNewDocument(putForward, WRONG_BY);
    await page.goto(inLanguage(address, language));
    await page.waitForSelector("#today");
  },
  "no-wasm": async (page, { address }, language) => {
    await page.evaluateOnNewDocument(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
    await page.setRequestInterception(true);
    page.on("request", (request) =>
      request.url().includes("_plain.js") ? request.abort() : request.continue(),
    );
    await page.goto(inLanguage(address, language));
    // After three tries it says so, in the place of the landing.
    await page.waitForSelector('main > section > [data-slot="written"]');
  },
  "no-javascript": async (page, { address }, language) => {
    await page.setJavaScriptEnabled(false);
    await page.goto(inLanguage(address, language));
  },
};

/** Those that are in all languages at once. */
/** @type {Record<string, Reach>} */
export const IN_ALL = {
  "choice-no-javascript": async (page, { origin }) => {
    await page.setJavaScriptEnabled(false);
    await page.goto(`${origin}/`);
  },
  "unknown-path": async (page, { origin }) => {
    await page.goto(`${origin}/nothing/here`);
  },
};

/**
 * Calls `look` on each of them, in every language given.
 *
 * @param {import("puppeteer-core").Browser} browser
 * @param {Addresses} at
 * @param {string[]} languages
 * @param {(name: string, page: import("puppeteer-core").Page) => Promise<void>} look
 */
export async function eachApart(browser, at, languages, look) {
  const visit = async (name, reach, language) => {
    const { page } = await newPage(browser);
    await reach(page, at, language);
    await look(name, page);
    await page.close();
  };
  for (const [name, reach] of Object.entries(APART)) {
    for (const language of languages) await visit(`${name} ${language}`, reach, language);
  }
  for (const [name, reach] of Object.entries(IN_ALL)) await visit(name, reach, "kk");
}

/** @param {string} address @param {string} language */
export const inLanguage = (address, language) => address.replace("/#", `/${language}/#`);

/** A device whose calendar is ahead. Runs in the page. */
function putForward(days) {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length > 0) super(...given);
      else super(Real.now() + days * 86_400_000);
    }
  };
}
