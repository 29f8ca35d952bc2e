// A first case at the desk's page, from the passphrase to the end: what was done, and what stands on the
// screen after it, for a document.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { framesOf } from "./frames.mjs";
import { main } from "./main.mjs";
import { press, unlock } from "./walk-desk.mjs";

await main(({ device, desk, address, passphrase, answer }) =>
  withBrowser(async (browser) => {
    const { page } = await newPage(browser, { viewport: DESKTOP });
    const { frames, show } = framesOf(page);
    await show("The address is opened in the browser.", async () => {
      await page.goto(desk);
      await page.waitForSelector("#passphrase");
    });
    await show("The passphrase is typed.", () => unlock(page, passphrase));
    await show("The address from the poster is typed, once: what is new is fetched.", async () => {
      await page.type("#poster", address);
      await press(page, "main form button");
      await page.waitForSelector("main .tabs");
    });
    await show("The case is opened.", () => press(page, "tbody a"));
    await show("There is no conflict of interest.", async () => {
      await page.click("#declare-none");
      await press(page, "main form button");
    });
    await show("An answer is written, and looked at as the reporter will see it.", async () => {
      await page.type("#reply", answer);
      await press(page, 'form[action$="/reply"] button');
    });
    await show("It is sent.", () => press(page, 'form[action$="/reply"] button'));
    await show("What was done is true, so the case is to be closed.", async () => {
      await press(page, 'a[href$="/do/close"]');
      await page.select("#outcome", "confirmed");
      await page.click("input[value=transfer]");
    });
    await show("That is looked at, too.", () => press(page, "main form button"));
    await show("And sent.", () => press(page, "main form button"));
    return { frames };
  }, device),
);
