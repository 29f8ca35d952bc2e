// Help numbers. Two stand in the page itself, so that they are there whatever fails; the
// organisation's own directory takes their place once it is verified. Nothing is asked of anybody
// else, and what she looks for is told to nobody: the directory comes whole.

import * as api from "./api.js";
import { copy, field, slot, write } from "./dom.js";
import { define, here, main } from "./screens.js";
import { state } from "./state.js";
import { dayInWords, inAlphabet, inLanguage, t } from "./text.js";

/** @type {HelpDirectory | null} */
let directory = null;

/** What she looks for, as long as the page is open. */
const wanted = { region: "", language: "" };

/** So many entries are seen at once without looking for anything. */
const FEW = 4;

/** As they follow each other; `crypto/wire/src/help.rs` has the same. */
const KINDS = /** @type {const} */ ([
  "emergency",
  "line",
  "crisis",
  "psychologist",
  "legal",
  "labour",
  "ombudsperson",
  "union",
  "ngo",
]);

define("help", () => {
  const screen = copy("screen-help");
  if (directory) drawDirectory(screen, directory);
  else load();
  return screen;
});

define("danger", () => {
  const screen = copy("screen-danger");
  if (directory) drawDanger(screen, directory);
  else load();
  return screen;
});

define("counts", () => copy("screen-counts"));

/** Draws the directory where she still is when it comes. */
async function load() {
  try {
    const bytes = await api.help();
    if (!state.trust?.help_is(bytes)) return;
    directory = /** @type {HelpDirectory} */ (JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    // The two numbers of the page stay.
    return;
  }
  const screen = main();
  if (here().name === "help") drawDirectory(screen, directory);
  if (here().name === "danger") drawDanger(screen, directory);
}

/** @param {HTMLElement} screen @param {HelpDirectory} all */
function drawDanger(screen, { entries }) {
  const urgent = entries.filter(({ kind }) => kind === "emergency");
  // An organisation may have taken them all out.
  if (urgent.length > 0) slot(screen, "entries").replaceChildren(drawList(urgent));
}

/** @param {HTMLElement} screen @param {HelpDirectory} all */
function drawDirectory(screen, all) {
  drawChoices(screen, all);
  const look = () => drawFound(screen, all);
  for (const name of /** @type {const} */ (["region", "language"])) {
    const choice = field(screen, name);
    choice.addEventListener("change", () => {
      wanted[name] = choice.value;
      look();
      write(screen, "found", t("help-found", { count: found(all).length }));
    });
  }
  look();
}

/**
 * What can be chosen: only what makes a difference.
 *
 * @param {HTMLElement} screen
 * @param {HelpDirectory} all
 */
function drawChoices(screen, { regions = [], entries }) {
  const known = regions.filter(({ id }) => entries.some((entry) => entry.regions?.includes(id)));
  const labelled = known.map(({ id, name }) => ({ id, label: name }));
  const options = inAlphabet(labelled).map(({ id, label }) => drawOption(id, inLanguage(label)));
  fill(screen, "region", [drawOption("", t("help-region-all")), ...options]);
  const languages = [...new Set(entries.flatMap((entry) => entry.languages ?? []))];
  const spoken = languages.map((code) => drawOption(code, languageName(code)));
  fill(screen, "language", [drawOption("", t("help-language-all")), ...spoken]);
  slot(screen, "choices").hidden = entries.length <= FEW;
}

/** @param {HTMLElement} screen @param {"region" | "language"} name @param {HTMLElement[]} options */
function fill(screen, name, options) {
  const choice = field(screen, name);
  choice.replaceChildren(...options);
  choice.value = wanted[name];
  slot(screen, `${name}-choice`).hidden = options.length < 3;
}

/** @param {string} value @param {string} label */
const drawOption = (value, label) => new Option(label, value);

/**
 * Whatever is for the whole country, or does not say which languages, is for her too.
 *
 * @param {HelpDirectory} all
 */
function found({ entries }) {
  const fits = (/** @type {string[] | undefined} */ list, /** @type {string} */ one) =>
    !one || !list?.length || list.includes(one);
  return entries.filter(
    ({ regions, languages }) =>
      fits(regions, wanted.region) && fits(languages, wanted.language),
  );
}

/** @param {HTMLElement} screen @param {HelpDirectory} all */
function drawFound(screen, all) {
  const entries = found(all);
  const groups = KINDS.flatMap((kind) => {
    const those = entries.filter((entry) => entry.kind === kind);
    if (those.length === 0) return [];
    const title = document.createElement("h2");
    title.textContent = kindInWords(kind);
    return all.entries.length > FEW ? [title, drawList(those, all)] : [drawList(those, all)];
  });
  slot(screen, "entries").replaceChildren(...groups);
}

/** @param {HelpEntry[]} entries @param {HelpDirectory} [all] */
function drawList(entries, all) {
  const list = document.createElement("ul");
  list.className = "numbers";
  list.append(...entries.map((entry) => drawEntry(entry, all?.regions ?? [])));
  return list;
}

/** @param {HelpEntry} entry @param {HelpRegion[]} regions */
function drawEntry(entry, regions) {
  const drawn = copy("help-entry");
  drawn.dataset.entry = entry.id;
  const name = inLanguage(entry.name);
  const phone = slot(drawn, "phone");
  phone.hidden = !entry.phone;
  write(drawn, "name", entry.phone ? "" : name);
  if (entry.phone) {
    phone.textContent = name.includes(entry.phone) ? name : `${name}: ${entry.phone}`;
    phone.setAttribute("href", `tel:${entry.phone.replace(/[^+\d]/g, "")}`);
  }
  const places = [entry.about, entry.hours, entry.address].flatMap((it) =>
    it ? [inLanguage(it)] : [],
  );
  write(drawn, "about", places.join(". "));
  const where = regions.filter(({ id }) => entry.regions?.includes(id));
  const details = [
    where.map((region) => inLanguage(region.name)).join(", "),
    entry.languages?.length
      ? t("help-languages", { languages: entry.languages.map(languageName).join(", ") })
      : "",
    entry.anonymous ? t("help-anonymous") : "",
    entry.anonymous === false ? t("help-not-anonymous") : "",
    entry.checked ? t("help-checked", { day: dayInWords(entry.checked) }) : "",
  ];
  const lines = details.filter(Boolean).map((detail) => {
    const line = document.createElement("span");
    line.textContent = detail;
    return line;
  });
  slot(drawn, "details").append(...lines);
  return drawn;
}

/** @param {string} code */
function languageName(code) {
  /** @type {Record<string, () => string>} */
  const words = {
    kk: () => t("help-in-kk"),
    ru: () => t("help-in-ru"),
    en: () => t("help-in-en"),
  };
  return (words[code] ?? (() => code))();
}

/** @param {typeof KINDS[number]} kind */
function kindInWords(kind) {
  const words = {
    emergency: () => t("help-kind-emergency"),
    line: () => t("help-kind-line"),
    crisis: () => t("help-kind-crisis"),
    psychologist: () => t("help-kind-psychologist"),
    legal: () => t("help-kind-legal"),
    labour: () => t("help-kind-labour"),
    ombudsperson: () => t("help-kind-ombudsperson"),
    union: () => t("help-kind-union"),
    ngo: () => t("help-kind-ngo"),
  };
  return words[kind]();
}
