// She comes back after one of her readers has gone and let somebody else in: reads, writes on as the
// page proposes, then to the new one too. With another code she comes back to nobody who still reads.

import { newPage, withBrowser } from "./browser.mjs";
import { inspect, LANGUAGES, speak } from "./looks.mjs";
import { main } from "./main.mjs";
import { arrive, enter, goOn, people, press, sendMore, tick, write } from "./visit.mjs";

await main(({ device, inspects, address, handed, abandoned, message, added }) =>
  withBrowser(
    async (browser) => ({
      handed: await visit(browser, address, handed, async (page) => {
        const look = async () => (inspects ? (await inspect(page)).faults : []);
        return writeTwice(page, message, added, look);
      }),
      abandoned: await visit(browser, address, abandoned, choose),
    }),
    device,
  ),
);

/** Comes back with a code; what was seen, and the letters that were put. */
async function visit(browser, address, code, walk) {
  const context = await browser.createBrowserContext();
  const { page, watch } = await newPage(context);
  await arrive(page, address);
  await enter(page, code);
  const seen = await walk(page);
  const put = watch.requests.filter(({ method }) => method === "PUT").map(({ url }) => url);
  await context.close();
  return { ...seen, put, ...watch.report() };
}

/** @param {() => Promise<string[]>} look what is wrong with the screen */
async function writeTwice(page, message, added, look) {
  const thread = await inEach(page, answers);
  const faults = await look();
  await press(page, 'main [data-slot="write"]');
  const writing = await inEach(page, writes);
  faults.push(...(await look()));
  await write(page, message);
  await sendMore(page);
  const after = await answers(page);

  await press(page, 'main [data-slot="write"]');
  const later = await writes(page);
  await press(page, 'main [data-slot="change"]');
  const shutOut = await ticked(page);
  await goOn(page);
  const proposed = { offered: await people(page), ticked: await ticked(page) };
  await tick(page, added);
  await goOn(page);
  await write(page, message);
  await sendMore(page);
  const seen = { thread, writing, after, later, shutOut, proposed, faults };
  return { ...seen, added: await answers(page) };
}

/** Nobody is left whom she could write to without choosing. */
async function choose(page) {
  const thread = await answers(page);
  await press(page, 'main [data-slot="write"]');
  const shutOut = await ticked(page);
  await goOn(page);
  return { thread, shutOut, ticked: await ticked(page) };
}

async function inEach(page, look) {
  const seen = {};
  for (const language of LANGUAGES) {
    await speak(page, language);
    seen[language] = await look(page);
  }
  await speak(page, "kk");
  return seen;
}

/** The answers by their group, and who reads. */
function answers(page) {
  return page.evaluate(() => {
    const lines = (at, selector) =>
      [...at.querySelectorAll(selector)]
        .filter((line) => line.checkVisibility())
        .map((line) => line.textContent ?? "");
    const group = (name) =>
      [...document.querySelectorAll(`main [data-slot="${name}"] article.reply`)].map((reply) => ({
        author: reply.querySelector('[data-slot="author"]')?.textContent ?? "",
        by: lines(reply, '[data-slot="by"] li'),
        reading: lines(reply, '[data-slot="reading"] li'),
        problems: lines(reply, "[data-problem]"),
      }));
    return {
      chosen: group("replies"),
      before: group("before-list"),
      let_in: group("let-in-list"),
      others: group("others-list"),
      titles: lines(document, "main h2"),
      reads: lines(document, 'main [data-slot="readers-list"] li'),
    };
  });
}

/** Where she writes: whom it goes to, and who is said to have gone. */
function writes(page) {
  return page.evaluate(() => {
    const lines = (slot) =>
      [...document.querySelectorAll(`main [data-slot="${slot}"] li`)]
        .filter((line) => line.checkVisibility())
        .map((line) => line.textContent ?? "");
    return { to: lines("readers"), left: lines("left-list"), out: lines("out-list") };
  });
}

/** The people who are ticked, by their labels. */
function ticked(page) {
  return page.$$eval("main input:checked", (inputs) =>
    inputs.map((input) => input.labels?.[0]?.textContent ?? ""),
  );
}
