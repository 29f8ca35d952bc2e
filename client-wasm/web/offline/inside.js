// What the form has inside: the module that seals, the languages, and what the organisation signed.

import make from "dauys_report_plain";
import { carried } from "../carried.js";

/** As it came, before anything of it was changed. */
const first = /** @type {HTMLElement} */ (document.body.cloneNode(true));
const firstLanguage = document.documentElement.lang;

/** @param {string} id */
const text = (id) => document.getElementById(id)?.textContent ?? "";

/** @param {string} base64 */
const bytes = (base64) => Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));

/**
 * What `dauys org form` put in.
 *
 * @type {{ origins: string[], files: Record<string, string> }}
 */
const organisation = JSON.parse(text("organisation")) ?? { origins: [], files: {} };

/** Which of the origins is asked. */
let place = 0;

carried.inside = {
  address: () => `${organisation.origins[0]}/`,
  origin: () => organisation.origins[place] ?? "",
  otherOrigin: () => {
    place = (place + 1) % Math.max(organisation.origins.length, 1);
  },
  file: (name) => {
    const file = organisation.files[name];
    return file === undefined ? undefined : bytes(file);
  },
  page,
  module: () => bytes(text("module")),
  make,
};

/**
 * The page in a language, as an inert document.
 *
 * @param {string} path that the page would have: `/ru/`
 */
function page(path) {
  const language = path.replaceAll("/", "");
  const other = document.implementation.createHTMLDocument("");
  other.documentElement.lang = language;
  const template = document.getElementById(`page-${language}`);
  const from = template instanceof HTMLTemplateElement ? template.content : first;
  if (from === first && language !== firstLanguage) throw new Error("no such language");
  // A script that was copied is no trusted one, and none is needed there.
  const parts = [...from.childNodes].filter(({ nodeName }) => nodeName !== "SCRIPT");
  other.body.append(...parts.map((node) => other.importNode(node, true)));
  return other;
}
