//! A desk whose page is open in a browser, beside others in the same one: what the script has somebody
//! type is filled in and sent there.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use dauys_wire::Id;
use serde_json::{Value, json};

use super::hand::Typed;
use super::texts::own_word;
use crate::investigator::Investigator;
use crate::node::Conversation;
use crate::seat::Seat;

/// The page of a desk.
pub struct AtPage<'a> {
    browser: &'a Conversation,
    seat: Mutex<Option<Seat>>,
}

/// What stood on the screen.
#[derive(Default)]
pub struct Seen {
    /// All of it.
    pub words: String,
    /// What was said there in a tone of haste, and after what.
    pub urgent: Vec<String>,
}

/// What was on the page of every case at the end, by its id.
pub type TimeLines = BTreeMap<String, Value>;

impl<'a> AtPage<'a> {
    /// In this browser; nobody sits there yet.
    pub fn of(browser: &'a Conversation) -> Self {
        Self { browser, seat: Mutex::default() }
    }

    /// Opens the page, the first time. The address of the organisation was typed before, at a terminal.
    pub fn sit(&self, one: &Investigator) -> Seen {
        let seat = Seat::take(one);
        let passphrase = one.passphrase_text();
        let asked = json!({ "deed": "sit", "address": seat.address, "passphrase": passphrase });
        *self.seat.lock().unwrap_or_else(PoisonError::into_inner) = Some(seat);
        self.ask(one, asked).1
    }

    /// Fetches and posts.
    pub fn fetch(&self, one: &Investigator) -> Seen {
        self.say(one, &json!({ "deed": "fetch" }))
    }

    /// Looks at what has a day and at the queue, and reads what is new.
    pub fn look_through(&self, one: &Investigator) -> Seen {
        let mut seen = self.ask(one, json!({ "deed": "due" })).1;
        let (cases, queue) = self.ask(one, json!({ "deed": "cases" }));
        seen.add(queue);
        let cases = cases.as_array().expect("cases").iter();
        for case in cases.filter(|case| case["unread"] == true) {
            seen.add(self.ask(one, json!({ "deed": "open", "id": case["id"] })).1);
        }
        seen
    }

    /// Does what this command would do, and what is typed to it is typed.
    pub fn does(&self, one: &Investigator, case: &Id, command: &[&str], text: &str) -> Seen {
        let typed = Typed::parse(command);
        let mut asked = deed(&typed, text, one);
        asked["id"] = case.to_string().into();
        self.say(one, &asked)
    }

    /// Takes down what somebody tells; the code, which they have.
    pub fn takes_down(&self, one: &Investigator, report: &Value) -> (String, Seen) {
        let mut asked = report.clone();
        asked["deed"] = "takeDown".into();
        let (said, seen) = self.ask(one, asked);
        (said["code"].as_str().expect("a code").to_owned(), seen)
    }

    /// Every case as it is shown.
    pub fn time_lines(&self, one: &Investigator) -> (TimeLines, Seen) {
        let (cases, mut seen) = self.ask(one, json!({ "deed": "cases" }));
        let mut lines = TimeLines::new();
        for case in cases.as_array().expect("cases") {
            let (line, page) = self.ask(one, json!({ "deed": "look", "id": case["id"] }));
            seen.add(page);
            lines.insert(case["id"].as_str().expect("an id").to_owned(), line);
        }
        (lines, seen)
    }

    /// Locks the page and ends its program; what the browser complained of.
    pub fn leave(self, one: &Investigator) -> Vec<String> {
        let (complaints, _) = self.ask(one, json!({ "deed": "leave" }));
        let complaints = complaints.as_array().expect("complaints").iter();
        complaints.map(|it| format!("{}: {it}", one.person.name)).collect()
    }

    /// Something by which something is said; what she is told was on the screen before it went.
    fn say(&self, one: &Investigator, asked: &Value) -> Seen {
        let (said, mut seen) = self.ask(one, asked.clone());
        let told = said["preview"].as_str();
        let text = asked["text"].as_str().or_else(|| asked["fields"]["text"].as_str());
        if let Some((told, text)) = told.zip(text) {
            assert!(told.contains(own_word(text)), "{asked}: {told}");
        }
        let urgent = said["urgent"].as_array().expect("words").iter();
        seen.urgent = urgent.map(|it| it.as_str().expect("words").trim().to_owned()).collect();
        seen
    }

    fn ask(&self, one: &Investigator, mut asked: Value) -> (Value, Seen) {
        asked["desk"] = one.person.folder.into();
        let mut done = self.browser.ask(&asked);
        let pages = done["seen"].as_array().expect("pages").iter();
        let words = pages.map(|it| it.as_str().expect("words")).collect::<Vec<_>>().join("\n");
        // Whoever sits at a page types no commands.
        assert!(!words.contains('`'), "{asked}: {words}");
        (done["answer"].take(), Seen { words, urgent: Vec::new() })
    }
}

impl Seen {
    fn add(&mut self, other: Self) {
        self.words.push('\n');
        self.words += &other.words;
        self.urgent.extend(other.urgent);
    }
}

/// What is filled in instead of that command.
fn deed(typed: &Typed<'_>, text: &str, one: &Investigator) -> Value {
    match typed.verb {
        "reply" => json!({ "deed": "reply", "text": text, "feedback": typed.has("--feedback") }),
        "note" => json!({ "deed": "note", "text": text }),
        "away" => json!({ "deed": "goAway", "days": typed.one("--days") }),
        _ => {
            let (act, fields) = form(typed, text, one);
            let fields = fields.into_iter().filter(|(_, value)| *value != "" && !value.is_null());
            let fields: BTreeMap<&str, Value> = fields.collect();
            json!({ "deed": "act", "act": act, "fields": fields })
        }
    }
}

/// The act of that name, and its fields. What is empty stays so.
fn form(
    typed: &Typed<'_>,
    text: &str,
    one: &Investigator,
) -> (&'static str, Vec<(&'static str, Value)>) {
    let (word, reason) = (json!(typed.word()), json!(typed.one("--reason")));
    let (told, all) = (json!(text), |flag| json!(typed.all(flag)));
    let first = |flag| json!(typed.one(flag));
    match typed.verb {
        "status" => ("status", vec![("step", word), ("text", told)]),
        "close" => {
            let measures = ("measure", all("--measure"));
            ("close", vec![("outcome", word), measures, ("text", told), ("reason", reason)])
        }
        "pause" => ("pause", vec![("text", told)]),
        "resume" => ("resume", vec![("text", told)]),
        "extend" => ("extend", vec![("to", first("--to")), ("text", told)]),
        "assign" if typed.has("--me") => ("assign", vec![("who", json!(one.person.name))]),
        "assign" => ("assign", vec![("who", word)]),
        "label" => ("label", vec![("label", word)]),
        "task" if typed.has("--done") => ("done", vec![("number", first("--done"))]),
        "task" => ("task", vec![("what", told)]),
        "finding" => {
            let evidence = ("evidence", all("--evidence"));
            ("finding", vec![("alleged", told), evidence, ("found", first("--found"))])
        }
        "accused" => ("accused", vec![("side", word), ("side-text", told)]),
        "keep" => ("keep", vec![("until", first("--until")), ("reason", reason)]),
        "share" => ("share", vec![("reader", word), ("reason", reason)]),
        "declare" => ("declare", vec![("interest", word), ("interest-text", told)]),
        "recuse" => ("recuse", vec![("text", told), ("reason", reason)]),
        "delete" => ("delete", vec![("reason", reason)]),
        other => panic!("the page has no form for {other}"),
    }
}
