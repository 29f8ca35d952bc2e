//! From pressing *send* to the code on the screen, and what of it is the work itself.

use std::time::Duration;

use dauys_tests::direct::Direct;

use crate::judge::at_most;

const CEILING_MS: f64 = 500.0;

/// Prints the median of the browser's times (milliseconds), and for scale what the same steps take
/// a program on this machine; whether the first holds.
pub(crate) fn tell(sendings: &[f64], direct: &[Direct]) -> bool {
    println!("\nFrom send to code\n");
    let each: Vec<String> = sendings.iter().map(|took| format!("{took:.0}")).collect();
    println!("in Chromium, each visit: {} ms", each.join(", "));
    let median_of = |part: fn(&Direct) -> Duration| {
        median(direct.iter().map(|one| part(one).as_secs_f64() * 1e3).collect())
    };
    println!(
        "the same without a browser, medians: keys {:.1}, sealing {:.1}, stamp {:.1}, request {:.1} ms\n",
        median_of(|one| one.keys),
        median_of(|one| one.sealing),
        median_of(|one| one.stamp),
        median_of(|one| one.put),
    );
    at_most("Send to code in Chromium, median", median(sendings.to_vec()), CEILING_MS, "ms")
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::INFINITY)
}
