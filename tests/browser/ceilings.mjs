// What a browser can do at most: seal as much as there is, sending nothing; send as much as there is,
// sealing nothing, in the same chunks and as many at once, to somebody who throws it away. Bytes a
// second.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";

const PATIENCE_MS = 300_000;

await main(({ device, discarding, bytes }) =>
  withBrowser(
    async (browser) => {
      const { page } = await newPage(browser, { viewport: DESKTOP });
      page.setDefaultTimeout(PATIENCE_MS);
      await page.goto(discarding);
      const sealing = await page.evaluate(seal, bytes);
      return { sealing, putting: await page.evaluate(put, bytes) };
    },
    { ...device, unwatched: true },
  ),
);

/** Runs in the page: the site's own module, and pieces as large as the page reads them. */
async function seal(bytes) {
  const { default: init, FileSealing } = await import(`${location.origin}/dauys_evidence.js`);
  await init({ module_or_path: fetch("/dauys_evidence_bg.wasm") });
  const [piece, chunk] = [new Uint8Array(1_048_576), new Uint8Array(1_048_576)];
  const sealing = FileSealing.begin(bytes);
  const began = performance.now();
  for (let at = 0; at < bytes; at += piece.length) {
    sealing.write(piece);
    while (sealing.chunk(chunk)) continue;
  }
  while (!sealing.pad()) while (sealing.chunk(chunk)) continue;
  sealing.finish().free();
  return (1_000 * bytes) / (performance.now() - began);
}

/** Runs in the page: in the way that this browser likes best. */
async function put(bytes) {
  const AT_ONCE = 5;
  // The same again and again: of many, browsers keep each until they tidy up.
  const blob = new Blob(new Array(16).fill(crypto.getRandomValues(new Uint8Array(65_536))));
  const chunk = CSS.supports("-moz-appearance", "none") ? await blob.arrayBuffer() : blob;
  let left = Math.ceil(bytes / blob.size);
  const lane = async () => {
    while (left-- > 0) {
      await new Promise((resolve, reject) => {
        const asked = new XMLHttpRequest();
        asked.open("PUT", `/discard/${left}`);
        asked.setRequestHeader("Content-Type", "application/octet-stream");
        asked.upload.onprogress = () => {};
        asked.onload = () => (asked.status === 204 ? resolve(null) : reject(new Error("refused")));
        asked.onerror = () => reject(new Error("unreachable"));
        asked.send(chunk);
      });
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return (1_000 * bytes) / (performance.now() - began);
}
