// What the questions promise beside their answers, each tried on a page of its own.

import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { answer, answerAll, arrive, confirm, enter, goOn, press, send } from "./visit.mjs";
import { text, tick, toCheck, toQuestions, write } from "./visit.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

/** @type {Record<string, (page: Page, input: any) => Promise<object>>} */
const PARTS = { named, early, earlyAhead, sorted, kept, changed, emptied, distressed, distressedBeside, inApp, ahead };

await main((input) =>
  withBrowser(async (browser) => {
    /** @type {Record<string, object>} */
    const seen = {};
    for (const [name, part] of Object.entries(PARTS)) {
      const { page, watch } = await newPage(browser);
      seen[name] = { ...(await part(page, input)), complaints: watch.report().complaints };
      await page.close();
    }
    return seen;
  }),
);

/** What may tell who she is is shown; her name goes to one reader, and later to another. */
async function named(page, { address, revealing, story, name, first, second }) {
  await arrive(page, address);
  await toQuestions(page);
  await answerAll(page, revealing);
  await goOn(page);
  await goOn(page);
  await goOn(page);
  const warned = await text(page);
  await press(page, 'main [data-slot="change"]');
  await write(page, story);
  await goOn(page);
  await press(page, 'main [data-slot="give"]');
  await page.locator("#name").fill(name);
  await tick(page, first);
  await goOn(page);
  const check = await text(page);
  const code = await send(page);
  await confirm(page, code);
  const done = await text(page);
  await page.goto("about:blank");
  await arrive(page, address);
  await enter(page, code);
  await press(page, 'main [data-slot="give"]');
  await goOn(page);
  await goOn(page);
  await page.locator("#name").fill(name);
  await tick(page, second);
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector('main [data-slot="taken"]:not([hidden])');
  return { warned, check, done, code };
}

/** The module that seals is held back: the form can be filled in, and goes on when it has come. */
async function early(page, { address, story }) {
  const release = await beginEarly(page, address, story);
  let screens = 1;
  while (!(await page.$("main .waiting"))) {
    const before = await page.$("main > :last-child");
    await (await page.$("main fieldset input"))?.click();
    await page.locator("main form button[type=submit]").click();
    const moved = (old) =>
      old !== document.querySelector("main > :last-child") || document.querySelector(".waiting");
    await page.waitForFunction(moved, {}, before);
    screens += 1;
  }
  const waiting = await text(page, 'main [data-slot="standing"]');
  const before = await page.$("main > :last-child");
  await release();
  const isAnother = (old) => old !== document.querySelector("main > :last-child");
  await page.waitForFunction(isAnother, {}, before);
  return { screens, waiting, after: await text(page, "main .caption") };
}

/** The same, straight to the readers, whom only the module knows. */
async function earlyAhead(page, { address, story }) {
  const release = await beginEarly(page, address, story);
  await page.locator('main [data-slot="skip"]').click();
  await page.waitForSelector("main .waiting");
  await release();
  await page.waitForSelector("[id^=person-]");
  return {};
}

/** The first question answered while the module is held; what lets it come. */
async function beginEarly(page, address, story) {
  const session = await page.createCDPSession();
  const held = new Promise((resolve) => session.once("Fetch.requestPaused", resolve));
  await session.send("Fetch.enable", { patterns: [{ urlPattern: "*/dauys_report_bg.wasm" }] });
  await page.goto(address);
  const { requestId } = await held;
  await toQuestions(page);
  await write(page, story);
  await goOn(page);
  return async () => {
    await session.send("Fetch.continueRequest", { requestId });
    await session.send("Fetch.disable");
  };
}

/** The regions, as each language lists them. */
async function sorted(page, { address }) {
  const seen = {};
  for (const language of ["kk", "ru", "en"]) {
    await page.goto("about:blank");
    await arrive(page, address.replace("/#", `/${language}/#`));
    await toQuestions(page);
    await write(page, "x");
    await goOn(page);
    while (!(await page.$("main select"))) await goOn(page);
    while (!(await page.$('main [data-question="region"]'))) await goOn(page);
    const shown = await page.$$eval('main [data-question="region"] option', (options) =>
      options.map((option) => option.textContent ?? ""),
    );
    // No answer before them, the opt-outs after them.
    const regions = shown.slice(1, -2);
    const order = new Intl.Collator(language).compare;
    seen[language] = { regions, expected: [...regions].sort(order), last: shown.at(-1) };
  }
  return { seen };
}

/** What was ticked, chosen and typed, through all languages. */
async function kept(page, { address, story }) {
  await arrive(page, address);
  await toQuestions(page);
  const told = "Айтқандары осы";
  await answer(page, { seen: story, told });
  const first = await inEachLanguage(page);
  await goOn(page);
  await answer(page, { role: "witness" });
  const role = await inEachLanguage(page);
  while (!(await page.$("main select"))) await goOn(page);
  await answer(page, { first: "month", last: "week", dates: "қыркүйек" });
  return { told, first, role, when: await inEachLanguage(page) };
}

/** The values on the screen in Russian, English and Kazakh again. */
async function inEachLanguage(page) {
  const seen = [];
  for (const language of ["ru", "en", "kk"]) {
    await page.locator(`a[data-language="${language}"]`).click();
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, {}, language);
    const values = await page.$$eval("main :is(input, select, textarea)", (fields) =>
      fields
        .filter((field) => !("checked" in field) || field.type === "text" || field.checked)
        .map((field) => /** @type {HTMLInputElement} */ (field).value),
    );
    seen.push(values);
  }
  return seen;
}

/** A changed answer opens the questions that it leads to, then the check again. */
async function changed(page, { address, story }) {
  await arrive(page, address);
  await toQuestions(page);
  await answerAll(page, story);
  await goOn(page);
  await goOn(page);
  await toCheck(page);
  const change = async (question) => {
    const rows = await page.$$("main .answers > div");
    for (const row of rows) {
      const said = await row.evaluate((element) => element.textContent ?? "");
      if (said.includes(question)) return (await row.$("[data-slot=change]"))?.click();
    }
    throw new Error(`no row says ${question}`);
  };
  await change("Жалғыз жазып отырсыз ба");
  await page.waitForSelector('main [data-question="appeal"]');
  await answer(page, { appeal: "collective" });
  await goOn(page);
  const [asked] = await answer(page, { people: "1" });
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector(".errors");
  const refused = await text(page, ".errors");
  await answer(page, { people: "12" });
  await goOn(page);
  const collective = await text(page);
  await change("басыңыздан өтті ме");
  await page.waitForSelector('main [data-question="role"]');
  await answer(page, { role: "told" });
  await goOn(page);
  await change("басыңыздан өтті ме");
  await page.waitForSelector('main [data-question="role"]');
  await answer(page, { role: "experienced" });
  await goOn(page);
  const both = [];
  while (await page.$("main [data-question]")) {
    both.push(...(await answer(page, {})));
    await goOn(page);
  }
  await change("Жалғыз жазып отырсыз ба");
  await page.waitForSelector('main [data-question="appeal"]');
  await answer(page, { appeal: "individual" });
  await goOn(page);
  const alone = await text(page);
  // Back leads past what is no longer asked, to where she began.
  let steps = 0;
  for (; steps < 60 && !(await page.$("#answer-seen")); steps += 1) await goBack(page);
  return { asked, refused, collective, both, alone, steps };
}

function goBack(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener("popstate", () => setTimeout(resolve), { once: true });
        history.back();
      }),
  );
}

/** Everyone is shut out: what does not depend on the organisation is named. */
async function emptied(page, { address, story }) {
  await arrive(page, address);
  await toQuestions(page);
  await write(page, story);
  await goOn(page);
  await press(page, 'main [data-slot="skip"]');
  for (const label of await page.$$("main label[for^=person-]")) await label.click();
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector(".errors");
  return { told: await text(page, ".errors") };
}

/** An answer that tells of distress brings the help numbers forward, and takes them back. */
async function distressed(page, { address, story }) {
  await arrive(page, address);
  await toQuestions(page);
  await write(page, story);
  await goOn(page);
  while (!(await page.$('main [data-question="health"]'))) await goOn(page);
  const help = () => text(page, 'main [data-slot="help"]');
  const before = await help();
  await answer(page, { health: ["stress"] });
  const after = await help();
  await answer(page, { health: ["not-worsened"] });
  return { before, after, again: await help() };
}

/** The same in a drop-down, as an organisation may ask; the questions are not verified here yet. */
async function distressedBeside(page, { address, story }) {
  await page.setRequestInterception(true);
  page.on("request", async (request) => {
    const path = new URL(request.url()).pathname;
    if (path.endsWith("/questionnaire.json")) {
      const asked = await (await fetch(request.url())).json();
      asked.questions.find(({ id }) => id === "first").options[0].help = true;
      request.respond({ status: 200, body: JSON.stringify(asked) });
    } else if (!path.endsWith(".wasm")) request.continue();
  });
  await page.goto(address, { waitUntil: "domcontentloaded" });
  await page.waitForSelector("html.js");
  await toQuestions(page);
  await write(page, story);
  await goOn(page);
  while (!(await page.$('main [data-question="first"]'))) await goOn(page);
  const help = () => text(page, 'main [data-question="first"] [data-slot="help"]');
  const before = await help();
  await answer(page, { first: "week" });
  const after = await help();
  await answer(page, { first: "month" });
  return { before, after, again: await help() };
}

/** Inside a messenger a hint says so, and nothing else changes. */
async function inApp(page, { address }) {
  const hint = () => page.$eval('main [data-slot="in-app"]', (it) => it.checkVisibility());
  await arrive(page, address);
  const outside = await hint();
  await page.setUserAgent("Mozilla/5.0 (Linux; Android 12) Telegram-Android/10.0");
  await page.goto("about:blank");
  await arrive(page, address);
  const doors = await page.$$("main .door");
  return { outside, inside: await hint(), doors: doors.length };
}

/** One text, straight to the readers: the shortest way. */
async function ahead(page, { address, story }) {
  const focused = [];
  const look = async () => focused.push(await page.evaluate(() => document.activeElement?.tagName));
  await arrive(page, address);
  await toQuestions(page);
  await look();
  await write(page, story);
  await goOn(page);
  await look();
  await goOn(page);
  await look();
  await press(page, 'main [data-slot="skip"]');
  await look();
  const readers = await page.$$("main label[for^=person-]");
  await goOn(page);
  // Unticked, and still so after somebody else was shut out.
  await tick(page, "Айгүл");
  await press(page, "[data-back]");
  await tick(page, "Ерлан");
  await goOn(page);
  const ticked = await page.$$eval("main [id^=person-]:checked", (all) => all.length);
  await goOn(page);
  await toCheck(page);
  await look();
  const code = await send(page);
  return { readers: readers.length, ticked, focused, code };
}
