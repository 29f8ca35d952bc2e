// The whole way with a keyboard alone: reporting, coming back, writing more, taking back. What has
// the focus is found by Tab, as a person finds it, and is never clicked.

import * as byKeys from "./by-keys.mjs";
import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { enterOn, spaceOn } from "./keys.mjs";
import { main } from "./main.mjs";
import { arrive, outcomes } from "./visit.mjs";

await main(({ device, address, answered, story, message }) =>
  withBrowser(async (browser) => {
    const code = await report(browser, address, story);
    return { code, ...(await comeBack(browser, address, answered, message)) };
  }, device),
);

/** Landing to the confirmed code. */
async function report(browser, address, story) {
  const { page } = await newPage(browser, { viewport: DESKTOP });
  await arrive(page, address);
  await byKeys.tell(page, story);
  await byKeys.chooseReaders(page);
  await spaceOn(page, "#keep-copy");
  const code = await byKeys.send(page);
  await byKeys.confirm(page, code);
  await page.close();
  return code;
}

/** Code to the erased letters. */
async function comeBack(browser, address, code, message) {
  const { page } = await newPage(browser, { viewport: DESKTOP });
  await arrive(page, address);
  await byKeys.enter(page, code);
  await byKeys.writeMore(page, message);
  await byKeys.sendMore(page);
  await enterOn(page, '[data-slot="own"]');
  const own = await agree(page);
  await enterOn(page, "[data-back]");
  await enterOn(page, '[data-slot="withdraw"]');
  await enterOn(page, '[data-slot="erase"]');
  const erased = await agree(page);
  await page.close();
  return { own, erased };
}

/** Ticks that she wants it, and presses the button. */
async function agree(page) {
  await spaceOn(page, "#sure");
  await byKeys.submitInto(page, "main [data-outcome]");
  return outcomes(page);
}
