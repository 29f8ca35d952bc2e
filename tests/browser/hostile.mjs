// What a person is shown by a server that lies: one visit for each lie and language, in one browser.
// Which lies there are, and what is to be seen, is Rust's; this only goes and looks.

import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import * as visit from "./visit.mjs";

const LANGUAGES = ["kk", "ru", "en"];
/** A bucket of the largest size is opened file by file. */
const PATIENCE_MS = 90_000;

/** Ways on from the landing, but for the one to help, which needs no server. */
const FORWARD = 'main [data-go="report"], main [data-go="enter"]';

class Look {
  constructor(browser, origin, address) {
    Object.assign(this, { browser, origin, address });
  }

  /** Has the server tell a lie while something is done. */
  async during(lie, work) {
    const { page } = await newPage(this.browser);
    page.setDefaultTimeout(PATIENCE_MS);
    try {
      await this.tell(lie);
      return await work(page);
    } catch (error) {
      throw new Error(`${lie}: ${await visit.text(page, "body")}`, { cause: error });
    } finally {
      await this.tell("truth");
      await page.close();
    }
  }

  async tell(lie) {
    const answer = await fetch(`${this.origin}/double/${lie}`, { method: "POST" });
    if (!answer.ok) throw new Error(`${lie}: ${answer.status}`);
  }

  /** Arrives, and finds no form. */
  refused(lie, keys) {
    return this.during(lie, async (page) => {
      await page.goto(`${this.address}#${keys}`, { waitUntil: "load" });
      await page.waitForSelector("main [data-problem], main #today");
      const problems = await visit.problems(page);
      const asked = (await page.$("main #today")) === null ? [] : ["today"];
      const doors = await page.$$eval(FORWARD, (all) => all.length);
      return { problems: [...problems, ...asked], text: await visit.text(page), doors };
    });
  }

  /** Comes back with a code. */
  thread(lie, keys, code) {
    return this.during(lie, async (page) => {
      await visit.arrive(page, `${this.address}#${keys}`);
      await visit.enter(page, code);
      const list = (slot) =>
        page.$$eval(`main [data-slot="${slot}"] article.reply`, (all) =>
          all.map((one) => one.querySelector('[data-slot="text"]')?.textContent ?? ""),
        );
      const none = await page.$$eval('main [data-slot="none"]:not([hidden])', (all) => all.length);
      return {
        problems: await visit.problems(page),
        text: await visit.text(page),
        chosen: await list("replies"),
        others: await list("others-list"),
        none,
      };
    });
  }

  /** Sends a report to a server that pretends to have it, until it is honest. */
  sending({ lies, story }, keys) {
    return this.during("truth", async (page) => {
      await visit.arrive(page, `${this.address}#${keys}`);
      await visit.toQuestions(page);
      await visit.answerAll(page, story);
      await visit.chooseReaders(page, []);
      const seen = [];
      await this.tell(lies[0]);
      await page.locator("main form button[type=submit]").click();
      for (const [place, lie] of lies.entries()) {
        await page.waitForSelector('main [data-problem="acceptance-false"]');
        seen.push({ lie, text: await visit.text(page), code: await page.$('[data-slot="code"]') });
        await this.tell(lies[place + 1] ?? "truth");
        await page.locator('main [data-slot="now"]').click();
      }
      await page.waitForSelector('main [data-slot="code"]');
      return seen;
    });
  }
}

await main(({ origin, fragment, refused, threads, sending }) =>
  withBrowser(async (browser) => {
    const seen = { refused: {}, threads: {}, sending: {} };
    for (const language of LANGUAGES) {
      const look = new Look(browser, origin, `${origin}/${language}/`);
      for (const { lie, keys } of refused) {
        (seen.refused[lie] ??= {})[language] = await look.refused(lie, keys ?? fragment);
      }
      for (const { lie, code, languages = LANGUAGES } of threads) {
        if (!languages.includes(language)) continue;
        (seen.threads[lie] ??= {})[language] = await look.thread(lie, fragment, code);
      }
      seen.sending[language] = await look.sending(sending, fragment);
    }
    return seen;
  }),
);
