// She is still writing, or typing her code, when the machine loses its power: by then a browser has
// written to the disk what it would need to restore the page. A field of our own, which is not
// protected as the page's are, tells when it has.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { arrive, press, toQuestions, write } from "./visit.mjs";

/** Chromium writes after some seconds. */
const PATIENCE_MS = 30_000;

await main(({ device, address, story, code, unprotected }) =>
  withBrowser(async (browser) => {
    const { page } = await newPage(browser);
    await arrive(page, address);
    await toQuestions(page);
    await write(page, story);
    await untilKept(page, device.folder, `${unprotected} beside the story`);
    await arrive(page, address);
    await press(page, 'main [data-go="enter"]');
    await page.locator("#code").fill(code);
    await untilKept(page, device.folder, `${unprotected} beside the code`);
    return { typed: await page.$eval("#code", (field) => field.value) };
  }, device),
);

/** Types into a field of our own, and waits until that is on the disk. */
async function untilKept(page, folder, words) {
  await page.evaluate(() => {
    const field = document.createElement("textarea");
    field.id = "unprotected";
    document.querySelector("main")?.append(field);
  });
  await page.locator("#unprotected").fill(words);
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isKept(folder, Buffer.from(words, "utf16le")))) {
    if (Date.now() > deadline) throw new Error(`the browser never kept ${words}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function isKept(folder, words) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sessions = entries.filter((it) => it.isFile() && /^(Session|Tabs)_/.test(it.name));
  const contents = sessions.map((it) => readFile(join(it.parentPath, it.name)));
  return (await Promise.all(contents)).some((content) => content.includes(words));
}
