//! What the page shows, as JSON: names, never keys. And what it says, read out of JSON.

use dauys_crypto::roster::{Confirmed, Trusted, safety_number};
use dauys_crypto::wire::roster::{ChannelKind, Investigator, Localised};
use dauys_crypto::wire::{Day, Id, json};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use crate::error::misuse;

/// Reads what the page says, of whatever length: that a text is too long has an error of its own.
pub(crate) fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, JsValue> {
    json::parse(text.as_bytes(), usize::MAX).map_err(misuse)
}

/// A roster as a reporter sees it.
#[derive(Serialize)]
pub(crate) struct Roster<'a> {
    version: u64,
    organisation: &'a Localised,
    exit: &'a Localised,
    expires: Day,
    /// Whether the organisation's key came with the address.
    checked: bool,
    safety_number: String,
    release_hours: u32,
    reply_days: u32,
    /// Days until she is told that her letter has come, if the organisation promises it.
    acknowledge_days: Option<u64>,
    /// Days until she has an answer, if the organisation promises it.
    answer_days: Option<u64>,
    channels: Vec<Channel<'a>>,
}

/// A channel with its readers of today.
#[derive(Serialize)]
struct Channel<'a> {
    id: &'a str,
    kind: ChannelKind,
    independent: bool,
    name: &'a Localised,
    about: &'a Localised,
    /// Who vouches for its keys: `itself` or `organisation`.
    confirmed: &'static str,
    members: Vec<Member<'a>>,
}

/// A reader.
#[derive(Serialize, PartialEq)]
pub(crate) struct Member<'a> {
    id: Id,
    name: &'a str,
    role: &'a Localised,
}

impl<'a> Roster<'a> {
    pub(crate) fn of(trusted: &'a Trusted) -> Self {
        let roster = &trusted.roster;
        let promised = |key: &str| roster.clocks.get(key).and_then(serde_json::Value::as_u64);
        Self {
            version: roster.version,
            organisation: &roster.organisation.name,
            exit: &roster.organisation.exit,
            expires: roster.expires,
            checked: trusted.root_checked,
            safety_number: safety_number(&roster.root),
            release_hours: roster.release_hours,
            reply_days: roster.reply_days,
            acknowledge_days: promised("acknowledge_days"),
            answer_days: promised("answer_days"),
            channels: roster.channels.iter().map(|channel| Channel::of(channel, trusted)).collect(),
        }
    }
}

impl<'a> Channel<'a> {
    fn of(channel: &'a dauys_crypto::wire::roster::Channel, trusted: &'a Trusted) -> Self {
        let active = channel.members.iter().filter(|id| trusted.roster.is_active(id, trusted.day));
        let members = active.filter_map(|id| trusted.roster.investigator(id)).map(Member::of);
        Self {
            id: &channel.id,
            kind: channel.kind,
            independent: channel.independent,
            name: &channel.name,
            about: &channel.about,
            confirmed: match trusted.confirmed(channel) {
                Confirmed::ByItself => "itself",
                Confirmed::ByOrganisation => "organisation",
            },
            members: members.collect(),
        }
    }
}

impl<'a> Member<'a> {
    pub(crate) fn of(investigator: &'a Investigator) -> Self {
        Self { id: investigator.id, name: &investigator.name, role: &investigator.role }
    }
}
