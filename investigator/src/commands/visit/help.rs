//! Help, as the organisation signed it. Nothing is told anywhere by reading it here but that somebody
//! asked for it.

use dauys_wire::help::{Directory, Entry};

use super::arrive::Arrived;
use super::talk::Talk;

/// The two numbers that stand in the page itself, and here: they are there whatever fails.
const OWN: &[u8] = include_bytes!("../../../../client-wasm/data/help.json");

/// Shows the organisation's directory, or the two numbers; by their kinds, as the page does.
pub(super) fn show(arrived: &Arrived, talk: &Talk<'_>) {
    let signed = arrived.trusted.roster.help.sha256;
    let theirs = arrived.visitor.help().ok();
    let theirs = theirs.and_then(|bytes| Directory::parse(&bytes, &signed).ok());
    talk.title("help-title");
    talk.tell("help-what");
    if let Some(mut directory) = theirs.or_else(own) {
        directory.entries.sort_by_key(|entry| entry.kind);
        for entry in &directory.entries {
            talk.item(&said(entry, &directory, talk));
        }
    }
    talk.tell("help-trace");
}

/// Written by hand, on many lines, which the reader of the protocol does not take.
fn own() -> Option<Directory> {
    serde_json::from_slice(OWN).ok()
}

/// An entry in one paragraph.
fn said(entry: &Entry, directory: &Directory, talk: &Talk<'_>) -> String {
    let name = talk.pick(&entry.name);
    let number = match &entry.phone {
        Some(phone) if !name.contains(phone) => format!("{name}: {phone}"),
        _ => name.to_owned(),
    };
    let texts = [Some(&entry.about), entry.hours.as_ref(), entry.address.as_ref()];
    let mut parts = vec![number];
    parts.extend(texts.into_iter().flatten().map(|text| talk.pick(text).to_owned()));
    let regions = directory.regions.iter().filter(|region| entry.regions.contains(&region.id));
    parts.extend(join(regions.map(|region| talk.pick(&region.name).to_owned())));
    let languages = join(entry.languages.iter().map(|code| language(code, talk)));
    let say = |key, value: (&'static str, String)| talk.page.say(key, &[(value.0, value.1.into())]);
    parts.extend(languages.map(|languages| say("help-languages", ("languages", languages))));
    parts.extend(entry.anonymous.map(|is_so| {
        talk.page.say(if is_so { "help-anonymous" } else { "help-not-anonymous" }, &[])
    }));
    parts.extend(entry.checked.map(|day| say("help-checked", ("day", talk.page.day(day)))));
    let ended = parts.iter().map(|part| part.trim_end_matches('.'));
    ended.collect::<Vec<_>>().join(". ") + "."
}

fn join(texts: impl Iterator<Item = String>) -> Option<String> {
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}

fn language(code: &str, talk: &Talk<'_>) -> String {
    match code {
        "kk" => talk.page.say("help-in-kk", &[]),
        "ru" => talk.page.say("help-in-ru", &[]),
        "en" => talk.page.say("help-in-en", &[]),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use dauys_wire::help::Kind;

    use super::*;
    use crate::print::Print;
    use crate::text::Language;

    #[test]
    fn the_numbers_that_come_with_the_program_can_be_read() {
        let entries = own().unwrap().entries;
        let phones: Vec<&str> = entries.iter().filter_map(|it| it.phone.as_deref()).collect();
        assert_eq!(phones, ["111", "102"]);
        assert!(Kind::Emergency < Kind::Line, "who comes at once stands first");
    }

    #[test]
    fn a_place_without_a_telephone_is_shown_with_all_that_is_known_of_it() {
        let mut directory = own().unwrap();
        let mut entry = directory.entries.remove(0);
        (entry.phone, entry.address) = (None, Some(entry.name.clone()));
        entry.regions = vec![directory.regions[0].id.clone()];
        entry.languages = vec!["kk".to_owned(), "ru".to_owned()];
        entry.anonymous = Some(false);
        entry.checked = dauys_wire::Day::parse("2026-11-01").ok();
        let (print, mut input) = (Print::kept(Language::En, false), std::io::empty());
        let talk = Talk::new(&print, &mut input);
        let said = said(&entry, &directory, &talk);
        let known = ["Astana", "Kazakh, Russian", "ask for your name", "2026", "24 hours a day"];
        assert!(known.iter().all(|words| said.contains(words)), "{said}");
        assert!(!said.contains(".."), "{said}");
    }
}
