// What a person sees when one file of the page comes altered: a visit for each file and language, each
// in a context of its own, to where that file is asked for. Which files there are, and what is to be
// seen, is Rust's; this only goes and looks.

import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import * as visit from "./visit.mjs";

/** @typedef {import("puppeteer-core").Page} Page */

const SUBMIT = "main form button[type=submit]";

/** A refusal, on a screen of its own or above a form. */
const PROBLEM = "[data-problem]";

/** Too short: what reads codes says so, and nothing else can. */
const NO_CODE = "1234";

/** What is fetched for a button that does not try by itself is told to be altered at the second try. */
const TRIES = 2;

/** Either what was signed has been verified, or the page has said why it could not be. */
const DECIDED = `${PROBLEM}, main [data-slot="channels"] > *`;

/** How each place is reached; `document` is where nothing more comes once the document has loaded. */
/** @type {Record<string, (page: Page, input: any) => Promise<unknown>>} */
const WAYS = { document: async () => {}, landing, thread, evidence, blackout, everything };

await main(({ device, origin, fragment, looks, ...input }) =>
  withBrowser(async (browser) => {
    const at = { browser, origin, fragment, input };
    const sights = [];
    for (const look of looks) sights.push(await lookAt(at, look));
    const policy = await tell(at, "truth", "kk/", policies);
    const workers = await tell(at, "without-trusted-types", "kk/", worker);
    const loose = await tell(at, "unbound", "kk/", policies);
    return { sights, policy, workers, loose };
  }, device),
);

/** Goes to where a file is asked for, and looks at what is there then. */
async function lookAt(at, { lie, path, way }) {
  return tell(at, lie, path, async (page, watch) => {
    const read = await WAYS[way]?.(page, at.input);
    return { lie, path, way, read, ...(await look(page)), requests: watch.report().requests };
  });
}

/** Has the server tell a lie while something is done on a page. */
async function tell({ browser, origin, fragment }, lie, path, work) {
  const context = await browser.createBrowserContext();
  const { page, watch } = await newPage(context);
  try {
    const answer = await fetch(`${origin}/double/${lie}`, { method: "POST" });
    if (!answer.ok) throw new Error(`${lie}: ${answer.status}`);
    await page.goto(`${origin}/${path}#${fragment}`, { waitUntil: "load" });
    return await work(page, watch);
  } catch (error) {
    const shown = await visit.text(page, "body").catch(() => "nothing");
    throw new Error(`${lie}, ${path}: ${shown}`, { cause: error });
  } finally {
    await context.close();
  }
}

async function landing(page) {
  await page.waitForSelector(DECIDED);
}

async function thread(page) {
  await landing(page);
  await visit.press(page, 'main [data-go="enter"]');
  await page.locator("main #code").fill(NO_CODE);
  await page.locator(SUBMIT).click();
  await page.waitForSelector(PROBLEM);
}

async function evidence(page, { story }) {
  await landing(page);
  await visit.toQuestions(page);
  await visit.write(page, story);
  await visit.goOn(page);
  await visit.press(page, 'main [data-slot="skip"]');
  for (let steps = 0; steps < 2; steps += 1) await visit.goOn(page);
  await page.locator('main [data-slot="add"]').click();
  await page.waitForSelector(`main #file, ${PROBLEM}`);
}

async function blackout(page, { story, picture }) {
  await evidence(page, { story });
  if (await page.$(PROBLEM)) return;
  await (await page.$("main #file")).uploadFile(picture);
  await page.waitForSelector('main article[data-state="read"]');
  await visit.press(page, 'main [data-slot="blackout"] button');
  await page.locator("main #add").click();
  await page.waitForSelector("main #area-0-left");
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = await page.$(".errors");
    await page.locator(SUBMIT).click();
    const isOver = (old) => {
      const errors = document.querySelector(".errors");
      return errors ? errors !== old : document.querySelector("main article") !== null;
    };
    await page.waitForFunction(isOver, {}, before);
    if (!(await page.$(".errors"))) return;
  }
}

/** The way by everything that is ever asked for; what the reader of codes said of too short a one. */
async function everything(page, input) {
  await thread(page);
  const said = await page.$eval(PROBLEM, (screen) => screen.getAttribute("data-problem"));
  await visit.press(page, "[data-back]");
  await blackout(page, input);
  return said;
}

/** What a person sees, and what tells which scripts have run. */
function look(page) {
  return page.evaluate(() => {
    const shown = (selector) =>
      [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
    const problem = document.querySelector("[data-problem]");
    const root = document.documentElement;
    const signs = {
      script: root.classList.contains("js"),
      style: getComputedStyle(root).getPropertyValue("--ground") !== "",
      files: document.querySelector("main #file, main article") !== null,
      blackened: document.querySelector("main article") !== null,
    };
    return {
      at: location.pathname,
      text: document.body.innerText,
      stays: shown(".until-js").map((element) => element.innerText).join("\n"),
      forms: shown("form, input, textarea, select").length,
      doors: shown("[data-go], [data-back]").length,
      exits: shown('a[href^="https://"]').length,
      has: Object.keys(signs).filter((sign) => signs[sign]),
      problem: problem instanceof HTMLElement ? (problem.dataset.problem ?? "") : "",
    };
  });
}

/** What the policies of an honest server let nobody do. */
function policies(page) {
  return page.evaluate(async () => {
    const attempt = async (work) => {
      try {
        await work();
        return "done";
      } catch (error) {
        return error instanceof Error ? error.name : "thrown";
      }
    };
    return {
      html: await attempt(() => {
        document.createElement("div").innerHTML = "<b>ә</b>";
      }),
      // Not in the import map, so that no hash is known for it.
      script: await attempt(() => import("/thread.js?9")),
    };
  });
}

/** By which rule a worker is refused where nothing else stands in its way. */
function worker(page) {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        // A violation is told at once, but perhaps after the failure.
        const VIOLATIONS_MS = 1_000;
        document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
          resolve(effectiveDirective),
        );
        // A document's script fails in a worker, so that it is told when one has run.
        const ran = () => setTimeout(resolve, VIOLATIONS_MS, "it ran");
        try {
          new Worker("/start.js").onerror = ran;
        } catch {
          ran();
        }
      }),
  );
}
