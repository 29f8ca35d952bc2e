// The key to backups, printed on the desk's page in three parts of which two are needed, and a backup for them.

import { arrived } from "./arrived.mjs";
import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { text } from "./visit.mjs";
import { press, unlock } from "./walk-desk.mjs";
import { makeSheets } from "./walk-keeping.mjs";

await main(({ device, desk, passphrase, holders, printed, downloads, pictures }) =>
  withBrowser(async (browser) => {
    const { page } = await newPage(browser, { viewport: DESKTOP });
    const seen = {};
    const take = async (name) => {
      seen[name] = await text(page);
      if (pictures) await page.screenshot({ path: `${pictures}/on-paper-${name}.png`, fullPage: true });
    };
    const to = (path) => page.goto(new URL(path, page.url()).href);
    const wanted = { of: 3, need: 2, holders: holders.join("\n") };
    await page.goto(desk);
    await page.waitForSelector("#passphrase");
    await unlock(page, passphrase);
    await to("/keeping");
    await press(page, 'main a[href="/sheets"]');
    await makeSheets(page, { ...wanted, need: 4 });
    await take("tooMany");
    await to("/sheets");
    await makeSheets(page, wanted);

    // Until they are on paper, nothing is sealed for them; a lock takes them away.
    await to("/keeping");
    await take("given");
    await press(page, 'form[action="/lock"] button');
    await take("locked");
    await unlock(page, passphrase);
    await take("lost");
    await to("/sheets");
    await take("anew");
    await makeSheets(page, wanted);
    const sheets = await page.$$eval(".sheet", (all) =>
      all.map((sheet) => [...sheet.querySelectorAll("ol li")].map((line) => line.textContent)),
    );
    // With what browsers print beside a page, unless it leaves no room for it.
    const paper = { format: "A4", displayHeaderFooter: true, preferCSSPageSize: true };
    for (const path of [printed, ...(pictures ? [`${pictures}/on-paper.pdf`] : [])]) {
      await page.pdf({ ...paper, path });
    }
    const type = async (group) => {
      await page.type("#last", group);
      await press(page, 'form[action="/sheets/keep"] button');
    };
    const end = (sheet) => sheet.at(-1).split("-").at(-1);
    await type(end(sheets[0]));
    await take("lastWrong");
    await type(end(sheets[2]).toLowerCase());
    await take("kept");
    await to("/sheets");
    await take("after");
    await to("/keeping");
    await page.click('form[action="/backup/sheets"] button');
    await arrived(downloads, 1, /^dauys-[\d-]+\.backup$/);
    return { seen, sheets };
  }, { ...device, downloads }),
);
