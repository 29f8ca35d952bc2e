// Through what differs in the offline form from the page, and what the page has for what it saves: part of
// the ways that `walk.mjs` goes.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { keepFiles } from "./kept-files.mjs";
import { answerAll, arrive, chooseReaders, confirm, press, text, toQuestions } from "./visit.mjs";
import { lookAtFault } from "./walk.mjs";

const STORY = "Бастығым түнгі ауысымда қоймаға шақырып, есікті жауып алды.";

/**
 * No letter goes from the form itself: the network is away. It is saved, and brought in by another.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {{ form: string, address: string }} at the form's path, and the page
 * @param {import("./walk.mjs").Look} look
 */
export async function walkForm(page, { form, address }, look) {
  await page.evaluateOnNewDocument(keepFiles);
  await arrive(page, pathToFileURL(form).href);
  await look("form-landing");
  await toQuestions(page);
  await answerAll(page, STORY);
  await chooseReaders(page, []);
  await press(page, "#send");
  await look("leaving");
  await withoutNetwork(page, () => look("leaving-unreachable", () => sendInVain(page)));
  await look("leaving-saved", () => save(page));
  const sealed = await page.evaluate(async () => globalThis.files.at(-1).blob.text());
  await press(page, 'main [data-slot="go-on"]');
  await look("form-code");
  await confirm(page, await text(page, '[data-slot="code"]'));
  await look("saved");
  await walkBringing(page, address, sealed, look);
}

async function sendInVain(page) {
  await page.locator('main [data-slot="send"]').click();
  await page.waitForSelector('main [data-slot="unreachable"]:not([hidden])');
}

async function save(page) {
  await page.locator('main [data-slot="save"]').click();
  await page.waitForSelector('main [data-slot="saved"]:not([hidden])');
}

async function withoutNetwork(page, act) {
  const refuse = (request) =>
    request.url().startsWith("http") ? request.abort() : request.continue();
  page.on("request", refuse);
  await page.setRequestInterception(true);
  await act();
  await page.setRequestInterception(false);
  page.off("request", refuse);
}

/** What cannot be brought in, and what can. */
async function walkBringing(page, address, sealed, look) {
  await arrive(page, address);
  await press(page, '[data-go="bring"]');
  await look("bring");
  const upload = async (path) => (await page.$("main #sealed-file")).uploadFile(path);
  await lookAtFault(page, look, "bring-strange", () => upload(new URL(import.meta.url).pathname));
  const folder = await mkdtemp(join(tmpdir(), "sealed-"));
  await writeFile(join(folder, "document.json"), sealed);
  await upload(join(folder, "document.json"));
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector("main [data-exit]");
  await look("brought");
  await rm(folder, { recursive: true });
}
