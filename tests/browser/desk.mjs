// A person who investigates, at the page of their own desk: from the first look at a case to an answer.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { text } from "./visit.mjs";
import { fetch, goTo, lockElsewhere, press, unlock, unlockElsewhere } from "./walk-desk.mjs";

await main(({ device, address, passphrase, reply, note, closing, word, cases, pictures }) =>
  withBrowser(async (browser) => {
    const { page, watch } = await newPage(browser, { viewport: DESKTOP });
    await page.goto(address);
    await page.waitForSelector("#passphrase");
    await unlock(page, `not ${passphrase}`);
    const wrong = await text(page, "#wrong");
    await unlock(page, passphrase);
    await fetch(page);
    const take = async (name) => {
      if (pictures) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
    };
    await take("queue");
    const queue = await text(page);
    await press(page, `tbody a[href$="${cases.hers}"]`);
    await take("before");
    const before = await text(page);
    const place = page.url();
    await page.goto(`${place}/log`);
    const logBefore = await text(page);
    await page.type("#words", word);
    await press(page, 'form[action="/search"] button');
    const foundBefore = await text(page);
    await page.goto(place);
    await page.click("#declare-none");
    await press(page, "main form button");
    await take("read");
    const read = await text(page);
    await page.type("#reply", reply);
    await lockElsewhere(page);
    await press(page, 'form[action$="/reply"] button');
    await take("locked");
    await unlockElsewhere(page, passphrase);
    await unlock(page, passphrase);
    const kept = await text(page);
    await press(page, "main form button");
    await take("preview");
    const preview = await text(page);
    await press(page, 'form[action$="/reply"] button');
    await take("sent");
    const sent = await text(page);
    await page.type("#note", note);
    await press(page, 'form[action$="/note"] button');
    const noted = await text(page);
    await press(page, 'a[href$="/do/close"]');
    await take("close");
    await page.select("#outcome", "confirmed");
    await page.click("#measure-7");
    await page.type("#text", closing);
    await press(page, "main form button");
    const closingShown = await text(page);
    await press(page, "main form button");
    const closed = await text(page);
    const checked = await check(page, note);
    const tied = await tie(page, cases.other, take);
    await page.type("#words", word);
    await press(page, 'form[action="/search"] button');
    await take("found");
    const found = await text(page);
    await press(page, "main p a");
    const led = await text(page);
    await goTo(page, "/settings");
    await page.click("#language-en");
    await page.click("#shortcuts");
    await press(page, "main form button");
    await take("settings");
    const settings = await page.$eval("html", ({ lang, innerHTML }) => ({ lang, html: innerHTML }));
    await press(page, 'form[action="/lock"] button');
    const locked = await text(page);
    return { wrong, queue, before, logBefore, foundBefore, read, preview, sent, noted, closingShown, closed, checked, tied, found, locked, kept, led, settings, ...watch.report() };
  }, device),
);

/** Writes down, after closing, whether she is left in peace. */
async function check(page, noticed) {
  await press(page, 'a[href$="/do/check"]');
  await page.select("#after", "30");
  await page.type("#noticed", noticed);
  await press(page, "main form button");
  return text(page);
}

/** Ties the case to the other one, whose readers are fewer, and unties it: what was asked, and what was said. */
async function tie(page, other, take) {
  const said = [];
  const say = async () => said.push(await text(page));
  await press(page, 'a[href$="/do/link"]');
  await page.select("#other", other);
  await press(page, "main form button");
  await take("tie");
  await say();
  await press(page, "main form button");
  await say();
  await press(page, 'a[href$="/do/unlink"]');
  await page.select("#tied", other);
  await press(page, "main form button");
  await say();
  return said;
}
