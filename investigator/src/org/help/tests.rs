//! A good directory, and the same with one thing wrong: what is told, and the very line.

use super::*;
use crate::org::edited::Place;

/// What the program ships, and an entry as an organisation adds it. The number is none that exists.
const GOOD: &str = r#"{
  "format": "dauys-help/1",
  "regions": [
    {"id": "abai", "name": {"kk": "Абай облысы", "ru": "Абай (область)", "en": "Abai region"}}
  ],
  "entries": [
    {
      "id": "111",
      "kind": "line",
      "name": {"kk": "111", "ru": "111", "en": "111"},
      "about": {"kk": "Көмек", "ru": "Помощь", "en": "Help"},
      "phone": "111"
    },
    {
      "id": "102",
      "kind": "emergency",
      "name": {"kk": "102", "ru": "102", "en": "102"},
      "about": {"kk": "Полиция", "ru": "Полиция", "en": "Police"},
      "phone": "102", "source": null, "checked": null
    },
    {
      "id": "lawyers",
      "kind": "legal",
      "name": {"kk": "Заңгерлер", "ru": "Юристы", "en": "Lawyers"},
      "about": {"kk": "Кеңес береді", "ru": "Консультируют", "en": "Give advice"},
      "phone": "+0 (000) 000-00-00",
      "hours": {"kk": "Күндіз", "ru": "Днём", "en": "By day"},
      "regions": ["abai"],
      "languages": ["kk", "ru"],
      "anonymous": true,
      "source": "we called",
      "checked": "2026-10-01"
    }
  ]
}"#;

/// Line, entry, and what is wrong there.
type Told = (usize, String, &'static str);

fn today() -> Day {
    Day::parse("2026-11-26").unwrap()
}

fn told(remarks: &[Remark]) -> Vec<Told> {
    let told = remarks.iter().map(|Remark { place, reason }| {
        let Place { line, entry, .. } = place.clone();
        (line, entry.unwrap_or_default(), reason.key())
    });
    told.collect()
}

fn line(of: &str) -> usize {
    let mut lines = GOOD.lines().enumerate().filter(|(_, line)| line.contains(of));
    let (number, _) = lines.next().unwrap_or_else(|| panic!("{of}"));
    assert_eq!(lines.next(), None, "{of} is in two lines");
    number + 1
}

fn with(from: &str, to: &str) -> Checked {
    assert!(GOOD.contains(from), "{from}");
    check(&GOOD.replacen(from, to, 1), today())
}

#[test]
fn a_good_directory_and_the_shipped_one_have_no_mistake() {
    let shipped = include_str!("../../../../client-wasm/data/help.json");
    for (text, entries) in [(GOOD, 3), (shipped, 2)] {
        let checked = check(text, today());
        assert_eq!((told(&checked.mistakes), told(&checked.warnings)), (vec![], vec![]));
        assert_eq!(checked.entries, entries);
        let directory: Directory = serde_json::from_slice(&checked.published).unwrap();
        assert_eq!(directory.entries.len(), entries);
    }
}

#[test]
fn every_mistake_is_told_at_its_line() {
    let cases = [
        ("dauys-help/1", "dauys-help/2", "\"format\"", "", "mistake-format"),
        ("\"id\": \"abai\"", "\"id\": \"Abai\"", "\"id\": \"abai\"", "", "mistake-id"),
        ("\"id\": \"lawyers\"", "\"id\": \"111\"", "\"lawyers\"", "111", "mistake-same-entry"),
        ("\"legal\"", "\"lawyers\"", "\"legal\"", "lawyers", "mistake-choice"),
        ("\"Юристы\"", "\" \"", "Юристы", "lawyers", "mistake-text-empty"),
        ("\"By day\"", "\"\"", "By day", "lawyers", "mistake-text-empty"),
        (", \"en\": \"By day\"", "", "Күндіз", "lawyers", "mistake-no-language"),
        ("+0 (000) 000-00-00", "ask", "+0 (000)", "lawyers", "mistake-phone"),
        ("+0 (000) 000-00-00", "00+0", "+0 (000)", "lawyers", "mistake-phone"),
        ("[\"abai\"]", "[\"almaty\"]", "[\"abai\"]", "lawyers", "mistake-region"),
        ("[\"abai\"]", "[\"abai\", \"abai\"]", "[\"abai\"]", "lawyers", "mistake-region-twice"),
        ("[\"kk\", \"ru\"]", "[\"kz\"]", "[\"kk\", \"ru\"]", "lawyers", "mistake-choice"),
        ("\"we called\"", "\"\"", "we called", "lawyers", "mistake-no-source"),
        ("2026-10-01", "2026-11-27", "2026-10-01", "lawyers", "mistake-checked-future"),
        ("2026-10-01", "2026-13-01", "2026-10-01", "lawyers", "mistake-checked-day"),
    ];
    for (from, to, at, entry, key) in cases {
        let found = told(&with(from, to).mistakes);
        let expected = (line(at), entry.to_owned(), key);
        assert!(found.contains(&expected), "{expected:?} is not in {found:?}");
    }
}

#[test]
fn whoever_adds_an_entry_says_from_where_it_is_known_and_when_it_was_checked() {
    let checked =
        with(",\n      \"source\": \"we called\",\n      \"checked\": \"2026-10-01\"", "");
    let keys: Vec<_> = told(&checked.mistakes).into_iter().map(|(_, _, key)| key).collect();
    assert_eq!(keys, ["mistake-no-source", "mistake-no-checked"]);
    // So too if it has the number of a shipped one and another besides.
    let other = with("\"phone\": \"102\"", "\"phone\": \"103\"");
    let keys: Vec<_> = told(&other.mistakes).into_iter().map(|(_, _, key)| key).collect();
    assert_eq!(keys, ["mistake-no-source", "mistake-no-checked"]);
}

#[test]
fn without_a_telephone_there_is_a_place_to_go_to() {
    let phone = "\"phone\": \"+0 (000) 000-00-00\",";
    assert_eq!(told(&with(phone, "").mistakes)[0].2, "mistake-no-reach");
    let place = "\"address\": {\"kk\": \"Үй\", \"ru\": \"Дом\", \"en\": \"House\"},";
    assert_eq!(told(&with(phone, place).mistakes), []);
}

#[test]
fn what_was_checked_long_ago_or_is_gone_is_warned_of() {
    let cases = [
        ("2026-10-01", "2026-01-01", "warning-checked-long-ago"),
        ("[\"kk\", \"ru\"]", "[]", "warning-no-languages"),
        ("\"phone\": \"111\"", "\"phone\": \"102\"", "warning-number-gone"),
        ("\"kk\": \"Кеңес береді\"", "\"kk\": \"Advice\"", "warning-not-cyrillic"),
    ];
    for (from, to, key) in cases {
        let checked = with(from, to);
        assert_eq!(told(&checked.mistakes), [], "{key}");
        let warnings = told(&checked.warnings);
        assert_eq!(warnings.iter().map(|told| told.2).collect::<Vec<_>>(), [key]);
    }
}
