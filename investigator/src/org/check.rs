//! Checking what is published, as a reporter's page does, and what the page does not tell: what
//! will soon be a problem.

use dauys_crypto::roster::{Fragment, Refusal, Visit, safety_number, trust};
use dauys_wire::limits::{
    HELP_MAX, MINISIG_MAX, QUESTIONNAIRE_MAX, ROSTER_ENDS_SOON_DAYS, ROSTER_MAX,
};
use dauys_wire::roster::{Channel, Cover, Roster};
use dauys_wire::{Day, Digest, PublicKey};
use schemars::JsonSchema;
use serde::Serialize;

use super::capacity::Capacity;
use super::folder::{Folder, Issue};
use super::{OrgError, data, root};
use crate::calendar::KAZAKHSTAN;
use crate::clocks::Clocks;
use crate::files::{self, FileError};
use crate::message;
use crate::text::Message;

/// A closed period that lasts until the day is over.
const WHOLE_DAY_HOURS: u32 = 24;
/// With fewer independent readers a report can end with one person.
const INDEPENDENT_READERS_LEAST: usize = 2;

/// The four files that the server needs.
pub struct Published {
    /// `roster.json`.
    pub roster: Vec<u8>,
    /// `roster.json.minisig`.
    pub minisig: String,
    /// `questionnaire.json`.
    pub questionnaire: Vec<u8>,
    /// `help.json`.
    pub help: Vec<u8>,
}

/// Why a reporter's page would show no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unverified {
    /// What the page itself says.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The help directory is not the one that the roster names.
    #[error("the help directory is not the one that was signed")]
    Help,
}

/// What `org check` tells.
pub struct Report {
    /// The roster.
    pub roster: Roster,
    /// To be compared with the poster.
    pub safety_number: String,
    /// One for each origin, with the keys behind `#`: the root, and those of channels that signed themselves.
    pub addresses: Vec<String>,
    /// The same with the root alone, as on the organisation's posters.
    pub poster_addresses: Vec<String>,
    /// The channels.
    pub channels: Vec<ChannelReport>,
    /// What is not right, or soon will not be.
    pub problems: Vec<Message>,
}

/// A channel, in numbers.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "channel")]
pub struct ChannelReport {
    /// Its id.
    pub id: String,
    /// Whether it is outside the organisation.
    pub independent: bool,
    /// Whether it signed its own entry.
    pub signed_by_itself: bool,
    /// Members to whom letters may be sealed today.
    pub readers: usize,
    /// What they can answer at the pace that was chosen; `None` where replies go at once.
    pub capacity: Option<Capacity>,
}

/// Reads what is published, verifies it with the root of this folder, and looks for problems.
pub fn check(folder: &Folder, today: Day) -> Result<Report, OrgError> {
    let (_, roster) = published(folder, today)?;
    let problems = problems(&roster, folder, today)?;
    let channels = roster.channels.iter().map(|channel| {
        let readers = readers(&roster, channel, today);
        ChannelReport {
            id: channel.id.clone(),
            independent: channel.independent,
            signed_by_itself: channel.card.is_some(),
            readers,
            capacity: Capacity::of(readers, roster.cover.replies_per_day),
        }
    });
    Ok(Report {
        safety_number: safety_number(&roster.root),
        addresses: addresses(&roster),
        poster_addresses: roster.origins.iter().map(|it| address(&roster, it, &[])).collect(),
        channels: channels.collect(),
        problems,
        roster,
    })
}

/// What is published, and verified with the root of this folder.
pub fn published(folder: &Folder, today: Day) -> Result<(Published, Roster), OrgError> {
    let published = read(folder)?;
    let roster = verify(&published, &root::public(folder)?, today)?;
    Ok((published, roster))
}

/// Verifies as a page does that was opened at each of the origins with all keys in its address.
pub fn verify(published: &Published, root: &PublicKey, today: Day) -> Result<Roster, OrgError> {
    let Published { roster, minisig, questionnaire, help } = published;
    let parsed = Roster::verify(roster, minisig, Some(root)).map_err(Refusal::from);
    let parsed = parsed.map_err(Unverified::Refused)?;
    let fragment = fragment(&parsed);
    for origin in &parsed.origins {
        let visit = Visit {
            fragment: &fragment,
            origin: Some(origin),
            server_day: today,
            device_day: today,
            seen_version: None,
        };
        trust(roster, minisig, questionnaire, &visit).map_err(Unverified::Refused)?;
    }
    if Digest::of(help) != parsed.help.sha256 {
        return Err(Unverified::Help.into());
    }
    Ok(parsed)
}

/// With every key that there is.
fn addresses(roster: &Roster) -> Vec<String> {
    let Fragment { channels, .. } = fragment(roster);
    let own: Vec<_> = channels.iter().map(|(id, key)| (id.as_str(), *key)).collect();
    roster.origins.iter().map(|origin| address(roster, origin, &own)).collect()
}

/// The address at this origin, with the root and with these channels' own keys behind `#`.
pub fn address(roster: &Roster, origin: &str, own: &[(&str, PublicKey)]) -> String {
    let own = own.iter().map(|(id, key)| format!("&c={id}.{key}"));
    format!("{origin}/#k={}{}", roster.root, own.collect::<String>())
}

fn fragment(roster: &Roster) -> Fragment {
    let key = |channel: &Channel| {
        channel.verified_card(&roster.instance).map(|card| (channel.id.clone(), card.key))
    };
    Fragment { root: Some(roster.root), channels: roster.channels.iter().filter_map(key).collect() }
}

fn readers(roster: &Roster, channel: &Channel, today: Day) -> usize {
    channel.members.iter().filter(|id| roster.is_active(id, today)).count()
}

fn problems(roster: &Roster, folder: &Folder, today: Day) -> Result<Vec<Message>, OrgError> {
    let mut problems = Vec::new();
    let left = roster.expires.since(today);
    if left <= ROSTER_ENDS_SOON_DAYS {
        problems.push(message!("problem-expires", days = left));
    }
    if !is_what_was_signed(roster, folder)? {
        problems.push(message!("problem-not-signed"));
    }
    let calendar = Clocks::of(&roster.clocks).calendar;
    if let Some(calendar) = calendar.filter(|name| name != KAZAKHSTAN) {
        problems.push(message!("problem-calendar", calendar = calendar));
    }
    let Cover { letters_per_day, replies_per_day } = roster.cover;
    // Desks post all of a day in one go: a letter that is shown by itself, at night, is no desk's.
    if roster.release_hours < WHOLE_DAY_HOURS && letters_per_day.max(replies_per_day) > 0 {
        problems.push(message!("problem-shown-early", hours = roster.release_hours));
    }
    let mut independent = 0;
    for channel in &roster.channels {
        let readers = readers(roster, channel, today);
        let id = channel.id.as_str();
        if readers == 0 {
            problems.push(message!("problem-channel-empty", channel = id));
        }
        if channel.independent {
            independent += readers;
            if channel.card.is_none() {
                problems.push(message!("problem-no-statement", channel = id));
            }
        }
    }
    if independent < INDEPENDENT_READERS_LEAST {
        problems.push(message!("problem-few-independent", readers = independent));
    }
    let ends = |id| roster.is_active(id, today) && !roster.is_active(id, roster.expires);
    for entry in roster.investigators.iter().filter(|entry| ends(&entry.id)) {
        let day = entry.valid_until.to_string();
        problems.push(message!("problem-reader-ends", name = entry.name.as_str(), day = day));
    }
    Ok(problems)
}

/// Whether the folder says the same as what was signed last.
fn is_what_was_signed(roster: &Roster, folder: &Folder) -> Result<bool, OrgError> {
    let Roster { root, issued, expires, questionnaire, help, .. } = roster.clone();
    let issue = Issue { root, issued, expires, questionnaire, help };
    let same_data = !data::differs(folder, &roster.questionnaire, &roster.help);
    Ok(same_data && folder.read()?.roster(issue)? == *roster)
}

fn read(folder: &Folder) -> Result<Published, OrgError> {
    let place = folder.publish();
    let read = |name: &str, max| files::read(&place.join(name), max);
    let roster = match read("roster.json", ROSTER_MAX) {
        // Whoever is in the wrong folder has nothing to sign there.
        Err(FileError::Missing(_)) => {
            folder.read()?;
            return Err(OrgError::NotSigned);
        }
        other => other?,
    };
    Ok(Published {
        roster,
        minisig: files::read_text(&place.join("roster.json.minisig"), MINISIG_MAX)?,
        questionnaire: read("questionnaire.json", QUESTIONNAIRE_MAX)?,
        help: read("help.json", HELP_MAX)?,
    })
}
