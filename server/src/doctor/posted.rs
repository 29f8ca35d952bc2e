//! What the organisation has posted, and how long it holds.

use dauys_wire::Day;
use dauys_wire::limits::ROSTER_ENDS_SOON_DAYS;

use super::{Finding, State};
use crate::config::Config;
use crate::key::AcceptanceKey;
use crate::posted::{Posted, PostedError};

/// Days in which nobody may be reached who can sign.
const URGENT_DAYS: u32 = 7;

const RENEW: &str = "ask the organisation for a new roster: sign it, copy the four files here, send SIGHUP; \
                     after the last day pages take no report";

pub(super) fn look(config: &Config, today: Day) -> Vec<Finding> {
    let check = "roster";
    let Ok(key) = AcceptanceKey::read(&config.data) else {
        let says = "cannot be held against the key of this server";
        return vec![Finding::bad(check, State::Now, says, "see to the key first")];
    };
    let posted = Posted::read(&config.data, config.root.as_ref(), &key.public(), today);
    let mut findings = vec![match &posted {
        Ok(posted) => holds(posted, today),
        Err(error) => Finding::bad(check, State::Now, error.to_string(), remedy(*error)),
    }];
    if config.root.is_none() {
        let says = "the root is not set: a roster signed by anyone would be taken";
        let todo =
            "write `root = \"…\"` into the settings: the poster's address has it behind `k=`";
        findings.push(Finding::bad(check, State::Soon, says, todo));
    }
    findings
}

fn holds(posted: &Posted, today: Day) -> Finding {
    let (version, last) = (posted.roster.version, posted.roster.expires);
    let left = last.since(today);
    let says = format!("version {version} holds until {last}, {left} days more");
    match left {
        0..=URGENT_DAYS => Finding::bad("roster", State::Now, says, RENEW),
        _ if left <= ROSTER_ENDS_SOON_DAYS => Finding::bad("roster", State::Soon, says, RENEW),
        _ => Finding::good("roster", says),
    }
}

const fn remedy(error: PostedError) -> &'static str {
    match error {
        PostedError::Expired => RENEW,
        PostedError::ServerKey => {
            "give the organisation the line that `dauys-server key` prints, and take the roster it signs"
        }
        _ => "copy the four files again as the organisation gave them",
    }
}
