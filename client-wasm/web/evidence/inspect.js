// What a file is and what it reveals, found on this device.

import { CleanedFile, recognise } from "dauys_evidence";
import { breath } from "../app.js";

/** Enough of a file to see what it is. */
const HEAD_BYTES = 4_096;

/** What is sent of it. */
/** @param {import("./files.js").Item} item */
export const contentOf = ({ choice, cleaned, file }) =>
  choice === "cleaned" && cleaned ? cleaned : file;

/** @param {Blob} blob */
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

/**
 * Reads it and makes a cleaned copy where that can be done.
 *
 * @param {import("./files.js").Item} item
 */
export async function inspect(item) {
  const head = await bytesOf(item.file.slice(0, HEAD_BYTES));
  /** @type {Recognised} */
  const { most_bytes, ...known } = JSON.parse(recognise(head));
  item.inspected = { ...known, cleaner: "none", findings: [] };
  // Of what was recorded here it is known that there is no picture in it.
  if (item.recorded) item.inspected.type = known.type.replace("video/", "audio/");
  if (most_bytes > 0) {
    if (item.file.size > most_bytes) item.inspected.cleaner = "too-large";
    else await cleanCopy(item);
  }
  item.state = "read";
}

/** @param {import("./files.js").Item} item */
async function cleanCopy(item) {
  const bytes = await bytesOf(item.file);
  await breath();
  try {
    const cleaned = CleanedFile.of(bytes);
    item.inspected.findings = JSON.parse(cleaned.findings());
    item.cleaned = new Blob([cleaned.file()], { type: item.inspected.type });
    cleaned.free();
    item.inspected.cleaner = "cleaned";
    item.choice = "cleaned";
  } catch (error) {
    item.inspected.cleaner = error instanceof Error ? error.message : "damaged";
  }
}
