// What a screen has to be like for eyes and fingers, judged by what the browser makes of it. All of
// this runs in the page; each check says what is wrong, and at how much it looked.

/** @typedef {{ faults: string[], looked: number }} Judged */

/**
 * Puts the checks into the page, by their names.
 *
 * @param {import("puppeteer-core").Page} page
 */
export const install = (page) => page.evaluate(checks);

/**
 * Runs some of them.
 *
 * @param {import("puppeteer-core").Page} page
 * @param {string[]} names
 * @returns {Promise<Record<string, Judged>>}
 */
export const judge = (page, names) =>
  page.evaluate((all) => Object.fromEntries(all.map((name) => [name, globalThis[name]()])), names);

function checks() {
  const CONTROLS = "a[href], button, input, textarea, select, summary, [tabindex='0']";
  const find = (selector) => [...document.querySelectorAll(selector)].filter(isShown);
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const tag = (element) => element.cloneNode(false).outerHTML;
  const controls = () => find(CONTROLS).filter((element) => !element.disabled);
  const isTick = (element) => element.matches("[type=checkbox], [type=radio]");

  /** A fault for each that `isRight` does not hold for. */
  const each = (elements, words, isRight) => ({
    faults: elements.filter((it) => !isRight(it)).map((it) => `${words}: ${tag(it)}`),
    looked: elements.length,
  });

  /** Nothing leads to scrolling sideways. */
  const tooWide = () => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return { faults: [], looked: 1 };
    const sticksOut = (element) => element.getBoundingClientRect().right > clientWidth;
    const widest = find("body *").filter(sticksOut).slice(0, 3).map(tag).join(" ");
    const words = `wider than the screen: ${scrollWidth} > ${clientWidth}: ${widest}`;
    return { faults: [words], looked: 1 };
  };

  /** A finger's width and height; a tick may be touched at its label. */
  const tooSmall = () => {
    const fits = (element) => {
      const boxes = [element, ...(isTick(element) ? element.labels : [])];
      const all = boxes.map((box) => box.getBoundingClientRect());
      const width = Math.max(...all.map((it) => it.right)) - Math.min(...all.map((it) => it.left));
      const height = Math.max(...all.map((it) => it.bottom)) - Math.min(...all.map((it) => it.top));
      // Halves of pixels are lost in rounding.
      return Math.min(width, height) > 43.5;
    };
    return each(controls().filter((it) => !isInSentence(it)), "too small to touch", fits);
  };

  /** Words that lead somewhere, with other words on the same line. */
  const isInSentence = (element) => {
    if (getComputedStyle(element).display !== "inline") return false;
    const around = element.parentElement.textContent.replace(element.textContent, "");
    return /\p{L}/u.test(around);
  };

  /** The exit can be pressed wherever the page was scrolled to, and nothing comes before it. */
  const exitAway = () => {
    const [first] = controls();
    const before = first?.matches(".leave *") ? [] : [`before the exit: ${first && tag(first)}`];
    const place = scrollY;
    scrollTo(0, document.documentElement.scrollHeight);
    const inReach = (exit) => {
      const { left, top, width, height } = exit.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) === exit;
    };
    const all = each(find(".exit"), "out of reach", inReach);
    scrollTo(0, place);
    return { ...all, faults: [...before, ...all.faults] };
  };

  /** Nothing moves, fades or glides. */
  const moving = () => {
    const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0);
    const isStill = (element) =>
      [undefined, "::before", "::after"].every((part) => {
        const style = getComputedStyle(element, part);
        const { animationName, animationDuration, transitionDuration, scrollBehavior } = style;
        const animated = animationName !== "none" && lasts(animationDuration);
        return !animated && !lasts(transitionDuration) && scrollBehavior === "auto";
      });
    const all = each([...document.querySelectorAll("*")], "moves", isStill);
    const running = document.getAnimations().map((it) => `is moving: ${tag(it.effect.target)}`);
    return { ...all, faults: [...all.faults, ...running] };
  };

  /** The colour behind an element, if nothing but backgrounds were painted. */
  const ground = (element) => {
    if (!element) return "rgb(255, 255, 255)";
    const { backgroundColor } = getComputedStyle(element);
    const isClear = /, 0\)$/.test(backgroundColor);
    return isClear ? ground(element.parentElement) : backgroundColor;
  };
  const isLine = (element, { style, width, color }) =>
    style !== "none" && parseFloat(width) >= 1 && color !== ground(element.parentElement);

  /** Where backgrounds are taken away, what can be pressed or filled in keeps an edge. */
  const edgeless = () => {
    const hasEdge = (element) => {
      const style = getComputedStyle(element);
      // What the browser draws itself, it draws in its own colours.
      if (isTick(element) && style.appearance !== "none") return true;
      if (element.matches("button.link")) return style.textDecorationLine === "underline";
      return ["Top", "Right", "Bottom", "Left"].every((side) =>
        isLine(element, {
          style: style[`border${side}Style`],
          width: style[`border${side}Width`],
          color: style[`border${side}Color`],
        }),
      );
    };
    const edged = "button, .button, .door, .exit, input, textarea, select, .errors, .code";
    return each(find(edged), "without an edge", hasEdge);
  };

  /** What has the focus shows it. */
  const ringless = () => {
    const before = document.activeElement;
    const hasRing = (element) => {
      element.focus({ preventScroll: true, focusVisible: true });
      const { outlineStyle: style, outlineWidth: width, outlineColor: color } =
        getComputedStyle(element);
      return document.activeElement === element && isLine(element, { style, width, color });
    };
    const all = each([...controls(), ...find(".errors")], "without a ring", hasRing);
    before?.focus({ preventScroll: true });
    return all;
  };

  /** Paper has nothing to press. */
  const pressedOnPaper = () => {
    const all = [...document.querySelectorAll("button, [data-exit], .exit, .skip")];
    return each(all, "printed", (element) => !isShown(element));
  };

  /** With a code, paper has its digits and nothing else. */
  const besideTheCode = () => {
    const bare = (words) => words.replace(/\s+/g, "");
    const code = document.querySelector('[data-slot="code"]');
    if (!code) return { faults: [], looked: 0 };
    const printed = bare(document.body.innerText);
    const alone = printed === bare(code.textContent) && /^\d+$/.test(printed);
    return { faults: alone ? [] : [`beside the code: ${printed}`], looked: 1 };
  };

  const focusable = () => controls().map(tag);
  Object.assign(globalThis, { tooWide, tooSmall, exitAway, moving, edgeless, ringless });
  Object.assign(globalThis, { pressedOnPaper, besideTheCode, focusable });
}
