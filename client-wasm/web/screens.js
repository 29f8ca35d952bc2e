// One screen at a time: drawing, the browser's Back, focus and title.
//
// The history holds only a number; what a screen is stands in `trail`, which goes with the page.
// So nothing about a person is in an address or in the browser's saved session.

import { copy } from "./dom.js";
import { clearErrors, showErrors } from "./errors.js";
import { t } from "./text.js";

/** @typedef {(place: Place) => HTMLElement} Draw */

/** @type {Map<string, Draw>} */
const screens = new Map();

/** @type {Place[]} */
let trail = [{ name: "landing" }];
let at = 0;

/** While a letter is on its way there is no going back: it may have arrived already. */
let held = false;

/** Screens that nothing leads back from. */
const FIRST = ["landing", "refused", "clocks", "no-wasm", "sending", "code", "done", "counted"];

/**
 * @param {string} name
 * @param {Draw} draw
 */
export function define(name, draw) {
  screens.set(name, draw);
}

/** How a screen is drawn. */
/** @param {string} name */
export function drawing(name) {
  const draw = screens.get(name);
  if (!draw) throw new Error(`no screen ${name}`);
  return draw;
}

export const here = () => trail[at] ?? { name: "landing" };

export const main = () => /** @type {HTMLElement} */ (document.getElementById("main"));

/**
 * @param {string} name
 * @param {Omit<Place, "name">} [place]
 */
export function go(name, place = {}) {
  // What is on its way is told on its own screen: nothing leads away from it.
  if (held) return;
  trail = [...trail.slice(0, at + 1), { name, ...place }];
  at += 1;
  history.pushState({ at }, "");
  show();
}

/**
 * Puts a screen in the place of the present one.
 *
 * @param {string} name
 * @param {Omit<Place, "name">} [place]
 */
export function replace(name, place = {}) {
  trail[at] = { name, ...place };
  show();
}

/**
 * Puts a screen in the place of all there was, but for the first `kept` entries: Back does not lead
 * into what is over.
 *
 * @param {string} name
 * @param {number} [kept]
 */
export function settle(name, kept = 0) {
  held = false;
  trail = trail.slice(0, at + 1).map((place, n) => (n < kept ? place : { name }));
  show();
}

/** @param {boolean} hold */
export function holdHere(hold) {
  held = hold;
}

export const back = () => history.back();

/** Draws the present screen again, in the language of the moment. */
export function show() {
  const place = here();
  const screen = drawing(place.name)(place);
  const first = at === 0 || FIRST.includes(place.name);
  main().replaceChildren(...(first ? [] : [copy("back-link")]), screen);
  const status = document.getElementById("language-status");
  if (status) status.textContent = "";
  setTitle();
  if (place.problem) {
    showErrors(screen, [place.problem]);
    delete place.problem;
  } else {
    scrollTo(0, 0);
    const title = main().querySelector("h1:not([hidden])");
    if (title instanceof HTMLElement) title.focus({ preventScroll: true });
  }
}

/** @param {HTMLElement} screen @param {Problem[]} problems */
export function complain(screen, problems) {
  clearErrors(screen);
  setTitle();
  if (problems.length > 0) showErrors(screen, problems);
  return problems.length > 0;
}

/** The title says the screen, in words that tell a passer-by nothing. */
function setTitle() {
  const screen = main().querySelector("[data-title]");
  const name = screen instanceof HTMLElement ? screen.dataset.title : "";
  document.title = `${name} – ${t("page-title")}`;
}

export function start() {
  history.scrollRestoration = "manual";
  history.replaceState({ at: 0 }, "");
  setTitle();
  addEventListener("popstate", (event) => {
    const wanted = Number(event.state?.at ?? 0);
    if (held || wanted >= trail.length) {
      history.pushState({ at }, "");
      return;
    }
    at = wanted;
    show();
  });
}
