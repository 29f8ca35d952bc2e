// How long sending takes, measured inside the page: from the click itself to the frame in which the
// code was painted.

/** Runs in the page, before the click. */
export function listen() {
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

/**
 * @param {import("puppeteer-core").Page} page
 * @returns {Promise<number>} milliseconds
 */
export const codeShown = (page) => page.evaluate(() => globalThis.codeShown);
