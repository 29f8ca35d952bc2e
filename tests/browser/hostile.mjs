// What a person is shown by a server that lies: one visit for each lie and language, in one browser,
// or one visit whose screen is looked at in every language. Which lies there are, and what is to be
// seen, is Rust's; this only goes and looks.

import { newPage, withBrowser } from "./browser.mjs";
import { LANGUAGES, speak } from "./looks.mjs";
import { main } from "./main.mjs";
import * as visit from "./visit.mjs";

/** A bucket of the largest size is opened file by file. */
const PATIENCE_MS = 90_000;

/** Ways on from the landing, but for the one to help, which needs no server. */
const FORWARD = 'main [data-go="report"], main [data-go="enter"]';
/** Ways to write from the answers. */
const WRITING = 'main :is([data-slot="write"], [data-slot="withdraw"]):not([hidden])';
const OWN = 'main [data-slot="own"]';
const SUBMIT = "main form button[type=submit]";

class Look {
  constructor(browser, origin, fragment, language) {
    const address = `${origin}/${language}/#`;
    Object.assign(this, { browser, origin, address, fragment });
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
  refused(lie, keys = this.fragment) {
    return this.during(lie, async (page) => {
      await page.goto(this.address + keys, { waitUntil: "load" });
      await page.waitForSelector("main [data-problem], main #today");
      return refusal(page);
    });
  }

  /** Comes back with a code, and looks at the answers. The server may lie only `later`. */
  comeBack(lie, code, look, later = lie) {
    return this.during(lie, async (page) => {
      await visit.arrive(page, this.address + this.fragment);
      await this.tell(later);
      await visit.enter(page, code);
      return look(page);
    });
  }

  /** Comes back, and has what she sent shown by a server that lies in one way after the other. */
  ownBy(lies, code) {
    return this.comeBack("truth", code, async (page) => {
      await visit.press(page, OWN);
      const seen = {};
      for (const lie of lies) {
        await this.tell(lie);
        seen[lie] = await own(page);
      }
      await visit.press(page, "[data-back]");
      return { own: seen, thread: { kk: await thread(page) } };
    });
  }

  /** Sends a report to a server that pretends to have it, until it is honest. */
  sending({ lies, story }) {
    return this.during("truth", async (page) => {
      await visit.arrive(page, this.address + this.fragment);
      await visit.toQuestions(page);
      await visit.answerAll(page, story);
      await visit.chooseReaders(page, []);
      const seen = [];
      await this.tell(lies[0]);
      await page.locator(SUBMIT).click();
      for (const [place, lie] of lies.entries()) {
        await page.waitForSelector('main [data-problem="acceptance-false"]');
        const code = await page.$('[data-slot="code"]');
        seen.push({ lie, problems: await visit.problems(page), code });
        await this.tell(lies[place + 1] ?? "truth");
        await page.locator('main [data-slot="now"]').click();
      }
      await page.waitForSelector('main [data-slot="code"]');
      return seen;
    });
  }
}

/** What is shown instead of the form. */
async function refusal(page) {
  const problems = await page.$$eval("main > :is([data-problem], :has(#today))", (screens) =>
    screens.map((screen) => ({
      key: screen.getAttribute("data-problem") ?? "today",
      words: screen.querySelector('[data-slot="reason"], [data-slot="days"]').innerText,
    })),
  );
  const doors = await page.$$eval(FORWARD, (all) => all.length);
  return { problems, text: await visit.text(page), doors };
}

/** The answers. */
async function thread(page) {
  const list = (slot) =>
    page.$$eval(`main [data-slot="${slot}"] article.reply`, (all) =>
      all.map((one) => one.querySelector('[data-slot="text"]')?.textContent ?? ""),
    );
  const shown = (selector) => page.$$eval(selector, (all) => all.length);
  return {
    problems: await visit.problems(page),
    text: await visit.text(page),
    chosen: await list("replies"),
    others: await list("others-list"),
    none: await shown('main [data-slot="none"]:not([hidden])'),
    writing: await shown(WRITING),
  };
}

/** What she sent, once she has ticked that she wants to see it. */
async function own(page) {
  await page.locator("main label[for=sure]").click();
  await visit.press(page, SUBMIT);
  return inEachLanguage(page, outcomes);
}

/** What became of each letter, and what is shown of it. */
const outcomes = (page) =>
  page.$$eval("main [data-outcome]", (letters) =>
    letters.map((letter) => {
      const [words, text] = ["outcome", "words"].map((slot) => {
        const place = letter.querySelector(`[data-slot="${slot}"]`);
        return place.checkVisibility() ? place.innerText : "";
      });
      return { key: letter.getAttribute("data-outcome"), words, text };
    }),
  );

/** A screen in every language. */
async function inEachLanguage(page, look) {
  const seen = {};
  for (const language of LANGUAGES) {
    await speak(page, language);
    seen[language] = await look(page);
  }
  return seen;
}

const threadInEach = (page) => inEachLanguage(page, thread);

await main(({ origin, fragment, refused, threads, sending, endless, stale, own: hers }) =>
  withBrowser(async (browser) => {
    const seen = { refused: {}, threads: {}, sending: {} };
    for (const language of LANGUAGES) {
      const look = new Look(browser, origin, fragment, language);
      for (const { lie, keys } of refused) {
        (seen.refused[lie] ??= {})[language] = await look.refused(lie, keys ?? fragment);
      }
      for (const { lie, code } of threads) {
        (seen.threads[lie] ??= {})[language] = await look.comeBack(lie, code, thread);
      }
      seen.sending[language] = await look.sending(sending);
    }
    const look = new Look(browser, origin, fragment, "kk");
    seen.threads[endless.lie] = await look.comeBack(endless.lie, endless.code, threadInEach);
    seen.stale_later = await look.comeBack("truth", stale.code, thread, stale.lie);
    seen.stale = await look.comeBack(stale.lie, stale.code, async (page) => {
      const answers = await threadInEach(page);
      await visit.press(page, OWN);
      return { thread: answers, own: { [stale.lie]: await own(page) } };
    });
    seen.own = await look.ownBy(hers.lies, hers.code);
    return seen;
  }),
);
