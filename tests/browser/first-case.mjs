// A first case at the desk's page, from the passphrase to the end: what was done, and what stands on the
// screen after it, for a document.

import { DESKTOP, newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { fetch, press, unlock } from "./walk-desk.mjs";

await main(({ device, address, passphrase, answer }) =>
  withBrowser(async (browser) => {
    const { page } = await newPage(browser, { viewport: DESKTOP });
    /** @type {{ done: string, seen: string }[]} */
    const frames = [];
    const show = async (done, act) => {
      await act();
      frames.push({ done, seen: await page.evaluate(read) });
    };
    await show("The address is opened in the browser.", async () => {
      await page.goto(address);
      await page.waitForSelector("#passphrase");
    });
    await show("The passphrase is typed, and what is new is fetched.", async () => {
      await unlock(page, passphrase);
      await fetch(page);
    });
    await show("The case is opened.", () => press(page, "tbody a"));
    await show("There is no conflict of interest.", async () => {
      await page.click("#declare-none");
      await press(page, "main form button");
    });
    await show("An answer is written, and looked at as the reporter will see it.", async () => {
      await page.type("#reply", answer);
      await press(page, 'form[action$="/reply"] button');
    });
    await show("It is sent.", () => press(page, 'form[action$="/reply"] button'));
    await show("What was done is true, so the case is to be closed.", async () => {
      await press(page, 'a[href$="/do/close"]');
      await page.select("#outcome", "confirmed");
      await page.click("input[value=transfer]");
    });
    await show("That is looked at, too.", () => press(page, "main form button"));
    await show("And sent.", () => press(page, "main form button"));
    return { frames };
  }, device),
);

/** Runs in the page: its words, with what can be pressed, chosen or filled in drawn around them. */
function read() {
  const draw = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, " ");
    if (!(node instanceof HTMLElement) || node.hidden || node.type === "hidden") return "";
    const inside = (element) => [...element.childNodes].map(draw).join("");
    // A box and what it is for stand on one line, whatever places them there.
    if (node.matches(".choice")) return `\n${inside(node).replace(/\s+/g, " ")}\n`;
    switch (node.tagName) {
      case "BUTTON":
        return `\n[ ${node.innerText} ]\n`;
      case "A":
        return `<${node.innerText}>`;
      case "TEXTAREA":
        return `\n${(node.value || "___").replace(/^/gm, "  │ ")}\n`;
      case "SELECT":
        return `\n  [${node.selectedOptions[0].text}]\n`;
      case "INPUT":
        if (["radio", "checkbox"].includes(node.type)) return node.checked ? "(x)" : "( )";
        return "\n  [___]\n";
      case "BLOCKQUOTE":
        return `\n${node.innerText.replace(/^/gm, "  │ ")}\n`;
      case "TR":
        return `\n${[...node.children].map((cell) => inside(cell).trim() || "-").join("  ")}\n`;
      default:
        return getComputedStyle(node).display === "inline" ? inside(node) : `\n${inside(node)}\n`;
    }
  };
  const lines = draw(document.querySelector("main")).split("\n");
  return lines.map((line) => (line.startsWith("  ") ? line.trimEnd() : line.trim())).filter(Boolean).join("\n");
}
