// A reminder for her calendar, made here. Its title says nothing, its time of making is not in it, and
// what it gives away all the same is said before.

import { copy, dayInWords, define, download, onClick, t, write } from "../app.js";

/** @param {Thread} thread */
export function defineReminder(thread) {
  define("reminder", () => {
    const screen = copy("screen-reminder");
    const day = thread.view.next ?? "";
    write(screen, "day", t("reminder-day", { day: dayInWords(day) }));
    onClick(screen, "save", () => {
      download(t("reminder-file"), "text/calendar", calendar(day, t("reminder-name")));
      write(screen, "status", t("kept-on-device"));
    });
    return screen;
  });
}

/**
 * A calendar with one entry (RFC 5545) that lasts the day and is told in the morning.
 *
 * @param {string} day YYYY-MM-DD
 * @param {string} name
 */
function calendar(day, name) {
  const date = day.replaceAll("-", "");
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Calendar//Calendar//EN",
    "BEGIN:VEVENT",
    `UID:${crypto.getRandomValues(new Uint32Array(4)).join("-")}`,
    // Required. Of all moments this one says the least.
    `DTSTAMP:${date}T000000Z`,
    `DTSTART;VALUE=DATE:${date}`,
    `SUMMARY:${name}`,
    "CLASS:PRIVATE",
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${name}`,
    "TRIGGER:PT9H",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}
