// Through every screen of the page, in each state that looks different, stopping at each: `look` is
// called with its name and, where something is wrong on it, with what makes it wrong again after the
// screen was drawn anew.

import { answer, arrive, consent, goOn, press, write } from "./visit.mjs";
import { walkFiles, walkSendingFiles } from "./walk-files.mjs";

/** @typedef {(name: string, again?: () => Promise<void>) => Promise<void>} Look */

/**
 * @param {import("puppeteer-core").Page} page
 * @param {string} address
 * @param {Look} look
 * @returns {Promise<string>} the code of the report that was sent on the way
 */
export async function walkReport(page, address, look) {
  await walkCounting(page, address, look);
  await arrive(page, address);
  await look("landing");
  await press(page, 'footer [data-go="help"]');
  await look("help");
  await press(page, 'footer [data-go="danger"]');
  await look("danger");
  await press(page, "[data-back]");
  await press(page, "[data-back]");
  await press(page, 'main [data-go="report"]');
  await look("safety");
  await press(page, 'main [data-slot="continue"]');
  await walkQuestions(page, look);
  await walkReaders(page, look);
  await walkFiles(page, look, (name) => lookAtFault(page, look, name));
  await look("revealing");
  await goOn(page);
  await look("check");
  await walkName(page, look);
  await walkSending(page, look);
  return walkCode(page, look);
}

/** Only to be counted: the screens that differ from those of a report. */
async function walkCounting(page, address, look) {
  await arrive(page, address);
  await press(page, 'main [data-go="only-count"]');
  await look("only-count");
  await press(page, 'main [data-slot="continue"]');
  await press(page, 'main [data-slot="continue"]');
  await answer(page, ANSWERS);
  await goOn(page);
  await press(page, 'main [data-slot="skip"]');
  await goOn(page);
  await goOn(page);
  await look("check-counted");
  await page.locator("#send").click();
  await page.waitForSelector("main [data-exit]");
  await look("counted");
}

/** What leads to the most screens, and to each kind of fault. */
const ANSWERS = {
  role: "on-behalf",
  form: ["vulgar-remarks", "coercion"],
  appeal: "collective",
  frequency: "repeated",
  did: ["superiors"],
};

/** Found on the device as something that may tell who wrote. */
const STORY = "Ол маған әңгіме кезінде ұятсыз сөз айтты.\nҮшінші рет. Менің нөмірім: +7 701 000 00 00";

async function walkQuestions(page, look) {
  await lookAtFault(page, look, "question-empty");
  await write(page, "а".repeat(4_001));
  await lookAtFault(page, look, "question-long");
  await write(page, STORY);
  await press(page, '[data-go="counts"]');
  await look("counts");
  await press(page, "[data-back]");
  while (await page.$("main [data-question]")) {
    const [question, ...beside] = await answer(page, ANSWERS);
    if (question === "people") {
      const tooFew = () => page.locator("#answer-people").fill("1");
      await lookAtFault(page, look, "question-people-few", tooFew);
      await answer(page, { people: "3" });
    }
    await look(`question-${[question, ...beside].join("-")}`);
    await goOn(page);
  }
}

async function walkReaders(page, look) {
  await look("shut-out");
  await tickAll(page);
  await lookAtFault(page, look, "shut-out-all");
  await tickAll(page);
  await page.locator("main label[for^=person-]").click();
  await goOn(page);
  await look("readers");
  await tickAll(page);
  await lookAtFault(page, look, "readers-none");
  await tickAll(page);
  await goOn(page);
}

/** Her name, to one of her readers. */
async function walkName(page, look) {
  await press(page, 'main [data-slot="give"]');
  await look("name");
  await lookAtFault(page, look, "name-nobody", () => page.locator("#name").fill("Айгүл"));
  await page.locator("main label[for^=name-]").click();
  await goOn(page);
  await look("check-named");
}

/** The letter is held back on its way, so that there is time to look at the screen. */
async function walkSending(page, look) {
  const session = await page.createCDPSession();
  const held = new Promise((resolve) => session.once("Fetch.requestPaused", resolve));
  await session.send("Fetch.enable", { patterns: [{ urlPattern: "*/api/v1/letters/*" }] });
  await walkSendingFiles(page, look);
  const { requestId } = await held;
  await look("sending");
  await session.send("Fetch.continueRequest", { requestId });
  await session.send("Fetch.disable");
  await page.waitForSelector('main [data-slot="code"]');
}

async function walkCode(page, look) {
  await look("code");
  const code = await page.$eval('main [data-slot="code"]', (element) => element.textContent ?? "");
  await press(page, 'main [data-slot="continue"]');
  await look("confirm");
  await lookAtFault(page, look, "confirm-wrong", () => page.locator("#last-group").fill("0"));
  await page.locator("#last-group").fill(code.trim().slice(-4));
  await goOn(page);
  await look("done");
  return code;
}

/**
 * @param {import("puppeteer-core").Page} page
 * @param {string} address
 * @param {{ fresh: string, answered: string, closed: string }} codes one without answers, one with,
 *   and one of a closed case
 * @param {Look} look
 */
export async function walkThread(page, address, { fresh, answered, closed }, look) {
  await arrive(page, address);
  await press(page, 'main [data-go="enter"]');
  await look("enter");
  await lookAtFault(page, look, "enter-wrong", () => page.locator("#code").fill("1234"));
  await enterCode(page, fresh);
  await look("thread-no-answer");
  await lookAt(page, look, "who", "who-unknown");
  await lookAt(page, look, "punished", "retaliation-readers-unknown");
  await press(page, 'main [data-slot="write"]');
  await look("message-shut-out");
  await goOn(page);
  await look("message-readers");
  await goOn(page);
  await look("message");
  await lookAtFault(page, look, "message-empty");
  await arrive(page, address);
  await press(page, 'main [data-go="enter"]');
  await enterCode(page, closed);
  await look("thread-closed");
  await press(page, 'main [data-slot="experience"]');
  await look("experience");
  await lookAtFault(page, look, "experience-empty");
  await arrive(page, address);
  await press(page, 'main [data-go="enter"]');
  await enterCode(page, answered);
  await look("thread");
  await press(page, 'main [data-slot="write"]');
  await look("message-readers-known");
  await press(page, "[data-back]");
  await press(page, 'main [data-slot="give"]');
  await look("naming");
  await press(page, "[data-back]");
  await walkOwn(page, look);
  await walkMore(page, look);
  await walkWithdrawal(page, look);
  await walkWithheld(page, look);
}

/** What she can do beside writing more. */
async function walkMore(page, look) {
  await lookAt(page, look, "punished", "retaliation");
  await lookAt(page, look, "reminder", "reminder");
  await press(page, 'main [data-slot="who"]');
  await look("who");
  await press(page, 'main [data-slot="change"]');
  await tickOne(page);
  await goOn(page);
  await goOn(page);
  await look("anew");
  await send(page);
  await lookAt(page, look, "who", "who-changed");
  await press(page, 'main [data-slot="proof"]');
  await look("proof");
  await lookAtFault(page, look, "proof-unasked");
  await press(page, "[data-back]");
  await press(page, 'main [data-slot="who"]');
  await press(page, 'main [data-slot="change"]');
  await tickOne(page);
  await goOn(page);
  await goOn(page);
  await send(page);
  await press(page, 'main [data-slot="another"]');
  await look("another");
  await lookAtFault(page, look, "another-nobody");
  await press(page, "[data-back]");
}

/** A screen that leads nowhere but back. */
async function lookAt(page, look, slot, name) {
  await press(page, `main [data-slot="${slot}"]`);
  await look(name);
  await press(page, "[data-back]");
}

async function send(page) {
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector('main [data-slot="taken"]:not([hidden])');
}

/** The first person on the screen, or not any more. */
const tickOne = (page) => page.locator("main label[for^=person-]").click();

/** What she sent, before and after it was asked for. */
async function walkOwn(page, look) {
  await press(page, 'main [data-slot="own"]');
  await look("own");
  await lookAtFault(page, look, "own-unasked");
  await consent(page, "main [data-outcome]");
  await look("own-fetched");
  await press(page, "[data-back]");
}

/** Both steps of taking a report back. */
async function walkWithdrawal(page, look) {
  await press(page, 'main [data-slot="withdraw"]');
  await look("withdraw");
  await press(page, 'main [data-slot="tell"]');
  await look("withdraw-letter");
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector('main [data-slot="taken"]:not([hidden])');
  await look("thread-withdrawn");
  await press(page, 'main [data-slot="withdraw"]');
  await look("withdraw-told");
  await press(page, 'main [data-slot="erase"]');
  await look("erase");
  await lookAtFault(page, look, "erase-unasked");
  await consent(page, "main [data-outcome]");
  await look("erase-done");
  await press(page, "[data-back]");
  await press(page, "[data-back]");
}

/** The server answers for the bucket, but not with it. */
async function walkWithheld(page, look) {
  const refuse = (request) =>
    request.url().includes("/replies/")
      ? request.respond({ status: 503, body: "" })
      : request.continue();
  page.on("request", refuse);
  await page.setRequestInterception(true);
  await press(page, 'main [data-slot="again"]');
  await page.setRequestInterception(false);
  page.off("request", refuse);
  await look("thread-withheld");
}

/**
 * What she writes down and decides about later. Nothing is given to the browser to keep.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {string} address
 * @param {Look} look
 */
export async function walkDiary(page, address, look) {
  await arrive(page, address);
  await page.evaluate(() => {
    HTMLAnchorElement.prototype.click = () => {};
  });
  await walkLater(page, look);
  await look("diary-start");
  await press(page, 'main [data-slot="begin"]');
  await look("entry");
  await lookAtFault(page, look, "entry-empty");
  await lookAtFault(page, look, "entry-long", () => write(page, "а".repeat(4_001)));
  await write(page, STORY);
  await goOn(page);
  await look("diary");
  await press(page, 'main [data-slot="remove"]');
  await look("diary-remove");
  await press(page, 'main [data-slot="leave"]');
  await walkSaving(page, look);
  await walkOpening(page, look);
}

/** What makes the file is held back on its way, so that there is time to look at the screen. */
async function walkLater(page, look) {
  const session = await page.createCDPSession();
  /** @type {string[]} */
  const held = [];
  const first = new Promise((resolve) =>
    session.on("Fetch.requestPaused", ({ requestId }) => {
      held.push(requestId);
      resolve(requestId);
    }),
  );
  await session.send("Fetch.enable", { patterns: [{ urlPattern: "*/thread.html" }] });
  await press(page, 'main [data-go="later"]');
  await press(page, 'main [data-slot="continue"]');
  await first;
  await look("later");
  await session.send("Fetch.disable");
  await page.waitForSelector('main [data-slot="begin"]');
}

async function walkSaving(page, look) {
  await press(page, 'main [data-slot="save"]');
  await look("diary-save");
  await lookAtFault(page, look, "diary-save-short", () => page.locator("#passphrase").fill("1"));
  await page.locator("#passphrase").fill(PASSPHRASE);
  await lookAtFault(page, look, "diary-save-differs", () => page.locator("#again").fill("1"));
  await page.locator("#again").fill(PASSPHRASE);
  await page.locator("#save").click();
  await page.waitForSelector('main [data-slot="name"]');
  await look("diary-saved");
  await press(page, 'main [data-slot="again"]');
  await look("diary-save-again");
  await press(page, "[data-back]");
  await look("diary-all-saved");
}

/** Of a diary nobody would keep: it is neither hers nor anybody's. */
const PASSPHRASE = "жылқы көпір нан қар";

async function walkOpening(page, look) {
  // To the beginning, by the way that she came.
  while (!(await page.$('main [data-slot="open"]'))) await press(page, "[data-back]");
  await press(page, 'main [data-slot="open"]');
  await look("diary-open");
  await lookAtFault(page, look, "diary-open-missing");
  const file = await page.$("main #diary-file");
  await /** @type {any} */ (file).uploadFile(new URL(import.meta.url).pathname);
  await lookAtFault(page, look, "diary-open-strange", () =>
    page.locator("#passphrase").fill(PASSPHRASE),
  );
}

async function enterCode(page, code) {
  await page.locator("#code").fill(code);
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector('main [data-slot="replies"]');
}

/** Goes on where something is missing or, after `spoil`, wrong. */
export async function lookAtFault(page, look, name, spoil = async () => {}) {
  const again = async () => {
    await spoil();
    await page.locator("main form button[type=submit]").click();
    await page.waitForSelector(".errors");
  };
  await again();
  await look(name, again);
}

async function tickAll(page) {
  for (const label of await page.$$("main label[for^=person-]")) await label.click();
}
