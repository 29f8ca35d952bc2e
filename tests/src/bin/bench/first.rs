//! From opening the address to a first screen that can be used, on a slow telephone and network.

use serde::Deserialize;

use crate::judge::{at_most, note, quantile};

const CEILING_MS: f64 = 2_000.0;

/// One visit, in milliseconds since the address was opened.
#[derive(Deserialize)]
pub(crate) struct First {
    usable: f64,
    sealing: f64,
}

/// Prints the medians; whether the first holds.
pub(crate) fn tell(firsts: &[First]) -> bool {
    println!("\nThe first screen at 400 kbit/s, 100 ms away, with a processor four times slower\n");
    let median =
        |of: fn(&First) -> f64| quantile(&mut firsts.iter().map(of).collect::<Vec<_>>(), 0.5);
    let each: Vec<String> = firsts.iter().map(|one| format!("{:.0}", one.usable)).collect();
    println!("in Chromium, each visit: {} ms", each.join(", "));
    note("Form that can seal, median", median(|one| one.sealing), "ms");
    at_most("First screen that can be used, median", median(|one| one.usable), CEILING_MS, "ms")
}
