// What a person does on the page, step by step, as a person does it: sees a screen, reads its words,
// presses what is on it. Every step waits for what it needs to be on the screen, for nothing else.

/**
 * Opens an address and waits until the page has decided whether it can be trusted.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {string} address
 */
export async function arrive(page, address) {
  await page.goto(address, { waitUntil: "load" });
  await page.waitForFunction(() => {
    const standing = document.querySelector('main [data-slot="standing"]');
    if (!standing) return Boolean(document.querySelector("main h1"));
    return standing.querySelector("p") !== null;
  });
}

/** The words of a place on the screen, as they are seen. */
/** @param {import("puppeteer-core").Page} page */
export const text = (page, selector = "main") =>
  page.$eval(selector, (element) => /** @type {HTMLElement} */ (element).innerText);

/** Everything a document holds: its source, its words as they are read, what was typed into it. */
/** @param {import("puppeteer-core").Page} page */
export const everything = (page) =>
  page.evaluate(() => {
    const words = (document.body.textContent ?? "").replace(/\s+/g, " ");
    const fields = [...document.querySelectorAll("input, textarea")];
    const typed = fields.map((field) => /** @type {HTMLInputElement} */ (field).value);
    return [document.documentElement.outerHTML, words, ...typed].join("\n");
  });

/**
 * Presses what is at `selector` and waits until another screen is there. The heading tells screens
 * apart, except from question to question, where its element does.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {string} selector
 */
export async function press(page, selector) {
  const before = await page.$("main > :last-child");
  await page.locator(selector).click();
  const isAnother = (old) => old !== document.querySelector("main > :last-child");
  await page.waitForFunction(isAnother, {}, before);
}

/** Sends what was written to a thread, and comes to the answers again. */
export async function sendMore(page) {
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector('main [data-slot="taken"]:not([hidden])');
}

/** The one button that goes on. */
export const goOn = (page) => press(page, "main form button[type=submit]");

/** Landing, safety, first question. */
export async function toQuestions(page) {
  await press(page, 'main [data-go="report"]');
  await press(page, 'main [data-slot="continue"]');
}

/** Types into the first text on the screen. */
export async function write(page, words) {
  await page.locator("main textarea").fill(words);
}

/** Ticks or chooses the label with these words in it. */
export async function tick(page, words) {
  const labels = await page.$$("main label");
  for (const label of labels) {
    const said = await label.evaluate((element) => element.textContent ?? "");
    if (said.includes(words)) return label.click();
  }
  throw new Error(`nothing to tick says ${words}`);
}

/** Answers every question: the story in words, of those to be chosen from the first choice. */
export async function answerAll(page, story) {
  await write(page, story);
  await goOn(page);
  while (await page.$("main [data-question]")) {
    await (await page.$("main fieldset input"))?.click();
    await goOn(page);
  }
}

/**
 * Answers what is on the screen and in `answers`: question to text, number, option or options.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {Record<string, string | string[]>} answers
 */
export async function answer(page, answers) {
  const questions = await page.$$eval("main [data-question]", (blocks) =>
    blocks.map((block) => /** @type {HTMLElement} */ (block).dataset.question ?? ""),
  );
  for (const question of questions.filter((id) => id in answers)) {
    const block = `main [data-question="${question}"]`;
    const given = answers[question] ?? "";
    if (await page.$(`${block} select`)) await page.select(`${block} select`, String(given));
    else if (await page.$(`${block} fieldset`)) {
      // Not by a pointer: of some hundred choices each would wait until it stands still.
      const click = (/** @type {HTMLElement} */ input) => input.click();
      for (const id of [given].flat()) await page.$eval(`${block} [value="${id}"]`, click);
    } else await page.locator(`${block} :is(input, textarea)`).fill(String(given));
  }
  return questions;
}

/** Shuts these people out and goes on to the check screen. */
export async function chooseReaders(page, shutOut) {
  for (const name of shutOut) await tick(page, name);
  await goOn(page);
  const offered = await people(page);
  await goOn(page);
  await toCheck(page);
  return offered;
}

/** Past the files, and past what looks like a name or a number, which is asked about once more. */
export async function toCheck(page) {
  for (let steps = 0; steps < 3 && !(await page.$("#send")); steps += 1) await goOn(page);
}

/** The people on the screen, by their labels. */
export const people = (page) =>
  page.$$eval("main label[for^=person-]", (labels) =>
    labels.map((label) => label.textContent ?? ""),
  );

/** Sends and waits for the code. */
export async function send(page) {
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector('main [data-slot="code"]');
  return (await text(page, '[data-slot="code"]')).replace(/\s+/g, " ").trim();
}

/** Keeps the code and types its last group. */
export async function confirm(page, code) {
  await press(page, 'main [data-slot="continue"]');
  await page.locator("#last-group").fill(code.slice(-4));
  await goOn(page);
}

/** Comes back with the code. */
export async function enter(page, code) {
  await press(page, 'main [data-go="enter"]');
  await page.locator("#code").fill(code);
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector('main [data-slot="replies"]');
}

/** What the page says is wrong: the key under which it says so, and its words as they are seen. */
export const problems = (page) =>
  page.$$eval("main [data-problem]", (all) =>
    all
      .map((notice) => ({
        key: notice.getAttribute("data-problem"),
        words: notice.checkVisibility() ? notice.innerText : "",
      }))
      .filter(({ key }) => key),
  );

/** Ticks that she wants a step that tells the server something, and takes it. */
export async function consent(page, selector) {
  await page.locator("main label[for=sure]").click();
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector(selector);
}

/** What became of her letters, in their order. */
export const outcomes = (page) =>
  page.$$eval("main [data-outcome]", (all) => all.map((one) => one.getAttribute("data-outcome")));

/** The answers on the screen. */
export const answers = (page) =>
  page.$$eval("main article.reply", (articles) =>
    articles.map((article) => ({
      author: article.querySelector('[data-slot="author"]')?.textContent ?? "",
      text: article.querySelector('[data-slot="text"]')?.textContent ?? "",
    })),
  );
