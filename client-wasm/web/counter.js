// How much room is left in a text: said when it gets short, and at once when it is too long.

import { slot } from "./dom.js";
import { t } from "./text.js";

/** From this share on the number counts. */
const SHORT_FROM = 0.75;

/** After the last key: a number that changes with every letter would drown what is typed. */
const SAID_AFTER_MS = 1_000;

/**
 * @param {HTMLElement} block
 * @param {HTMLInputElement} answer
 * @param {number} most characters
 */
export function watchLength(block, answer, most) {
  const length = slot(block, "length");
  length.id = `length-${answer.id}`;
  const described = answer.getAttribute("aria-describedby");
  answer.setAttribute("aria-describedby", [described, length.id].filter(Boolean).join(" "));
  let timer = 0;
  const draw = () => {
    const left = most - [...answer.value].length;
    const short = left < most * (1 - SHORT_FROM);
    const room = short ? t("length-left", { count: left }) : t("length", { count: most });
    const text = left < 0 ? t("length-over", { count: -left }) : room;
    length.textContent = text;
    length.classList.toggle("over", left < 0);
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      slot(block, "said").textContent = short ? text : "";
    }, SAID_AFTER_MS);
  };
  answer.addEventListener("input", draw);
  draw();
}
