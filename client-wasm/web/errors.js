// Errors as people expect them: a summary at the top with links to the fields, the text beside each
// field, and the title saying that something is wrong.

import { copy, slot } from "./dom.js";
import { t } from "./text.js";

/** @param {HTMLElement} screen */
export function clearErrors(screen) {
  document.querySelector(".errors")?.remove();
  for (const text of screen.querySelectorAll(".error-text")) text.remove();
  for (const field of screen.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    const described = (field.getAttribute("aria-describedby") ?? "").split(" ");
    field.setAttribute("aria-describedby", described.filter((id) => !id.endsWith("-error")).join(" "));
  }
}

/**
 * @param {HTMLElement} screen
 * @param {Problem[]} problems
 */
export function showErrors(screen, problems) {
  const summary = copy("error-summary");
  for (const problem of problems) {
    slot(summary, "list").append(makeLink(problem));
    if (problem.key) summary.dataset.problem = problem.key;
    putBeside(screen, problem);
  }
  screen.before(summary);
  document.title = `${t("error-prefix")} ${document.title}`;
  summary.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** @param {Problem} problem */
function makeLink({ field, text }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = `#${field}`;
  link.textContent = text;
  item.append(link);
  return item;
}

/**
 * @param {HTMLElement} screen
 * @param {Problem} problem
 */
function putBeside(screen, { field: id, text }) {
  const field = screen.querySelector(`#${id}`);
  const block = field?.closest("[data-question]") ?? screen;
  const place = block.querySelector('[data-slot="error"]');
  if (!field || !place) return;
  const message = copy("error-text");
  message.id = `${id}-error`;
  slot(message, "text").textContent = text;
  place.append(message);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", `${message.id} ${field.getAttribute("aria-describedby") ?? ""}`.trim());
}
