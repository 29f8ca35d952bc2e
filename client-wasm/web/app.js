// Where the page starts, and the table of contents of what thread.js takes from it later.

import * as exit from "./exit.js";
import * as language from "./language.js";
import { readLanding, report } from "./landing.js";
import { toDiary } from "./later.js";
import { back, go, here, main, start } from "./screens.js";
import { readWords } from "./text.js";
import { check } from "./trust.js";
import "./check.js";
import "./code.js";
import "./enter.js";
import "./files.js";
import "./help.js";
import "./name.js";
import "./only-count.js";
import "./proof.js";
import "./refusals.js";

export * as api from "./api.js";
export { watchLength } from "./counter.js";
export { report } from "./landing.js";
export { copy, field, makeOption, onClick, onSubmit, slot, write, writeList } from "./dom.js";
export { download } from "./download.js";
export { drawFiles, FILES_MOST, filesOf, letters, sendWith, takeFiles } from "./files.js";
export { Altered, isPlain, loadModule } from "./module.js";
export { drawOwnCopy } from "./own-copy.js";
export { breath, delay, derive, inPieces, pause } from "./pace.js";
export { defineName } from "./name.js";
export { defineRevealing, findingsIn, isLeft, toCheck } from "./revealing.js";
export { everyone, named, nameAndRole } from "./people.js";
export { answerInWords, code } from "./questions.js";
export { defineReaders, defineShutOut, drawOut, drawPeople } from "./readers.js";
export { back, complain, define, go, here, holdHere, main, replace, settle, show } from "./screens.js";
export { findStamp, isBusy, send } from "./send.js";
export { emptyLetter, state, trusted } from "./state.js";
export { dayInWords, inLanguage, lang, t, wellFormed } from "./text.js";

/** @type {Record<string, () => void>} */
const DOORS = {
  report,
  enter: () => go("enter"),
  later: () => toDiary("diary-start"),
  save: () => toDiary("diary-save"),
  counts: () => go("counts"),
  bring: () => go("later", { to: "bring", part: "bring" }),
  "only-count": () => go("only-count"),
  help: () => goOnce("help"),
  danger: () => goOnce("danger"),
};

/**
 * These doors are on every screen, on their own too.
 *
 * @param {string} name
 */
function goOnce(name) {
  if (here().name !== name) go(name);
}

/** One listener for what every screen has; the parts may be replaced when the language changes. */
function listen() {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const door = target?.closest("[data-go]");
    if (door instanceof HTMLElement) DOORS[door.dataset.go ?? ""]?.();
    if (target?.closest("[data-back]")) back();
    const inside = target?.closest('a[href^="#"]');
    if (inside) {
      // The fragment holds the organisation's key and must stay in the address.
      event.preventDefault();
      const place = document.getElementById(inside.getAttribute("href")?.slice(1) ?? "") ?? main();
      place.scrollIntoView();
      place.focus({ preventScroll: true });
    }
  });
}

/**
 * Of a stylesheet that was refused for its hash nothing is here. What stands on the page then is not
 * what was made, as if a script had been altered.
 */
function isDressed() {
  const style = document.querySelector('link[rel="stylesheet"], style');
  const isStyle = style instanceof HTMLLinkElement || style instanceof HTMLStyleElement;
  return isStyle && Boolean(style.sheet?.cssRules.length);
}

function begin() {
  document.querySelector(".until-js")?.remove();
  readWords(document);
  readLanding(document);
  document.documentElement.classList.replace("no-js", "js");
  listen();
  exit.start();
  language.start();
  start();
  document.addEventListener("standing", language.setExits);
  // It ends with an error only when she leaves while it waits.
  check().catch(() => {});
}

/** What the stylesheet would hide leads nowhere; the text that says why stays. */
function stayClosed() {
  for (const element of document.querySelectorAll(".js-only")) element.remove();
}

if (isDressed()) begin();
// A browser that lets scripts run before the stylesheet is here, has it by then.
else addEventListener("load", () => (isDressed() ? begin() : stayClosed()));
