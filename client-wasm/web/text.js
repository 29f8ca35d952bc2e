// The page's words in the language of the moment. They come with the document; keys are always
// written out where they are used, so that the build can tell a missing or an unused one.

/** @type {Record<string, string | Plural>} */
const words = {};

/** @param {Document} from */
export function readWords(from) {
  Object.assign(words, JSON.parse(from.getElementById("text")?.textContent ?? "{}"));
}

/** @returns {Lang} */
export function lang() {
  const code = document.documentElement.lang;
  return code === "ru" || code === "en" ? code : "kk";
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  const all = words[key] ?? "";
  const text = typeof all === "string" ? all : (all[category(Number(values[all.by]))] ?? "");
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/**
 * Which words go with a whole number, as CLDR has it. Not by `Intl`: cheap telephones lack Kazakh
 * there. What CLDR calls `many` in Russian has the words of `other`.
 *
 * @param {number} n
 */
function category(n) {
  if (lang() !== "ru") return n === 1 ? "one" : "other";
  const last = n % 100 > 10 && n % 100 < 15 ? 0 : n % 10;
  return last === 1 ? "one" : last > 1 && last < 5 ? "few" : "other";
}

/**
 * Half a character, as a cut paste leaves it, would make what she wrote no text at all.
 *
 * @param {string} text
 */
export const wellFormed = (text) => new TextDecoder().decode(new TextEncoder().encode(text));

/** @param {Localised} text */
export const inLanguage = (text) => text[lang()];

/** Cyrillic alphabets are not in the order of their code points. */
const ALPHABETS = {
  kk: "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
  ru: "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
  en: "abcdefghijklmnopqrstuvwxyz",
};

/**
 * In the order of the reader's alphabet. Not by `Intl`: cheap telephones lack Kazakh there.
 *
 * @template {{ label: Localised }} T
 * @param {T[]} all
 * @returns {T[]}
 */
export function inAlphabet(all) {
  const alphabet = ALPHABETS[lang()];
  const places = (/** @type {T} */ { label }) =>
    [...inLanguage(label).toLowerCase()].map((letter) => alphabet.indexOf(letter));
  return [...all].sort((a, b) => {
    const [one, other] = [places(a), places(b)];
    const n = one.findIndex((place, at) => place !== other[at]);
    return n < 0 ? one.length - other.length : (one[n] ?? 0) - (other[n] ?? -1);
  });
}

/**
 * A day as people write it. Not by `Intl`: cheap telephones lack Kazakh there.
 *
 * @param {string} day YYYY-MM-DD
 */
export function dayInWords(day) {
  const [year = "", month = "", date = ""] = day.split("-");
  const name = t("months").split("|")[Number(month) - 1] ?? month;
  return t("date", { year, month: name, day: Number(date) });
}

/**
 * @param {string} day YYYY-MM-DD
 * @param {number} days
 */
export function dayLater(day, days) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** This device's day, in UTC as everywhere in the protocol. */
export const deviceDay = () => new Date().toISOString().slice(0, 10);
