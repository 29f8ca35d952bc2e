// Every answer on the page, line by line, in every language: what an investigator saw before sending
// it is held against this.

import { newPage, withBrowser } from "./browser.mjs";
import { LANGUAGES, speak } from "./looks.mjs";
import { main } from "./main.mjs";
import { arrive, enter } from "./visit.mjs";

await main(({ address, code }) =>
  withBrowser(async (browser) => {
    const { page, watch } = await newPage(browser);
    await arrive(page, address);
    await enter(page, code);
    const replies = {};
    for (const language of LANGUAGES) {
      await speak(page, language);
      replies[language] = await page.evaluate(read);
    }
    return { replies, ...watch.report() };
  }),
);

/**
 * Runs in the page. Of each answer every line that is seen, as its elements hold it, and what a
 * person would copy from the screen.
 */
function read() {
  const seen = (/** @type {Element} */ element) => element.checkVisibility();
  const blocks = (/** @type {Element} */ article) =>
    [...article.querySelectorAll("h2, p, li")].filter(seen);
  const articles = [...document.querySelectorAll("main article.reply")];
  return articles.map((article) => ({
    lines: blocks(article).flatMap((block) => (block.textContent ?? "").split("\n")),
    copied: /** @type {HTMLElement} */ (article).innerText,
    elements: article.querySelectorAll('[data-slot="text"] *').length,
  }));
}
