//! From *send* to the code where there is neither WebAssembly nor a compiler for JavaScript, and how
//! long the page does not listen meanwhile; and while it locks a diary, which is the longest that it
//! ever works.

use dauys_tests::device::{Browser, Device};
use dauys_tests::node;
use dauys_tests::stack::Stack;
use serde::Deserialize;
use serde_json::json;

use crate::judge::{at_most, note, number, quantile};

const CEILING_MS: f64 = 20_000.0;
/// In this share of the visits.
const SHARE: f64 = 0.95;
const PAUSE_MS: f64 = 1_000.0;
/// Visits in each browser, in batches: a module that takes ten minutes is ended.
const BATCHES: usize = 4;
const BATCH: usize = 5;

/// One visit.
#[derive(Deserialize)]
struct Visit {
    /// Milliseconds.
    took: f64,
    /// The longest time between two ticks of a timer in the page, milliseconds.
    longest: f64,
    /// The screen on which that was.
    #[serde(rename = "where")]
    screen: String,
}

/// Prints each visit and the figures; whether they hold.
pub(crate) fn tell(story: &str) -> bool {
    let stack = Stack::start();
    let mut holds = true;
    for (browser, name) in [(Browser::Chromium, "Chromium"), (Browser::Firefox, "Firefox")] {
        let device = Device::new(browser).hardened();
        let input = json!({
            "device": device.settings(),
            "address": stack.address,
            "story": story,
            "runs": BATCH,
        });
        println!("\nFrom send to code in {name} without WebAssembly and without a compiler\n");
        let visits: Vec<Visit> = (0..BATCHES).flat_map(|_| batch(&input)).collect();
        for Visit { took, longest, screen } in &visits {
            println!("{took:>9.0} ms, longest pause {longest:>5.0} ms at “{screen}”");
        }
        println!();
        holds &= judge(name, &visits);
        holds &= diary(name, &device, &stack);
    }
    holds
}

fn batch(input: &serde_json::Value) -> Vec<Visit> {
    let seen = serde_json::from_value(node::run("slow-sending.mjs", input));
    seen.expect("what slow-sending.mjs saw")
}

/// Saves a diary.
fn diary(name: &str, device: &Device, stack: &Stack) -> bool {
    let input = json!({
        "device": device.settings(),
        "address": stack.address,
        "walk": "begin",
        "language": "kk",
        "passphrase": "жылқы көпір нан қар",
        "entries": ["Есікті жапты."],
    });
    let Pause { longest } =
        serde_json::from_value(node::run("diary.mjs", &input)).expect("what diary.mjs saw");
    at_most(&format!("Longest pause while a diary is locked in {name}"), longest, PAUSE_MS, "ms")
}

/// Of one visit.
#[derive(Deserialize)]
struct Pause {
    longest: f64,
}

fn judge(name: &str, visits: &[Visit]) -> bool {
    let mut took: Vec<f64> = visits.iter().map(|visit| visit.took).collect();
    note(&format!("Visits in {name}"), number(visits.len()), "");
    note(&format!("Send to code in {name}, median"), quantile(&mut took, 0.5), "ms");
    let whats = [format!("Send to code in {name}, 19 of 20"), format!("Longest pause in {name}")];
    let longest = visits.iter().map(|visit| visit.longest).fold(0.0, f64::max);
    let soon = at_most(&whats[0], quantile(&mut took, SHARE), CEILING_MS, "ms");
    at_most(&whats[1], longest, PAUSE_MS, "ms") && soon
}
