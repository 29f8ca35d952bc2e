// A page with every fault that a watch has to see, in a browser: a watch that sees nothing would
// call every page quiet.

import { createServer } from "node:http";
import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";

const FAULTS = `<!doctype html><title>Faults</title><img src="/forbidden.png">
<script>
  console.error("planted: said");
  setTimeout(() => { throw new Error("planted: thrown"); });
  fetch("/broken").catch(() => {});
</script>`;
const FOREIGN = `<!doctype html><title>Foreign</title>
<img src="http://elsewhere.example/planted.png">`;

await main(async ({ device }) => {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const visit = (path) =>
    withBrowser(async (browser) => {
      const { page, watch } = await newPage(browser);
      await page.goto(`http://127.0.0.1:${port}${path}`);
      await page.waitForNetworkIdle();
      return watch.report();
    }, device);
  const { complaints } = await visit("/faults");
  // A browser that goes through the proxy is refused as a whole; the other tells what it asked for.
  const foreign = await visit("/foreign").then((seen) => seen.foreign.join(), String);
  server.close();
  return { complaints, foreign };
});

/** @type {import("node:http").RequestListener} */
function answer({ url }, response) {
  if (url === "/broken") return response.destroy();
  const policy = url === "/faults" ? "img-src 'none'" : "img-src *";
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("Content-Type", "text/html");
  response.end(url === "/faults" ? FAULTS : FOREIGN);
}
