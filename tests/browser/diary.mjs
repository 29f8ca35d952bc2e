// She writes it down and decides later, with a keyboard and nothing else: visits of their own, between
// which there is only the file that she saved. What a browser would put among its downloads is kept
// here instead; a file is chosen as the browser's own dialogue hands it over.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { keepFiles } from "./kept-files.mjs";
import { enterInto, enterOn, goBack, spaceOn, tabTo, typeInto } from "./keys.mjs";
import { speak } from "./looks.mjs";
import { main } from "./main.mjs";
import { listenForPauses, pauses } from "./pauses.mjs";
import { arrive, goOn as submit, press, text, toQuestions, write } from "./visit.mjs";

/** Without a compiler a passphrase costs half a minute, and more on a busy machine. */
const PATIENCE_MS = 240_000;

const WALKS = { begin, goOn, read, report, between, brokenOff };

await main(({ device, address, walk, language, ...input }) =>
  withBrowser(async (browser) => {
    const folder = await mkdtemp(join(tmpdir(), "kept-"));
    const file = join(folder, "file");
    await writeFile(file, Buffer.from(input.file ?? "", "base64"));
    const { page, watch } = await newPage(browser, { viewport: DESKTOP });
    page.setDefaultTimeout(PATIENCE_MS);
    try {
      await page.evaluateOnNewDocument(keepFiles);
      await listenForPauses(page);
      await arrive(page, address);
      await speak(page, language);
      const seen = await WALKS[walk](page, { ...input, file });
      const files = await page.evaluate(readFiles);
      const { longest, where } = await pauses(page);
      return { seen, files, longest, where, ...watch.report() };
    } finally {
      await rm(folder, { recursive: true });
    }
  }, device),
);

/** As Base64. Runs in the page. */
function readFiles() {
  const read = async ({ name, blob }) => {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return { name, file: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) };
  };
  return Promise.all(globalThis.files.map(read));
}

/** Two entries; passphrases that are not taken; one that is. */
async function begin(page, { entries, passphrase }) {
  await toDiary(page);
  const start = await text(page);
  await enterOn(page, '[data-slot="begin"]');
  await submitInto(page, ".errors");
  await writeEntry(page, entries[0]);
  for (const entry of entries.slice(1)) {
    await enterOn(page, '[data-slot="write"]');
    await writeEntry(page, entry);
  }
  const unsaved = await warned(page);
  await enterOn(page, '[data-slot="save"]');
  const facts = await text(page);
  const refused = [];
  await typeInto(page, "#passphrase", `${passphrase.slice(0, 11)}  `);
  refused.push(await refusal(page));
  // What Tab leads into is marked, and is typed over.
  // As the keyboard of a telephone leaves it.
  await typeInto(page, "#passphrase", `${passphrase} `);
  await typeInto(page, "#again", `${passphrase}!`);
  refused.push(await refusal(page));
  await typeInto(page, "#again", passphrase);
  await spaceOn(page, "#show");
  const shown = await page.$eval("#again", (input) => !input.classList.contains("masked"));
  const kinds = await page.$$eval("main input", (inputs) => inputs.map(({ type }) => type));
  await save(page);
  const saved = await text(page);
  await enterOn(page, '[data-slot="continue"]');
  return { start, unsaved, facts, refused, shown, kinds, saved, after: await warned(page) };
}

/**
 * Another visit: the wrong passphrase, the right one; what stands there is changed and added to, and
 * what she goes back from is neither lost nor taken for another entry.
 */
async function goOn(page, { file, wrong, passphrase, changed, unfinished, removed, entries }) {
  await open(page, file, wrong);
  const refused = await refusal(page);
  await unlock(page, passphrase);
  const read = await entriesOf(page);
  const all = await warned(page);
  const second = 'article:nth-of-type(2) [data-slot="change"]';
  await beginToWrite(page, second, unfinished[0]);
  const begun = { warned: await warned(page), second: await fieldOf(page, second) };
  begun.first = await fieldOf(page, '[data-slot="change"]');
  await enterOn(page, '[data-slot="change"]');
  await tabTo(page, "#answer");
  await chord(page, "End");
  await page.keyboard.type(changed);
  await enterOn(page, "form button[type=submit]");
  for (const entry of entries) {
    await enterOn(page, '[data-slot="write"]');
    await writeEntry(page, entry);
  }
  await enterOn(page, '[data-slot="write"]');
  await writeEntry(page, removed);
  await removeLast(page);
  await beginToWrite(page, '[data-slot="write"]', unfinished[1]);
  const unsaved = await warned(page);
  await enterOn(page, '[data-slot="save"]');
  const visible = (all) => all.filter((one) => one.checkVisibility()).length;
  const asked = await page.$$eval("main input", visible);
  await save(page);
  await enterOn(page, '[data-slot="continue"]');
  return { refused, read, all, begun, unsaved, asked, after: await warned(page) };
}

/** Nothing but what stands in it. */
async function read(page, { file, passphrase }) {
  await open(page, file, passphrase);
  await unlock(page, "");
  return { read: await entriesOf(page) };
}

/** The third: on to the report, out of which she saves once more and then sends. */
async function report(page, { file, passphrase, sends }) {
  await open(page, file, `${passphrase} `);
  await unlock(page, "");
  const read = await entriesOf(page);
  await enterOn(page, '[data-slot="report"]');
  const words = await page.$eval("#answer-seen", (area) => area.value);
  await enterOn(page, "form button[type=submit]");
  const before = await chosen(page);
  if (before.length === 0) await spaceOn(page, "fieldset input");
  await enterOn(page, '[data-go="save"]');
  await save(page);
  await enterOn(page, '[data-slot="continue"]');
  const after = await chosen(page);
  if (!sends) return { read, words, before, after };
  while ((await page.$("[id^=person-]")) === null) {
    await enterOn(page, "form button[type=submit]");
  }
  await enterOn(page, "form button[type=submit]");
  await enterOn(page, "form button[type=submit]");
  for (let steps = 0; steps < 3 && !(await page.$("#send")); steps += 1) {
    await enterOn(page, "form button[type=submit]");
  }
  const lost = await lostWith(page);
  await enterOn(page, '[data-go="save"]');
  await goBack(page);
  await tabTo(page, "#send");
  await enterInto(page, 'main [data-slot="code"]');
  return { read, words, before, after, lost, code: await text(page, '[data-slot="code"]') };
}

/** In the middle of a report, out of which she shut somebody, she opens her file. */
async function between(page, { file, passphrase, words }) {
  await toQuestions(page);
  await write(page, words);
  await submit(page);
  await press(page, 'main [data-slot="skip"]');
  await page.locator("main [id^=person-]").click();
  const shutOut = await peopleChosen(page);
  await submit(page);
  await backTo(page, 'main [data-go="later"]');
  await press(page, 'main [data-go="only-count"]');
  const told = await page.$eval('main [data-slot="words"]', (it) => it.innerText);
  await press(page, "[data-back]");
  await page.locator('main [data-go="later"]').click();
  await page.locator('main [data-slot="open"]').click();
  await (await page.waitForSelector("main #diary-file")).uploadFile(file);
  await page.locator("#passphrase").fill(passphrase);
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector("main article");
  const read = await entriesOf(page);
  const unsaved = await warned(page);
  await press(page, 'main [data-slot="report"]');
  const carried = await page.$eval("#answer-seen", (area) => area.value);
  // What she takes out of the report is in the diary still.
  await write(page, "");
  await press(page, "[data-back]");
  await press(page, 'main [data-slot="report"]');
  const again = await page.$eval("#answer-seen", (area) => area.value);
  await submit(page);
  await press(page, 'main [data-slot="skip"]');
  const after = await peopleChosen(page);
  for (let steps = 0; steps < 3 && !(await page.$("#send")); steps += 1) await submit(page);
  return { shutOut, told, read, unsaved, carried, again, after, lost: await lostWith(page) };
}

/** What the diary needs does not come at first. */
async function brokenOff(page) {
  const breakOff = (request) =>
    new URL(request.url()).pathname === "/thread.js" && !request.url().includes("?")
      ? request.abort()
      : request.continue();
  page.on("request", breakOff);
  await page.setRequestInterception(true);
  await press(page, 'main [data-go="later"]');
  await press(page, 'main [data-slot="continue"]');
  await page.locator('main [data-slot="now"]').click();
  await page.waitForSelector('main [data-slot="begin"]');
  return { start: await text(page) };
}

async function toDiary(page) {
  await enterOn(page, '[data-go="later"]');
  await tabTo(page, '[data-slot="continue"]');
  await enterInto(page, 'main [data-slot="begin"]');
}

async function writeEntry(page, words) {
  await typeInto(page, "#answer", words);
  await enterOn(page, "form button[type=submit]");
}

/** The button, with a fault as what comes of it. */
async function submitInto(page, selector) {
  await tabTo(page, "form button[type=submit]");
  await enterInto(page, selector);
}

/** What the page says is wrong. */
async function refusal(page) {
  await page.$eval(".errors", (old) => old.remove()).catch(() => {});
  await submitInto(page, ".errors");
  const beside = await page.$$eval("main [aria-invalid]", (all) => all.map(({ id }) => id));
  return { words: await page.$eval(".errors ul", (list) => list.textContent), beside };
}

async function save(page) {
  await tabTo(page, "#save");
  await enterInto(page, 'main [data-slot="name"]');
}

async function open(page, file, passphrase) {
  await toDiary(page);
  await enterOn(page, '[data-slot="open"]');
  await tabTo(page, "#diary-file");
  await (await page.$("main #diary-file")).uploadFile(file);
  await typeInto(page, "#passphrase", passphrase);
}

async function unlock(page, passphrase) {
  if (passphrase) await typeInto(page, "#passphrase", passphrase);
  await submitInto(page, 'main [data-slot="entries"]');
}

/** A key while Control is held. */
async function chord(page, key) {
  await page.keyboard.down("Control");
  await page.keyboard.press(key);
  await page.keyboard.up("Control");
}

/** What the check says of what is gone once the report is sent. */
function lostWith(page) {
  return page.$eval('main [data-slot="diary"]', (it) => it.innerText);
}

async function backTo(page, selector) {
  while (!(await page.$(selector))) await press(page, "[data-back]");
}

/** Writes after what stands there, and goes back without keeping it. */
async function beginToWrite(page, opener, words) {
  await enterOn(page, opener);
  await tabTo(page, "#answer");
  await chord(page, "End");
  await page.keyboard.type(words);
  await goBack(page);
}

/** What stands in the field that this opens. */
async function fieldOf(page, opener) {
  await enterOn(page, opener);
  const value = await page.$eval("#answer", (area) => area.value);
  await goBack(page);
  return value;
}

/** Asks once more whether to remove it, keeps it, then removes it, with a hand that trembles. */
async function removeLast(page) {
  const count = (await entriesOf(page)).length;
  const last = `article:nth-of-type(${count}) [data-slot="remove"]`;
  await enterOn(page, last);
  await enterOn(page, '[data-slot="leave"]');
  await enterOn(page, last);
  await page.$eval('main [data-slot="remove"]', (remove) => {
    remove.click();
    remove.click();
  });
  await page.waitForSelector('main [data-slot="entries"]');
}

function entriesOf(page) {
  return page.$$eval("main article", (all) =>
    all.map((entry) => [
      entry.querySelector("h2")?.textContent ?? "",
      entry.querySelector(".words")?.textContent ?? "",
    ]),
  );
}

/** Whether the page says that something is not saved. */
function warned(page) {
  return page.$eval('main [data-slot="unsaved"]', (it) => it.checkVisibility());
}

function peopleChosen(page) {
  return page.$$eval("main [id^=person-]:checked", (inputs) => inputs.map(({ id }) => id));
}

function chosen(page) {
  return page.$$eval("main input:checked", (inputs) => inputs.map((input) => input.value));
}
