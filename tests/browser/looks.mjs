// What is wrong with a screen: axe's violations of WCAG 2.2 AA, and whatever is wider than a small
// telephone, or than the smallest that WCAG thinks of, which is also a desktop's at 400 %.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const source = await readFile(AXE, "utf8");

/** Success criterion 1.4.10, in CSS pixels. */
const NARROWEST = 320;

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export const LANGUAGES = ["kk", "ru", "en"];

/**
 * Looks at the present screen, in the light and, for its colours, in the dark.
 *
 * @param {import("puppeteer-core").Page} page
 * @returns {Promise<string[]>} one line for each fault
 */
export async function faults(page) {
  await page.evaluate(`globalThis.axe ?? (() => { ${source} })()`);
  const light = [...(await page.evaluate(run, TAGS)), ...(await page.evaluate(tooWide))];
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  const dark = await page.evaluate(run, ["color-contrast"]);
  await page.emulateMediaFeatures([]);
  const narrow = await faultsOfWidth(page, NARROWEST);
  return [...light, ...dark.map((fault) => `in the dark: ${fault}`), ...narrow];
}

/** Whether anything is wider than a screen of this width; then the screen is as it was. */
async function faultsOfWidth(page, width) {
  const viewport = page.viewport();
  await page.setViewport({ ...viewport, width });
  const scrolls = await page.evaluate(tooWide);
  await page.setViewport(viewport);
  return scrolls.map((fault) => `at ${width} px: ${fault}`);
}

/** Runs in the page. */
function tooWide() {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth
    ? [`wider than the screen: ${scrollWidth} > ${clientWidth}`]
    : [];
}

/** Runs in the page: axe, by tags or rules. */
async function run(runOnly) {
  const options = { runOnly, resultTypes: ["violations"] };
  const { violations } = await globalThis.axe.run(document, options);
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
  );
  return found;
}

/**
 * A `look` of walk.mjs that finds the faults of a screen in every language.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {Record<string, string[]>} found by screen and language
 */
export const inEveryLanguage = (page, found) => async (name, again) => {
  for (const language of LANGUAGES) {
    await speak(page, language);
    await again?.();
    found[`${name} ${language}`] = await faults(page);
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
