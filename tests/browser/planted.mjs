// Faults that are put into a screen on purpose, one for each kind and each way to look: a search
// that finds nothing must find these. `PLANTED` in `the_page.rs` names them.

/** Runs in the page. */
export function plant() {
  const main = document.querySelector("main");
  const put = (html) => main?.insertAdjacentHTML("beforeend", html);
  const sheet = new CSSStyleSheet();
  const rule = (text) => sheet.insertRule(text, sheet.cssRules.length);
  document.adoptedStyleSheets = [sheet];
  const only = (condition, text) => rule(`@media ${condition} { ${text} }`);

  // What axe finds, narrow, wide, and in the dark.
  only("(min-width: 1000px)", ".narrow-only { display: none }");
  only("(max-width: 999px)", ".wide-only { display: none }");
  const image = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
  put(`<img class="narrow-only" src="${image}"><img class="wide-only" src="${image}">`);
  put(`<p class="pale">pale in the dark</p>`);
  only("(prefers-color-scheme: dark)", ".pale { color: #444 }");

  // Too wide only where it is said. A box without height overflows nothing.
  put(`<div class="bar"></div>`);
  rule(".bar { height: 1px; position: absolute; left: 0; min-width: 19rem }");
  only("(width: 320px)", ".bar { width: 400px }");
  only("(width: 640px) and (resolution: 2dppx)", ".bar { width: 700px }");
  only("(width: 1280px)", ".bar { width: 1400px }");

  // For fingers.
  put(`<button class="tiny" style="min-height: 0; padding: 0">x</button>`);
  put(`<p><a class="alone" href="#main">alone</a></p>`);

  // For those whom motion makes ill.
  put(`<p class="gliding">glides</p>`);
  rule(".gliding { transition: color 1s }");
  put(`<p class="turning">turns</p>`);
  rule("@keyframes turn { to { rotate: 1turn } }");
  put(`<p class="broad">glides where there is room</p>`);
  only("(min-width: 1000px)", ".broad { transition: color 1s }");
  only("(prefers-reduced-motion: reduce)", ".turning { animation: turn 9s infinite }");

  // In few colours.
  put(`<button class="button flat">flat</button><button class="button drowned">drowned</button>`);
  put(`<button class="button dull">dull</button>`);
  only("(forced-colors: active)", ".flat { border: 0 !important }");
  only("(forced-colors: active)", ".drowned { border-color: Canvas !important }");
  only("(forced-colors: active)", ".dull:focus { outline: none !important }");

  // On paper.
  put(`<button class="button on-paper">press</button><p>words on paper</p>`);
  put(`<p data-slot="code">1234 5678</p>`);
  only("print", ".on-paper { display: inline-block !important }");

  // For those who listen.
  put(`<h1>another</h1><nav><a href="/">nowhere</a></nav><fieldset></fieldset>`);
  put(`<button class="button"></button><progress></progress><div class="errors">wrong</div>`);
  put(`<button class="button" aria-hidden="true">hidden</button>`);
  put(`<fieldset role="presentation"></fieldset><progress role="presentation"></progress>`);
  document.querySelector("footer")?.setAttribute("role", "presentation");

  // The exit goes out of sight, and something comes before it.
  rule(".leave { position: static !important }");
  document.body.insertAdjacentHTML("afterbegin", `<button class="button">first</button>`);
}
