// She comes back, with a keyboard and nothing else: is punished, asks another channel, changes whom she
// shut out, says how it was. What she is promised is read in every language. Files that she saves are
// kept here instead of on a disk.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { keepFiles } from "./kept-files.mjs";
import { enterInto, enterOn, spaceOn, tabTo, typeInto } from "./keys.mjs";
import { LANGUAGES, speak } from "./looks.mjs";
import { main } from "./main.mjs";
import { arrive, text } from "./visit.mjs";

await main(({ device, language, address, codes, words, added, shutOut }) =>
  withBrowser(async (browser) => {
    const come = (code, walk) => visit(browser, { address, language, code, walk });
    return {
      promises: await come(codes.waiting, promises),
      moved: await come(codes.moved, promises),
      broken: await come(codes.broken, promises),
      withheld: await come(codes.broken, withheld),
      punished: await come(codes.waiting, (page) => punished(page, words)),
      unknown: await come(codes.unanswered, unknown),
      another: await come(codes.asking, (page) => another(page, added)),
      shutOut: await come(codes.changing, (page) => changeShutOut(page, shutOut)),
      reminder: await come(codes.waiting, reminder),
      experience: await come(codes.closed, experience),
    };
  }, device),
);

/** Comes back with a code, in the language of the visit. */
async function visit(browser, { address, language, code, walk }) {
  const context = await browser.createBrowserContext();
  const { page, watch } = await newPage(context, { viewport: DESKTOP });
  await page.evaluateOnNewDocument(keepFiles);
  await arrive(page, address);
  await speak(page, language);
  await enterOn(page, '[data-go="enter"]');
  await typeInto(page, "#code", code);
  await enterInto(page, 'main [data-slot="replies"]');
  const seen = await walk(page);
  const files = await page.evaluate(readFiles);
  await context.close();
  return { seen, files, ...watch.report() };
}

/** Runs in the page. */
function readFiles() {
  const read = async ({ name, blob }) => ({ name, text: await blob.text() });
  return Promise.all(globalThis.files.map(read));
}

/** Where it stands and what was promised, in every language. */
async function promises(page) {
  const before = await page.$eval("html", (html) => html.lang);
  const seen = {};
  for (const language of LANGUAGES) {
    await speak(page, language);
    seen[language] = await page.evaluate(() => {
      const words = (slot) => {
        const place = document.querySelector(`main [data-slot="${slot}"]`);
        return place?.checkVisibility() ? place.innerText : "";
      };
      const all = [...document.querySelectorAll("main [data-standing]")];
      return {
        status: words("status"),
        stage: document.querySelector('main [aria-current="step"]')?.textContent ?? "",
        promises: all.map((one) => [one.getAttribute("data-standing"), one.innerText]),
        passed: words("passed"),
      };
    });
  }
  await speak(page, before);
  return seen;
}

/** The same when the server does not hand over all that it has. */
async function withheld(page) {
  await page.evaluate(() => {
    const { fetch } = globalThis;
    globalThis.fetch = (url, ...how) =>
      String(url).includes("/replies/")
        ? Promise.resolve(new Response("", { status: 503 }))
        : fetch(url, ...how);
  });
  await enterOn(page, '[data-slot="again"]');
  return promises(page);
}

/** One press, and the words are hers to leave out. Then she takes the proof of it. */
async function punished(page, words) {
  await enterOn(page, '[data-slot="punished"]');
  const screen = await text(page);
  const numbers = (await page.$$('main [data-slot="help"] a[href^="tel:"]')).length;
  await submit(page);
  await enterOn(page, '[data-slot="punished"]');
  await typeInto(page, "#answer", words);
  await submit(page);
  await enterOn(page, '[data-slot="proof"]');
  await tabTo(page, "form button[type=submit]");
  await enterInto(page, ".errors");
  const unasked = await page.evaluate(() => globalThis.files.length);
  await spaceOn(page, "#sure");
  await tabTo(page, "form button[type=submit]");
  await enterInto(page, 'main [data-slot="status"]:not([hidden])');
  return { screen, numbers, unasked };
}

/** Nobody has answered: she writes first and is asked then who may read. */
async function unknown(page) {
  const offered = await page.$eval('main [data-slot="another"]', (it) => it.checkVisibility());
  await enterOn(page, '[data-slot="punished"]');
  const first = await page.$$eval("main input", (inputs) => inputs.map(({ type }) => type));
  await enterOn(page, "form button[type=submit]");
  const ticked = (await page.$$("main input:checked")).length;
  await enterOn(page, "form button[type=submit]");
  await enterOn(page, "form button[type=submit]");
  await submit(page);
  return { offered, first, ticked };
}

async function another(page, added) {
  await enterOn(page, '[data-slot="another"]');
  const people = await page.$$eval("main label[for^=person-]", (labels) =>
    labels.map((label) => label.textContent ?? ""),
  );
  const ticked = (await page.$$("main input:checked")).length;
  await tabTo(page, "form button[type=submit]");
  await enterInto(page, ".errors");
  await spaceOn(page, `[name="${added}"]`);
  await submit(page);
  return { people, ticked };
}

async function changeShutOut(page, shutOut) {
  await enterOn(page, '[data-slot="who"]');
  const out = await text(page, 'main [data-slot="out-list"]');
  await enterOn(page, '[data-slot="change"]');
  await spaceOn(page, `[name="${shutOut}"]`);
  await enterOn(page, "form button[type=submit]");
  await enterOn(page, "form button[type=submit]");
  const words = await page.$eval("#answer", (area) => area.value);
  await submit(page);
  await enterOn(page, '[data-slot="who"]');
  return { out, words, after: await text(page, 'main [data-slot="out-list"]') };
}

async function reminder(page) {
  await enterOn(page, '[data-slot="reminder"]');
  await tabTo(page, '[data-slot="save"]');
  await enterInto(page, 'main [data-slot="status"]:not([hidden])');
  return { screen: await text(page) };
}

async function experience(page) {
  await enterOn(page, '[data-slot="experience"]');
  const ticked = (await page.$$("main input:checked")).length;
  const questions = (await page.$$("main fieldset")).length;
  await tabTo(page, "form button[type=submit]");
  await enterInto(page, ".errors");
  await spaceOn(page, "#experience-taken-seriously-yes");
  await tabTo(page, "#experience-report-again-yes");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await submit(page);
  const again = await page.$eval('main [data-slot="experience"]', (it) => it.checkVisibility());
  return { ticked, questions, again };
}

/** The button that sends; she comes to the answers again. */
async function submit(page) {
  await tabTo(page, "form button[type=submit]");
  await enterInto(page, 'main [data-slot="taken"]:not([hidden])');
}
