// People who investigate, each at the page of their own desk, in one browser. What they do there they are
// told line by line; every step goes from what is on the screen to what can be pressed on it.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { converse } from "./main.mjs";
import { fetch, press, unlock } from "./walk-desk.mjs";

/** Somebody, and everything that stood on their screen since it was asked for last. */
class Sitting {
  /** @type {string[]} */
  seen = [];

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

  /** For somebody who types at this desk's terminal meanwhile. */
  async lock(sitting) {
    await sitting.go('form[action="/lock"] button');
  },

  async unlock(sitting, { passphrase }) {
    await unlock(sitting.page, passphrase);
    await sitting.read();
  },

  async fetch(sitting) {
    await fetch(sitting.page);
    await sitting.read();
    return said(sitting.page);
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
        throw new Error(`${deed} ${JSON.stringify(given)}: ${error}\n${sitting.seen.at(-1)}`);
      }
    });
  }, device),
);
