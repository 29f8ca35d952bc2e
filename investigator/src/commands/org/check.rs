//! `dauys org check`: verifies what is published, and prints what belongs on the poster.

mod promise;

use std::collections::BTreeMap;

use dauys_wire::{Day, InstanceName, PublicKey};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::calendar::Note;
use crate::cli::OrgCheck;
use crate::failure::Failure;
use crate::org::capacity::{Load, REPLIES_PER_CASE};
use crate::org::check::{ChannelReport, Report, check};
use crate::org::folder::Folder;
use crate::print::Print;
use crate::schema::shape;
use crate::text::Message;
use crate::{clock, message};

/// What is published, and what belongs on the poster.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View<'a> {
    /// Of the roster.
    version: u64,
    /// The installation's fixed name.
    #[schemars(with = "String")]
    instance: &'a InstanceName,
    /// The organisation root.
    #[schemars(with = "shape::PublicKey")]
    root: PublicKey,
    #[schemars(with = "shape::Day")]
    issued: Day,
    /// The last day on which pages take it.
    #[schemars(with = "shape::Day")]
    expires: Day,
    /// To be compared with the poster.
    safety_number: &'a str,
    /// With the keys behind `#`: the root, and those of channels that confirm themselves.
    addresses: &'a [String],
    channels: &'a [ChannelReport],
    /// What is promised, as the roster has it.
    clocks: &'a Map<String, Value>,
    /// Days of the roster's time of which no source says whether they are working days.
    doubtful_days: Vec<Note>,
    /// With how many replies for each case the capacity is reckoned.
    replies_per_case: u32,
    /// With `--cases`, by channel: how long answers would wait.
    load: BTreeMap<&'a str, Load>,
    problems: Vec<Problem>,
}

/// What is not right, or soon will not be.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "problem")]
struct Problem {
    /// Its name. Names stay; their words may change.
    code: &'static str,
    /// For people, in the language of the program.
    text: String,
}

pub(super) fn run(args: &OrgCheck, folder: &Folder, print: &Print) -> Result<(), Failure> {
    let report = check(folder, clock::today())?;
    print.json(&view(&report, args.cases, print));
    show(&report, args.cases, print);
    Ok(())
}

fn view<'a>(report: &'a Report, cases: Option<u32>, print: &Print) -> View<'a> {
    let roster = &report.roster;
    let problem =
        |problem: &Message| Problem { code: problem.key(), text: print.text().say(problem) };
    View {
        version: roster.version,
        instance: &roster.instance,
        root: roster.root,
        issued: roster.issued,
        expires: roster.expires,
        safety_number: &report.safety_number,
        addresses: &report.addresses,
        channels: &report.channels,
        clocks: &roster.clocks,
        doubtful_days: promise::doubtful(report),
        replies_per_case: REPLIES_PER_CASE,
        load: loads(report, cases),
        problems: report.problems.iter().map(problem).collect(),
    }
}

/// Of each channel that has a pace.
fn loads(report: &Report, cases: Option<u32>) -> BTreeMap<&str, Load> {
    let load = |channel: &'_ ChannelReport| Some(channel.capacity?.load(cases?));
    let loads = report.channels.iter();
    loads.filter_map(|channel| Some((channel.id.as_str(), load(channel)?))).collect()
}

fn show(report: &Report, cases: Option<u32>, print: &Print) {
    let (version, expires) = (report.roster.version, report.roster.expires.to_string());
    print.say(&message!("check-roster", version = version, day = expires));
    for channel in &report.channels {
        show_channel(channel, print);
    }
    promise::show(report, print);
    show_capacity(report, cases, print);
    print.say(&message!("check-safety-number", number = report.safety_number.as_str()));
    show_addresses(report, print);
    if report.problems.is_empty() {
        print.say(&message!("check-no-problems"));
    }
    for problem in &report.problems {
        print.say(problem);
    }
}

fn show_addresses(report: &Report, print: &Print) {
    let lines = |addresses: &[String]| {
        for address in addresses {
            print.line(&format!("  {address}"));
        }
    };
    print.say(&message!("check-addresses"));
    lines(&report.poster_addresses);
    if report.addresses != report.poster_addresses {
        print.say(&message!("check-addresses-all"));
        lines(&report.addresses);
    }
}

/// What the pace allows, with what it was reckoned with.
fn show_capacity(report: &Report, cases: Option<u32>, print: &Print) {
    if report.roster.cover.replies_per_day == 0 {
        print.say(&message!("check-no-pace"));
        return;
    }
    print.say(&message!("check-capacity-reckoned", replies = REPLIES_PER_CASE));
    for channel in &report.channels {
        let Some(capacity) = channel.capacity else { continue };
        let (id, desk) = (channel.id.as_str(), capacity.replies_per_desk);
        let month = capacity.cases;
        print.say(&message!("check-capacity", channel = id, replies = desk, cases = month));
        let Some(load) = cases.map(|cases| capacity.load(cases)) else { continue };
        print.say(&match load.days_more_each_month {
            0 => message!("check-load", cases = load.cases, days = load.days_if_at_once),
            more => message!("check-load-grows", cases = load.cases, days = more),
        });
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
