// Later visit, in another browser: she comes back with the code, reads, and writes more.

import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { answers, arrive, enter, goOn, people, press, sendMore, text, write } from "./visit.mjs";

await main(({ device, address, code, message }) =>
  withBrowser(async (browser) => {
    const { page, watch } = await newPage(browser);
    await arrive(page, address);
    await enter(page, code);
    const thread = await text(page);
    const read = await answers(page);
    await press(page, 'main [data-slot="write"]');
    const writing = await text(page);
    const choice = await lookAtReaders(page);
    await write(page, message);
    await sendMore(page);
    const sent = await text(page);
    return { thread, answers: read, writing, ...choice, sent, ...watch.report() };
  }, device),
);

/** Goes to where readers could be changed, looks, and comes back. */
async function lookAtReaders(page) {
  await press(page, 'main [data-slot="change"]');
  const ticked = await page.$$eval("main input:checked", (inputs) => inputs.map(({ id }) => id));
  const labels = await page.$$eval("main label", (all) =>
    all.map((label) => [label.htmlFor, label.textContent]),
  );
  const shutOut = labels.filter(([id]) => ticked.includes(id)).map(([, words]) => words);
  await goOn(page);
  const offered = await people(page);
  await goOn(page);
  return { shutOut, offered };
}
