// Last visit: she has what she sent shown to her, takes the report back, and has it erased.

import { newPage, withBrowser } from "./browser.mjs";
import { main } from "./main.mjs";
import { arrive, consent, enter, outcomes, press, sendMore } from "./visit.mjs";

await main(({ device, address, code }) =>
  withBrowser(async (browser) => {
    const { page, watch } = await newPage(browser);
    await arrive(page, address);
    await enter(page, code);
    await press(page, 'main [data-slot="own"]');
    await consent(page, "main [data-outcome]");
    const shown = await outcomes(page);
    await press(page, "[data-back]");
    await press(page, 'main [data-slot="withdraw"]');
    await press(page, 'main [data-slot="tell"]');
    await sendMore(page);
    await press(page, 'main [data-slot="withdraw"]');
    await press(page, 'main [data-slot="erase"]');
    await consent(page, "main [data-outcome]");
    return { shown, erased: await outcomes(page), ...watch.report() };
  }, device),
);
