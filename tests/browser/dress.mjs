// How a person may have set up the device that the page is shown on: narrow or wide, zoomed, with
// larger letters, in the dark, in few strong colours, without motion, or on paper.

/**
 * @typedef {object} Dress
 * @property {number} [width] in CSS pixels
 * @property {number} [scale] pixels of the device to one of CSS: two at 200 %
 * @property {number} [letters] times the usual size, and nothing else with them
 * @property {string} [media] `print` for paper
 * @property {Record<string, string>} [features] of media, as in a style sheet
 */

/** Success criterion 1.4.10, in CSS pixels; also a desktop's 1280 at 400 %. */
export const NARROW = { width: 320 };
export const WIDE = { width: 1280 };
/** A desktop of 1280 pixels at 200 %. */
export const ZOOMED = { width: 640, scale: 2 };
export const LARGE = { ...NARROW, letters: 2 };
export const PAPER = { ...NARROW, media: "print" };
export const DARK = { "prefers-color-scheme": "dark" };
export const STILL = { "prefers-reduced-motion": "reduce" };
export const FORCED = { "forced-colors": "active" };

/**
 * Whatever is emulated of media goes with the session that asked for it.
 *
 * @type {WeakMap<import("puppeteer-core").Page, Promise<import("puppeteer-core").CDPSession>>}
 */
const sessions = new WeakMap();

/**
 * Puts it on. What was on before and is not named goes, but for the width.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {Dress} dress
 */
export async function wear(page, { width, scale, letters = 1, media = "", features = {} }) {
  const viewport = page.viewport();
  const wanted = {
    ...viewport,
    width: width ?? viewport.width,
    deviceScaleFactor: scale ?? viewport.deviceScaleFactor,
  };
  if (JSON.stringify(wanted) !== JSON.stringify(viewport)) await page.setViewport(wanted);
  if (!sessions.has(page)) sessions.set(page, page.createCDPSession());
  const list = Object.entries(features).map(([name, value]) => ({ name, value }));
  // The driver's own call knows neither forced colours nor two of these at once.
  const session = await sessions.get(page);
  await session.send("Emulation.setEmulatedMedia", { media, features: list });
  // A telephone that was wider is still zoomed: what is pressed next would be missed.
  await session.send("Emulation.resetPageScaleFactor");
  await page.evaluate((times) => {
    document.documentElement.style.fontSize = times === 1 ? "" : `${times * 100}%`;
  }, letters);
}
