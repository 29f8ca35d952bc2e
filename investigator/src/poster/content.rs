//! What stands on a poster, out of a roster that was verified.

use dauys_wire::Digest;
use dauys_wire::roster::{Channel, Localised, Roster};

use super::PosterError;
use crate::address::PageAddress;
use crate::org::OrgError;
use crate::org::check::{Report, address};
use crate::print::shorten;

/// Ten times what a form that carries its whole program takes.
pub const FORM_MAX: usize = 64 << 20;
/// Letters of a name on a poster. Longer ones end in `…`.
const NAME_MAX: usize = 120;
/// Channels that a poster names; the page names all of them.
const CHANNELS_MAX: usize = 8;

/// What stands on a poster, in all languages.
#[derive(Debug, Clone)]
pub struct Poster {
    /// Whole, with the keys behind `#`.
    pub address: String,
    /// What is before `#`, to be typed.
    pub typed: String,
    /// The address for Tor Browser, without keys.
    pub onion: Option<String>,
    /// Six groups of five digits.
    pub safety_number: String,
    /// Of the offline form.
    pub form: Option<Digest>,
    pub(super) organisation: Localised,
    pub(super) readers: Vec<Reader>,
    /// Whether there are more channels than [`Poster::readers`].
    pub(super) more_readers: bool,
}

/// A channel.
#[derive(Debug, Clone)]
pub(super) struct Reader {
    pub(super) name: Localised,
    pub(super) independent: bool,
}

impl Poster {
    /// The organisation's poster, or that of a channel, which also carries this channel's own key.
    ///
    /// The organisation's has no key of a channel: pages that were opened with one say that the
    /// channel confirmed itself, and from the organisation's hand that would be its word only.
    pub fn of(report: &Report, channel: Option<&str>) -> Result<Self, NoPoster> {
        let roster = &report.roster;
        let own = channel.map(|id| own_key(roster, id)).transpose()?;
        let keys = own.as_slice();
        let addresses = roster.origins.iter().map(|origin| address(roster, origin, keys));
        let (onions, open): (Vec<String>, Vec<String>) = addresses
            .into_iter()
            .partition(|it| PageAddress::parse(it).is_ok_and(|address| address.is_onion()));
        // Most people have no Tor Browser; where the page lives nowhere else, they need it.
        let address = open.first().or(onions.first()).cloned().unwrap_or_default();
        let mut channels: Vec<&Channel> = roster.channels.iter().collect();
        // Its own poster names it first.
        channels.sort_by_key(|it| channel.is_some_and(|id| it.id != id));
        Ok(Self {
            typed: before_keys(&address),
            address,
            onion: onions.first().map(|address| before_keys(address)),
            safety_number: report.safety_number.clone(),
            form: None,
            organisation: short(&roster.organisation.name),
            more_readers: channels.len() > CHANNELS_MAX,
            readers: channels.into_iter().take(CHANNELS_MAX).map(reader).collect(),
        })
    }
}

/// Why a channel has no poster of its own.
#[derive(Debug, thiserror::Error)]
pub enum NoPoster {
    /// It is not in the roster.
    #[error(transparent)]
    Roster(#[from] OrgError),
    /// It has no key.
    #[error(transparent)]
    Poster(#[from] PosterError),
}

/// The channel, if it vouches for its own entry.
fn own_key<'a>(roster: &'a Roster, id: &str) -> Result<(&'a str, dauys_wire::PublicKey), NoPoster> {
    let channel = roster.channels.iter().find(|channel| channel.id == id);
    let channel = channel.ok_or_else(|| OrgError::NoChannel(id.to_owned()))?;
    let card = channel.verified_card(&roster.instance);
    let card = card.ok_or_else(|| PosterError::NoCard(id.to_owned()))?;
    Ok((&channel.id, card.key))
}

fn reader(channel: &Channel) -> Reader {
    Reader { name: short(&channel.name), independent: channel.independent }
}

fn before_keys(address: &str) -> String {
    address.split('#').next().unwrap_or_default().to_owned()
}

/// On one line each, without what steers, and not longer than a poster takes.
pub(super) fn short(name: &Localised) -> Localised {
    let Localised { kk, ru, en } = name;
    let [kk, ru, en] = [kk, ru, en].map(|text| shorten(text, NAME_MAX));
    Localised { kk, ru, en }
}
