// Sizes and findings in words.

import { lang, t } from "../app.js";

const MIB = 1_048_576;

/** @param {number} bytes */
export function sizeInWords(bytes) {
  const [value, unit] = bytes < MIB ? [bytes / 1024, "kilobyte"] : [bytes / MIB, "megabyte"];
  const digits = value < 10 ? 1 : 0;
  const style = /** @type {const} */ ({ style: "unit", unitDisplay: "short" });
  return new Intl.NumberFormat(lang(), { ...style, unit, maximumFractionDigits: digits }).format(value);
}

/** @type {Record<string, () => string>} What a file reveals, by the module's names. */
const WHAT = {
  place: () => t("reveals-place"),
  device: () => t("reveals-device"),
  author: () => t("reveals-author"),
  date: () => t("reveals-date"),
  software: () => t("reveals-software"),
  thumbnail: () => t("reveals-thumbnail"),
  comment: () => t("reveals-comment"),
  trailer: () => t("reveals-trailer"),
};

/** @param {FileFinding} finding */
export function findingInWords({ what, value }) {
  const name = (WHAT[what] ?? (() => t("reveals-other")))();
  return value ? `${name}: ${value}` : name;
}

/** @type {Record<string, () => string>} */
const KINDS = {
  picture: () => t("kind-picture"),
  film: () => t("kind-film"),
  sound: () => t("kind-sound"),
  document: () => t("kind-document"),
};

/** @param {string} type */
export function kindInWords(type) {
  const [family] = type.split("/");
  /** @type {Record<string, string>} */
  const names = { image: "picture", video: "film", audio: "sound", text: "document" };
  const isDocument = /pdf|word|excel|sheet|office|opendocument/.test(type);
  const kind = isDocument ? "document" : (names[family ?? ""] ?? "");
  return (KINDS[kind] ?? (() => t("kind-other")))();
}
