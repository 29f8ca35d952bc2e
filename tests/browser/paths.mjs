// Ways through the questionnaire: each answers what it is asked, notes what that was, and sends.

import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { answer, arrive, goOn, press, send, text, toQuestions } from "./visit.mjs";

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
  while (await page.$("main [data-question]")) {
    asked.push(...(await answer(page, way)));
    await goOn(page);
  }
  await goOn(page);
  await goOn(page);
  // What looks like a name or a number is asked about once more.
  if (!(await page.$("#send"))) await goOn(page);
  const check = await text(page);
  await press(page, 'main [data-slot="answers"] [data-slot="change"]');
  await page.evaluate(() => history.back());
  await page.waitForSelector("#send");
  await send(page);
  return { asked, check };
}
