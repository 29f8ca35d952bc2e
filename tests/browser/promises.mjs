// Promises of the page, seen from outside.

import { inLanguage } from "./apart.mjs";
import { LANGUAGES, languageOf, speak } from "./looks.mjs";
import { answerAll, arrive, chooseReaders, everything, goOn } from "./visit.mjs";
import { press, text, toQuestions, write } from "./visit.mjs";

/** Changing the language in the middle of a sentence, and on the last screen. */
export async function languages(page, _watch, { address }) {
  const story = "Ол мені кабинетіне шақырды, әңгімені үзді.";
  await arrive(page, address);
  const first = await languageOf(page);
  await toQuestions(page);
  await write(page, story);
  const kept = {};
  for (const language of ["ru", "en", "kk"]) {
    await speak(page, language);
    const value = await page.$eval("textarea", (area) => area.value);
    kept[language] = { value, question: await text(page, "main h1"), url: page.url() };
  }
  await answerAll(page, story);
  await chooseReaders(page, []);
  await speak(page, "en");
  return { first, story, kept, check: await text(page) };
}

/** A code with two digits swapped, typed on a page that has everything it needs to fetch. */
export async function mistyped(page, watch, { address, answered }) {
  await arrive(page, address);
  await press(page, 'main [data-go="enter"]');
  const before = watch.requests.length;
  await page.locator("#code").fill(swapped(answered));
  await page.locator("main form button[type=submit]").click();
  await page.waitForSelector(".errors");
  const told = await text(page, ".errors");
  const beside = await text(page, "main .error-text");
  const after = watch.requests.slice(before).map(({ url }) => url);
  return { told, beside, title: await page.title(), after };
}

/** Somebody else's key in the address. */
export async function wrongRoot(page, _watch, { strange }) {
  const seen = {};
  for (const language of LANGUAGES) {
    await page.goto("about:blank");
    await arrive(page, inLanguage(strange, language));
    const ways = await page.$$("main :is(form, textarea, input, [data-go=report])");
    seen[language] = { shown: await text(page), ways: ways.length };
  }
  return { seen };
}

export async function withoutFragment(page, _watch, { origin }) {
  const seen = {};
  for (const language of LANGUAGES) {
    await arrive(page, `${origin}/${language}/`);
    seen[language] = await text(page, 'main [data-slot="standing"]');
  }
  return { seen };
}

/** What a browser without scripts shows; it cannot be asked by scripts, so by what is drawn. */
export async function withoutJavaScript(page, watch, { address }) {
  await page.setJavaScriptEnabled(false);
  const seen = {};
  for (const language of LANGUAGES) {
    const document = await page.goto(inLanguage(address, language));
    const forms = (await page.$$("form, input, textarea")).length;
    const drawn = await page.$$eval("button", (all) => all.map((one) => one.checkVisibility()));
    const pressable = drawn.filter(Boolean).length;
    const html = await document.text();
    seen[language] = { shown: await text(page, "body"), forms, pressable, html };
  }
  const methods = watch.requests.map(({ method }) => method);
  return { seen, methods };
}

/** After sending and confirming, Back leads to nothing that was written. */
export async function forgotten(page, _watch, { address }) {
  const story = "Артқа қайтқанда ештеңе қалмауы керек";
  await arrive(page, address);
  await toQuestions(page);
  await answerAll(page, story);
  await chooseReaders(page, []);
  await page.locator("#send").click();
  await page.waitForSelector('main [data-slot="code"]');
  await press(page, 'main [data-slot="continue"]');
  const code = await codeByGoingBack(page);
  await page.locator("#last-group").fill(code.slice(-4));
  await goOn(page);
  const behind = [];
  for (let steps = 0; steps < 4; steps += 1) {
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          addEventListener("popstate", () => setTimeout(resolve), { once: true });
          history.back();
        }),
    );
    behind.push(await everything(page));
  }
  return { story, code, behind };
}

async function codeByGoingBack(page) {
  await press(page, 'main [data-slot="again"]');
  const code = (await text(page, 'main [data-slot="code"]')).replace(/\s+/g, " ").trim();
  await press(page, 'main [data-slot="continue"]');
  return code;
}

/** The first two digits that differ, in each other's place. */
function swapped(code) {
  const digits = [...code.replaceAll(" ", "")];
  const place = digits.findIndex((digit, n) => digit !== digits[n + 1]);
  [digits[place], digits[place + 1]] = [digits[place + 1], digits[place]];
  return digits.join("");
}
