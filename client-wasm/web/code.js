// After the report has arrived: the code, kept, compared, and what comes next.

import { copy, field, onClick, onSubmit, slot, write } from "./dom.js";
import { download } from "./download.js";
import { complain, define, go, settle } from "./screens.js";
import { forgetReport, state, trusted } from "./state.js";
import { dayInWords, dayLater, t } from "./text.js";

define("code", () => {
  const screen = copy("screen-code");
  const code = state.reporter?.code() ?? "";
  const groups = code.split(" ").map((digits) => {
    const group = document.createElement("span");
    group.textContent = `${digits} `;
    return group;
  });
  slot(screen, "code").replaceChildren(...groups);
  slot(screen, "unnamed").hidden = !state.unnamed;
  onClick(screen, "copy", () => copyCode(screen, code));
  onClick(screen, "print", () => print());
  // The digits and nothing else.
  onClick(screen, "download", () => download(t("code-file"), "text/plain", `${code}\n`));
  onClick(screen, "continue", () => go("confirm"));
  return screen;
});

/** @param {HTMLElement} screen @param {string} code */
async function copyCode(screen, code) {
  try {
    await navigator.clipboard.writeText(code);
    write(screen, "status", t("code-copied"));
  } catch {
    getSelection()?.selectAllChildren(slot(screen, "code"));
    write(screen, "status", t("code-not-copied"));
  }
}

define("confirm", () => {
  const screen = copy("screen-confirm");
  const answer = field(screen, "answer");
  onClick(screen, "again", () => history.back());
  onSubmit(screen, () => {
    const right = state.reporter?.last_group_is(answer.value) ?? false;
    const wrong = [{ field: "last-group", text: t("confirm-wrong") }];
    if (complain(screen, right ? [] : wrong)) return;
    forgetReport();
    settle("done");
  });
  return screen;
});

define("done", () => {
  const screen = copy("screen-done");
  const { release_hours, reply_days, acknowledge_days, answer_days } = trusted().view;
  const readable = release_hours === 0 ? state.acceptedDay : dayLater(state.acceptedDay, 1);
  // An answer waits for its own closed period too.
  const look = dayLater(readable, 1);
  write(
    screen,
    "readable",
    release_hours === 0
      ? t("done-readable-now")
      : t("done-readable", { day: dayInWords(readable) }),
  );
  const within = (/** @type {number | null} */ days) =>
    days === null ? "" : dayInWords(dayLater(state.acceptedDay, days));
  const [acknowledged, answered] = [within(acknowledge_days), within(answer_days)];
  write(screen, "acknowledge", acknowledged && t("done-acknowledge", { day: acknowledged }));
  write(screen, "answer", answered && t("done-answer", { day: answered }));
  slot(screen, "unnamed").hidden = !state.unnamed;
  write(screen, "look", t("done-look", { day: dayInWords(look) }));
  write(screen, "kept", t("done-kept", { days: reply_days }));
  onClick(screen, "proof", () => go("proof"));
  return screen;
});
