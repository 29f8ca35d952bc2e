// A person who investigates, at the page of their own desk: they look at what was sent, and save it.

import { arrived } from "./arrived.mjs";
import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { text } from "./visit.mjs";
import { press } from "./walk-desk.mjs";

await main(({ device, address, passphrase, downloads, pictures }) =>
  withBrowser(async (browser) => {
    const { page, watch } = await newPage(browser, { viewport: DESKTOP });
    const take = async (name) => {
      if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
    };
    await page.goto(address);
    await page.waitForSelector("#passphrase");
    await page.type("#passphrase", passphrase);
    await press(page, 'form[action="/unlock"] button');
    await press(page, "tbody a");
    await page.click("#declare-none");
    await press(page, "main form button");
    await take("evidence-case");
    // The page asks again by itself until it is read.
    await press(page, 'a[href$="/files/2"]');
    await page.waitForSelector("#seen ~ blockquote");
    const shown = await text(page);
    await take("evidence-text");
    await press(page, "main p a");
    await press(page, 'a[href$="/files/1"]');
    await page.waitForSelector("main img");
    const photo = await text(page);
    const sides = await page.$eval("main img", (image) => [image.naturalWidth, image.naturalHeight]);
    await take("evidence-photo");
    // Last: Firefox takes what is saved for a page that is still to come.
    await page.click('a[href$="/save"]');
    await arrived(downloads, 1, /^evidence-\d+\.\w+$/);
    return { photo, sides, text: shown, ...watch.report() };
  }, { ...device, downloads }),
);
