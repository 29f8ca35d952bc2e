// Reporting and reading through a network that breaks off and is slow, with a keyboard alone. What the page says meanwhile
// is kept, and *try now* is pressed whenever it is offered: nobody has to wait for a network that is
// back.

import { inLanguage } from "./apart.mjs";
import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import * as byKeys from "./by-keys.mjs";
import { main } from "./main.mjs";
import { answers, arrive } from "./visit.mjs";

/** Longer than everything takes at 50 kbit/s. */
const PATIENCE_MS = 280_000;

await main(({ device, address, language, story, code }) =>
  withBrowser(async (browser) => {
    const { page } = await newPage(browser, { viewport: DESKTOP });
    page.setDefaultTimeout(PATIENCE_MS);
    const home = inLanguage(address, language);
    await arrive(page, home);
    await page.evaluate(hear);
    const own = code ?? (await report(page, story));
    if (!code) await openAnew(page, home);
    await byKeys.enter(page, own);
    return { code: own, said: await said(page), replies: await answers(page) };
  }, device),
);

async function report(page, story) {
  await byKeys.tell(page, story);
  await byKeys.chooseReaders(page);
  const code = await byKeys.send(page);
  await byKeys.confirm(page, code);
  return code;
}

async function openAnew(page, address) {
  const before = await said(page);
  await page.goto("about:blank");
  await arrive(page, address);
  await page.evaluate(hear, before);
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
