// Blacking out parts of a picture, on this device: what is under the black is not in the copy any more.
// Drawn with a finger or a mouse, or set with sliders.

import init, { blackout } from "dauys_blackout";
import { Altered, api, back, breath, complain, copy, define, go, loadModule } from "../app.js";
import { onClick, onSubmit, slot, t, write } from "../app.js";

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Area in percent of the picture */
/** @typedef {import("./files.js").LetterFiles} LetterFiles */

/** A picture can have so many. */
const MOST = 20;

/** Smaller is a tap, not an area. */
const LEAST = 1;

/** What decodes pictures, fetched when the first one is to be blacked out. */
/** @type {Promise<unknown> | null} */
let coming = null;

function module() {
  coming ??= loadModule(init, "blackout", BLACKOUT_INTEGRITY);
  return coming.catch((error) => {
    coming = null;
    throw error;
  });
}

/** @param {LetterFiles} files @param {() => void} changed of the list of files */
export function defineBlackout(files, changed) {
  define(`${files.name}-blackout`, ({ file = 0 }) => {
    const screen = copy("screen-blackout");
    const item = files.items[file];
    if (!item) return screen;
    item.areas ??= [];
    const { areas } = item;
    const picture = /** @type {HTMLImageElement} */ (slot(screen, "picture"));
    const address = URL.createObjectURL(item.file);
    picture.addEventListener("load", () => URL.revokeObjectURL(address));
    picture.src = address;
    picture.alt = files.nameOf(file);
    const redraw = () => drawAreas(screen, areas);
    const add = (/** @type {Area} */ area) => {
      if (areas.length < MOST) areas.push(area);
      complain(screen, []);
      redraw();
    };
    listenToDrawing(screen, add);
    onClick(screen, "add", () => add({ left: 30, top: 40, right: 70, bottom: 60 }));
    redraw();
    let busy = false;
    onSubmit(screen, async () => {
      const none = { field: "add", text: t("blackout-none") };
      if (busy || complain(screen, areas.length === 0 ? [none] : [])) return;
      busy = true;
      write(screen, "status", t("blackout-working"));
      try {
        await module();
        await breath();
        const bytes = new Uint8Array(await item.file.arrayBuffer());
        const made = blackout(bytes, JSON.stringify(areas));
        item.cleaned = new Blob([made], { type: "image/png" });
        Object.assign(item.inspected, { cleanedType: "image/png", cleanedEnding: "png", cleaner: "cleaned" });
        files.takeBack(item);
        item.choice = "cleaned";
        changed();
        back();
      } catch (error) {
        complain(screen, [{ field: "add", ...explain(error) }]);
        write(screen, "status", "");
        busy = false;
      }
    });
    return screen;
  });
  return (/** @type {number} */ file) => go(`${files.name}-blackout`, { file });
}

/** @param {unknown} error */
function explain(error) {
  if (error instanceof Altered) return { text: t("part-altered"), key: error.message };
  if (error instanceof api.Unreachable) return { text: t("blackout-offline"), key: "blackout-offline" };
  return { text: t("blackout-failed"), key: "blackout-failed" };
}

/** Pictures that can be read here. */
/** @param {import("./files.js").Item} item */
export const canBlackOut = ({ inspected }) => inspected.cleaner === "cleaned";

/** With a finger or a mouse: from one corner to the other. */
/** @param {HTMLElement} screen @param {(area: Area) => void} add */
function listenToDrawing(screen, add) {
  const frame = slot(screen, "frame");
  /** @type {{ x: number, y: number } | null} */
  let from = null;
  const at = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    const { left, top, width, height } = frame.getBoundingClientRect();
    const percent = (/** @type {number} */ n) => Math.min(100, Math.max(0, Math.round(n)));
    return { x: percent((100 * (clientX - left)) / width), y: percent((100 * (clientY - top)) / height) };
  };
  frame.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    frame.setPointerCapture(event.pointerId);
    from = at(event);
  });
  frame.addEventListener("pointerup", (event) => {
    if (!from) return;
    const to = at(event);
    const [left = 0, right = 0] = [from.x, to.x].sort((a, b) => a - b);
    const [top = 0, bottom = 0] = [from.y, to.y].sort((a, b) => a - b);
    from = null;
    if (right - left >= LEAST && bottom - top >= LEAST) add({ left, top, right, bottom });
  });
}

/** @param {HTMLElement} screen @param {Area[]} areas */
function drawAreas(screen, areas) {
  const black = screen.querySelector('[data-slot="black"]');
  const redraw = () => black?.replaceChildren(...areas.map(drawBlack));
  redraw();
  const cards = areas.map((area, n) => {
    const card = copy("blackout-area");
    write(card, "name", t("blackout-area", { n: n + 1 }));
    write(card, "what", t("blackout-area", { n: n + 1 }));
    for (const side of /** @type {const} */ (["left", "right", "top", "bottom"])) {
      const input = /** @type {HTMLInputElement} */ (slot(card, side));
      Object.assign(input, { id: `area-${n}-${side}`, value: String(area[side]) });
      slot(card, `${side}-label`).setAttribute("for", input.id);
      input.addEventListener("input", () => {
        area[side] = Number(input.value);
        redraw();
      });
    }
    onClick(card, "remove", () => {
      areas.splice(n, 1);
      drawAreas(screen, areas);
    });
    return card;
  });
  slot(screen, "areas").replaceChildren(...cards);
}

/** @param {Area} area */
function drawBlack({ left, top, right, bottom }) {
  const black = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const sizes = { x: Math.min(left, right), y: Math.min(top, bottom) };
  const all = { ...sizes, width: Math.abs(right - left), height: Math.abs(bottom - top) };
  for (const [name, value] of Object.entries(all)) black.setAttribute(name, String(value));
  return black;
}
