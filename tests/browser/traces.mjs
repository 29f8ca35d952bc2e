// A whole visit in a profile that stays: reporting, coming back, reading. Or, with the same
// browser, a visit to a page that leaves behind all that a page can: a search has to find that.

import { newPage, withBrowser } from "./browser.mjs";
import { openLitter } from "./litter.mjs";
import { main } from "./main.mjs";
import { answerAll, answers, arrive, chooseReaders, confirm, enter, press } from "./visit.mjs";
import { send, sendMore, text, toQuestions, write } from "./visit.mjs";

await main(({ device, ...input }) =>
  withBrowser((browser) => (input.litter ? litter(browser) : visit(browser, input)), device),
);

/** In the profile itself, and no private window. */
async function visit(browser, { address, story, answered, punished }) {
  const { page, watch } = await newPage(browser);
  await arrive(page, address);
  const lead = await text(page, "main .lead");
  await toQuestions(page);
  await answerAll(page, story);
  await chooseReaders(page, []);
  const code = await send(page);
  await confirm(page, code);
  await arrive(page, address);
  await enter(page, code);
  await arrive(page, address);
  await enter(page, answered);
  const read = (await answers(page)).map((answer) => answer.text);
  await walkOn(page, punished);
  return { lead, code, read, ...watch.report() };
}

/** Every screen that a returning visit leads to; nothing is saved as a file. */
async function walkOn(page, punished) {
  await press(page, 'main [data-slot="punished"]');
  await write(page, punished);
  await sendMore(page);
  for (const screen of ["who", "reminder", "proof", "own"]) {
    await press(page, `main [data-slot="${screen}"]`);
    await press(page, "[data-back]");
  }
}

async function litter(browser) {
  const server = await openLitter();
  const { page } = await newPage(browser);
  // Code is kept when it is asked for again.
  for (let times = 0; times < 3; times += 1) {
    await page.goto(server.address, { waitUntil: "load" });
    await page.waitForFunction(() => globalThis.done);
  }
  const { canaries, origin, encodings } = server;
  await server.close();
  return { canaries, origin, encodings };
}
