// The whole way with a keyboard alone: reporting, coming back, writing more, taking back. What has
// the focus is found by Tab, as a person finds it, and is never clicked.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { enterInto, enterOn, spaceOn, tabTo, typeInto } from "./keys.mjs";
import { main } from "./main.mjs";
import { arrive, outcomes, text } from "./visit.mjs";

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
  await enterOn(page, '[data-go="report"]');
  await enterOn(page, '[data-slot="continue"]');
  await typeInto(page, "#answer-seen", story);
  await enterOn(page, "form button[type=submit]");
  while ((await page.$("[id^=person-]")) === null) {
    if (await page.$("main fieldset")) await spaceOn(page, "fieldset input");
    await enterOn(page, "form button[type=submit]");
  }
  await enterOn(page, "form button[type=submit]");
  await enterOn(page, "form button[type=submit]");
  await spaceOn(page, "#keep-copy");
  await tabTo(page, "#send");
  await page.keyboard.press("Enter");
  await page.waitForSelector('main [data-slot="code"]');
  const code = (await text(page, '[data-slot="code"]')).replace(/\s+/g, " ").trim();
  await enterOn(page, '[data-slot="continue"]');
  await typeInto(page, "#last-group", code.slice(-4));
  await enterOn(page, "form button[type=submit]");
  await page.close();
  return code;
}

/** Code to the erased letters. */
async function comeBack(browser, address, code, message) {
  const { page } = await newPage(browser, { viewport: DESKTOP });
  await arrive(page, address);
  await enterOn(page, '[data-go="enter"]');
  await typeInto(page, "#code", code);
  await enterInto(page, 'main [data-slot="replies"]');
  await enterOn(page, '[data-slot="write"]');
  await typeInto(page, "#answer", message);
  await tabTo(page, "form button[type=submit]");
  await enterInto(page, 'main [data-slot="taken"]:not([hidden])');
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
  await tabTo(page, "form button[type=submit]");
  await enterInto(page, "main [data-outcome]");
  return outcomes(page);
}
