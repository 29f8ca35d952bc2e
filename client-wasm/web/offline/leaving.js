// How letters leave the form. They are sealed before anything else, whatever the network does; then she
// sends them from here, or saves them in a file that anybody can bring in, who cannot read it.

import { Unreachable, health } from "../api.js";
import { carried } from "../carried.js";
import { copy, onClick, slot, write } from "../dom.js";
import { download } from "../download.js";
import { breath } from "../pace.js";
import { define, drawing, replace } from "../screens.js";
import { Again, persist, say, sealAll, sendOne } from "../send.js";
import { deviceDay, t } from "../text.js";

/** How often the network is tried before she is asked again whether she would rather save. */
const TRIES = 3;

/** What is ready to leave, while it does. */
const leaving = {
  /** @type {string} */
  file: "",
  isUnreachable: false,
  /** @type {(way: "send" | "saved") => void} */
  choose: () => {},
};

/** Whether the last letter went into a file. */
let isSaved = false;

/**
 * @param {import("../send.js").Job} job
 * @returns {Promise<{ day: string, others: Promise<boolean> }>}
 */
async function deliver(job) {
  isSaved = false;
  say(t("sending-seal"));
  await breath();
  const sealed = await sealAll(await job.seal(deviceDay()));
  try {
    Object.assign(leaving, { file: inFile(job, sealed), isUnreachable: false });
    while ((await chosen()) === "send") {
      replace("sending");
      try {
        return { day: await sendAll(job, sealed), others: Promise.resolve(true) };
      } catch (error) {
        if (!(error instanceof Unreachable || error instanceof Again)) throw error;
        leaving.isUnreachable = true;
        carried.inside?.otherOrigin();
      }
    }
    isSaved = true;
    return { day: "", others: Promise.resolve(true) };
  } finally {
    leaving.file = "";
    for (const one of sealed) one.free();
  }
}

if (carried.inside) carried.inside.deliver = deliver;

/** All of them or none: the same letters can be sent again or saved afterwards. */
/** @param {import("../send.js").Job} job @param {WasmSealed[]} sealed */
async function sendAll(job, sealed) {
  const price = await persist(health, TRIES);
  const days = [];
  for (const one of sealed) days.push(await sendOne(job, one, price, TRIES));
  return days[0] ?? "";
}

/** As docs/PROTOCOL.md, section 16, has it. */
/** @param {import("../send.js").Job} job @param {WasmSealed[]} sealed */
function inFile({ trust }, sealed) {
  const letters = sealed.map((one) => ({
    id: one.path().split("/").pop(),
    withdraw: one.withdraw(),
    file: btoa(Array.from(one.bytes(), (byte) => String.fromCharCode(byte)).join("")),
  }));
  const [instance] = trust.server();
  return JSON.stringify({ format: "dauys-sealed/1", instance, letters });
}

/** @returns {Promise<"send" | "saved">} */
function chosen() {
  return new Promise((resolve) => {
    leaving.choose = resolve;
    replace("leaving");
  });
}

define("leaving", () => {
  const screen = copy("screen-leaving");
  slot(screen, "unreachable").hidden = !leaving.isUnreachable;
  // After one that cannot be reached it is another of the organisation's addresses.
  const now = `${carried.inside?.origin() ?? ""}/`;
  write(screen, "send-what", t("leaving-send-what", { address: now }));
  onClick(screen, "send", () => leaving.choose("send"));
  onClick(screen, "save", () => {
    download(t("leaving-file"), "application/json", leaving.file);
    slot(screen, "saved").hidden = false;
    write(screen, "status", t("leaving-is-saved"));
  });
  onClick(screen, "go-on", () => leaving.choose("saved"));
  return screen;
});

const address = () => ({ address: carried.inside?.address() ?? "" });

/**
 * What another part defined, shown otherwise after the letter went into a file.
 *
 * @param {string} name
 * @param {(usual: () => HTMLElement) => HTMLElement} draw
 */
function afterSaving(name, draw) {
  const usual = drawing(name);
  define(name, (place) => (isSaved ? draw(() => usual(place)) : usual(place)));
}

afterSaving("code", (usual) => {
  const screen = usual();
  write(screen, "arrived", t("saved-code"));
  return screen;
});

afterSaving("done", () => {
  const screen = copy("screen-saved");
  write(screen, "bring", t("saved-bring", address()));
  write(screen, "look", t("saved-look", address()));
  return screen;
});

afterSaving("counted", () => {
  const screen = copy("screen-counted-saved");
  write(screen, "bring", t("saved-bring", address()));
  return screen;
});
