// A person who investigates, at the page of their own desk: they look at what was sent, and save it.

import { readdir } from "node:fs/promises";
import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { text } from "./visit.mjs";

/** Until a file is whole. */
const PATIENCE_MS = 30_000;

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
    await arrived(downloads, 1);
    return { photo, sides, text: shown, ...watch.report() };
  }, { ...device, downloads }),
);

/** So many whole files. */
async function arrived(folder, count) {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const names = await readdir(folder);
    if (names.length === count && names.every((name) => /^evidence-\d+\.\w+$/.test(name))) return;
    await new Promise((go) => setTimeout(go, 50));
  }
  throw new Error(`not saved: ${await readdir(folder)}`);
}

/** Presses something that leads to another page. */
async function press(page, selector) {
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.click(selector)]);
}
