// Proof of submission: the server's signature that it took a letter, with no word of what was in it.
// Whoever finds it knows that its holder reported, so that a warning stands before it.

import { copy, field, onSubmit, write } from "./dom.js";
import { download } from "./download.js";
import { complain, define } from "./screens.js";
import { state } from "./state.js";
import { t } from "./text.js";

define("proof", () => {
  const screen = copy("screen-proof");
  const tick = field(screen, "sure");
  onSubmit(screen, () => {
    const problem = { field: tick.id, text: t("consent-missing") };
    if (complain(screen, tick.checked ? [] : [problem])) return;
    download(t("proof-file"), "application/json", `[\n${state.proofs.join(",\n")}\n]\n`);
    write(screen, "status", t("kept-on-device"));
  });
  return screen;
});
