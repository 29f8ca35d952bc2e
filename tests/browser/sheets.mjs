// All pictures side by side: `index.html`, a row for each screen, and contact sheets, which the
// browser makes of the same pictures: small, and few enough to be looked at one after the other.

import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * @typedef {object} Picture
 * @property {string} kind of device
 * @property {string} screen
 * @property {string} language `all` where a screen is in all of them at once
 * @property {string} path from the folder
 */

/** In CSS pixels: what can still be read at a glance, and what a sheet may be. */
const THUMB = 220;
const COLUMNS = 6;
const HIGHEST = 4_000;

const STYLE = `
body { margin: 1rem; font: 14px system-ui, sans-serif; background: #fff; color: #222; }
table { border-collapse: collapse; }
th { position: sticky; top: 0; z-index: 1; background: #fff; }
th, td { padding: .3rem; text-align: left; vertical-align: top; }
img { display: block; width: ${THUMB}px; border: 1px solid #999; }
.sheet { display: flex; gap: 8px; padding: 8px; width: max-content; }
.sheet img { max-height: ${HIGHEST - 50}px; object-fit: cover; object-position: top; }
figure { margin: 0 0 8px; width: ${THUMB}px; }
figcaption { height: 18px; overflow: hidden; font-size: 13px; white-space: nowrap; }
`;

/**
 * @param {import("puppeteer-core").Browser} browser
 * @param {string} folder
 * @param {Picture[]} pictures
 * @returns {Promise<string[]>} the names of the contact sheets
 */
export async function layOut(browser, folder, pictures) {
  const index = join(folder, "index.html");
  await writeFile(index, asTable(pictures));
  const old = (await readdir(folder)).filter((name) => /^sheet-.*\.png$/.test(name));
  for (const name of old) await rm(join(folder, name));
  const page = await browser.newPage();
  await page.goto(pathToFileURL(index).href, { waitUntil: "load" });
  const made = [];
  for (const [name, some] of Object.entries(bySheet(pictures))) {
    await page.evaluate(draw, some, { columns: COLUMNS, highest: HIGHEST });
    for (const [n, sheet] of (await page.$$(".sheet")).entries()) {
      const file = `sheet-${name}-${n + 1}.png`;
      await sheet.screenshot({ path: join(folder, file) });
      made.push(file);
    }
  }
  await page.close();
  return made;
}

/** Those in all languages stand on a sheet of their own. */
function bySheet(pictures) {
  /** @type {Record<string, Picture[]>} */
  const sheets = {};
  for (const picture of pictures) {
    (sheets[`${picture.language}-${picture.kind}`] ??= []).push(picture);
  }
  return sheets;
}

/** @param {Picture[]} pictures */
function asTable(pictures) {
  const languages = [...new Set(pictures.map(({ language }) => language))];
  const kinds = [...new Set(pictures.map(({ kind }) => kind))];
  const columns = languages.flatMap((language) => kinds.map((kind) => ({ language, kind })));
  const heads = columns.map(({ language, kind }) => `<th>${language}, ${kind}</th>`).join("");
  const rows = [...new Set(pictures.map(({ screen }) => screen))].map((screen) => {
    const cells = columns.map(({ language, kind }) => {
      const isIt = (it) => it.screen === screen && it.language === language && it.kind === kind;
      return `<td>${image(pictures.find(isIt))}</td>`;
    });
    return `<tr id="${screen}"><th>${screen}</th>${cells.join("")}</tr>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Screens</title><style>${STYLE}</style>
<table><thead><tr><th>screen</th>${heads}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table>
`;
}

/** @param {Picture} [picture] */
function image(picture) {
  if (!picture) return "";
  const { path, screen } = picture;
  return `<a href="${path}"><img loading="lazy" src="${path}" alt="${screen}"></a>`;
}

/** Runs in the page: fills columns from left to right, and sheets one after the other. */
async function draw(pictures, { columns, highest }) {
  const figures = pictures.map(({ screen, path }) => {
    const figure = document.createElement("figure");
    const image = Object.assign(new Image(), { src: path });
    const words = document.createElement("figcaption");
    words.textContent = screen;
    figure.append(words, image);
    return figure;
  });
  document.body.replaceChildren(...figures);
  await Promise.all(figures.map((figure) => figure.querySelector("img").decode()));
  // A gap and an edge above and below.
  const heights = figures.map((figure) => figure.offsetHeight + 8);
  const room = highest - 16;
  const add = (parent, kind) => {
    const element = Object.assign(document.createElement("div"), { className: kind });
    parent.append(element);
    return element;
  };
  let sheet = add(document.body, "sheet");
  let column = add(sheet, "column");
  let used = 0;
  for (const [n, figure] of figures.entries()) {
    if (used > 0 && used + heights[n] > room) {
      if (sheet.children.length === columns) sheet = add(document.body, "sheet");
      column = add(sheet, "column");
      used = 0;
    }
    column.append(figure);
    used += heights[n];
  }
}
