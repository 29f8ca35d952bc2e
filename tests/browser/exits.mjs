// Leaving at once. The weather site is played by this program: nothing leaves the machine, and what
// the browser would have asked of the world is seen.

import { arrive, everything, text, toQuestions, write } from "./visit.mjs";

const WEATHER = "<!doctype html><title>Weather</title><p>Sunny";

export const byButton = (page, watch, { address }) =>
  leave(page, watch, address, () => page.locator("#exit").click());

export const byShift = (page, watch, { address }) =>
  leave(page, watch, address, async () => {
    // Shift for a capital letter does not count, and neither do two presses.
    await page.keyboard.down("Shift");
    await page.keyboard.press("KeyA");
    await page.keyboard.up("Shift");
    await page.keyboard.press("Shift");
    await page.keyboard.press("Shift");
    if (!page.url().startsWith("http://127.0.0.1")) throw new Error("left too early");
    await page.keyboard.press("Shift");
  });

/** Writes something, leaves, and tries to come back. */
async function leave(page, watch, address, how) {
  await playTheWeather(page);
  await arrive(page, address);
  await toQuestions(page);
  await write(page, "Мұны ешкім көрмеуі керек");
  const before = await page.evaluate(() => history.length);
  await Promise.all([page.waitForNavigation(), how()]);
  const [url, shown] = [page.url(), await text(page, "body")];
  const asked = watch.foreign();
  const after = await page.evaluate(() => history.length);
  // Back leads to the screen before, which holds nothing of what was written.
  await page.goBack({ waitUntil: "load" });
  const behind = await everything(page);
  return { url, shown, asked, entries: after - before, behind };
}

async function playTheWeather(page) {
  const session = await page.createCDPSession();
  const body = Buffer.from(WEATHER).toString("base64");
  const responseHeaders = [{ name: "content-type", value: "text/html; charset=utf-8" }];
  session.on("Fetch.requestPaused", ({ requestId }) =>
    session.send("Fetch.fulfillRequest", { requestId, responseCode: 200, responseHeaders, body }),
  );
  await session.send("Fetch.enable", { patterns: [{ urlPattern: "https://*" }] });
}
