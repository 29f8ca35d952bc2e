// How long a page does not listen: the longest time between two ticks of a timer, measured inside the
// page while it works. A browser holds its own timers back by a few milliseconds, no more.

/** @param {import("puppeteer-core").Page} page */
export const listenForPauses = (page) =>
  page.evaluateOnNewDocument(() => {
    let last = performance.now();
    globalThis.pauses = { longest: 0, where: "" };
    const tick = () => {
      const now = performance.now();
      if (now - last > globalThis.pauses.longest) {
        const where = document.querySelector("main h1")?.textContent ?? "";
        globalThis.pauses = { longest: now - last, where };
      }
      last = now;
      setTimeout(tick);
    };
    // What the browser does to show the first document is not the page's work.
    addEventListener("load", () => {
      last = performance.now();
      tick();
    });
  });

/**
 * @param {import("puppeteer-core").Page} page
 * @returns {Promise<{ longest: number, where: string }>} milliseconds, and the screen
 */
export const pauses = (page) => page.evaluate(() => globalThis.pauses);
