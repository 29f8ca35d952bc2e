// A step that tells the server something: nothing is asked of it before she has ticked that she
// wants that.

import { complain, copy, field, onSubmit, t, write } from "../app.js";

/**
 * A copy of such a screen. `act` runs once at a time, and says itself what came of it.
 *
 * @param {string} template
 * @param {() => Promise<void>} act
 */
export function copyConsent(template, act) {
  const screen = copy(template);
  const tick = field(screen, "sure");
  let busy = false;
  onSubmit(screen, async () => {
    const problem = { field: tick.id, text: t("consent-missing") };
    if (busy || complain(screen, tick.checked ? [] : [problem])) return;
    busy = true;
    write(screen, "status", t("consent-asking"));
    await act();
    busy = false;
  });
  return screen;
}
