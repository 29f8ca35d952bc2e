// Somebody telephones: a person who investigates takes the report down on the page of their own desk.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { text } from "./visit.mjs";
import { fetch, goTo, lockElsewhere, press, unlock } from "./walk-desk.mjs";

const GO_ON = 'main form[action="/file"] button';

await main(({ device, address, passphrase, story, erlan, marat }) =>
  withBrowser(async (browser) => {
    const { page, watch } = await newPage(browser, { viewport: DESKTOP });
    await page.goto(address);
    await page.waitForSelector("#passphrase");
    await unlock(page, passphrase);
    await goTo(page, "/settings");
    await page.click("#language-ru");
    await press(page, "main form button");
    await press(page, 'nav a[href="/"]');
    await fetch(page);
    await goTo(page, "/file");
    await page.click("#lang-kk");
    await press(page, GO_ON);
    const consent = await text(page);
    await press(page, GO_ON);
    const marked = await page.$$eval("[name=out]:checked", (all) => all.length);
    await press(page, GO_ON);
    const needed = await text(page);
    const led = await page.$$eval('main li a[href^="#"]', (links) =>
      links.map((link) => document.querySelector(link.hash)?.id),
    );
    await page.click("#did-nothing");
    await page.type("#seen", story);
    await page.click(`#out-${erlan}`);
    await lockElsewhere(page);
    await press(page, GO_ON);
    await unlock(page, passphrase);
    await press(page, "main form button");
    const opened = { words: await text(page), seen: await page.$eval("#seen", (it) => it.value) };
    const hasHard = (await page.$("fieldset input[id^=hard-]")) !== null;
    const check = await checked(page);
    const slip = await agree(page);
    await hand(page, "0000" === slip.last ? "0001" : "0000");
    const wrong = { words: await text(page), code: await code(page) };
    const paths = [page.url()];
    await press(page, 'nav a[href="/"]');
    const waits = await text(page);
    await press(page, 'main a[href="/file/slip"]');
    // Locked before it was typed back: it is lost, and that is said.
    await lockElsewhere(page);
    await hand(page, slip.last);
    const lost = await text(page);
    await unlock(page, passphrase);
    const lostToo = await text(page);
    const second = await again(page, story, erlan, marat);
    const stale = await browser.newPage();
    await stale.goto(page.url());
    await page.bringToFront();
    await hand(page, second.last);
    // Until it is posted, the page tells that it is at work.
    await page.waitForSelector("main .tabs");
    paths.push(page.url());
    const sent = await text(page);
    await page.goto(new URL("/file/slip", page.url()).href);
    const after = await text(page);
    // What is kept is not dropped by a slip that is still open elsewhere.
    await stale.bringToFront();
    await press(stale, 'form[action="/file/drop"] button');
    const dropped = await text(stale);
    // Whoever begins another one while a slip waits is told that the first is of no use, and may drop both.
    await page.bringToFront();
    const third = await again(page, story, erlan, marat);
    const fourth = await again(page, story, erlan, marat);
    await press(page, 'form[action="/file/drop"] button');
    const given = { third: third.words, fourth: fourth.words, up: await text(page) };
    return { consent, marked, needed, led, opened, hasHard, check, slip, wrong, waits, lost, lostToo, second, sent, after, dropped, given, paths, ...watch.report() };
  }, device),
);

/** Goes on until all of it is read out once more. */
async function checked(page) {
  if (await page.$("#seen")) await press(page, GO_ON);
  await page.waitForSelector('form[action="/file/agreed"]');
  return text(page);
}

async function agree(page) {
  await press(page, 'form[action="/file/agreed"] button');
  const shown = await code(page);
  return { code: shown, last: shown.slice(-4), words: await text(page) };
}

/** The same report, with somebody who may not read it, and a change. */
async function again(page, story, erlan, marat) {
  await goTo(page, "/file");
  await page.click("#lang-kk");
  await press(page, GO_ON);
  await press(page, GO_ON);
  await page.type("#seen", story);
  await page.click(`#out-${erlan}`);
  await press(page, GO_ON);
  await press(page, 'form[action="/file"] button.second');
  await page.click("#role-experienced");
  await page.waitForSelector(`#reader-${marat}:checked`);
  await press(page, GO_ON);
  await checked(page);
  return agree(page);
}

function code(page) {
  return page.$eval("#code", (it) => it.textContent.trim());
}

async function hand(page, last) {
  await page.type("#last", last);
  await press(page, 'form[action="/file/slip"] button');
}
