// A person who investigates listens to a recording at the page of their own desk, and goes on elsewhere in it.

import { readdir, readlink } from "node:fs/promises";

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { press, unlock } from "./walk-desk.mjs";

await main(({ device, address, passphrase, pictures }) =>
  withBrowser(async (browser) => {
    const { page, watch } = await newPage(browser, { viewport: DESKTOP });
    await page.goto(address);
    await page.waitForSelector("#passphrase");
    await unlock(page, passphrase);
    await press(page, "tbody a");
    await page.click("#declare-none");
    await press(page, "main form button");
    await press(page, 'a[href$="/files/1"]');
    // The page asks again by itself until it is read.
    await page.waitForSelector("main audio");
    if (pictures) await page.screenshot({ path: `${pictures}/evidence-sound.png`, fullPage: true });
    const shape = await page.$eval("main svg", (svg) => svg.getAttribute("aria-label"));
    const heard = await page.$eval("main audio", listen);
    const parts = (await page.$$("main audio")).length;
    return { shape, parts, files: await filesOfSound(), ...heard, ...watch.report() };
  }, device),
);

/** Those without a name in which browsers keep what does not go into their memory. Firefox calls them so, and
    Chromium has a folder of its own for them. */
async function filesOfSound() {
  const found = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    // A process that has ended meanwhile has no files.
    const open = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const fd of open) found.push(await readlink(`/proc/${pid}/fd/${fd}`).catch(() => ""));
  }
  return found.filter((path) => /mozilla-temp|\/Media Cache\//.test(path));
}

/** Without loudspeakers, which no machine of tests has. */
async function listen(audio) {
  const once = (event) =>
    new Promise((go, stop) => {
      audio.addEventListener(event, go, { once: true });
      audio.addEventListener("error", () => stop(new Error(audio.error?.message)), { once: true });
    });
  const known = once("loadedmetadata");
  audio.preload = "auto";
  audio.muted = true;
  audio.load();
  await known;
  const there = once("seeked");
  audio.currentTime = 15;
  await there;
  const moved = audio.currentTime;
  await audio.play();
  while (audio.currentTime <= moved) await once("timeupdate");
  const played = audio.currentTime;
  audio.pause();
  return { length: audio.duration, moved, played };
}
