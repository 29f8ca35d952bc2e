//! Whether the page shows what there is: the time line of every case, held against `dauys show --json`
//! at the same desk.

use std::collections::BTreeMap;

use serde_json::Value;

use super::cast::CAST;
use super::stage::{Played, Stage};

/// What was compared.
#[derive(Default)]
pub struct Shown {
    /// Cases.
    pub cases: usize,
    /// Entries in them.
    pub entries: usize,
    /// Texts in those.
    pub texts: usize,
    /// Where the page shows something else.
    pub differences: Vec<String>,
}

/// Holds all time lines of all pages against what each desk has. How an entry is called on a page says
/// what kind of entry it is: no name is of two.
pub fn compare(stage: &Stage, played: &Played) -> Shown {
    let mut shown = Shown::default();
    let mut kinds: BTreeMap<String, String> = BTreeMap::new();
    for (person, log) in CAST.iter().zip(&played.logs) {
        let desk = stage.stack.organisation.investigator(person);
        for (case, line) in &log.time_lines {
            let case = desk.show(case);
            shown.case(person.name, &case, line, &mut kinds);
        }
    }
    shown
}

impl Shown {
    fn case(
        &mut self,
        who: &str,
        case: &Value,
        line: &Value,
        kinds: &mut BTreeMap<String, String>,
    ) {
        self.cases += 1;
        let [entries, items] = [&case["entries"], line].map(|it| it.as_array().expect("a list"));
        let id = &case["case"];
        if entries.len() != items.len() {
            let (has, has_page) = (entries.len(), items.len());
            self.differences.push(format!("{who}, {id}: {has} entries, {has_page} on the page"));
            return;
        }
        for (entry, item) in entries.iter().zip(items) {
            self.entries += 1;
            let wrong = self.entry(entry, item, kinds);
            self.differences
                .extend(wrong.map(|what| format!("{who}, {id}: {what}: {entry}: {item}")));
        }
    }

    /// What is wrong with an entry, if something is.
    fn entry(
        &mut self,
        entry: &Value,
        item: &Value,
        kinds: &mut BTreeMap<String, String>,
    ) -> Option<&'static str> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (head, kind) = (text(&item["head"]), text(&entry["kind"]));
        let is_hers = text(&entry["author"]).starts_with("reporter");
        let said = said(entry);
        self.texts += said.len();
        let words = text(&item["words"]);
        // «day name: what», where letters of hers have their numbers.
        let Some((_, what)) = head.split_once(&format!("{}: ", text(&entry["name"]))) else {
            return Some("another name");
        };
        let what = what.trim().trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        if text(&item["day"]) != text(&entry["day"]) {
            Some("another day")
        } else if item["hers"] != is_hers {
            Some("another side")
        } else if said.iter().any(|said| !words.contains(said.as_str())) {
            Some("another text")
        } else if *kinds.entry(what).or_insert_with(|| kind.clone()) != kind {
            Some("the name of another kind")
        } else {
            None
        }
    }
}

/// Every text of an entry: what was written, and what was answered to questions.
fn said(entry: &Value) -> Vec<String> {
    let answers = entry["answers"].as_array().into_iter().flatten();
    let answers = answers.flat_map(|answer| answer["answers"].as_array().into_iter().flatten());
    let texts = answers.chain([&entry["text"]]).filter_map(Value::as_str);
    texts.filter(|text| !text.is_empty()).map(str::to_owned).collect()
}
