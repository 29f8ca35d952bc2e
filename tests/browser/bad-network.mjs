// Reporting and reading through a network that breaks off and is slow. What the page says meanwhile
// is kept, and *try now* is pressed whenever it is offered: nobody has to wait for a network that is
// back.

import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { answerAll, answers, arrive, confirm, goOn, press, text, toQuestions } from "./visit.mjs";

/** Longer than everything takes at 50 kbit/s. */
const PATIENCE_MS = 280_000;

await main(({ device, address, story, code }) =>
  withBrowser(async (browser) => {
    const { page } = await newPage(browser);
    page.setDefaultTimeout(PATIENCE_MS);
    await arrive(page, address);
    await page.evaluate(hear);
    const own = code ?? (await report(page, story));
    if (code) await press(page, 'main [data-go="enter"]');
    else await comeBack(page, address);
    await page.locator("#code").fill(own);
    await page.locator("main form button[type=submit]").click();
    await page.waitForSelector('main [data-slot="replies"]');
    return { code: own, said: await said(page), replies: await answers(page) };
  }, device),
);

async function report(page, story) {
  await toQuestions(page);
  await answerAll(page, story);
  await goOn(page);
  await goOn(page);
  if (!(await page.$("#send"))) await goOn(page);
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector('main [data-slot="code"]');
  const code = (await text(page, '[data-slot="code"]')).replace(/\s+/g, " ").trim();
  await confirm(page, code);
  return code;
}

/** She opens the page anew. */
async function comeBack(page, address) {
  const before = await said(page);
  await page.goto("about:blank");
  await arrive(page, address);
  await page.evaluate(hear, before);
  await press(page, 'main [data-go="enter"]');
}

function said(page) {
  return page.evaluate(() => Reflect.get(globalThis, "said"));
}

/** Keeps what is said, and presses *try now* as soon as it is there. Runs in the page. */
function hear(/** @type {string[]} */ before = []) {
  const said = before;
  Reflect.set(globalThis, "said", said);
  new MutationObserver(() => {
    for (const place of document.querySelectorAll("main [role=status], main .standing")) {
      const words = place.textContent?.trim() ?? "";
      if (words && said.at(-1) !== words) said.push(words);
    }
    const now = document.querySelector('main [data-slot="now"]:not([hidden])');
    if (now instanceof HTMLElement) setTimeout(() => now.click());
  }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true });
}
