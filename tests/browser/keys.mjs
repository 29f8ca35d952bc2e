// A keyboard and nothing else: what has the focus is found by Tab, as a person finds it, and is never
// clicked.

/** More stops than any screen has: whoever needs more is caught in a circle. */
const STOPS_MAX = 60;

/** Moves on with Tab until the focus is where it is wanted, and can be seen there. */
export async function tabTo(page, wanted) {
  const selector = /^(footer |\[data-back\])/.test(wanted) ? wanted : `main ${wanted}`;
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
export async function enterOn(page, selector) {
  await tabTo(page, selector);
  const before = await page.$("main > :last-child");
  await page.keyboard.press("Enter");
  await another(page, before);
}

/**
 * Goes back from a screen that has just come: *Back* stands right before its heading. Forward, the way
 * leads out of the page and into the browser first.
 */
export async function goBack(page) {
  const before = await page.$("main > :last-child");
  await page.keyboard.down("Shift");
  await page.keyboard.press("Tab");
  await page.keyboard.up("Shift");
  if (!(await page.evaluate(hasFocus, "[data-back]"))) throw new Error("Back is not before");
  await page.keyboard.press("Enter");
  await another(page, before);
}

/** Waits until another screen is there. */
async function another(page, before) {
  const isAnother = (old) => old !== document.querySelector("main > :last-child");
  await page.waitForFunction(isAnother, {}, before);
}

/** Enter where the focus is leads to this. */
export async function enterInto(page, selector) {
  await page.keyboard.press("Enter");
  await page.waitForSelector(selector);
}

export async function spaceOn(page, selector) {
  await tabTo(page, selector);
  await page.keyboard.press(" ");
}

export async function typeInto(page, selector, words) {
  await tabTo(page, selector);
  await page.keyboard.type(words);
}
