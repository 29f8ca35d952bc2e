// What the page promises beside the story, each tried on a page of its own in one browser. An answer
// for each: what was seen, for Rust to judge, or why it could not be seen.

import { newPage, withBrowser } from "./browser.mjs";
import * as exits from "./exits.mjs";
import { main } from "./main.mjs";
import * as promises from "./promises.mjs";

/** @typedef {import("puppeteer-core").Page} Page */
/** @typedef {import("./browser.mjs").Watch} Watch */

/** @type {Record<string, (page: Page, watch: Watch, input: any) => Promise<object>>} */
const PROMISES = {
  exit_by_button: exits.byButton,
  exit_by_shift: exits.byShift,
  exit_by_first_tab: exits.byFirstTab,
  exit_not_by_shift: exits.notByShift,
  exit_shown_again: exits.shownAgain,
  exit_without_scripts: exits.withoutScripts,
  languages: promises.languages,
  mistyped: promises.mistyped,
  wrong_root: promises.wrongRoot,
  without_fragment: promises.withoutFragment,
  without_javascript: promises.withoutJavaScript,
  forgotten: promises.forgotten,
};

await main((input) =>
  withBrowser(async (browser) => {
    /** @type {Record<string, object>} */
    const seen = {};
    for (const [name, look] of Object.entries(PROMISES)) {
      const context = await browser.createBrowserContext();
      const { page, watch } = await newPage(context);
      try {
        seen[name] = { ...(await look(page, watch, input)), ...watch.report() };
      } catch (error) {
        seen[name] = { failed: String(error), ...watch.report() };
      }
      await context.close();
    }
    return seen;
  }),
);
