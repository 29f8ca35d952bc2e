//! Conversations: what is typed, what is said, and what comes of it.

use std::collections::VecDeque;
use std::io::Read;

use dauys_crypto::code::Code;
use dauys_crypto::letter::{Letter, ReporterLetter};
use dauys_crypto::open;
use dauys_wire::Digest;
use dauys_wire::questionnaire::{Answer, Questionnaire};

use super::*;
use crate::fixtures::{self, DAY, known, same, team};
use crate::keys::Keys;
use crate::text::Text;
use crate::vault::Contents;
use crate::vault::contents::KnownRoster;
use crate::vault::record::Outgoing;

mod aside;
mod kept;
mod sheet;
mod written;

/// The questions that organisations begin with.
const QUESTIONS: &str = include_str!("../../../../client-wasm/data/questionnaire.json");

fn questions() -> Questionnaire {
    serde_json::from_str(QUESTIONS).unwrap()
}

/// Somebody who types these lines; instead of `{last}` the last digits of the code that is on the
/// screen by then, and instead of `{name}` the number before what is said of the name.
struct Typist<'p> {
    print: &'p Print,
    lines: VecDeque<String>,
    line: Vec<u8>,
}

impl<'p> Typist<'p> {
    fn new(print: &'p Print, script: &str) -> Self {
        let lines = script.lines().map(|line| format!("{}\n", line.trim())).collect();
        Self { print, lines, line: Vec::new() }
    }
}

impl Read for Typist<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(to)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Typist<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.line.is_empty() {
            let line = self.lines.pop_front().unwrap_or_default();
            let line = match line.trim() {
                "{last}" => format!("{}\n", *shown_code(self.print).unwrap().last_group()),
                "{name}" => format!("{}\n", number_of_name(self.print)),
                _ => line,
            };
            self.line = line.into_bytes();
        }
        Ok(&self.line)
    }

    fn consume(&mut self, read: usize) {
        self.line.drain(..read);
    }
}

/// The number of the last line of the check.
fn number_of_name(print: &Print) -> String {
    let said = print.said();
    let mut numbers = said.lines().rev().filter_map(|line| line.split_once(' '));
    let (number, _) = numbers.find(|(_, words)| words.trim().starts_with("Аты-жөніңіз:")).unwrap();
    number.to_owned()
}

/// The code that was last on the screen.
fn shown_code(print: &Print) -> Option<Code> {
    let said = print.said();
    said.lines().rev().find_map(|line| Code::parse(line.trim()).ok())
}

/// Three desks; the first takes it down, and is the only one that belongs to the organisation.
struct Office {
    team: [Keys; 3],
    known: KnownRoster,
    contents: Contents,
}

impl Office {
    fn new() -> Self {
        let team: [Keys; 3] = team();
        let mut known = known(&team);
        known.questionnaire = questions();
        known.roster.investigators[0].name = "Айгүл".into();
        known.roster.investigators[1].name = "Ерлан".into();
        known.roster.investigators[2].name = "Дина".into();
        known.roster.channels = vec![fixtures::channel("hr", &[&team[0], &team[1]])];
        known.roster.channels[0].independent = false;
        known.roster.channels.push(fixtures::channel("ngo", &[&team[2]]));
        known.roster.channels[1].name = same("Теңдік");
        Self { team, known, contents: Contents::default() }
    }

    fn desk(&self) -> Desk<'_> {
        Desk { keys: &self.team[0], known: &self.known, contents: &self.contents, today: DAY }
    }

    /// What comes of a conversation, and what was said in it.
    fn listen(&self, script: &str) -> (Result<Filed, &'static str>, String) {
        let print = Print::kept(Language::Ru, false);
        let mut typist = Typist::new(&print, script);
        let mut talk = Talk::new(&print, &mut typist);
        let filed = listen(&self.desk(), Some(Language::Kk), &mut talk);
        (filed.map_err(|failure| failure.message.key()), print.said())
    }

    /// The report as this desk reads it; `None` if it cannot.
    fn read(&self, filed: &Filed, who: usize) -> Option<ReporterLetter> {
        let (keys, Outgoing { id, file, .. }) = (&self.team[who], &filed.outgoing);
        let opened = open::letter(file, id, &keys.reading, &keys.id, &self.known.roster);
        match opened.ok()?.value {
            Letter::Reporter(letter) => Some(*letter),
            Letter::Investigator(_) => None,
        }
    }
}

fn one(text: &str) -> Answer {
    Answer::One(text.into())
}

fn many(ids: &[&str]) -> Answer {
    Answer::Many(ids.iter().map(|id| (*id).to_owned()).collect())
}

#[test]
fn a_whole_conversation_becomes_the_report_that_the_page_would_have_written() {
    let office = Office::new();
    // Consent, two texts, who it happened to, how, by whom, and no more; one is shut out; no name.
    let (filed, said) = office.listen(
        "иә
         Бастығым кешке қалдырды.
         Телефоным: +7 701 234 56 78
         .

         1
         5 3
         2
         >
         2


         иә",
    );
    let filed = filed.unwrap();
    let letter = office.read(&filed, 0).unwrap();
    let answers = &letter.body.answers;
    assert_eq!(answers["seen"], one("Бастығым кешке қалдырды.\nТелефоным: +7 701 234 56 78"));
    assert_eq!(answers["role"], one("experienced"));
    assert_eq!(answers["form"], many(&["sexual-comments", "sexual-questions"]));
    assert_eq!(answers["who"], many(&["line-manager"]));
    assert_eq!(answers.len(), 4, "what was passed over is not there");
    assert_eq!((letter.lang, letter.body.taken_by), (Lang::Kk, Some(office.team[0].id)));
    assert_eq!(letter.body.questionnaire, office.known.questionnaire.id);
    assert!(office.read(&filed, 1).is_none() && office.read(&filed, 2).is_some());

    // The questions are in the language of the one who tells, the rest in that of the program.
    for there in ["Не болды?", "Неге сұраймыз: ", "Нақты білмеймін", "Человек согласен?"]
    {
        assert!(said.contains(there), "{there}");
    }
    assert!(!said.contains("Зачем мы спрашиваем"));
    let text = Text::new(Language::Kk);
    for there in [message!("aloud-revealing-phone"), message!("aloud-taker-reads")] {
        assert!(said.contains(&text.say(&there)), "{there:?}");
    }
    let standing = text.say(&message!("aloud-channel-independent"));
    assert!(said.contains(&format!("Теңдік. {standing}")));
    assert!(shown_code_of(&said).is_none(), "nothing of the code before it is sealed");
}

fn shown_code_of(said: &str) -> Option<Code> {
    said.lines().find_map(|line| Code::parse(line.trim()).ok())
}

#[test]
fn she_can_go_back_take_back_and_change_and_what_a_change_opens_is_asked() {
    let office = Office::new();
    let (filed, said) = office.listen(
        "иә
         first
         .
         <
         ?
         second
         .

         2
         -1
         >


         Анар
         3
         1
         1
         {name}
         -
         иә",
    );
    let letter = office.read(&filed.unwrap(), 0).unwrap();
    assert_eq!(letter.body.answers["seen"], one("second"));
    // As a witness she would have been asked on what it rests; changed, she is not.
    assert_eq!(letter.body.answers["role"], one("experienced"));
    assert_eq!(letter.body.name, "", "taken back by its number");
    let hint = &office.known.questionnaire.question("seen").unwrap().hint;
    let hint = hint.as_ref().unwrap().kk.split(' ').next().unwrap().to_owned();
    assert!(said.contains(&hint), "explained");
    assert!(said.contains("Наберите номера от 1 до 24"), "-1 is no number");
}

#[test]
fn what_happened_cannot_be_passed_over_and_a_line_without_room_is_not_taken() {
    let office = Office::new();
    let long = "ә".repeat(1_501);
    let (filed, said) = office.listen(&format!(
        "иә


         >

         {long}
         қысқа
         .
         >


         \nиә"
    ));
    let letter = office.read(&filed.unwrap(), 0).unwrap();
    assert_eq!(letter.body.answers["told"], one("қысқа"), "one of the two texts is enough");
    let needed = Text::new(Language::Ru).say(&message!("filing-needed-text"));
    let needed = needed.split(' ').take(4).collect::<Vec<_>>().join(" ");
    assert_eq!(said.matches(&needed).count(), 2, "after both, and before going on");
    assert!(said.contains("Лишних знаков: 1."));
}

#[test]
fn nobody_is_marked_beforehand_and_somebody_must_be_left_to_read() {
    let office = Office::new();
    let begin = "иә\nx\n.\n>\n";
    let (filed, said) = office.listen(&format!("{begin}1 2 3\n1\n\n\nиә"));
    let filed = filed.unwrap();
    assert!(office.read(&filed, 0).is_none(), "the one who takes it down was shut out");
    assert_eq!(office.read(&filed, 1).unwrap().body.taken_by, Some(office.team[0].id));
    let kk = Text::new(Language::Kk);
    for there in ["aloud-nobody-left", "aloud-taker-knows", "aloud-readers-one-independent"] {
        let words = match there {
            "aloud-nobody-left" => kk.say(&message!("aloud-nobody-left")),
            "aloud-taker-knows" => kk.say(&message!("aloud-taker-knows")),
            _ => kk.say(&message!("aloud-readers-one-independent")),
        };
        let words = words.split(' ').take(3).collect::<Vec<_>>().join(" ");
        assert!(said.contains(&words), "{there}");
    }
    let asked = said.split(&kk.say(&message!("aloud-shut-out"))).nth(1).unwrap();
    assert!(!asked.split("[x]").next().unwrap().contains("2 [x]"), "nobody is marked");

    let (filed, _) = office.listen(&format!("{begin}\n-\n2\n\nиә"));
    let filed = filed.unwrap();
    let read = [0, 1, 2].map(|who| office.read(&filed, who).is_some());
    assert_eq!(read, [false, true, false], "those alone who were chosen");
}

#[test]
fn more_than_seven_readers_are_a_choice() {
    let team: [Keys; 9] = team();
    let office = Office::new();
    let mut known = KnownRoster { questionnaire: questions(), ..known(&team[..2]) };
    known.roster.investigators = team.iter().map(|keys| fixtures::entry(keys, "name")).collect();
    let all: Vec<&Keys> = team.iter().collect();
    let channels = [fixtures::channel("a", &all[..5]), fixtures::channel("b", &all[5..])];
    known.roster.channels = channels.into();
    let desk = Desk { keys: &team[0], known: &known, contents: &office.contents, today: DAY };
    let print = Print::kept(Language::En, false);
    let mut typist = Typist::new(&print, "1\n1 2 3 4 5 6 7 8\n8 1\n");
    let mut talk = Talk::new(&print, &mut typist);
    let mut draft = answers::draft(
        &format!(r#"{{"answers":{{"seen":"x"}},"to":["{}"],"lang":"en"}}"#, team[3].id),
        &known,
        DAY,
    )
    .unwrap();
    draft.to.clear();
    check(&desk).people.ask(&mut talk, &mut draft).unwrap();
    assert_eq!((draft.to, draft.shut_out), (vec![team[1].id, team[8].id], vec![team[0].id]));
    assert!(print.said().contains("1 to 7"), "eight are too many");
}

#[test]
fn a_name_that_is_too_long_is_asked_for_again() {
    let office = Office::new();
    let long = "Ә".repeat(121);
    let (filed, said) = office.listen(&format!("иә\nx\n.\n>\n\n\n{long}\nиә\n{{name}}\nӘсел\nиә"));
    let letter = office.read(&filed.unwrap(), 1).unwrap();
    assert_eq!(letter.body.name, "Әсел", "everyone who reads it has it");
    assert!(said.contains("Имя слишком длинное"));
}

#[test]
fn whoever_does_not_agree_or_leaves_ends_it() {
    let office = Office::new();
    for script in ["жоқ", "", "иә\nx", "иә\nx\n.\n>\n\n\n\nжоқ"] {
        assert_eq!(office.listen(script).0.err(), Some("filing-not-done"), "{script:?}");
    }
}
