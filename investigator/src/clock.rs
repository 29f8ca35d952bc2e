//! The only place that says what day it is.

use std::time::{SystemTime, UNIX_EPOCH};

use dauys_wire::Day;

/// Seconds since 1970; 0 on a machine whose clock stands before that.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Today, in UTC.
pub fn today() -> Day {
    Day::from_unix_seconds(now())
}

/// Whether a server's day is so far from ours that one of the two clocks is wrong.
pub fn disagrees(servers: Day) -> bool {
    let today = today();
    today.since(servers).max(servers.since(today)) > 1
}
