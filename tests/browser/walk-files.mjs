// Through the screens of files that go with a report, part of the way that `walk.mjs` goes.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { goOn, press } from "./visit.mjs";

/** @typedef {import("./walk.mjs").Look} Look */
/** @typedef {import("puppeteer-core").Page} Page */

/**
 * A picture of this very page, and this script as what cannot be cleaned.
 *
 * @param {Page} page
 * @param {Look} look
 * @param {(name: string) => Promise<void>} lookAtFault
 */
export async function walkFiles(page, look, lookAtFault) {
  await look("files");
  await page.locator('main [data-slot="add"]').click();
  await page.waitForSelector("main #file");
  await look("evidence");
  const folder = await mkdtemp(join(tmpdir(), "picture-"));
  await addFiles(page, join(folder, "picture.png"));
  await look("evidence-files");
  await lookAtFault("evidence-undecided");
  await page.locator("main article input[type=checkbox]").click();
  await press(page, 'main [data-slot="blackout"] button');
  await look("blackout");
  await lookAtFault("blackout-none");
  await page.locator("main #add").click();
  await page.waitForSelector("main #area-0-left");
  await look("blackout-area");
  await goOn(page);
  await look("evidence-blackened");
  await press(page, 'main [data-slot="record"] button');
  await look("record");
  await press(page, "[data-back]");
  await goOn(page);
  await rm(folder, { recursive: true });
}

/** @param {Page} page @param {string} path */
async function addFiles(page, path) {
  await page.screenshot({ path: /** @type {`${string}.png`} */ (path) });
  const input = /** @type {any} */ (await page.$("main #file"));
  await input.uploadFile(path, new URL(import.meta.url).pathname);
  const read = () => document.querySelectorAll('main article[data-state="read"]').length === 2;
  await page.waitForFunction(read);
}

/**
 * The first chunk is held back on its way, so that there is time to look at the screen.
 *
 * @param {Page} page
 * @param {Look} look
 */
export async function walkSendingFiles(page, look) {
  const session = await page.createCDPSession();
  const held = new Promise((resolve) => session.once("Fetch.requestPaused", resolve));
  await session.send("Fetch.enable", { patterns: [{ urlPattern: "*/api/v1/blobs/*/0" }] });
  await page.locator("#send").click();
  const { requestId } = await held;
  await look("sending-files");
  await session.send("Fetch.continueRequest", { requestId });
  await session.send("Fetch.disable");
}
