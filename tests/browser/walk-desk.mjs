// Through every screen of the desk's page. Its language is kept by the program, and what a form has brought
// about is not there a second time: so each screen is come to anew in each language.

import { LANGUAGES } from "./looks.mjs";

/**
 * @param {import("puppeteer-core").Page} page
 * @param {{ desk: string, passphrase: string, words: string, cases: { hers: string, other: string } }} at
 * @param {(name: string) => Promise<void>} take looks at the present screen
 */
export async function walkDesk(page, { desk, passphrase, words, cases }, take) {
  const look = inEach(page, take);
  const to = (path) => () => page.goto(new URL(path, desk).href);
  await page.goto(desk);
  await page.waitForSelector("#passphrase");
  await look("desk-lock", to("/"));
  await look("desk-lock-wrong", async () => {
    await to("/")();
    await unlock(page, `not ${passphrase}`);
  });
  await to("/")();
  await unlock(page, passphrase);
  await fetch(page);
  const queues = ["open", "new", "waiting", "reporter", "overdue", "closed"];
  for (const queue of queues) await look(`desk-queue-${queue}`, to(`/?queue=${queue}`));
  await to("/?queue=new")();
  const fresh = `/cases/${cases.hers}`;
  await look("desk-declare", to(fresh));
  await page.click("#declare-none");
  await press(page, "main form button");
  await look("desk-case", to(fresh));
  for (const act of await acts(page)) await look(`desk-act-${act}`, to(`${fresh}/do/${act}`));
  await look("desk-act-wrong", async () => {
    await to(`${fresh}/do/extend`)();
    await page.$eval("main form", (form) => (form.noValidate = true));
    await press(page, "main form button");
  });
  await look("desk-ask", async () => {
    await to(`${fresh}/do/link`)();
    await page.select("#other", cases.other);
    await press(page, "main form button");
  });
  await look("desk-compose", to(`${fresh}/reply`));
  const preview = async () => {
    await to(fresh)();
    await page.type("#reply", words);
    await press(page, 'form[action$="/reply"] button');
  };
  await look("desk-preview", preview);
  await look("desk-log", to(`${fresh}/log`));
  await look("desk-export", to(`${fresh}/export`));
  for (const path of ["due", "counted", "numbers", "organisation", "settings"]) {
    await look(`desk-${path}`, to(`/${path}`));
  }
  await look("desk-found", async () => {
    await to("/")();
    await page.type("#words", words);
    await press(page, 'form[action="/search"] button');
  });
  await walkKept(page, { fresh, passphrase, words, to }, look);
}

/** Locked while somebody writes: in one language, as it is unlocked by it. */
async function walkKept(page, { fresh, passphrase, words, to }, look) {
  await look("desk-locked-kept", async () => {
    await to("/")();
    if (await page.$("#passphrase")) await unlock(page, passphrase);
    await to(fresh)();
    await page.type("#reply", words);
    await lockElsewhere(page);
    await press(page, 'form[action$="/reply"] button');
  });
  await unlock(page, passphrase);
  await look("desk-kept");
}

/** In another tab of the same browser. */
export const lockElsewhere = (page) =>
  elsewhere(page, (other) => press(other, 'form[action="/lock"] button'));

/** The same. */
export const unlockElsewhere = (page, passphrase) =>
  elsewhere(page, (other) => unlock(other, passphrase));

async function elsewhere(page, act) {
  const other = await page.browserContext().newPage();
  await other.goto(new URL("/", page.url()).href);
  await act(other);
  await other.close();
}

/** A screen that cannot be come to twice is looked at in the language that it is in. */
function inEach(page, take) {
  return async (name, go) => {
    if (!go) return take(`${name} ${await page.$eval("html", (html) => html.lang)}`);
    for (const language of LANGUAGES) {
      await speak(page, language);
      await go();
      await take(`${name} ${language}`);
    }
  };
}

async function speak(page, language) {
  await page.goto(new URL("/settings", page.url()).href);
  await page.click(`#language-${language}`);
  await press(page, "main form button");
}

export async function unlock(page, passphrase) {
  await page.type("#passphrase", passphrase);
  await press(page, 'form[action="/unlock"] button');
}

/** Fetches what is new, and waits until it has come. */
export async function fetch(page) {
  await press(page, 'form[action="/sync"] button');
  await page.waitForSelector("main .tabs");
}

async function acts(page) {
  const paths = await page.$$eval(".acts a", (links) => links.map((link) => link.pathname));
  return paths.filter((path) => path.includes("/do/")).map((path) => path.split("/").at(-1));
}

/** Presses something that leads to another page. */
export async function press(page, selector) {
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.click(selector)]);
}
