// Help numbers with a keyboard alone: from every screen, back to it, and by what she looks for.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { enterOn, goBack, tabTo, typeInto } from "./keys.mjs";
import { inspect } from "./looks.mjs";
import { main } from "./main.mjs";
import { arrive, text } from "./visit.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

await main(({ device, address, story }) =>
  withBrowser(async (browser) => {
    const { page, watch } = await newPage(browser, { viewport: DESKTOP });
    // axe writes into the page in ways that the page's own policy forbids.
    const looksFor = device.browser === "chromium";
    if (looksFor) await page.setBypassCSP(true);
    await arrive(page, address);
    const { danger, back } = await lookForDanger(page, story);
    await enterOn(page, 'footer [data-go="help"]');
    await page.waitForSelector("main [data-entry]");
    const found = [await entries(page)];
    const all = await text(page);
    await choose(page, "#help-region", "abai");
    found.push(await entries(page));
    await choose(page, "#help-language", "kk");
    found.push(await entries(page));
    const told = await text(page, 'main [data-slot="found"]');
    const { requests, complaints } = watch.report();
    const asked = requests.filter((request) => request.endsWith("/help.json")).length;
    const { faults } = looksFor ? await inspect(page) : { faults: [] };
    return { danger, back, found, told, text: all, asked, complaints, faults };
  }, device),
);

/** One step from each of these screens, and back again. */
async function lookForDanger(page, story) {
  const danger = [await seek(page)];
  await enterOn(page, '[data-go="enter"]');
  danger.push(await seek(page));
  await goBack(page);
  await enterOn(page, '[data-go="report"]');
  danger.push(await seek(page));
  await enterOn(page, '[data-slot="continue"]');
  await typeInto(page, "#answer-seen", story);
  danger.push(await seek(page));
  const back = await page.$eval("#answer-seen", ({ value }) => value);
  await enterOn(page, "form button[type=submit]");
  danger.push(await seek(page));
  return { danger, back };
}

/** The numbers to call, and what has the focus; then back. */
async function seek(page) {
  await enterOn(page, 'footer [data-go="danger"]');
  const links = await page.$$eval("main .numbers a", (all) => all.map(({ href }) => href));
  const focused = await page.evaluate(() => document.activeElement?.tagName);
  await goBack(page);
  return { call: links, focused };
}

/** Which entries are there. */
function entries(page) {
  return page.$$eval("main [data-entry]", (all) => all.map(({ dataset }) => dataset.entry));
}

/** Goes down a list until this is chosen. */
async function choose(page, selector, wanted) {
  await tabTo(page, selector);
  const value = () => page.$eval(selector, (choice) => choice.value);
  const options = await page.$$eval(`${selector} option`, (all) => all.length);
  for (let steps = 0; steps < options; steps += 1) {
    if ((await value()) === wanted) return;
    await page.keyboard.press("ArrowDown");
  }
  if ((await value()) !== wanted) throw new Error(`${selector} has no ${wanted}`);
}
