// Through every screen of the desk's page. Its language is kept by the program, and what a form has brought
// about is not there a second time: so each screen is come to anew in each language.

import { LANGUAGES } from "./looks.mjs";
import { walkBare, walkSheets } from "./walk-keeping.mjs";

/**
 * @param {import("puppeteer-core").Page} page
 * @param {{ desk: string, passphrase: string, words: string, cases: Record<"hers" | "other" | "files", string> } & Parameters<typeof walkBare>[1]} at
 * @param {(name: string) => Promise<void>} take looks at the present screen
 */
export async function walkDesk(page, { desk, passphrase, words, cases, ...keeping }, take) {
  const look = inEach(page, take);
  await walkBare(page, keeping, look);
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
  await walkFiles(page, `/cases/${cases.files}`, to, look);
  for (const path of ["due", "post", "counted", "numbers", "organisation", "card", "keeping", "settings"]) {
    await look(`desk-${path}`, to(`/${path}`));
  }
  await look("desk-more", async () => {
    await to("/due")();
    await page.click("header summary");
  });
  await look("desk-backup", async () => {
    await to("/keeping")();
    await press(page, 'form[action="/backup"] button');
    await page.type("#last", "0000");
    await press(page, "main form button");
  });
  await look("desk-passphrase-wrong", async () => {
    await to("/keeping")();
    for (const name of ["present", "new", "again"]) await page.type(`#${name}`, `not ${name}`);
    await press(page, 'form[action="/passphrase"] button');
  });
  await walkSheets(page, { to, ...keeping }, look);
  await walkFiling(page, { words, to }, look);
  await look("desk-found", async () => {
    await to("/")();
    await page.type("#words", words);
    await press(page, 'form[action="/search"] button');
  });
  await walkKept(page, { fresh, passphrase, words, to }, look);
}

/** What is seen of a picture, of writing and of a recording, and that nothing is seen. */
async function walkFiles(page, path, to, look) {
  await to(path)();
  await page.click("#declare-none");
  await press(page, "main form button");
  const kinds = { picture: "main img", text: "#seen ~ blockquote", sound: "main audio" };
  const seen = Object.entries({ ...kinds, unseen: "#seen + [role=status]" });
  for (const [at, [kind, selector]] of seen.entries()) {
    await look(`desk-file-${kind}`, async () => {
      await to(`${path}/files/${at + 1}`)();
      await page.waitForSelector(selector);
    });
  }
}

/** A report that is taken down, up to its slip and a wrong group. */
async function walkFiling(page, { words, to }, look) {
  const onward = 'main form[action="/file"] button';
  const consent = async () => {
    await to("/file")();
    await page.click("#lang-kk");
    await press(page, onward);
  };
  const form = async () => {
    await consent();
    await press(page, onward);
  };
  const check = async () => {
    await form();
    await page.type("#seen", `${words} +7 701 234 56 78`);
    await press(page, onward);
  };
  const slip = async () => {
    await check();
    await press(page, 'form[action="/file/agreed"] button');
  };
  await look("desk-filing-begin", to("/file"));
  await look("desk-filing-consent", consent);
  await look("desk-filing", form);
  await look("desk-filing-faults", async () => {
    await form();
    await page.click("#did-nothing");
    await press(page, onward);
  });
  await look("desk-filing-check", check);
  await look("desk-filing-slip", slip);
  await look("desk-filing-wrong", async () => {
    await slip();
    await page.type("#last", "no");
    await press(page, 'form[action="/file/slip"] button');
  });
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

/** Goes to what stands under "More". */
export async function goTo(page, path) {
  await page.click("header summary");
  await press(page, `header a[href="${path}"]`);
}

/** Presses something that leads to another page. */
export async function press(page, selector) {
  await Promise.all([page.waitForNavigation({ waitUntil: "load" }), page.click(selector)]);
}
