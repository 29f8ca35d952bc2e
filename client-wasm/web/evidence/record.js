// Telling it aloud: recorded by the browser on this device, listened to before it is kept, and sent
// only with the letter. What a voice tells is said before she begins.

import { back, complain, copy, define, go, onClick, slot, state, t, write } from "../app.js";

/** As small as speech can be understood well, bits per second. */
const BITS = 32_000;

/** How often the browser hands over what it has recorded, and the time is told. */
const EVERY_MS = 1_000;

/** Longer than anybody tells in one go. */
const MOST_SECONDS = 3 * 3_600;

/** Whether this browser records at all. */
export const canRecord = () =>
  typeof MediaRecorder === "function" && Boolean(navigator.mediaDevices?.getUserMedia);

/** What is recorded of a screen of that name. */
class Recording {
  /** @type {MediaRecorder | null} */
  recorder = null;
  /** @type {Blob[]} */
  parts = [];
  /** @type {Blob | null} */
  whole = null;
  seconds = 0;
  changed = () => {};

  async begin() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    this.forget();
    this.recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS });
    this.recorder.addEventListener("dataavailable", ({ data }) => {
      this.parts.push(data);
      this.seconds += EVERY_MS / 1000;
      if (this.seconds >= MOST_SECONDS) this.stop();
      this.changed();
    });
    this.recorder.addEventListener("stop", () => {
      // The lamp of the microphone goes out.
      for (const track of stream.getTracks()) track.stop();
      if (this.recorder) this.whole = new Blob(this.parts, { type: this.recorder.mimeType });
      this.recorder = null;
      this.parts = [];
      this.changed();
    });
    this.recorder.start(EVERY_MS);
  }

  stop() {
    if (this.recorder?.state === "recording") this.recorder.stop();
  }

  forget() {
    Object.assign(this, { parts: [], whole: null, seconds: 0 });
  }
}

/** @param {import("./files.js").LetterFiles} files @param {() => void} changed of the list of files */
export function defineRecord(files, changed) {
  const recording = new Recording();
  state.ended.signal.addEventListener("abort", () => {
    recording.stop();
    recording.forget();
  });
  define(`${files.name}-record`, () => {
    const screen = copy("screen-record");
    const listening = slot(screen, "listen");
    let address = "";
    recording.changed = () => {
      // Away from its screen nothing is recorded.
      if (!screen.isConnected && drawn) {
        recording.stop();
        URL.revokeObjectURL(address);
        return;
      }
      draw(screen, recording);
      if (recording.whole && !address && listening instanceof HTMLAudioElement) {
        address = URL.createObjectURL(recording.whole);
        listening.src = address;
      }
    };
    onClick(screen, "begin", () => begin(screen, recording));
    onClick(screen, "stop", () => recording.stop());
    onClick(screen, "again", () => {
      recording.forget();
      URL.revokeObjectURL(address);
      address = "";
      recording.changed();
    });
    onClick(screen, "keep", () => {
      if (recording.whole) files.add([recording.whole], changed, true);
      recording.forget();
      URL.revokeObjectURL(address);
      back();
    });
    let drawn = false;
    recording.changed();
    drawn = true;
    return screen;
  });
  return () => go(`${files.name}-record`);
}

/** @param {HTMLElement} screen @param {Recording} recording */
async function begin(screen, recording) {
  complain(screen, []);
  try {
    await recording.begin();
    if (!screen.isConnected) recording.stop();
    recording.changed();
  } catch {
    complain(screen, [{ field: "begin", text: t("record-denied"), key: "record-denied" }]);
  }
}

/** @param {HTMLElement} screen @param {Recording} recording */
function draw(screen, { recorder, whole, seconds }) {
  const goes = Boolean(recorder);
  slot(screen, "begin").hidden = goes || Boolean(whole);
  slot(screen, "stop").hidden = !goes;
  slot(screen, "done").hidden = !whole;
  write(screen, "going", goes ? t("record-going") : whole ? t("record-done") : "");
  write(screen, "time", seconds > 0 ? clock(seconds) : "");
}

/** @param {number} seconds */
const clock = (seconds) =>
  [Math.floor(seconds / 60), seconds % 60].map((n) => String(n).padStart(2, "0")).join(":");
