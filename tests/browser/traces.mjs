// A whole visit in a profile that stays: a diary, reporting, coming back, reading. Or, with the same
// browser, a visit to a page that leaves behind all that a page can: a search has to find that.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newPage, withBrowser } from "./browser.mjs";
import { openLitter } from "./litter.mjs";
import { main } from "./main.mjs";
import { answerAll, answers, arrive, confirm, enter, goOn, press } from "./visit.mjs";
import { send, sendMore, text, toCheck, toQuestions, write } from "./visit.mjs";

/** Without a compiler a passphrase costs half a minute, and more on a busy machine. */
const PATIENCE_MS = 240_000;

await main(({ device, ...input }) =>
  withBrowser((browser) => (input.litter ? litter(browser) : visit(browser, input)), device),
);

/** In the profile itself, and no private window. */
async function visit(browser, { address, story, answered, punished, diary }) {
  const { page, watch } = await newPage(browser);
  await keepDiary(page, address, diary);
  await arrive(page, address);
  const lead = await text(page, "main .lead");
  await toQuestions(page);
  await answerAll(page, story);
  await goOn(page);
  await goOn(page);
  await addFile(page, story);
  await toCheck(page);
  const code = await send(page);
  await confirm(page, code);
  await arrive(page, address);
  await enter(page, code);
  await arrive(page, address);
  await enter(page, answered);
  const read = (await answers(page)).map((answer) => answer.text);
  await walkOn(page, punished);
  return { lead, code, read, ...watch.report() };
}

/** Her words once more, as a file that is sent as it is. */
async function addFile(page, words) {
  const folder = await mkdtemp(join(tmpdir(), "chosen-"));
  const file = join(folder, "file");
  await writeFile(file, words);
  await page.locator('main [data-slot="add"]').click();
  await (await page.waitForSelector("main #file")).uploadFile(file);
  await page.locator("main article input[type=checkbox]").click();
}

/** Written down, locked, and opened again; the file itself is not given to the browser. */
async function keepDiary(page, address, { entry, passphrase, opens }) {
  await page.evaluateOnNewDocument(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      globalThis.blob = blob;
      return make.call(URL, blob);
    };
    HTMLAnchorElement.prototype.click = () => {};
  });
  await arrive(page, address);
  await toDiary(page);
  await press(page, 'main [data-slot="begin"]');
  await write(page, entry);
  await goOn(page);
  await press(page, 'main [data-slot="save"]');
  for (const field of ["#passphrase", "#again"]) await page.locator(field).fill(passphrase);
  await page.locator("#save").click();
  await page.waitForSelector('main [data-slot="name"]', { timeout: PATIENCE_MS });
  if (!opens) return;
  const bytes = await page.evaluate(async () => [
    ...new Uint8Array(await globalThis.blob.arrayBuffer()),
  ]);
  await arrive(page, address);
  await toDiary(page);
  await press(page, 'main [data-slot="open"]');
  const folder = await mkdtemp(join(tmpdir(), "kept-"));
  const file = join(folder, "file");
  await writeFile(file, Uint8Array.from(bytes));
  await (await page.$("main #diary-file")).uploadFile(file);
  await page.locator("#passphrase").fill(passphrase);
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector("main article", { timeout: PATIENCE_MS });
  await rm(folder, { recursive: true });
}

async function toDiary(page) {
  await press(page, 'main [data-go="later"]');
  await page.locator('main [data-slot="continue"]').click();
  await page.waitForSelector('main [data-slot="begin"]');
}

/** Every screen that a returning visit leads to; nothing is saved as a file. */
async function walkOn(page, punished) {
  await press(page, 'main [data-slot="punished"]');
  await write(page, punished);
  await sendMore(page);
  for (const screen of ["who", "reminder", "proof", "own"]) {
    await press(page, `main [data-slot="${screen}"]`);
    await press(page, "[data-back]");
  }
}

async function litter(browser) {
  const server = await openLitter();
  const { page } = await newPage(browser);
  // Code is kept when it is asked for again.
  for (let times = 0; times < 3; times += 1) {
    await page.goto(server.address, { waitUntil: "load" });
    await page.waitForFunction(() => globalThis.done);
  }
  const { canaries, origin, encodings } = server;
  await server.close();
  return { canaries, origin, encodings };
}
