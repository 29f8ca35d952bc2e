// What a screen reader is told of a screen: Chromium's accessibility tree.

/** @typedef {import("puppeteer-core").SerializedAXNode} Node */

/** Roles of what is used. */
const CONTROLS = new Set([
  ..."button link textbox searchbox checkbox radio switch combobox listbox slider".split(" "),
  ..."spinbutton Date DateTime InputTime ColorWell DisclosureTriangle menuitem tab".split(" "),
]);
/** Beside those: each is one of several, which only a name tells apart. */
const NAMED = new Set("navigation complementary region group radiogroup progressbar".split(" "));

/**
 * @param {import("puppeteer-core").Page} page
 * @returns {Promise<Record<string, import("./shapes.mjs").Judged>>}
 */
export async function judgeTree(page) {
  const nodes = flat(await page.accessibility.snapshot({ interestingOnly: false }));
  const of = (/** @type {string} */ role) => nodes.filter((node) => node.role === role);
  const count = (role, least, most = least) => {
    const there = of(role).length;
    return there < least || there > most ? [`${there} times: ${role}`] : [];
  };
  const named = nodes.filter(({ role }) => CONTROLS.has(role) || NAMED.has(role));
  const nameless = named.filter(({ name }) => !name?.trim()).map(({ role }) => `nameless: ${role}`);
  const headings = of("heading").filter(({ level }) => level === 1).length;
  const { focusable, errors, groups, bars, isWhole } = await page.evaluate(expected);
  const controls = nodes.filter(({ role }) => CONTROLS.has(role));
  // A document without a language of its own only leads to those that have one.
  const around = isWhole ? ["navigation", "contentinfo", "banner"] : [];
  return {
    nameless: { faults: nameless, looked: named.length },
    headings: { faults: headings === 1 ? [] : [`${headings} times: h1`], looked: headings },
    landmarks: landmarks(count, around),
    alerts: { faults: errors > of("alert").length ? ["no alert: .errors"] : [], looked: errors },
    groups: { faults: count("group", groups, Infinity), looked: groups },
    bars: { faults: count("progressbar", bars), looked: bars },
    hidden: {
      faults: hiddenOnes(focusable, controls),
      looked: focusable.length,
    },
  };
}

function landmarks(count, around) {
  const faults = ["main", "complementary", ...around].flatMap((role) => count(role, 1));
  return { faults, looked: around.length };
}

/** Whatever can have the focus is told of. */
function hiddenOnes(focusable, controls) {
  if (focusable.length <= controls.length) return [];
  const told = controls.map(({ role, name }) => `${role} ${name}`);
  return [`hidden from the tree: ${told.join(", ")} are fewer than ${focusable.join(", ")}`];
}

/** @param {Node | null} node @returns {Node[]} */
const flat = (node) => (node ? [node, ...(node.children ?? []).flatMap(flat)] : []);

/** Runs in the page: what of it the tree has to hold. */
function expected() {
  const count = (selector) =>
    [...document.querySelectorAll(selector)].filter((it) => it.checkVisibility()).length;
  return {
    focusable: globalThis.focusable(),
    errors: count(".errors"),
    groups: count("fieldset"),
    bars: count("progress:not([aria-hidden])"),
    isWhole: document.querySelector("header") !== null,
  };
}
