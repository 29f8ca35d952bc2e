// The offline form, opened from a file: sealed before anything is asked of a network, then sent from it, or
// saved and brought in on the page by somebody else.

import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { newPage, withBrowser } from "./browser.mjs";
import { keepFiles } from "./kept-files.mjs";
import { speak } from "./looks.mjs";
import { main } from "./main.mjs";
import { answerAll, arrive, chooseReaders, confirm, press, text, toQuestions } from "./visit.mjs";

await main(({ device, form, address, language, stories, file }) =>
  withBrowser(async (browser) => {
    const visit = { form, language };
    const sent = await inForm(browser, { ...visit, story: stories[0] }, send);
    const saved = await inForm(browser, { ...visit, story: stories[1] }, (page) => save(page, file));
    const brought = await onPage(browser, { address, language, file });
    return { sent, saved, brought };
  }, device),
);

/** Opens the form, tells, and lets the letter leave. */
async function inForm(browser, { form, language, story }, leave) {
  const { page, watch } = await newPage(browser);
  await page.evaluateOnNewDocument(keepFiles);
  await arrive(page, pathToFileURL(form).href);
  const landing = await text(page);
  await speak(page, language);
  await toQuestions(page);
  await answerAll(page, story);
  await chooseReaders(page, []);
  const check = await text(page);
  await page.locator("#send").click();
  await page.waitForSelector('main [data-slot="save"]');
  const before = asked(watch);
  const left = await leave(page);
  const code = (await text(page, '[data-slot="code"]')).replace(/\s+/g, " ").trim();
  const arrived = await text(page, '[data-slot="arrived"]');
  await confirm(page, code);
  const done = await text(page);
  const { complaints } = watch.report();
  await page.close();
  return { landing, check, before, after: asked(watch), ...left, code, arrived, done, complaints };
}

/** What of the network was asked for. */
function asked(watch) {
  const ofNetwork = watch.requests.filter(({ url }) => url.startsWith("http"));
  return ofNetwork.map(({ method, url }) => `${method} ${url}`);
}

async function send(page) {
  await page.locator('main [data-slot="send"]').click();
  await page.waitForSelector('main [data-slot="code"]');
  return {};
}

async function save(page, file) {
  await page.locator('main [data-slot="save"]').click();
  await page.waitForSelector('main [data-slot="saved"]:not([hidden])');
  const [{ name, content }] = await page.evaluate(() =>
    Promise.all(globalThis.files.map(async ({ name, blob }) => ({ name, content: await blob.text() }))),
  );
  await writeFile(file, content);
  await page.locator('main [data-slot="go-on"]').click();
  await page.waitForSelector('main [data-slot="code"]');
  return { name };
}

/** Somebody who was given the file. */
async function onPage(browser, { address, language, file }) {
  const { page, watch } = await newPage(browser);
  await arrive(page, address);
  await speak(page, language);
  await press(page, '[data-go="bring"]');
  const input = await page.waitForSelector("main #sealed-file");
  await input.uploadFile(new URL(import.meta.url).pathname);
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector("main .error-text");
  const refused = await text(page, "main .error-text");
  await input.uploadFile(file);
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector("main [data-exit]");
  const said = await text(page);
  const { foreign, complaints } = watch.report();
  await page.close();
  return { refused, said, foreign, complaints };
}
