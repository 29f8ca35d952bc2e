// Every screen of the desk's page, in every language: what is wrong with each, however the device is set up.

import { mkdir } from "node:fs/promises";
import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { inspect } from "./looks.mjs";
import { main } from "./main.mjs";
import { walkDesk } from "./walk-desk.mjs";

/** Nobody has to leave it in a hurry, and it has no code and no footer. */
const WITHOUT = ["exitAway", "besideTheCode", "landmarks"];

await main(({ pictures, device, ...at }) =>
  withBrowser(async (browser) => {
    /** @type {Record<string, import("./looks.mjs").Found>} */
    const found = {};
    const { page } = await newPage(browser, { viewport: DESKTOP });
    // axe writes into the page in ways that the page's own policy forbids.
    await page.setBypassCSP(true);
    if (pictures) await mkdir(pictures, { recursive: true });
    await walkDesk(page, at, async (name) => {
      const path = `${pictures}/${name.replace(" ", "-")}.png`;
      if (pictures) await page.screenshot({ path, fullPage: true });
      found[name] = await inspect(page, WITHOUT);
    });
    return { found };
  }, device),
);
