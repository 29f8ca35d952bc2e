// What is on its way: a bar and words for each file, and the ways to leave one out or to stop.

import { copy, define, onClick, slot, t, write } from "../app.js";
import { current } from "./deliver.js";
import { sizeInWords } from "./words.js";

/** Steps of which those who listen are told. */
const STEPS = 10;

export function defineSending() {
  define("sending-files", () => {
    const screen = copy("screen-sending-files");
    const delivery = current;
    if (!delivery) return screen;
    const rows = delivery.files.items.map((item, n) => ({ item, row: drawRow(delivery, item, n) }));
    slot(screen, "files").append(...rows.map(({ row }) => row));
    onClick(screen, "stop", () => delivery.stop.abort());
    let told = "";
    delivery.changed = () => {
      if (!screen.isConnected && told) return;
      for (const { item, row } of rows) follow(delivery, item, row);
      slot(screen, "now").hidden = !delivery.offersNow;
      const words = [delivery.words(), partInWords(delivery)].filter(Boolean).join(" ");
      if (words === told) return;
      told = words;
      write(screen, "status", words);
    };
    delivery.changed();
    return screen;
  });
}

/** @typedef {import("./deliver.js").Delivery} Delivery */
/** @typedef {import("./files.js").Item} Item */

/** @param {Delivery} delivery @param {Item} item @param {number} n */
function drawRow(delivery, item, n) {
  const row = copy("file-sending");
  const name = delivery.files.nameOf(n);
  write(row, "name", name);
  slot(row, "bar").setAttribute("aria-label", name);
  write(row, "what", name);
  onClick(row, "leave", () => delivery.stops.get(item)?.abort());
  return row;
}

/** @param {Delivery} delivery @param {Item} item @param {HTMLElement} row */
function follow({ sent, sizes, stops, files }, item, row) {
  const [come, whole] = [sent.get(item) ?? 0, sizes.get(item) ?? item.file.size];
  const bar = /** @type {HTMLProgressElement} */ (slot(row, "bar"));
  Object.assign(bar, { max: Math.max(whole, 1), value: item.ref ? Math.max(whole, 1) : come });
  const words = () => t("file-part", { come: sizeInWords(come), whole: sizeInWords(whole) });
  const gone = stops.get(item)?.signal.aborted || !files.items.includes(item);
  write(row, "come", gone ? t("file-left-out") : item.ref ? t("file-there") : words());
  slot(row, "leave").hidden = Boolean(gone || item.ref);
}

/** @param {Delivery} delivery */
function partInWords({ sent, sizes }) {
  const sum = (/** @type {Map<Item, number>} */ all) => [...all.values()].reduce((a, b) => a + b, 0);
  const [come, whole] = [sum(sent), sum(sizes)];
  const steps = whole > 0 ? Math.floor((STEPS * come) / whole) : 0;
  return steps > 0 && steps < STEPS ? t("files-part", { percent: (100 * steps) / STEPS }) : "";
}
