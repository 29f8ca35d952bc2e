// Erasing her letters from the server, one request for each.

import { erase_token, erased, letters } from "dauys_thread";
import { api, define, FILES_MOST, show, slot, t, write } from "../app.js";
import { copyConsent } from "./consent.js";
import { letterName } from "./words.js";

/** @param {Thread} thread */
export function defineErase(thread) {
  define("erase", () => {
    const screen = copyConsent("screen-erase", () => eraseAll(thread));
    write(screen, "count", t("erase-count", { count: erasable(thread).length }));
    slot(screen, "kept").hidden = !thread.view.withdrawn;
    slot(screen, "results").append(...thread.erased.map(drawErased));
    if (thread.erased.length > 0) write(screen, "status", t("erase-done"));
    return screen;
  });
}

/**
 * All but the letter by which she took the report back: without it nobody would learn of that.
 *
 * @param {Thread} thread
 * @returns {(LetterPlace & { place: number })[]}
 */
function erasable({ reporter, conversation }) {
  /** @type {LetterPlace[]} */
  const all = JSON.parse(letters(reporter, conversation));
  const placed = all.map((letter, place) => ({ ...letter, place }));
  return placed.filter(({ withdraws }) => !withdraws);
}

/** @param {Thread} thread */
async function eraseAll(thread) {
  thread.erased = [];
  for (const { id, path, place } of erasable(thread)) {
    const status = await api.erase(path, erase_token(thread.reporter, id)).catch(() => 0);
    const files = await eraseFiles(thread, id);
    thread.erased.push({ place, outcome: erased(status), files });
  }
  show();
}

/**
 * Nothing tells how many files a letter has: all that there can be are asked for.
 *
 * @param {Thread} thread
 * @param {string} id
 */
async function eraseFiles({ reporter }, id) {
  let count = 0;
  for (let place = 0; place < FILES_MOST; place++) {
    const [blob, , token = ""] = reporter.attachment(id, place);
    const status = await api.erase(`/api/v1/blobs/${blob}`, token).catch(() => 0);
    if (status === 204) count += 1;
  }
  return count;
}

/** @param {Erased} letter */
function drawErased({ place, outcome, files }) {
  /** @type {Record<string, () => string>} */
  const words = {
    erased: () => t("erased"),
    "erased-before": () => t("erased-before"),
    absent: () => t("erased-absent"),
    "erase-refused": () => t("erased-refused"),
    "erase-failed": () => t("erased-failed"),
  };
  const line = document.createElement("li");
  line.dataset.outcome = outcome;
  const also = files > 0 ? ` ${t("erased-files", { count: files })}` : "";
  line.textContent = `${letterName(place)}: ${(words[outcome] ?? (() => outcome))()}${also}`;
  return line;
}
