// What is wrong with a screen, however the device is set up: axe's violations of WCAG 2.2 AA, what
// is too wide or too small, what is lost in few colours, on paper or to those who listen.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { DARK, FORCED, LARGE, NARROW, PAPER, STILL, wear, WIDE, ZOOMED } from "./dress.mjs";
import { install, judge } from "./shapes.mjs";
import { judgeTree } from "./tree.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const source = await readFile(AXE, "utf8");

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export const LANGUAGES = ["kk", "ru", "en"];

/**
 * What was found on a screen, and at how much each check looked: one that looked at nothing finds
 * nothing.
 *
 * @typedef {object} Found
 * @property {string[]} faults one line for each
 * @property {Record<string, number>} looked
 */

/** @typedef {Record<string, import("./shapes.mjs").Judged>} Judgements */

/**
 * Every way to look at a screen, by the words that say which.
 *
 * @type {[string, import("./dress.mjs").Dress,
 *   (page: import("puppeteer-core").Page) => Promise<Judgements>][]}
 */
const WAYS = [
  ["at 320 px", NARROW, judgeNarrow],
  ["at 320 px in the dark", { ...NARROW, features: DARK }, contrast],
  ["at 320 px in few colours", { ...NARROW, features: FORCED }, shapes("edgeless", "ringless")],
  ["at 320 px without motion", { ...NARROW, features: STILL }, shapes("moving")],
  ["at 320 px on paper", PAPER, shapes("pressedOnPaper", "besideTheCode")],
  ["at 320 px with letters twice as large", LARGE, shapes("tooWide")],
  ["at 640 px", ZOOMED, shapes("tooWide", "tooSmall")],
  ["at 1280 px", WIDE, judgeWide],
  ["at 1280 px in the dark", { ...WIDE, features: DARK }, contrast],
];

/**
 * Looks at the present screen in every way; then it is as it was.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {string[]} without checks of what this page has no need of
 * @returns {Promise<Found>}
 */
export async function inspect(page, without = []) {
  const viewport = page.viewport();
  await page.evaluate(`globalThis.axe ?? (() => { ${source} })()`);
  await install(page);
  /** @type {Found} */
  const found = { faults: [], looked: {} };
  for (const [words, dress, look] of WAYS) {
    await wear(page, dress);
    for (const [name, { faults, looked }] of Object.entries(await look(page))) {
      if (without.includes(name)) continue;
      found.faults.push(...faults.map((fault) => `${words}: ${fault}`));
      found.looked[name] = (found.looked[name] ?? 0) + looked;
    }
  }
  await wear(page, { width: viewport.width, scale: viewport.deviceScaleFactor });
  return found;
}

/** @returns {(page: import("puppeteer-core").Page) => Promise<Judgements>} */
function shapes(...names) {
  return (page) => judge(page, names);
}

const SHAPES = ["tooWide", "tooSmall", "exitAway", "moving"];

async function judgeNarrow(page) {
  return { ...(await judgeWide(page)), ...(await judgeTree(page)) };
}

async function judgeWide(page) {
  return { ...(await rules(page)), ...(await judge(page, SHAPES)) };
}

async function rules(page) {
  return { rules: await page.evaluate(run, TAGS) };
}

async function contrast(page) {
  return { contrast: await page.evaluate(run, ["color-contrast"]) };
}

/** Runs in the page: axe, by tags or rules. */
async function run(runOnly) {
  const options = { runOnly, resultTypes: ["violations"] };
  const { violations, passes } = await globalThis.axe.run(document, options);
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
  );
  return { faults, looked: passes.length };
}

/**
 * A `look` of walk.mjs that inspects a screen in every language.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {Record<string, Found>} found by screen and language
 */
export const inEveryLanguage = (page, found) => async (name, again) => {
  for (const language of LANGUAGES) {
    await speak(page, language);
    await again?.();
    found[`${name} ${language}`] = await inspect(page);
  }
};

/** @param {import("puppeteer-core").Page} page */
export const languageOf = (page) => page.$eval("html", (html) => html.lang);

/** Changes the language on the screen. */
export async function speak(page, language) {
  if ((await languageOf(page)) === language) return;
  await page.locator(`header [data-language="${language}"]`).click();
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, {}, language);
}
