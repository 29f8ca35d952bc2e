// What the page's own script makes of each whole number, beside what CLDR says, which this Node has
// in full: `Intl` on the telephones of reporters may not.

import { readFile } from "node:fs/promises";
import { main } from "./main.mjs";

// The page's scripts are modules without a package that says so, which not every Node takes.
const script = await readFile(new URL("../../client-wasm/web/text.js", import.meta.url), "utf8");
const { readWords, t } = await import(`data:text/javascript,${encodeURIComponent(script)}`);

await main(async ({ texts, most }) => {
  const languages = Object.keys(texts);
  const known = Intl.PluralRules.supportedLocalesOf(languages);
  if (known.length !== languages.length) throw new Error(`this Node knows only ${known}`);
  return Object.fromEntries(languages.map((language) => [language, count(language)]));

  /** @param {string} language */
  function count(language) {
    globalThis.document = { documentElement: { lang: language } };
    readWords({ getElementById: () => ({ textContent: JSON.stringify({ key: texts[language] }) }) });
    const rules = new Intl.PluralRules(language);
    return Array.from({ length: most + 1 }, (_, n) => ({
      shown: t("key", { n, who: "x" }),
      category: rules.select(n),
    }));
  }
});
