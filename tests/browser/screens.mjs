// Pictures of every screen in every language: on a telephone, on a desktop, in the dark.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { eachApart } from "./apart.mjs";
import { DESKTOP, newPage, TELEPHONE, withBrowser } from "./browser.mjs";
import { LANGUAGES, speak } from "./looks.mjs";
import { main } from "./main.mjs";
import { walkReport, walkThread } from "./walk.mjs";

const KINDS = {
  telephone: { viewport: TELEPHONE, scheme: "light" },
  desktop: { viewport: DESKTOP, scheme: "light" },
  "telephone-dark": { viewport: TELEPHONE, scheme: "dark" },
};

await main(({ folder, ...at }) =>
  withBrowser(async (browser) => {
    let pictures = 0;
    for (const [kind, how] of Object.entries(KINDS)) {
      const place = join(folder, kind);
      await mkdir(place, { recursive: true });
      pictures += await takeAll(browser, at, how, place);
    }
    return { pictures };
  }),
);

async function takeAll(browser, { answered, ...at }, { viewport, scheme }, place) {
  let taken = 0;
  const take = async (page, name) => {
    const path = join(place, `${name.replace(" ", "-")}.png`);
    await page.screenshot({ path, fullPage: true });
    taken += 1;
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
  await walkThread(page, at.address, { fresh, answered }, look);
  await page.close();
  await eachApart(browser, at, LANGUAGES, async (name, apart) => {
    await apart.setViewport(viewport);
    await dress(apart);
    await take(apart, name);
  });
  return taken;
}
