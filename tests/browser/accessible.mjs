// Every screen, in every language, at 360 px: the faults of each.

import { eachApart } from "./apart.mjs";
import { newPage, withBrowser } from "./browser.mjs";
import { faults, inEveryLanguage, LANGUAGES } from "./looks.mjs";
import { main } from "./main.mjs";
import { walkReport, walkThread } from "./walk.mjs";

await main(({ answered, ...at }) =>
  withBrowser(async (browser) => {
    /** @type {Record<string, string[]>} */
    const found = {};
    const { page } = await newPage(browser);
    // axe writes into the page in ways that the page's own policy forbids.
    await page.setBypassCSP(true);
    const look = inEveryLanguage(page, found);
    const fresh = await walkReport(page, at.address, look);
    await walkThread(page, at.address, { fresh, answered }, look);
    await eachApart(browser, at, LANGUAGES, async (name, apart) => {
      // axe needs scripts; what a browser without them made of the document stays as it is.
      await apart.setJavaScriptEnabled(true);
      found[name] = await faults(apart);
    });
    return { found, planted: await plant(page) };
  }),
);

/** Faults that are put into the screen on purpose: a search that finds nothing must find these. */
async function plant(page) {
  await page.evaluate(() => {
    const image = document.createElement("img");
    const wide = document.createElement("div");
    // A box without height overflows nothing.
    Object.assign(wide.style, { width: "2000px", height: "1px" });
    const pale = document.createElement("p");
    pale.textContent = "pale in the dark";
    pale.style.color = "#444";
    document.querySelector("main")?.append(image, wide, pale);
  });
  return faults(page);
}
