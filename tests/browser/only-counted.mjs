// She begins to tell her story, thinks better of it, and is only counted: with a keyboard and nothing
// else, once in every language.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { enterInto, enterOn, goBack, spaceOn, tabTo, typeInto } from "./keys.mjs";
import { inspect, LANGUAGES, speak } from "./looks.mjs";
import { main } from "./main.mjs";
import { arrive, everything, text } from "./visit.mjs";

/** Where *how often* stands among the questions that she left out. */
const FREQUENCY = 5;

await main(({ device, address, story }) =>
  withBrowser(async (browser) => {
    const visits = {};
    for (const language of LANGUAGES) {
      visits[language] = await visit(browser, { device, address, story, language });
    }
    return visits;
  }, device),
);

async function visit(browser, { device, address, story, language }) {
  const context = await browser.createBrowserContext();
  const { page, watch } = await newPage(context, { viewport: DESKTOP });
  // axe writes into the page in ways that the page's own policy forbids.
  const looksFor = device.browser === "chromium";
  if (looksFor) await page.setBypassCSP(true);
  await arrive(page, address);
  await speak(page, language);
  await tellAndThinkBetter(page, story);
  await enterOn(page, '[data-go="only-count"]');
  const told = await text(page);
  await enterOn(page, '[data-slot="continue"]');
  const asked = await walkQuestions(page);
  const check = await everythingOnCheck(page);
  await tabTo(page, "#send");
  await enterInto(page, ".errors");
  const empty = await page.$eval(".errors", ({ innerText }) => innerText);
  await choose(page);
  await tabTo(page, "#send");
  await enterInto(page, "main [data-exit]");
  const counted = await text(page);
  const code = /\d{4}/.test(counted);
  const { faults } = looksFor ? await inspect(page) : { faults: [] };
  await enterOn(page, '[data-go="report"]');
  const left = (await everything(page)).includes(story);
  await context.close();
  const { foreign, complaints } = watch.report();
  return { told, asked, check, empty, counted, code, left, faults, foreign, complaints };
}

/** Her story is typed, and she goes back to the beginning. */
async function tellAndThinkBetter(page, story) {
  await enterOn(page, '[data-go="report"]');
  await enterOn(page, '[data-slot="continue"]');
  await typeInto(page, "#answer-seen", story);
  await enterOn(page, "form button[type=submit]");
  for (let steps = 0; steps < 3; steps += 1) await goBack(page);
}

/** Through all of them without an answer; which fields for words there were. */
async function walkQuestions(page) {
  const fields = [];
  while ((await page.$("[id^=person-]")) === null) {
    const here = await page.$$eval("main textarea, main input[type=text]", (all) =>
      all.map(({ id }) => id),
    );
    fields.push(...here);
    await enterOn(page, "form button[type=submit]");
  }
  await enterOn(page, "form button[type=submit]");
  await enterOn(page, "form button[type=submit]");
  return fields;
}

/** What the check shows beside the answers. */
function everythingOnCheck(page) {
  return page.evaluate(() => ({
    text: document.querySelector("main")?.textContent ?? "",
    naming: document.querySelector('main [data-slot="give"]') !== null,
    ownCopy: document.querySelector("main input") !== null,
  }));
}

/** One of the questions that she left out. */
async function choose(page) {
  await tabTo(page, "summary");
  await page.keyboard.press("Enter");
  await enterOn(page, `[data-slot="left-out"] > :nth-child(${FREQUENCY}) [data-slot="change"]`);
  await spaceOn(page, "#answer-frequency");
  await enterOn(page, "form button[type=submit]");
}
