// Pictures of every screen in every language, on one kind of device: a telephone or a desktop, in the light or
// in the dark. `contact-sheets.mjs` lays them side by side.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { eachApart } from "./apart.mjs";
import { DESKTOP, newPage, TELEPHONE, withBrowser } from "./browser.mjs";
import { LANGUAGES, speak } from "./looks.mjs";
import { main } from "./main.mjs";
import { walkDiary, walkReport, walkThread } from "./walk.mjs";
import { walkDesk } from "./walk-desk.mjs";
import { walkForm } from "./walk-form.mjs";

const KINDS = {
  telephone: { viewport: TELEPHONE, scheme: "light" },
  "telephone-dark": { viewport: TELEPHONE, scheme: "dark" },
  desktop: { viewport: DESKTOP, scheme: "light" },
  "desktop-dark": { viewport: DESKTOP, scheme: "dark" },
};

await main(({ folder, kind, desk, ...at }) =>
  withBrowser(async (browser) => {
    const how = KINDS[kind];
    await mkdir(join(folder, kind), { recursive: true });
    const hers = await takeAll(browser, at, how, join(folder, kind));
    // What is done at a desk is done there: each walk has one of its own.
    const theirs = await takeDesk(browser, desk, how, join(folder, kind));
    return [...hers, ...theirs].map((name) => ({ kind, ...inWhich(name), path: `${kind}/${fileOf(name)}` }));
  }),
);

function fileOf(name) {
  return `${name.replace(" ", "-")}.png`;
}

/** Of a picture's name: the screen, and the language if it is in one. */
function inWhich(name) {
  const [screen, language = "all"] = name.split(" ");
  return { screen, language };
}

/** @returns {Promise<string[]>} the names of what is at the page of a desk */
async function takeDesk(browser, desk, { viewport, scheme }, place) {
  /** @type {string[]} */
  const taken = [];
  const { page } = await newPage(browser, { viewport });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await walkDesk(page, desk, async (name) => {
    await page.screenshot({ path: join(place, fileOf(name)), fullPage: true });
    taken.push(name);
  });
  await page.close();
  return taken;
}

/** @returns {Promise<string[]>} their names */
async function takeAll(browser, { answered, closed, ...at }, { viewport, scheme }, place) {
  /** @type {string[]} */
  const taken = [];
  const take = async (page, name) => {
    await page.screenshot({ path: join(place, fileOf(name)), fullPage: true });
    taken.push(name);
  };
  const features = [{ name: "prefers-color-scheme", value: scheme }];
  const dress = (page) => page.emulateMediaFeatures(features);
  const { page } = await newPage(browser, { viewport });
  await dress(page);
  const look = async (name, again) => {
    for (const language of LANGUAGES) {
      await speak(page, language);
      await again?.();
      await take(page, `${name} ${language}`);
    }
  };
  const fresh = await walkReport(page, at.address, look);
  await walkThread(page, at.address, { fresh, answered, closed }, look);
  await walkDiary(page, at.address, look);
  await walkForm(page, at, look);
  await page.close();
  await eachApart(browser, at, LANGUAGES, async (name, apart) => {
    await apart.setViewport(viewport);
    await dress(apart);
    await take(apart, name);
  });
  return taken;
}
