// A report with one large file, and what it costs: from pressing *send* to the code, and the memory of
// the page over what it takes when no file is chosen yet.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { Memory } from "./memory.mjs";
import { codeShown, listen } from "./sent.mjs";
import { answerAll, arrive, goOn, toQuestions } from "./visit.mjs";

/** It takes minutes, and the module ends itself after ten. */
const PATIENCE_MS = 540_000;

await main(({ device, address, story, file }) =>
  withBrowser(
    async (browser) => {
      const { page } = await newPage(browser, { viewport: DESKTOP });
      page.setDefaultTimeout(PATIENCE_MS);
      await toFiles(page, address, story);
      const memory = new Memory(browser);
      try {
        const idle = await memory.now();
        const took = await send(page, file);
        return { took, idle, peak: memory.peak };
      } finally {
        await memory.end();
      }
    },
    { ...device, unwatched: true },
  ),
);

async function toFiles(page, address, story) {
  await arrive(page, address);
  await toQuestions(page);
  await answerAll(page, story);
  await goOn(page);
  await goOn(page);
  await page.locator('main [data-slot="add"]').click();
  await page.waitForSelector("main #file");
}

async function send(page, file) {
  await (await page.$("main #file")).uploadFile(file);
  await page.waitForSelector('main article[data-state="read"]');
  await page.locator("main article input[type=checkbox]").click();
  while (!(await page.$("#send"))) await goOn(page);
  await page.evaluate(listen);
  await page.locator("#send").click();
  await page.waitForSelector('main [data-slot="code"]');
  return codeShown(page);
}
