// Somebody who has no keys makes them at the desk's page: what was done, and what stands on the screen after
// it, for a document.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { framesOf } from "./frames.mjs";
import { main } from "./main.mjs";
import { press } from "./walk-desk.mjs";

await main(({ device, desk, fields }) =>
  withBrowser(async (browser) => {
    const { page } = await newPage(browser, { viewport: DESKTOP });
    const { frames, show } = framesOf(page);
    await show("The address is opened in the browser.", async () => {
      await page.goto(desk);
      await page.waitForSelector("#again");
    });
    await show("All of it is filled in, and the keys are made.", async () => {
      for (const [name, text] of Object.entries(fields)) await page.type(`[name=${name}]`, text);
      await press(page, 'form[action="/start"] button');
    });
    return { frames };
  }, device),
);
