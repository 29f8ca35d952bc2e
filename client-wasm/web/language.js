// Another language on any screen, without losing a word: the other document is fetched, its
// templates and words take the place of these, and the screen is drawn again from the state. Some
// screens come in a document of their own, when they are needed.

import * as api from "./api.js";
import { carried } from "./carried.js";
import { readLanding } from "./landing.js";
import { show } from "./screens.js";
import { state } from "./state.js";
import { inLanguage, lang, readWords, t } from "./text.js";

/** The documents beside the page's own whose screens are in use. */
/** @type {string[]} */
const more = [];

/**
 * Brings the screens of another document in the language of the moment.
 *
 * @param {string} name
 */
export async function load(name) {
  if (more.includes(name)) return;
  adopt(await api.page(`/${lang()}/${name}`));
  more.push(name);
}

export function start() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-language]") : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    if (link.dataset.language !== document.documentElement.lang) change(link);
  });
}

/** @param {HTMLAnchorElement} link */
async function change(link) {
  const path = link.getAttribute("href") ?? "/";
  link.setAttribute("aria-busy", "true");
  say("");
  try {
    const [page, ...others] = await Promise.all(["", ...more].map((name) => api.page(path + name)));
    if (page) take(page);
    others.forEach(adopt);
    if (!carried.inside) history.replaceState(history.state, "", path + location.hash);
    show();
  } catch {
    say(t("language-failed"));
  } finally {
    link.removeAttribute("aria-busy");
  }
}

/** @param {string} text */
function say(text) {
  const status = document.getElementById("language-status");
  if (status) status.textContent = text;
}

/** @param {Document} other */
function take(other) {
  document.documentElement.lang = other.documentElement.lang;
  adopt(other);
  readLanding(other);
  for (const part of ["aside", "header", "footer"]) {
    const from = other.querySelector(part);
    if (from) document.querySelector(part)?.replaceChildren(...importChildren(from));
  }
  setExits();
}

/**
 * Takes templates and words.
 *
 * @param {Document} from
 */
function adopt(from) {
  readWords(from);
  for (const template of from.querySelectorAll("body > template")) {
    document.getElementById(template.id)?.remove();
    document.body.append(document.importNode(template, true));
  }
}

/** @param {Element} from */
const importChildren = (from) => [...from.childNodes].map((node) => document.importNode(node, true));

/** Every exit leads where the organisation's roster says, once it is verified. */
export function setExits() {
  if (!state.view) return;
  for (const link of document.querySelectorAll("a[data-exit]")) {
    link.setAttribute("href", inLanguage(state.view.exit));
  }
}
