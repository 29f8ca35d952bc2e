// Firefox ESR over WebDriver BiDi, silent towards the world. Beside what is set here, the driver
// switches off what it knows of updates, reports and recommendations.

import process from "node:process";
import puppeteer from "puppeteer-core";

const PROGRAM = process.env.FIREFOX ?? "/usr/bin/firefox-esr";

/** @type {import("./browser.mjs").Launch} */
export const launch = ({ profile, languages, userAgent, plain, nowhere, unwatched, downloads }) =>
  puppeteer.launch({
    browser: "firefox",
    executablePath: PROGRAM,
    userDataDir: profile,
    headless: true,
    networkEnabled: !unwatched,
    protocolTimeout: 300_000,
    env: { ...process.env, ...MAY_BE_SILENT },
    extraPrefsFirefox: {
      ...SILENT,
      ...throughProxy(nowhere),
      "intl.accept_languages": languages,
      ...(userAgent ? { "general.useragent.override": userAgent } : {}),
      ...(plain ? SAFER : {}),
      ...(downloads ? { "browser.download.dir": downloads, "browser.download.folderList": 2 } : {}),
    },
  });

/** Firefox over BiDi tells of no issues beside those in the console. */
export async function audit() {}

/** Everything but this machine goes to a proxy, names included. */
function throughProxy(nowhere) {
  const [host, port] = nowhere.split(":");
  const each = ["http", "ssl"].map((kind) => [
    [`network.proxy.${kind}`, host],
    [`network.proxy.${kind}_port`, Number(port)],
  ]);
  return {
    "network.proxy.type": 1,
    ...Object.fromEntries(each.flat()),
    "network.proxy.no_proxies_on": "127.0.0.1, .localhost",
    // Else some of its own requests go round the proxy when that answers nothing.
    "network.proxy.failover_direct": false,
    "network.trr.mode": 5,
  };
}

/** Else a release of Firefox asks Mozilla for settings, whatever its own say. */
const MAY_BE_SILENT = { MOZ_REMOTE_SETTINGS_DEVTOOLS: "1" };

/** What Tor Browser switches off at "Safer". */
const SAFER = {
  "javascript.options.asmjs": false,
  "javascript.options.baselinejit": false,
  "javascript.options.ion": false,
  "javascript.options.native_regexp": false,
  "javascript.options.wasm": false,
};

const SILENT = {
  "app.normandy.enabled": false,
  "app.update.enabled": false,
  "browser.newtabpage.enabled": false,
  "browser.region.network.url": "",
  "browser.safebrowsing.downloads.enabled": false,
  "browser.safebrowsing.malware.enabled": false,
  "browser.safebrowsing.phishing.enabled": false,
  "browser.search.update": false,
  "datareporting.healthreport.uploadEnabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "dom.push.connection.enabled": false,
  "extensions.getAddons.cache.enabled": false,
  "extensions.systemAddon.update.enabled": false,
  "extensions.update.enabled": false,
  "media.gmp-manager.updateEnabled": false,
  // Nobody speaks here, and nobody is asked: a tone comes from a microphone that is none.
  "media.navigator.permission.disabled": true,
  "media.navigator.streams.fake": true,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.dns.disablePrefetch": true,
  "network.http.speculative-parallel-limit": 0,
  "network.prefetch-next": false,
  "services.settings.server": "data:,#nowhere/v1",
  "toolkit.telemetry.enabled": false,
  "toolkit.telemetry.server": "",
};
