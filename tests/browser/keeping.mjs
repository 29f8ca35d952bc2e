// Somebody at the page of a desk that is new: they type the address, make a backup, choose another passphrase
// and go away for some days.

import { arrived } from "./arrived.mjs";
import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { text } from "./visit.mjs";
import { press, unlock } from "./walk-desk.mjs";

await main(({ device, desk, passphrase, another, address, downloads, pictures }) =>
  withBrowser(async (browser) => {
    const { page, watch } = await newPage(browser, { viewport: DESKTOP });
    const seen = {};
    const take = async (name) => {
      seen[name] = await text(page);
      if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
    };
    const to = (path) => page.goto(new URL(path, page.url()).href);
    await page.goto(desk);
    await page.waitForSelector("#passphrase");
    await unlock(page, passphrase);
    await take("begin");
    await connect(page, address.slice(0, -3));
    await take("mistyped");
    await connect(page, address);
    await take("connected");

    await to("/keeping");
    await press(page, 'form[action="/backup"] button');
    const made = await page.$eval(".code", (code) => code.textContent);
    await take("made");
    await page.type("#last", "0000");
    await press(page, "main form button");
    await take("wrongLast");
    await page.type("#last", made.slice(-4).toLowerCase());
    await page.click("main form button");
    await arrived(downloads, 1, /^dauys-[\d-]+\.backup$/);

    await to("/keeping");
    for (const [name, typed] of [
      ["wrongPresent", [`not ${passphrase}`, another, another]],
      ["differ", [passphrase, another, `${another}.`]],
      ["short", [passphrase, "алты шам", "алты шам"]],
      ["changed", [passphrase, another, another]],
    ]) {
      await change(page, typed);
      await take(name);
    }
    await press(page, 'form[action="/lock"] button');
    await unlock(page, passphrase);
    await take("old");
    await unlock(page, another);
    await take("new");

    await to("/post");
    await take("post");
    await page.type("#days", "2");
    await press(page, 'form[action="/days-off"] button');
    await page.waitForSelector("main .tabs");
    await take("daysOff");
    await to("/post");
    await press(page, 'form[action="/sync"] button[name=now]');
    await page.waitForSelector("main .tabs");
    await take("now");
    return { made, seen, ...watch.report() };
  }, { ...device, downloads }),
);

/** The page is at work until it has fetched, or failed. */
async function connect(page, address) {
  await page.locator("#poster").fill(address);
  await press(page, "main form button");
  await page.waitForSelector("main :is(.tabs, #poster)");
}

async function change(page, typed) {
  for (const [place, text] of typed.entries()) await page.type(`#${["present", "new", "again"][place]}`, text);
  await press(page, 'form[action="/passphrase"] button');
}
