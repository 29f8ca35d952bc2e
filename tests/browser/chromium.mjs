// Chromium, as the tests need it: silent towards the world, and telling of issues that no page
// hears about.

import process from "node:process";
import puppeteer from "puppeteer-core";

const PROGRAM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** @type {import("./browser.mjs").Launch} */
export const launch = ({ profile, languages, userAgent, plain, unwatched, host, home, downloads }) =>
  puppeteer.launch({
    browser: "chrome",
    executablePath: PROGRAM,
    userDataDir: profile,
    headless: true,
    ...(downloads ? { downloadBehavior: { policy: "allow", downloadPath: downloads } } : {}),
    // Where it looks for authorities that its owner believes.
    env: home ? { ...process.env, HOME: home } : process.env,
    networkEnabled: !unwatched,
    protocolTimeout: 300_000,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      // Nobody speaks here, and nobody is asked: a tone comes from a microphone that is none.
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      `--accept-lang=${languages}`,
      ...(userAgent ? [`--user-agent=${userAgent}`] : []),
      ...(plain ? ["--js-flags=--jitless"] : []),
      // Whatever the page or the browser itself would ask of the world, finds nobody. A proxy would
      // see what the browser asks by itself, which no flag ends: `Watch` sees what the page asks.
      `--host-resolver-rules=${host ? `MAP ${host} 127.0.0.1, ` : ""}MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE *.localhost`,
    ],
  });

/**
 * What the browser itself finds wrong with a page.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {import("./watch.mjs").Watch} watch
 */
export async function audit(page, watch) {
  const session = await page.createCDPSession();
  session.on("Audits.issueAdded", ({ issue }) => watch.complaints.push(JSON.stringify(issue)));
  await session.send("Audits.enable");
}
