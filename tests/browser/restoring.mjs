// A machine without keys, and a backup that a passphrase or sheets of paper open, put back on the desk's page.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { text } from "./visit.mjs";
import { press, unlock } from "./walk-desk.mjs";
import { addSheet, bring, openWith } from "./walk-keeping.mjs";

await main(({ device, desk, files, opened, fresh, pictures }) =>
  withBrowser(async (browser) => {
    const { page, watch } = await newPage(browser, { viewport: DESKTOP });
    const seen = {};
    const take = async (name) => {
      seen[name] = await text(page);
      if (pictures) await page.screenshot({ path: `${pictures}/restoring-${name}.png`, fullPage: true });
    };
    await page.goto(desk);
    await page.waitForSelector("#again");
    await take("start");
    await press(page, 'a[href="/restore"]');
    await bring(page, files.other);
    await take("other");
    await bring(page, files.backup);
    await take("brought");
    if (opened.sheets) await typeSheets(page, opened.sheets, take);
    else await mistype(page, opened.passphrase, fresh, take);

    // In another language, which is chosen while there are no keys.
    await press(page, 'button[name=language][value="ru"]');
    await page.goto(new URL("/restore", page.url()).href);
    const passphrase = opened.passphrase?.toLowerCase().replaceAll("-", " ");
    await openWith(page, { passphrase, fresh: [fresh] });
    await page.waitForSelector("main .tabs");
    await take("back");
    await press(page, 'form[action="/lock"] button');
    await unlock(page, fresh);
    await take("again");
    return { seen, ...watch.report() };
  }, device),
);

/** A passphrase that is not the backup's, and a new one that is not the same twice. */
async function mistype(page, passphrase, fresh, take) {
  await openWith(page, { passphrase: `${passphrase.slice(0, -1)}?`, fresh: [fresh] });
  await page.waitForSelector("#wrong");
  await take("wrong");
  await openWith(page, { passphrase, fresh: [fresh, `${fresh}.`] });
  await take("differ");
}

/** The first with a mistake in its last line, which is mended where it stands; and once more. */
async function typeSheets(page, [first, second], take) {
  await addSheet(page, `${first.slice(0, -1)}${first.endsWith("7") ? "8" : "7"}`);
  await take("mistyped");
  await addSheet(page, first);
  await addSheet(page, first);
  await take("twice");
  await addSheet(page, second.toLowerCase().replaceAll("-", "\n"));
  await page.waitForSelector("#new");
}
