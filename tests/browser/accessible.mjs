// Every screen, in every language: what is wrong with each, however the device is set up.

import { eachApart } from "./apart.mjs";
import { newPage, withBrowser } from "./browser.mjs";
import { inEveryLanguage, inspect, LANGUAGES } from "./looks.mjs";
import { main } from "./main.mjs";
import { plant } from "./planted.mjs";
import { walkDiary, walkReport, walkThread } from "./walk.mjs";
import { walkForm } from "./walk-form.mjs";

await main(({ answered, closed, ...at }) =>
  withBrowser(async (browser) => {
    /** @type {Record<string, import("./looks.mjs").Found>} */
    const found = {};
    const { page } = await newPage(browser);
    // axe writes into the page in ways that the page's own policy forbids.
    await page.setBypassCSP(true);
    const look = inEveryLanguage(page, found);
    const fresh = await walkReport(page, at.address, look);
    await walkThread(page, at.address, { fresh, answered, closed }, look);
    await walkDiary(page, at.address, look);
    await walkForm(page, at, look);
    await eachApart(browser, at, LANGUAGES, async (name, apart) => {
      // axe needs scripts; what a browser without them made of the document stays as it is.
      await apart.setJavaScriptEnabled(true);
      found[name] = await inspect(apart);
    });
    await page.evaluate(plant);
    const { faults: planted } = await inspect(page);
    return { found, planted };
  }),
);
