// A Chromium with a fresh profile and no way out of this machine, and a watch over all it asks for
// and complains of.

import process from "node:process";
import puppeteer from "puppeteer-core";

const PROGRAM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** A cheap telephone held upright. */
export const TELEPHONE = {
  width: 360,
  height: 640,
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
export const DESKTOP = { width: 1280, height: 900 };

/** The server forbids features by name that this Chromium does not even know. */
const UNKNOWN_FEATURE = /^Error with Permissions-Policy header: Unrecognized feature:/;

/** Nothing here takes as long, also on a busy machine. */
const PATIENCE_MS = 20_000;

/**
 * Does something in a browser of its own: every launch has a new profile in a new folder, which goes
 * when the browser is closed. If it fails, what the pages show is told.
 *
 * @template T
 * @param {(browser: import("puppeteer-core").Browser) => Promise<T>} work
 * @param {{ languages?: string }} [options] as a person has set them, the first one first
 */
export async function withBrowser(work, { languages = "kk-KZ,kk" } = {}) {
  const browser = await launch(languages);
  try {
    return await work(browser);
  } catch (error) {
    for (const page of await browser.pages()) await describe(page);
    throw error;
  } finally {
    await browser.close();
  }
}

/** @param {string} languages */
const launch = (languages) =>
  puppeteer.launch({
    executablePath: PROGRAM,
    headless: true,
    protocolTimeout: 60_000,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      `--accept-lang=${languages}`,
      // Whatever the page or the browser itself would ask of the world, finds nobody.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });

/** @param {import("puppeteer-core").Page} page */
async function describe(page) {
  const shown = await page.evaluate(() => document.body?.innerText).catch(() => "nothing");
  console.error(`${page.url()} shows:\n${shown}`);
}

/**
 * A page of the browser, and the watch over it.
 *
 * @param {import("puppeteer-core").Browser | import("puppeteer-core").BrowserContext} browser
 * @param {{ viewport?: import("puppeteer-core").Viewport }} [options]
 */
export async function newPage(browser, { viewport = TELEPHONE } = {}) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.setViewport(viewport);
  return { page, watch: await Watch.over(page) };
}

/** What a page asked for and complained of. */
export class Watch {
  /** @type {{ method: string, url: string }[]} */
  requests = [];
  /** Errors and warnings of the console, exceptions, violations of the page's own policy. */
  /** @type {string[]} */
  complaints = [];

  /** @param {import("puppeteer-core").Page} page */
  static async over(page) {
    const watch = new Watch();
    page.on("request", (request) =>
      watch.requests.push({ method: request.method(), url: request.url() }),
    );
    page.on("console", (message) => {
      const text = message.text();
      if (["error", "warn"].includes(message.type()) && !UNKNOWN_FEATURE.test(text)) {
        watch.complaints.push(text);
      }
    });
    page.on("pageerror", (error) => watch.complaints.push(String(error)));
    page.on("requestfailed", (request) => watch.complaints.push(`refused: ${request.url()}`));
    const session = await page.createCDPSession();
    session.on("Audits.issueAdded", ({ issue }) => watch.complaints.push(JSON.stringify(issue)));
    await session.send("Audits.enable");
    return watch;
  }

  /** Requests to anywhere but this machine. What has no network in it is none. */
  foreign() {
    const local = /^(http:\/\/127\.0\.0\.1:\d+\/|blob:|data:|about:)/;
    return this.requests.map(({ url }) => url).filter((url) => !local.test(url));
  }

  /** For Rust to judge. */
  report() {
    const requests = this.requests.map(({ method, url }) => `${method} ${url}`);
    return { requests, foreign: this.foreign(), complaints: this.complaints };
  }
}
