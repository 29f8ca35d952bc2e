// The whole way with a keyboard alone: reporting, coming back, writing more, taking back. What has
// the focus is found by Tab, as a person finds it, and is never clicked.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { arrive, outcomes, text } from "./visit.mjs";

/** More stops than any screen has: whoever needs more is caught in a circle. */
const STOPS_MAX = 60;

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

/** Moves on with Tab until the focus is where it is wanted, and can be seen there. */
async function tabTo(page, wanted) {
  const selector = wanted === "[data-back]" ? wanted : `main ${wanted}`;
  for (let stops = 0; stops < STOPS_MAX; stops += 1) {
    if (await page.evaluate(hasFocus, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

/** Whether it has the focus, and shows it. Runs in the page. */
function hasFocus(selector) {
  const element = document.activeElement;
  if (!element?.matches(selector)) return false;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  if (outlineStyle === "none" || outlineWidth === "0px") throw new Error(`${selector}: no ring`);
  return true;
}

/** Enter on it leads to another screen. */
async function enterOn(page, selector) {
  await tabTo(page, selector);
  const before = await page.$("main > :last-child");
  await page.keyboard.press("Enter");
  const isAnother = (old) => old !== document.querySelector("main > :last-child");
  await page.waitForFunction(isAnother, {}, before);
}

/** Enter where the focus is leads to this. */
async function enterInto(page, selector) {
  await page.keyboard.press("Enter");
  await page.waitForSelector(selector);
}

async function spaceOn(page, selector) {
  await tabTo(page, selector);
  await page.keyboard.press("Space");
}

async function typeInto(page, selector, words) {
  await tabTo(page, selector);
  await page.keyboard.type(words);
}
