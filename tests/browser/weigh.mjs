// What the network carries: a cold visit to the first question, with everything that sealing needs;
// then sending, several times, each in a visit of its own.

import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { answerAll, arrive, chooseReaders, toQuestions } from "./visit.mjs";

await main(({ address, story, runs }) =>
  withBrowser(async (browser) => {
    const parts = await weighVisit(browser, address);
    const sendings = [];
    for (let run = 0; run < runs; run += 1) {
      sendings.push(await timeSending(browser, address, story));
    }
    return { parts, sendings };
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

/** Milliseconds from pressing the button to the code on the screen. */
async function timeSending(browser, address, story) {
  const { page } = await newPage(browser);
  await arrive(page, address);
  await toQuestions(page);
  await answerAll(page, story);
  await chooseReaders(page, []);
  await page.evaluate(listen);
  await page.locator("#send").click();
  const took = await page.evaluate(() => globalThis.codeShown);
  await page.close();
  return took;
}

/** Runs in the page: from the click itself to the frame in which the code was painted. */
function listen() {
  globalThis.codeShown = new Promise((resolve) => {
    let pressed = 0;
    addEventListener("click", () => (pressed = performance.now()), { capture: true, once: true });
    new MutationObserver((_, observer) => {
      if (!document.querySelector('main [data-slot="code"]')) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
    }).observe(document.body, { childList: true, subtree: true });
  });
}
