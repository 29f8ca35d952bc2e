// Ways through the questionnaire: each answers what it is asked, notes what that was, and sends.

import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { arrive, goOn, press, send, text, toCheck, toQuestions } from "./visit.mjs";

const LANGUAGES = ["kk", "ru", "en"];

await main(({ device, address, ways }) =>
  withBrowser(async (browser) => {
    const taken = [];
    for (const [n, way] of ways.entries()) {
      const { page, watch } = await newPage(browser);
      const language = LANGUAGES[n % LANGUAGES.length];
      await arrive(page, address.replace("/#", `/${language}/#`));
      taken.push({ ...(await take(page, way)), complaints: watch.report().complaints });
      await page.close();
    }
    return { taken };
  }, device),
);

/** @param {import("puppeteer-core").Page} page @param {Record<string, string | string[]>} way */
async function take(page, way) {
  await toQuestions(page);
  /** @type {string[]} */
  const asked = [];
  for (;;) {
    const here = await page.evaluate(answerHere, way);
    if (here.length === 0) break;
    asked.push(...here);
  }
  await goOn(page);
  await goOn(page);
  await toCheck(page);
  const check = await text(page);
  await press(page, 'main [data-slot="answers"] [data-slot="change"]');
  await page.evaluate(() => history.back());
  await page.waitForSelector("#send");
  await send(page);
  return { asked, check };
}

/**
 * Answers what is on the screen, goes on, and waits for the next one: its questions. Runs in the
 * page, because hundreds of screens are passed; that fingers and keys do the same is tried elsewhere.
 *
 * @param {Record<string, string | string[]>} way
 */
async function answerHere(way) {
  const blocks = [...document.querySelectorAll("main [data-question]")];
  const ids = blocks.map((block) => /** @type {HTMLElement} */ (block).dataset.question ?? "");
  if (ids.length === 0) return [];
  blocks.forEach((block, n) => {
    const given = way[ids[n] ?? ""];
    if (given === undefined) return;
    const field = block.querySelector("textarea, select, input:not([type=radio], [type=checkbox])");
    if (field) {
      Object.assign(field, { value: given });
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
      for (const id of [given].flat()) block.querySelector(`[value="${id}"]`).click();
    }
  });
  const before = document.querySelector("main > :last-child");
  const passed = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector("main > :last-child") === before) return;
      observer.disconnect();
      resolve(undefined);
    });
    observer.observe(document.querySelector("main"), { childList: true });
  });
  document.querySelector("main form button[type=submit]").click();
  await passed;
  return ids;
}
