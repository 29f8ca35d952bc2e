// Two later visits: with a code that was answered, and with one that was not. What each asks of the
// server is recorded step by step.

import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { answers, arrive, consent, enter, goOn, outcomes, press } from "./visit.mjs";
import { sendMore, text, write } from "./visit.mjs";

await main(({ device, address, answered, kept, message }) =>
  withBrowser(
    async (browser) => ({
      answered: await visit(browser, address, answered, (step) => withAnswer(step, message)),
      kept: await visit(browser, address, kept, withoutAnswer),
    }),
    device,
  ),
);

/**
 * Comes back with a code. Every step is named, and what it asked for and what was seen then is kept.
 *
 * @param {(step: (name: string, act: (page: import("puppeteer-core").Page) => Promise<unknown>)
 *   => Promise<void>) => Promise<void>} walk
 */
async function visit(browser, address, code, walk) {
  const context = await browser.createBrowserContext();
  const { page, watch } = await newPage(context);
  /** @type {Record<string, { seen: unknown, requests: string[], sizes: [string, number][] }>} */
  const steps = {};
  await arrive(page, address);
  const step = async (name, act) => {
    const before = watch.requests.length;
    const begun = await page.evaluate(() => performance.now());
    const seen = (await act(page)) ?? null;
    const requests = watch.requests.slice(before).map(({ method, url }) => `${method} ${url}`);
    steps[name] = { seen, requests, sizes: await page.evaluate(sizes, begun) };
  };
  await step("enter", async (at) => {
    await enter(at, code);
    return { answers: (await answers(at)).length };
  });
  await walk(step);
  await context.close();
  return { steps, ...watch.report() };
}

/**
 * Bytes of every answer's body as it came, to what was asked since then: what was asked before may
 * be answered late. Runs in the page.
 */
function sizes(begun) {
  const loaded = performance.getEntriesByType("resource");
  const since = loaded.filter(({ startTime }) => startTime >= begun);
  return since.map(({ name, encodedBodySize }) => [name, encodedBodySize]);
}

/** She reads, writes more, and would like to see what she sent. */
async function withAnswer(step, message) {
  await step("read", (page) =>
    page.$$eval('main article.reply [data-slot="text"]', (all) => ({
      text: all.map((words) => words.textContent).join("\n"),
      elements: all.reduce((count, words) => count + words.children.length, 0),
      links: document.querySelectorAll("main a").length,
    })),
  );
  await step("more", async (page) => {
    await press(page, 'main [data-slot="write"]');
    const ticked = await page.$eval("#keep-copy", (tick) => tick.checked);
    await write(page, message);
    await sendMore(page);
    return { ticked };
  });
  await step("own", (page) => showOwn(page));
}

/** She looks at what she sent, takes it back, and erases it. */
async function withoutAnswer(step) {
  await step("own-unasked", async (page) => {
    await press(page, 'main [data-slot="own"]');
    await page.locator("main form button[type=submit]").click();
    await page.waitForSelector(".errors");
    await press(page, "[data-back]");
  });
  await step("own", (page) => showOwn(page));
  await step("withdraw", async (page) => {
    await press(page, 'main [data-slot="withdraw"]');
    const prices = await text(page);
    await press(page, 'main [data-slot="tell"]');
    const preselected = (await page.$$("main input:checked")).length;
    await goOn(page);
    await goOn(page);
    await sendMore(page);
    return { prices, preselected, thread: await text(page) };
  });
  await step("erase", async (page) => {
    await press(page, 'main [data-slot="withdraw"]');
    const told = await page.$eval('main [data-slot="told"]', (it) => !it.hidden);
    await press(page, 'main [data-slot="erase"]');
    await consent(page, "main [data-outcome]");
    return { told, outcomes: await outcomes(page) };
  });
  await step("erase-again", async (page) => {
    await consent(page, 'main [data-outcome="erased-before"]');
    return { outcomes: await outcomes(page) };
  });
  await step("own-afterwards", async (page) => {
    await press(page, "[data-back]");
    await press(page, "[data-back]");
    return showOwn(page, 'main [data-outcome="withdrawn"]');
  });
}

async function showOwn(page, selector = "main [data-outcome]") {
  await press(page, 'main [data-slot="own"]');
  await consent(page, selector);
  const seen = { outcomes: await outcomes(page), shown: await text(page) };
  await press(page, "[data-back]");
  return seen;
}
