// What the network carries: a cold visit to the first question, with everything that sealing needs;
// then the first screen on a slow telephone and network, and sending, several times, each in a visit
// of its own.

import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { codeShown, listen } from "./sent.mjs";
import { answerAll, arrive, chooseReaders, toQuestions } from "./visit.mjs";

/** 400 kbit/s, in bytes, and as long a way as mobile networks have. */
const SLOW_NETWORK = { offline: false, downloadThroughput: 5e4, uploadThroughput: 5e4, latency: 100 };
/** A cheap telephone beside this machine. */
const SLOWER = 4;

await main(({ address, story, runs }) =>
  withBrowser(async (browser) => {
    const parts = await weighVisit(browser, address);
    const sendings = [];
    for (let run = 0; run < runs; run += 1) {
      sendings.push(await timeSending(browser, address, story));
    }
    const firsts = [];
    for (let run = 0; run < runs; run += 1) firsts.push(await timeFirstScreen(browser, address));
    return { parts, sendings, firsts };
  }),
);

/** One entry for each request: its path, the bytes of its body as compressed, those of its head. */
async function weighVisit(browser, address) {
  const { page } = await newPage(browser);
  const session = await page.createCDPSession();
  /** @type {Map<string, { path: string, head: number, whole: number }>} */
  const requests = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, request }) =>
    requests.set(requestId, { path: new URL(request.url).pathname, head: 0, whole: 0 }),
  );
  // What has come of a response when its head is there, and when all of it is.
  session.on("Network.responseReceived", ({ requestId, response }) =>
    Object.assign(requests.get(requestId) ?? {}, { head: response.encodedDataLength }),
  );
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
    Object.assign(requests.get(requestId) ?? {}, { whole: encodedDataLength }),
  );
  await session.send("Network.enable");
  await arrive(page, address);
  await toQuestions(page);
  await page.waitForNetworkIdle({ idleTime: 300 });
  await page.close();
  const all = [...requests.values()];
  return all.map(({ path, head, whole }) => ({ path, head, body: whole - head }));
}

/**
 * Milliseconds from opening the address to a first screen whose doors open, and to a form that can
 * seal, in a browser that has nothing of it yet.
 */
async function timeFirstScreen(browser, address) {
  const context = await browser.createBrowserContext();
  const { page } = await newPage(context);
  const session = await page.createCDPSession();
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW_NETWORK);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.evaluateOnNewDocument(() => {
    globalThis.usable = new Promise((resolve) => {
      const look = () => {
        const ready = document.documentElement?.classList.contains("js");
        if (ready && document.querySelector(".door")?.checkVisibility()) {
          requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
        } else requestAnimationFrame(look);
      };
      look();
    });
  });
  const opened = Date.now();
  await page.goto(address, { waitUntil: "domcontentloaded" });
  // The address on the poster leads to the document in the reader's language.
  await page.waitForFunction(() => location.pathname !== "/");
  const usable = await page.evaluate(() => globalThis.usable);
  await page.waitForFunction(() => document.querySelector('main [data-slot="standing"] p'));
  const sealing = await page.evaluate(() => Date.now());
  await context.close();
  return { usable: usable - opened, sealing: sealing - opened };
}

/** Milliseconds from pressing the button to the code on the screen. */
async function timeSending(browser, address, story) {
  const { page } = await newPage(browser);
  await arrive(page, address);
  await toQuestions(page);
  await answerAll(page, story);
  await chooseReaders(page, []);
  await page.evaluate(listen);
  await page.locator("#send").click();
  const took = await codeShown(page);
  await page.close();
  return took;
}
