//! The clock: right to the day for what is kept, to five minutes for who signs.

use std::path::Path;

use dauys_wire::Day;
use dauys_wire::json;
use dauys_wire::limits::ROSTER_MAX;
use dauys_wire::roster::Roster;

use super::{Finding, State};
use crate::config::Config;

/// What is there while something keeps the clock right: systemd's own, chrony, `OpenNTPD` and ntpd.
const KEEPERS: [&str; 4] = [
    "/run/systemd/timesync/synchronized",
    "/run/chrony/chronyd.pid",
    "/run/openntpd.pid",
    "/run/ntpd.pid",
];

const SET: &str = "set the clock (timedatectl), then restart the server";

pub(super) fn look(config: &Config, today: Day) -> Vec<Finding> {
    let check = "clock";
    let roster = std::fs::read(config.data.join("roster.json")).ok();
    let roster: Option<Roster> = roster.and_then(|bytes| json::parse(&bytes, ROSTER_MAX).ok());
    if roster.is_some_and(|roster| today < roster.issued) {
        let says = format!("it is {today} here, before the day on which the roster was signed");
        return vec![Finding::bad(check, State::Now, says, SET)];
    }
    if KEEPERS.iter().any(|keeper| Path::new(keeper).exists()) {
        return vec![Finding::good(
            check,
            format!("it is {today} (UTC), and something keeps it right"),
        )];
    }
    let says = format!("it is {today} (UTC), and nothing is seen that keeps it right");
    let todo =
        "timedatectl set-ntp true, or install chrony: desks are refused when it is off by minutes";
    vec![Finding::bad(check, State::Soon, says, todo)]
}
