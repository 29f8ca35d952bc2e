// Sending without WebAssembly and without a compiler, several times, each in a visit of its own: how
// long it takes, and how long the page did not listen in all of the visit.

import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { listenForPauses, pauses } from "./pauses.mjs";
import { codeShown, listen } from "./sent.mjs";
import { answerAll, arrive, chooseReaders, toQuestions } from "./visit.mjs";

await main(({ device, address, story, runs }) =>
  withBrowser(async (browser) => {
    const sendings = [];
    for (let run = 0; run < runs; run += 1) {
      const context = await browser.createBrowserContext();
      const { page } = await newPage(context);
      await listenForPauses(page);
      await arrive(page, address);
      await toQuestions(page);
      await answerAll(page, story);
      await chooseReaders(page, []);
      await page.evaluate(listen);
      await page.locator("#send").click();
      const took = await codeShown(page);
      sendings.push({ took, ...(await pauses(page)) });
      await context.close();
    }
    return sendings;
  }, device),
);
