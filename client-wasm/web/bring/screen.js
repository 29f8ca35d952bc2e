// A sealed file from an offline form, brought in by whoever has it. Nothing in it can be read here.

import { complain, copy, define, field, onSubmit, replace, send, settle, state, t, write } from "../app.js";
import { brought } from "dauys_thread";

/** Bytes of a file; a larger one is none of these (docs/PROTOCOL.md, section 16). */
const FILE_MAX = 98_304;

/** @type {Record<string, () => string>} By the module's codes. */
const PROBLEMS = {
  "not-sealed": () => t("bring-not"),
  "sealed-for-others": () => t("bring-others"),
};

/** @type {File | null} */
let chosen = null;

/** @param {WasmTrust} trust */
export function defineBring(trust) {
  define("bring", () => {
    const screen = copy("screen-bring");
    const file = field(screen, "file");
    const told = () => write(screen, "chosen", chosen ? t("diary-chosen", { name: chosen.name }) : "");
    file.addEventListener("change", () => {
      chosen = file.files?.[0] ?? chosen;
      told();
    });
    told();
    let busy = false;
    onSubmit(screen, async () => {
      if (busy) return;
      busy = true;
      try {
        const problem = await bring(trust);
        if (screen.isConnected) complain(screen, problem ? [{ field: "sealed-file", text: problem }] : []);
      } finally {
        busy = false;
      }
    });
    return screen;
  });
  define("brought", () => copy("screen-brought"));
}

/**
 * What is wrong with the file; nothing, if it is on its way.
 *
 * @param {WasmTrust} trust
 */
async function bring(trust) {
  if (!chosen) return t("diary-no-file");
  if (chosen.size > FILE_MAX) return t("bring-not");
  const bytes = await read(chosen);
  if (!bytes) return t("diary-unreadable");
  try {
    start(trust, brought(trust, bytes));
    return "";
  } catch (error) {
    return (PROBLEMS[error instanceof Error ? error.message : ""] ?? (() => t("bring-not")))();
  }
}

/** @param {File} file */
async function read(file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    // It was moved meanwhile.
    return null;
  }
}

/** Letters that are sealed already go the way of those that are sealed here. */
/** @param {WasmTrust} trust @param {WasmSealed[]} letters */
function start(trust, letters) {
  const seal = () => letters.map((letter) => ({ step: () => true, sealed: () => letter, free() {} }));
  const done = async (/** @type {string} */ _, /** @type {Promise<boolean>} */ others) => {
    const whole = await others;
    // Who brings it in has no use for the proof, and need not be found with it.
    state.proofs = [];
    chosen = null;
    if (whole) settle("brought");
    else failed();
  };
  const failed = () => {
    replace("bring", { problem: { field: "sealed-file", text: t("bring-failed"), key: "bring-failed" } });
  };
  send({ seal, trust, text: () => "", done, failed });
}
