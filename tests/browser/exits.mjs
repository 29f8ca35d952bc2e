// Leaving at once, as GOV.UK's component for it behaves. The weather site is played by this
// program: nothing leaves the machine, and what the browser would have asked of the world is seen.

import { moveOn, stopTheClock } from "./clock.mjs";
import { arrive, everything, text, toQuestions, write } from "./visit.mjs";

/** With an icon of its own: else one is asked for when all is over. */
const WEATHER = `<!doctype html><title>Weather</title><link rel="icon" href="data:,"><p>Sunny`;
const STORY = "Мұны ешкім көрмеуі керек";

/** Longer between two presses, and the count starts again. */
const PAUSE_MS = 5_000;

export const byButton = (page, watch, { address }) =>
  leave(page, watch, address, () => page.locator("#exit").click());

export const byShift = (page, watch, { address }) =>
  leave(page, watch, address, () => shift(page, 3));

/** The link that only a keyboard meets, before anything else. */
export const byFirstTab = (page, watch, { address }) =>
  leave(page, watch, address, async () => {
    // Reading begins where the document does.
    await page.evaluate(() => {
      document.body.tabIndex = -1;
      document.body.focus();
    });
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(() => {
      const { id, href } = document.activeElement;
      const { left, top, right, bottom } = document.activeElement.getBoundingClientRect();
      const isSeen = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      return { id, href, isSeen };
    });
    if (focus.id !== "skip-exit" || !focus.isSeen) throw new Error(JSON.stringify(focus));
    await page.keyboard.press("Enter");
  });

/** What does not count as three presses of Shift, each tried where something is written. */
export async function notByShift(page, _watch, { address }) {
  await stopTheClock(page);
  await playTheWeather(page);
  await toStory(page, address);
  const after = {};
  const attempt = async (name, act) => {
    await act();
    after[name] = { url: page.url(), story: await page.$eval("textarea", (area) => area.value) };
    // Whatever was counted is forgotten.
    await moveOn(page, PAUSE_MS);
  };
  await attempt("two presses", () => shift(page, 2));
  await attempt("Shift with another key", () => chord(page, "Shift", "ArrowRight"));
  for (const key of ["Alt", "Control", "Meta"]) {
    await attempt(`${key}+Shift`, () => chord(page, key, "Shift"));
  }
  await attempt("between other keys", async () => {
    for (const key of ["Home", "End"]) {
      await shift(page, 1);
      await page.keyboard.press(key);
    }
    await shift(page, 1);
  });
  await attempt("held down", () => holdShift(page));
  await attempt("Escape", () => pressTimes(page, "Escape", 3));
  await attempt("too slowly", async () => {
    await shift(page, 2);
    await moveOn(page, PAUSE_MS);
    await shift(page, 2);
  });
  const told = await text(page, "#exit-status");
  await shift(page, 1);
  const first = await text(page, "#exit-status");
  await moveOn(page, PAUSE_MS - 1);
  await shift(page, 1);
  const second = await text(page, "#exit-status");
  await moveOn(page, PAUSE_MS - 1);
  await Promise.all([page.waitForNavigation(), shift(page, 1)]);
  return { after, told, first, second, url: page.url() };
}

/** A page that the browser had kept is shown again. */
export async function shownAgain(page, _watch, { address }) {
  await toStory(page, address);
  const cover = () => page.$$eval("#cover", (all) => all.length);
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement("div"), { id: "cover" }));
  });
  const before = await cover();
  const show = (persisted) =>
    page.evaluate((it) => {
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: it }));
    }, persisted);
  await show(false);
  const uncovered = await cover();
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), show(true)]);
  return { before, uncovered, shown: await everything(page) };
}

/** Without scripts it is a link. */
export async function withoutScripts(page, watch, { address }) {
  await page.setJavaScriptEnabled(false);
  await playTheWeather(page);
  await page.goto(address.replace("/#", "/kk/#"));
  await Promise.all([page.waitForNavigation(), page.click("#exit")]);
  return { url: page.url(), asked: watch.foreign() };
}

/** Writes something, leaves, and tries to come back. */
async function leave(page, watch, address, how) {
  const { asking } = await playTheWeather(page);
  await toStory(page, address);
  const { told } = await watchTheCover(page);
  const before = await page.evaluate(() => history.length);
  await Promise.all([page.waitForNavigation(), how()]);
  const [url, shown] = [page.url(), await text(page, "body")];
  const asked = watch.foreign();
  const after = await page.evaluate(() => history.length);
  // Back leads to the screen before, which holds nothing of what was written.
  await page.goBack({ waitUntil: "load" });
  const behind = await everything(page);
  const referrer = (await asking).headers.Referer ?? "none";
  const entries = after - before;
  return { url, shown, asked, referrer, meanwhile: await told, entries, behind };
}

/**
 * What can be seen right after what made her leave, before the browser has asked anyone: on its way
 * to another site it answers no questions, so the page tells by itself.
 */
async function watchTheCover(page) {
  const session = await page.createCDPSession();
  const told = new Promise((resolve) =>
    session.once("Runtime.bindingCalled", ({ payload }) => resolve(JSON.parse(payload))),
  );
  await session.send("Runtime.enable");
  await session.send("Runtime.addBinding", { name: "tell" });
  await page.evaluate(() => {
    const look = () => {
      if (!document.querySelector("#cover")) return;
      const [right, bottom] = [innerWidth - 1, innerHeight - 1];
      const places = [[0, 0], [right, 0], [0, bottom], [right, bottom], [right / 2, bottom / 2]];
      const seen = places.map(([x, y]) => document.elementFromPoint(x, y)?.id ?? "nothing");
      const main = document.querySelector("main")?.innerHTML;
      globalThis.tell(JSON.stringify({ seen, main, title: document.title }));
    };
    // Behind the page's own listeners.
    for (const event of ["click", "keyup"]) addEventListener(event, look);
  });
  return { told };
}

async function toStory(page, address) {
  await arrive(page, address);
  await toQuestions(page);
  await write(page, STORY);
}

const shift = (page, times) => pressTimes(page, "Shift", times);

async function pressTimes(page, key, times) {
  for (let n = 0; n < times; n += 1) await page.keyboard.press(key);
}

/** Three times one key while another is held, as one does. */
async function chord(page, held, key) {
  for (let n = 0; n < 3; n += 1) {
    await page.keyboard.down(held);
    await page.keyboard.press(key);
    await page.keyboard.up(held);
  }
}

/** A held key repeats itself. */
async function holdShift(page) {
  for (let n = 0; n < 4; n += 1) await page.keyboard.down("Shift");
  await page.keyboard.up("Shift");
}

async function playTheWeather(page) {
  const session = await page.createCDPSession();
  const body = Buffer.from(WEATHER).toString("base64");
  const responseHeaders = [{ name: "content-type", value: "text/html; charset=utf-8" }];
  const asking = new Promise((resolve) =>
    session.on("Fetch.requestPaused", ({ requestId, request }) => {
      resolve(request);
      session.send("Fetch.fulfillRequest", { requestId, responseCode: 200, responseHeaders, body });
    }),
  );
  await session.send("Fetch.enable", { patterns: [{ urlPattern: "https://*" }] });
  return { asking };
}
