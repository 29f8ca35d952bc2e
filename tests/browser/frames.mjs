// What is done on a page, and what stands on the screen after it, for a document.

/** @param {import("puppeteer-core").Page} page */
export function framesOf(page) {
  /** @type {{ done: string, seen: string }[]} */
  const frames = [];
  const show = async (done, act) => {
    await act();
    frames.push({ done, seen: await page.evaluate(read) });
  };
  return { frames, show };
}

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
