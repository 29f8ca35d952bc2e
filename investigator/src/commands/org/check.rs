//! `dauys org check`: verifies what is published, and prints what belongs on the poster.

use serde_json::json;

use crate::failure::Failure;
use crate::org::check::{ChannelReport, Report, check};
use crate::org::folder::Folder;
use crate::print::Print;
use crate::{clock, message};

pub(super) fn run(folder: &Folder, print: &Print) -> Result<(), Failure> {
    let report = check(folder, clock::today())?;
    print.json(&json!({
        "version": report.roster.version,
        "instance": report.roster.instance,
        "root": report.roster.root,
        "issued": report.roster.issued,
        "expires": report.roster.expires,
        "safety_number": report.safety_number,
        "addresses": report.addresses,
        "channels": report.channels,
        "problems": report.problems.iter().map(|problem| json!({
            "code": problem.key(),
            "text": print.text().say(problem),
        })).collect::<Vec<_>>(),
    }));
    show(&report, print);
    Ok(())
}

fn show(report: &Report, print: &Print) {
    let (version, expires) = (report.roster.version, report.roster.expires.to_string());
    print.say(&message!("check-roster", version = version, day = expires));
    for channel in &report.channels {
        show_channel(channel, print);
    }
    print.say(&message!("check-safety-number", number = report.safety_number.as_str()));
    print.say(&message!("check-addresses"));
    for address in &report.addresses {
        print.line(&format!("  {address}"));
    }
    if report.problems.is_empty() {
        print.say(&message!("check-no-problems"));
    }
    for problem in &report.problems {
        print.say(problem);
    }
}

fn show_channel(channel: &ChannelReport, print: &Print) {
    let (id, readers) = (channel.id.as_str(), channel.readers);
    print.say(&match (channel.independent, channel.signed_by_itself) {
        (true, true) => message!("check-channel-itself", channel = id, readers = readers),
        (true, false) => message!("check-channel-independent", channel = id, readers = readers),
        (false, _) => message!("check-channel", channel = id, readers = readers),
    });
}
