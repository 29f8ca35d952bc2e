// The modules that seal and open: WebAssembly, or where a browser has none or has it switched off the
// same in JavaScript. The glue between the page and a module is the same for both.

import * as api from "./api.js";
import { carried } from "./carried.js";

/** Whether this browser works without WebAssembly, and so without haste. */
export const isPlain = !hasWebAssembly();

/** Browsers remember a script that failed to come; the import map knows it by so many addresses. */
const TRIES = ["", "?2", "?3"];

/** @type {Map<string, number>} */
const failed = new Map();

/** The module in JavaScript does not come, or this browser cannot read it. */
export class NoModule extends Error {}

/** A file came otherwise than it was built: the browser did not run it, and trying again is no use. */
export class Altered extends Error {
  constructor() {
    super("page-altered");
  }
}

/**
 * What only some visits need; throws as `loadModule`.
 *
 * @returns {Promise<typeof import("./thread.js")>}
 */
export const loadThread = () => script("/thread.js");

/**
 * The same.
 *
 * @returns {Promise<typeof import("./evidence.js")>}
 */
export const loadEvidence = () => script("/evidence.js");

/**
 * Throws `Unreachable` for as long as it is worth another try, `NoModule` or `Altered` when it is not.
 *
 * @param {(from: { module_or_path: unknown }) => Promise<unknown>} init the glue's
 * @param {"report" | "thread" | "evidence" | "blackout"} name
 * @param {string} integrity of the WebAssembly
 */
export async function loadModule(init, name, integrity) {
  const path = `/dauys_${name}_bg.wasm`;
  const { inside } = carried;
  if (inside) {
    await (isPlain ? standIn(init, inside.make) : init({ module_or_path: inside.module() }));
    return;
  }
  try {
    if (isPlain) await standIn(init, (await script(`/dauys_${name}_plain.js`)).default);
    else await init({ module_or_path: api.module(path, integrity) });
  } catch (error) {
    if (error instanceof NoModule || error instanceof Altered) throw error;
    throw isPlain ? new api.Unreachable("module") : await failure(path, integrity);
  }
}

/**
 * What it means that a file failed. Asked only after it failed twice: on a bad network the answer
 * costs as much as the file.
 *
 * @param {string} path
 * @param {string} integrity
 */
async function failure(path, integrity) {
  const tries = (failed.get(path) ?? 0) + 1;
  failed.set(path, tries);
  const altered = tries > 1 && (await api.isAltered(path, integrity));
  return altered ? new Altered() : new api.Unreachable(path);
}

/** @param {string} path */
function integrityOf(path) {
  const map = document.querySelector('script[type="importmap"]')?.textContent ?? "{}";
  return JSON.parse(map).integrity?.[path] ?? "";
}

/** @typedef {(imports: object) => object} Make what a module imports to what it exports */

/** @param {string} path */
async function script(path) {
  const tries = failed.get(path) ?? 0;
  const query = TRIES[tries];
  if (query === undefined) {
    throw (await api.isAltered(path, integrityOf(path))) ? new Altered() : new NoModule(path);
  }
  // Tries are few: none is for a network that is away.
  if (tries > 0) await api.health();
  try {
    return await import(`${path}${query}`);
  } catch (error) {
    // What did not come is a TypeError.
    if (error instanceof TypeError) throw await failure(path, integrityOf(path));
    failed.set(path, tries + 1);
    throw new NoModule(path);
  }
}

/**
 * The glue asks `WebAssembly` for an instance; for that moment there is one that runs the script.
 *
 * @param {(from: { module_or_path: unknown }) => Promise<unknown>} init
 * @param {Make} make
 */
async function standIn(init, make) {
  const there = Object.getOwnPropertyDescriptor(globalThis, "WebAssembly");
  const instantiate = async (/** @type {Make} */ module, /** @type {object} */ imports) => ({
    module,
    instance: { exports: module(imports) },
  });
  const value = { Instance: class {}, instantiate };
  Object.defineProperty(globalThis, "WebAssembly", { value, configurable: true });
  try {
    await init({ module_or_path: make });
  } finally {
    if (there) Object.defineProperty(globalThis, "WebAssembly", there);
    else Reflect.deleteProperty(globalThis, "WebAssembly");
  }
}

/** A module of eight bytes: enough to see whether WebAssembly is there and switched on. */
function hasWebAssembly() {
  try {
    const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
    return new WebAssembly.Instance(new WebAssembly.Module(empty)) instanceof WebAssembly.Instance;
  } catch {
    return false;
  }
}
