// A page that leaves everything behind in a browser that a page can, each with a word of its own by
// which it is found again.

import { createServer } from "node:http";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";

const ENCODERS = {
  gzip: gzipSync,
  deflate: deflateSync,
  raw: deflateRawSync,
  br: brotliCompressSync,
};

/** By where each is left. In two alphabets, as what is written on the page is. */
const CANARIES = Object.fromEntries(
  [
    ..."address title cookie local session database state document script worker".split(" "),
    ...Object.keys(ENCODERS),
  ].map((place) => [place, `litter-${place}-қалдық`]),
);
/** A cookie's value may be encrypted, and its name has to be of these letters. */
CANARIES.cookie = "litter-cookie-left";
CANARIES.address = "litter-address-left";

/** Too short, and its code is not kept. */
const PADDING = Array.from({ length: 200 }, (_, n) => `function pad${n}() { return ${n}; }`);

export function openLitter() {
  const litter = new Litter();
  return new Promise((resolve) => litter.server.listen(0, "127.0.0.1", () => resolve(litter)));
}

class Litter {
  canaries = CANARIES;
  /** What the browser said it understands. */
  encodings = "";

  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", this.origin);
    const name = pathname.slice(1).replace(".js", "");
    this.encodings = request.headers["accept-encoding"] ?? this.encodings;
    response.setHeader("Cache-Control", "max-age=86400");
    response.setHeader("Content-Type", "text/javascript; charset=utf-8");
    if (name === "script") return response.end(SCRIPT);
    if (name === "words") return answerWords(response);
    if (name === "sw") return response.end("self.addEventListener('fetch', () => {});");
    if (name in ENCODERS) return answerEncoded(response, name);
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.setHeader("Set-Cookie", `${CANARIES.cookie}=1; Max-Age=86400`);
    response.end(DOCUMENT);
  });

  get origin() {
    const { port } = /** @type {import("node:net").AddressInfo} */ (this.server.address());
    return `http://127.0.0.1:${port}`;
  }

  get address() {
    return `${this.origin}/?${CANARIES.address}`;
  }

  close() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}

/** Not to be stored: else all words would be found where only some are left. */
function answerWords(response) {
  response.setHeader("Cache-Control", "no-store");
  response.end(JSON.stringify({ canaries: CANARIES, encoded: Object.keys(ENCODERS) }));
}

function answerEncoded(response, name) {
  response.setHeader("Content-Encoding", name === "raw" ? "deflate" : name);
  response.end(ENCODERS[name](`${CANARIES[name]} `.repeat(50)));
}

const DOCUMENT = `<!doctype html><title>Litter</title><link rel="icon" href="data:,">
<p>${CANARIES.document}</p>
<script src="/script.js"></script>`;

const SCRIPT = `/* ${CANARIES.script} */
${PADDING.join("\n")}
${PADDING.map((_, n) => `pad${n}();`).join("")}
(${leave})().then(() => (globalThis.done = true));`;

/** Runs in the page. */
async function leave() {
  const { canaries, encoded } = await (await fetch("/words")).json();
  document.title = canaries.title;
  localStorage.setItem("left", canaries.local);
  sessionStorage.setItem("left", canaries.session);
  history.replaceState(canaries.state, "");
  for (const name of encoded) await (await fetch(`/${name}`)).text();
  const database = await new Promise((resolve) => {
    const request = indexedDB.open("litter", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("left");
    request.onsuccess = () => resolve(request.result);
  });
  const writing = database.transaction("left", "readwrite", { durability: "strict" });
  writing.objectStore("left").put(canaries.database, 1);
  await new Promise((resolve) => (writing.oncomplete = resolve));
  await navigator.serviceWorker.register("/sw.js");
  await navigator.serviceWorker.ready;
  const cache = await caches.open("litter");
  await cache.put("/kept", new Response(canaries.worker));
}
