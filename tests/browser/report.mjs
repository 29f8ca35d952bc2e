// First visit: she opens the poster's address, shuts somebody out, reports, keeps her code.

import { launch, newPage } from "./chromium.mjs";
import { main } from "./main.mjs";
import { answerAll, arrive, chooseReaders, confirm, send, text, toQuestions } from "./visit.mjs";

await main(async ({ address, story, shutOut }) => {
  const browser = await launch();
  try {
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
  } finally {
    await browser.close();
  }
});

/** What stays on the device: cookies, storage of every kind, caches, workers, history. */
const leftBehind = (page) =>
  page.evaluate(async () => ({
    cookies: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    state: JSON.stringify(history.state),
  }));
