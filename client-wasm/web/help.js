// Help numbers. Two stand in the page itself, so that they are there whatever fails; the
// organisation's own directory takes their place once it is verified.

import * as api from "./api.js";
import { copy, slot, write } from "./dom.js";
import { define } from "./screens.js";
import { state } from "./state.js";
import { dayInWords, inLanguage, t } from "./text.js";

/** @type {HelpEntry[] | null} */
let directory = null;

define("help", () => {
  const screen = copy("screen-help");
  if (directory) drawDirectory(screen, directory);
  else load(screen);
  return screen;
});

define("counts", () => copy("screen-counts"));

/** @param {HTMLElement} screen */
async function load(screen) {
  try {
    const bytes = await api.help();
    if (!state.trust?.help_is(bytes)) return;
    directory = /** @type {HelpEntry[]} */ (JSON.parse(new TextDecoder().decode(bytes)).entries);
    drawDirectory(screen, directory);
  } catch {
    // The two numbers of the page stay.
  }
}

/** @param {HTMLElement} screen @param {HelpEntry[]} entries */
function drawDirectory(screen, entries) {
  const list = document.createElement("ul");
  list.className = "numbers";
  list.append(...entries.map(drawEntry));
  slot(screen, "entries").replaceChildren(list);
}

/** @param {HelpEntry} entry */
function drawEntry(entry) {
  const drawn = copy("help-entry");
  const phone = slot(drawn, "phone");
  const name = inLanguage(entry.name);
  phone.textContent = name.includes(entry.phone) ? name : `${name}: ${entry.phone}`;
  phone.setAttribute("href", `tel:${entry.phone.replace(/[^+\d]/g, "")}`);
  const hours = entry.hours ? [inLanguage(entry.hours)] : [];
  write(drawn, "about", [inLanguage(entry.about), ...hours].join(". "));
  const details = [
    entry.region,
    entry.languages?.length && t("help-languages", { languages: entry.languages.join(", ") }),
    entry.anonymous && t("help-anonymous"),
    entry.checked && t("help-checked", { day: dayInWords(entry.checked) }),
  ];
  write(drawn, "details", details.filter(Boolean).join(". "));
  return drawn;
}
