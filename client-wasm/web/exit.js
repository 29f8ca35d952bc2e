// Leaving at once: a button on every screen, or Shift three times. As GOV.UK's component behaves:
// the page is covered first, then everything is wiped, then the browser goes somewhere harmless.

import { main } from "./screens.js";
import { state, wipe } from "./state.js";
import { t } from "./text.js";

/** So many of Shift, and she is gone. */
const PRESSES = 3;

/** Longer between two presses of Shift, and the count starts again. */
const PAUSE_MS = 5_000;

export function start() {
  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element && event.target.closest("[data-exit]");
    if (!pressed) return;
    event.preventDefault();
    leave();
  });
  listenForShift();
  // A page that the browser kept and shows again must be empty.
  addEventListener("pageshow", (event) => {
    document.getElementById("cover")?.remove();
    if (event.persisted) location.reload();
  });
}

export function leave() {
  const link = document.getElementById("exit");
  const address = link?.getAttribute("href") ?? "about:blank";
  cover();
  try {
    main().replaceChildren();
    wipe();
  } finally {
    location.replace(address);
  }
}

function cover() {
  const cover = document.createElement("div");
  cover.id = "cover";
  cover.setAttribute("role", "alert");
  cover.textContent = t("exit-leaving");
  document.body.append(cover);
  document.title = t("page-title");
}

function listenForShift() {
  let presses = 0;
  let modified = false;
  let timer = 0;
  /** @param {string} [words] */
  const forget = (words = "") => {
    clearTimeout(timer);
    if (presses > 0) say(words);
    presses = 0;
  };
  addEventListener("pageshow", () => forget());
  // Shift and a click mark text.
  addEventListener("pointerdown", () => forget());
  addEventListener("keydown", (event) => {
    // Shift held for a capital letter is no press of it, nor is Alt+Shift, which changes the
    // keyboard's language and is pressed several times by whoever writes in three. Any other key
    // between two presses says that she is typing: what she wrote must not go then.
    if (event.key !== "Shift") {
      modified = true;
      forget();
    } else if (!event.repeat) modified = event.altKey || event.ctrlKey || event.metaKey;
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift") return;
    if (modified) return forget();
    clearTimeout(timer);
    presses += 1;
    if (presses >= PRESSES) return leave();
    say(t("exit-press", { times: PRESSES - presses }));
    timer = window.setTimeout(() => forget(t("exit-timed-out")), PAUSE_MS);
  });
}

/** @param {string} text */
function say(text) {
  const place = document.getElementById("exit-status");
  if (place && !state.ended.signal.aborted) place.textContent = text;
}
