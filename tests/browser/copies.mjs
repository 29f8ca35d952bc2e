// Two first visits: a report as the form stands, and one with the tick for a copy of her own.

import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { answerAll, arrive, chooseReaders, send, text, toQuestions } from "./visit.mjs";

await main(({ device, address, stories }) =>
  withBrowser(async (browser) => {
    const plain = await report(browser, address, stories.plain, async () => {});
    const kept = await report(browser, address, stories.kept, (page) =>
      page.locator("main label[for=keep-copy]").click(),
    );
    return { plain, kept };
  }, device),
);

async function report(browser, address, story, choose) {
  const context = await browser.createBrowserContext();
  const { page, watch } = await newPage(context);
  await arrive(page, address);
  await toQuestions(page);
  await answerAll(page, story);
  await chooseReaders(page, []);
  const ticked = await page.$eval("#keep-copy", (tick) => tick.checked);
  const check = await text(page);
  await choose(page);
  const code = await send(page);
  await context.close();
  return { code, ticked, check, ...watch.report() };
}
