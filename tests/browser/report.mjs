// First visit: she opens the poster's address, shuts somebody out, reports, keeps her code.

import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { answerAll, arrive, chooseReaders, confirm, send, text, toQuestions } from "./visit.mjs";

await main(({ device, address, story, shutOut }) =>
  withBrowser(async (browser) => {
    const { page, watch } = await newPage(browser);
    await arrive(page, address);
    const landing = await text(page);
    await toQuestions(page);
    await answerAll(page, story);
    const offered = await chooseReaders(page, shutOut);
    const check = await text(page);
    const code = await send(page);
    await confirm(page, code);
    const done = await text(page);
    const language = await page.$eval("html", (html) => html.lang);
    const kept = await leftBehind(page);
    return { language, landing, offered, check, code, done, kept, ...watch.report() };
  }, device),
);

/** @param {import("puppeteer-core").Page} page */
async function leftBehind(page) {
  const cookies = await page.browserContext().cookies();
  const stored = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    state: JSON.stringify(history.state),
  }));
  return { cookies: cookies.length, ...stored };
}
