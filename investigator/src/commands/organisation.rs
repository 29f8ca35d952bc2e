//! The organisation as this desk knows it, for its page: who reads in which channel, and by which keys.

use dauys_crypto::roster::safety_number;
use dauys_wire::Day;
use dauys_wire::roster::{Channel, Investigator, Roster};
use serde::Serialize;

use crate::clock;
use crate::failure::Failure;
use crate::print::Print;
use crate::seat::Seat;
use crate::text::Text;

/// What the last `sync` has verified.
#[derive(Serialize)]
pub(crate) struct Organisation {
    name: String,
    origin: String,
    version: u64,
    expires: Day,
    /// As on the poster.
    safety_number: String,
    channels: Vec<ChannelOf>,
}

#[derive(Serialize)]
struct ChannelOf {
    name: String,
    about: String,
    independent: bool,
    /// Whether it has signed who its people are, itself.
    confirmed: bool,
    members: Vec<Member>,
}

#[derive(Serialize)]
struct Member {
    name: String,
    role: String,
    id: String,
    /// What their letters are verified with.
    key: String,
    valid_until: Day,
    is_active: bool,
    is_own: bool,
}

pub(crate) fn organisation(seat: &Seat<'_>, print: &Print) -> Result<Organisation, Failure> {
    let workplace = seat.sit(print)?;
    let (connection, known) = workplace.connected()?;
    let (roster, text) = (&known.roster, print.text());
    let channel = |one| ChannelOf::of(one, roster, &workplace.keys.id, text);
    Ok(Organisation {
        name: text.pick(&roster.organisation.name).to_owned(),
        origin: connection.origin.clone(),
        version: roster.version,
        expires: roster.expires,
        safety_number: safety_number(&roster.root),
        channels: roster.channels.iter().map(channel).collect(),
    })
}

impl ChannelOf {
    fn of(channel: &Channel, roster: &Roster, own: &dauys_wire::Id, text: &Text) -> Self {
        let members = channel.members.iter().filter_map(|id| roster.investigator(id));
        let member = |one: &Investigator| Member {
            name: one.name.clone(),
            role: text.pick(&one.role).to_owned(),
            id: one.id.to_string(),
            key: one.signing_key.to_string(),
            valid_until: one.valid_until,
            is_active: roster.is_active(&one.id, clock::today()),
            is_own: one.id == *own,
        };
        Self {
            name: text.pick(&channel.name).to_owned(),
            about: text.pick(&channel.about).to_owned(),
            independent: channel.independent,
            confirmed: channel.verified_card(&roster.instance).is_some(),
            members: members.map(member).collect(),
        }
    }
}
