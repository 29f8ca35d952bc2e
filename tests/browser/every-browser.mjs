// A browser without WebAssembly and without a compiler: she reports, or comes back with her code,
// reads and writes more, with a keyboard and nothing else. What was wrong with the screens on the way, and how long the page did not
// listen.

import { inLanguage } from "./apart.mjs";
import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import * as byKeys from "./by-keys.mjs";
import { inspect } from "./looks.mjs";
import { main } from "./main.mjs";
import { listenForPauses, pauses } from "./pauses.mjs";
import * as visit from "./visit.mjs";

await main(({ device, address, language, inspects, ...input }) =>
  withBrowser(async (browser) => {
    const { page, watch } = await newPage(browser, { viewport: DESKTOP });
    // axe writes into the page in ways that the page's own policy forbids.
    if (inspects) await page.setBypassCSP(true);
    await listenForPauses(page);
    /** @type {string[]} */
    const faults = [];
    const look = async () => {
      if (inspects) faults.push(...(await inspect(page)).faults);
    };
    await visit.arrive(page, inLanguage(address, language));
    const seen = await (input.code ? comeBack : report)(page, input, look);
    const { longest, where } = await pauses(page);
    const wasm = await page.evaluate(() => typeof globalThis.WebAssembly);
    return { ...seen, wasm, faults, longest, where, ...watch.report() };
  }, device),
);

async function report(page, { story, shutOut }, look) {
  await byKeys.tell(page, story);
  await byKeys.chooseReaders(page, shutOut);
  await page.evaluate(note);
  const code = await byKeys.send(page);
  await look();
  return { code, said: await page.evaluate(() => globalThis.said) };
}

async function comeBack(page, { code, message }, look) {
  await byKeys.enter(page, code);
  await look();
  const answers = await visit.answers(page);
  await byKeys.writeMore(page, message);
  await page.evaluate(note);
  await byKeys.sendMore(page);
  return { answers, said: await page.evaluate(() => globalThis.said) };
}

/** Runs in the page: everything that it says of its progress. */
function note() {
  const said = new Set();
  globalThis.said = [];
  new MutationObserver(() => {
    const words = document.querySelector('main [data-slot="status"]')?.textContent ?? "";
    if (!words || said.has(words)) return;
    said.add(words);
    globalThis.said.push(words);
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}
