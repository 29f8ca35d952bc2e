// All pictures of `screens.mjs` side by side.

import { withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { layOut } from "./sheets.mjs";

await main(({ folder, pictures }) =>
  withBrowser(async (browser) => ({ sheets: (await layOut(browser, folder, pictures)).length })),
);
