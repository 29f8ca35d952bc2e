//! Help numbers, as the organisation signed them. Nothing is told anywhere by reading them here but
//! that somebody asked for them.

use dauys_wire::limits::HELP_MAX;
use dauys_wire::roster::Localised;
use dauys_wire::{Digest, json};
use serde::Deserialize;

use super::arrive::Arrived;
use super::talk::Talk;

/// `help.json`, as far as it is shown.
#[derive(Deserialize)]
struct Directory {
    entries: Vec<Entry>,
}

/// A number.
#[derive(Deserialize)]
struct Entry {
    phone: String,
    name: Localised,
    about: Localised,
    #[serde(default)]
    hours: Option<Localised>,
}

/// The two that stand in the page itself, and here: they are there whatever fails.
const OWN: &[u8] = include_bytes!("../../../../client-wasm/data/help.json");

/// Shows the organisation's directory, or the two numbers.
pub(super) fn show(arrived: &Arrived, talk: &Talk<'_>) {
    let signed = arrived.trusted.roster.help.sha256;
    let theirs = arrived.visitor.help().ok().filter(|bytes| Digest::of(bytes) == signed);
    let theirs = theirs.and_then(|bytes| json::parse(&bytes, HELP_MAX).ok());
    let directory: Option<Directory> = theirs.or_else(own);
    talk.title("help-title");
    talk.tell("help-what");
    for entry in directory.into_iter().flat_map(|it| it.entries) {
        let Entry { phone, name, about, hours } = entry;
        let name = talk.pick(&name);
        let number =
            if name.contains(&phone) { name.to_owned() } else { format!("{name}: {phone}") };
        let hours = hours.map(|hours| format!(". {}", talk.pick(&hours))).unwrap_or_default();
        talk.item(&format!("{number}. {}{hours}", talk.pick(&about)));
    }
    talk.tell("help-trace");
}

/// Written by hand, on many lines, which the reader of the protocol does not take.
fn own() -> Option<Directory> {
    serde_json::from_slice(OWN).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_that_come_with_the_program_can_be_read() {
        let phones: Vec<String> = own().unwrap().entries.into_iter().map(|it| it.phone).collect();
        assert_eq!(phones, ["111", "102"]);
    }
}
