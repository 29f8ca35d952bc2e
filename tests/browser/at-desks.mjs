// People who investigate, each at the page of their own desk, in one browser. What they do there they are
// told line by line; every step goes from what is on the screen to what can be pressed on it.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { converse } from "./main.mjs";
import { fetch, goTo, press, unlock } from "./walk-desk.mjs";

/** Somebody, and everything that stood on their screen since it was asked for last. */
class Sitting {
  /** @type {string[]} */
  seen = [];
  /** What the last fetch said, for whoever has to find out why something was not there. */
  fetched = "";

  constructor(page, watch) {
    this.page = page;
    this.watch = watch;
  }

  /** Presses something that leads to another page, and reads it. */
  async go(selector) {
    await press(this.page, selector);
    await this.read();
  }

  async read() {
    this.seen.push(await this.page.$eval("main", (main) => /** @type {HTMLElement} */ (main).innerText));
  }

  take() {
    const { seen } = this;
    this.seen = [];
    return seen;
  }

  has(selector) {
    return this.page.$(selector).then(Boolean);
  }
}

/** Everything that can be done, with the answer to it. */
const DEEDS = {
  /** Opens the page, and unlocks it. */
  async sit(sitting, { address, passphrase }) {
    await sitting.page.goto(address);
    await sitting.page.waitForSelector("#passphrase");
    await unlock(sitting.page, passphrase);
    await sitting.read();
  },

  async fetch(sitting) {
    await fetch(sitting.page);
    await sitting.read();
    const told = await said(sitting.page);
    sitting.fetched = told.said.join(" ");
    return told;
  },

  /** Posts the letters of days off ahead. */
  async goAway(sitting, { days }) {
    await goTo(sitting.page, "/post");
    await fill(sitting.page, "days", days);
    await press(sitting.page, 'form[action="/days-off"] button');
    await sitting.page.waitForSelector("main .tabs");
    await sitting.read();
    return said(sitting.page);
  },

  /** Takes a report down for somebody who telephones, and hands over the code, which is on no other page. */
  async takeDown(sitting, { lang, text, to, out }) {
    const { page } = sitting;
    const onward = 'main form[action="/file"] button';
    const agreed = 'form[action="/file/agreed"] button';
    await goTo(page, "/file");
    await page.click(`#lang-${lang}`);
    await sitting.go(onward);
    await sitting.go(onward);
    await fill(page, "seen", text, "#seen");
    for (const id of out) await page.click(`#out-${id}`);
    await page.$$eval("input[name=reader]", (all, to) => {
      for (const one of all) if (one.checked !== to.includes(one.value)) one.click();
    }, to);
    await sitting.go(onward);
    // What was filled in has opened another question, which nobody answers.
    if (!(await sitting.has(agreed))) await sitting.go(onward);
    await press(page, agreed);
    const code = await page.$eval("#code", (it) => it.textContent.trim());
    await page.type("#last", code.slice(-4));
    await sitting.go('form[action="/file/slip"] button');
    return { code, ...(await said(page)) };
  },

  async due(sitting) {
    await sitting.go('nav a[href="/due"]');
  },

  /** The cases of this desk: open ones, then closed ones, and whether there is something new in each. */
  async cases(sitting) {
    await sitting.go('nav a[href="/"]');
    const open = await rows(sitting.page);
    await sitting.go('.tabs a[href*="queue=closed"]');
    return [...open, ...(await rows(sitting.page))];
  },

  open,

  /** A case as it is shown. */
  async look(sitting, { id }) {
    await find(sitting, id);
    return timeLine(sitting.page);
  },

  /** Fills in the form of an act, and sends it; what she is told is looked at before. */
  async act(sitting, { id, act, fields }) {
    await open(sitting, { id });
    await sitting.go(`a[href$="/do/${act}"]`);
    for (const [name, value] of Object.entries(fields)) await fill(sitting.page, name, value);
    await sitting.go("main form button");
    return send(sitting);
  },

  /** Answers her. That it is the answer that was promised is said where texts to begin with are. */
  async reply(sitting, { id, text, feedback }) {
    await open(sitting, { id });
    if (feedback) {
      await sitting.go('main a[href$="/reply"]');
      await sitting.page.click("#feedback");
    }
    await fill(sitting.page, "text", text, "#reply");
    await sitting.go('form[action$="/reply"] button');
    return send(sitting);
  },

  async note(sitting, { id, text }) {
    await open(sitting, { id });
    await fill(sitting.page, "text", text, "#note");
    await sitting.go('form[action$="/note"] button');
    return said(sitting.page);
  },

  /** What the browser complains of; not of an icon that it did not wait for, because somebody went on. */
  async leave(sitting) {
    await sitting.go('form[action="/lock"] button');
    return sitting.watch.complaints.filter((complaint) => !/^refused: .*\/icon\.svg$/.test(complaint));
  },
};

/** Opens a case from the queue; before it is read for the first time, it is said that there is no conflict. */
async function open(sitting, { id }) {
  await find(sitting, id);
  if (!(await sitting.has("#declare-none"))) return;
  await sitting.page.click("#declare-none");
  await sitting.go("main form button");
}

async function find(sitting, id) {
  const link = `tbody a[href="/cases/${id}"]`;
  await sitting.go('nav a[href="/"]');
  if (!(await sitting.has(link))) await sitting.go('.tabs a[href*="queue=closed"]');
  await sitting.go(link);
}

/** Sends what was shown as she will see it. If it is not told to her, it has gone already. */
async function send(sitting) {
  const form = "form:has(input[name=seen])";
  const preview = (await sitting.has(form)) ? sitting.seen.at(-1) : null;
  if (preview !== null) await sitting.go(`${form} button`);
  return { preview, ...(await said(sitting.page)) };
}

/** What the last form brought about, and what of it is urgent; a page that has no place for it is none. */
async function said(page) {
  const place = "main [role=status]";
  if (!(await page.$(place))) throw new Error("nothing is said");
  const words = (selector) =>
    page.$$eval(`${place} ${selector}`, (all) => all.map((one) => one.textContent ?? ""));
  return { said: await words("p"), urgent: await words(":is(.urgent, .alarm)") };
}

async function rows(page) {
  return page.$$eval("tbody tr", (all) =>
    all.map((row) => ({
      id: row.querySelector("a").pathname.split("/").at(-1),
      unread: Boolean(row.cells[3].querySelector("strong")),
    })),
  );
}

function timeLine(page) {
  return page.$$eval("ol.line > li", (all) =>
    all.map((one) => ({
      hers: one.classList.contains("hers"),
      day: one.querySelector("time").dateTime,
      head: one.querySelector("h3").textContent,
      passages: [...one.querySelectorAll("blockquote")].map((quote) => quote.textContent),
      words: one.textContent,
    })),
  );
}

/** Fills in a field, of whatever kind it is. Of several to choose from, one is known by its code or words. */
async function fill(page, name, value, selector = `main form [name="${name}"]`) {
  const kind = await page.$eval(selector, (field) => field.type);
  if (kind === "checkbox") {
    for (const one of value) await page.click(`main form [name="${name}"][value="${one}"]`);
  } else if (kind === "select-one") {
    const options = await page.$$eval(`${selector} option`, (all) =>
      all.map((option) => [option.value, option.text]),
    );
    const is = ([code, words]) => code === value || words.includes(value);
    await page.select(selector, options.find(is)[0]);
  } else {
    await page.locator(selector).setWaitForStableBoundingBox(false).fill(value);
  }
}

await converse(({ device }, each) =>
  withBrowser(async (browser) => {
    /** @type {Map<string, Sitting>} */
    const desks = new Map();
    await each(async ({ desk, deed, ...given }) => {
      if (deed === "sit") {
        // A browser of their own, as far as cookies go.
        const context = await browser.createBrowserContext();
        const { page, watch } = await newPage(context, { viewport: DESKTOP });
        desks.set(desk, new Sitting(page, watch));
      }
      const sitting = desks.get(desk);
      try {
        const answer = await DEEDS[deed](sitting, given);
        return { answer: answer ?? null, seen: sitting.take() };
      } catch (error) {
        const seen = `${sitting.seen.at(-1)}\nFetched last: ${sitting.fetched}`;
        throw new Error(`${deed} ${JSON.stringify(given)}: ${error}\n${seen}`);
      }
    });
  }, device),
);
