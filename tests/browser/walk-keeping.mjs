// What keeps keys and cases from being lost: the first page of a desk without keys, a backup that is put back, a
// further machine, sheets of paper; and the check of a case that somebody exported.

import { press } from "./walk-desk.mjs";

/**
 * A desk without keys, up to making them or putting them back; and one with keys alone.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {{ bare: string, machine: string, backups: Record<"passphrase" | "sheets" | "sheet", string> }} at
 * @param {(name: string, go?: () => Promise<unknown>) => Promise<void>} look
 */
export async function walkBare(page, { bare, machine, backups }, look) {
  const to = (path) => () => page.goto(new URL(path, page.url()).href);
  await page.goto(bare);
  await page.waitForSelector("#again");
  await look("desk-start", to("/"));
  await look("desk-start-wrong", async () => {
    await to("/")();
    await page.$eval('form[action="/start"]', (form) => (form.noValidate = true));
    await page.type("#called", "Әлия Серікова");
    await press(page, 'form[action="/start"] button');
  });
  await look("desk-restore", to("/restore"));
  await look("desk-restore-malformed", async () => {
    await to("/restore")();
    await bring(page, import.meta.filename);
  });
  await to("/restore")();
  await bring(page, backups.passphrase);
  await look("desk-restore-passphrase", to("/restore"));
  await look("desk-restore-wrong", async () => {
    await to("/restore")();
    await openWith(page, { passphrase: "ABCD", fresh: ["тоғыз сөзден тұратын", "басқа сөйлем"] });
  });
  await press(page, 'form[action="/restore/drop"] button');
  await bring(page, backups.sheets);
  await look("desk-restore-sheet", to("/restore"));
  await look("desk-restore-mistyped", async () => {
    await to("/restore")();
    await addSheet(page, backups.sheet.replace(/.$/, (last) => (last === "0" ? "1" : "0")));
  });
  await to("/restore")();
  await addSheet(page, backups.sheet);
  await look("desk-restore-have", to("/restore"));
  await press(page, 'form[action="/restore/drop"] button');

  await page.goto(machine);
  await page.waitForSelector("#number");
  await look("desk-machine", to("/"));
  await look("desk-machine-wrong", async () => {
    await to("/")();
    await page.type("#number", "2");
    await page.type("#passphrase", "басқа сөйлем, оныкі емес");
    await press(page, 'form[action="/machine"] button');
  });
}

/** Sheets that are made and never kept, and a file that is no exported case. */
export async function walkSheets(page, { to, backups }, look) {
  await look("desk-sheets", to("/sheets"));
  await look("desk-sheets-wrong", async () => {
    await to("/sheets")();
    await makeSheets(page, { of: 2, need: 3 });
  });
  await to("/sheets")();
  await makeSheets(page, { of: 3, need: 2, holders: "Айгүл Сейтқали" });
  await look("desk-sheets-print", to("/sheets"));
  await look("desk-sheets-last", async () => {
    await to("/sheets")();
    await page.type("#last", "00000");
    await press(page, 'form[action="/sheets/keep"] button');
  });
  await press(page, 'form[action="/sheets/drop"] button');
  await look("desk-verify", to("/verify"));
  for (const [name, file] of [["sealed", backups.passphrase], ["other", import.meta.filename]]) {
    await look(`desk-verify-${name}`, async () => {
      await to("/verify")();
      await verify(page, file);
    });
  }
}

/** @param {{ of: number, need: number, holders?: string }} wanted */
export async function makeSheets(page, { of, need, holders = "" }) {
  await page.locator("#of").fill(`${of}`);
  await page.locator("#need").fill(`${need}`);
  await page.type("#holders", holders);
  await press(page, 'form[action="/sheets"] button');
}

/** The page waits until it has looked at all of it. */
export async function bring(page, file) {
  await choose(page, file);
  await press(page, 'form[action="/restore"] button');
}

export async function addSheet(page, text) {
  await page.locator("#sheet").fill(text);
  await press(page, 'form[action="/restore/sheet"] button');
}

/** With its passphrase, unless sheets open it, and with a new one for the keys, which is typed twice. */
export async function openWith(page, { passphrase, fresh: [first, second = first] }) {
  if (passphrase) await page.type("#passphrase", passphrase);
  await page.type("#new", first);
  await page.type("#again", second);
  await press(page, 'form[action="/restore/open"] button');
}

/** @param {string} [key] */
export async function verify(page, file, key) {
  if (key) await page.type("#key", key);
  await choose(page, file);
  await press(page, 'form[action="/verify"] button');
}

async function choose(page, file) {
  const input = await page.$("#file");
  await input.uploadFile(file);
}
