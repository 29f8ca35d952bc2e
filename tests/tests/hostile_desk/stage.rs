//! An organisation whose server lies, and a report to two of its people.

use dauys_crypto::event::EventKind;
use dauys_crypto::letter::{InvestigatorLetter, ReporterLetter};
use dauys_crypto::seal::{self, OwnCopy};
use dauys_crypto::thread::Reporter;
use dauys_investigator::text::{Language, Message, Text};
use dauys_tests::addressee::Addressee;
use dauys_tests::direct::{Direct, Visit};
use dauys_tests::hostile::{Answer, Asked, Hostile};
use dauys_tests::investigator::{Investigator, Person};
use dauys_tests::organisation::{DINA, ERLAN, MARAT, Root};
use dauys_tests::stack::Stack;
use dauys_wire::{Day, Digest, Id, api};
use serde_json::{Value, json};

/// `dauys` ends with it when something does not verify.
pub(crate) const REFUSED: Option<i32> = Some(4);

/// A server that lies, what it has to lie about, and whom it lies to.
pub(crate) struct Stage {
    pub(crate) stack: Stack,
    pub(crate) hostile: Hostile,
    pub(crate) root: Root,
    pub(crate) address: String,
    pub(crate) visit: Visit,
    pub(crate) report: Direct,
}

impl Stage {
    pub(crate) fn prepare() -> Self {
        let stack = Stack::start();
        let hostile = Hostile::start(stack.origin());
        let root = stack.organisation.root();
        let (roster, signature) = root.forge(|it| it["origins"] = json!([hostile.origin]));
        hostile.publish(&api::roster_path(), roster);
        hostile.publish(&api::roster_signature_path(), signature.into_bytes());
        let address = stack.address.replace(stack.origin(), &hostile.origin);
        let visit = Visit::arrive(&address);
        let report = report(&stack, &visit, "бірінші");
        Self { stack, hostile, root, address, visit, report }
    }

    /// The desk that all of this is done to.
    pub(crate) fn desk(&self) -> &Investigator {
        self.stack.organisation.investigator(&MARAT)
    }

    pub(crate) fn addressee(&self, person: &Person) -> Addressee {
        let investigator = self.stack.organisation.investigator(person);
        Addressee::of(investigator, &self.visit.trusted.roster.instance)
    }

    /// One more report to the same people, by somebody else.
    pub(crate) fn another_report(&self) -> Direct {
        report(&self.stack, &self.visit, "тағы бірі")
    }

    /// The day under which all of this is in the inbox.
    pub(crate) const fn day(&self) -> Day {
        self.report.letter.day
    }

    pub(crate) fn as_version(&self, roster: &mut Value, version: u64) {
        roster["origins"] = json!([self.hostile.origin]);
        roster["version"] = json!(version);
    }

    pub(crate) fn publish(&self, (roster, signature): &(Vec<u8>, String)) {
        self.hostile.publish(&api::roster_path(), roster.clone());
        self.hostile.publish(&api::roster_signature_path(), signature.clone().into_bytes());
    }

    pub(crate) fn put(&self, id: &Id, file: &[u8]) {
        self.visit.put_letter(id, &Digest::of(id.as_bytes()), file);
    }

    /// Puts a reporter's letter, whatever it says.
    pub(crate) fn put_hers(&self, letter: &ReporterLetter, author: &Reporter) {
        let roster = &self.visit.trusted.roster;
        let file = seal::reporter_letter(letter, author, roster, OwnCopy::None).unwrap();
        self.put(&letter.id, file.bytes());
    }

    /// Puts a colleague's letter, whatever it says.
    pub(crate) fn put_theirs(&self, letter: &InvestigatorLetter, author: &Addressee) {
        self.put(&letter.id, &author.seal_letter(letter, &self.visit.trusted));
    }

    pub(crate) fn file(&self, id: &Id) -> Vec<u8> {
        let url = format!("{}{}", self.stack.origin(), api::letter_path(id));
        let mut answer = ureq::get(url).call().unwrap();
        answer.body_mut().read_to_vec().unwrap()
    }

    /// A letter to those who read the report.
    pub(crate) fn letter(
        &self,
        author: &Addressee,
        kind: EventKind,
        text: &str,
    ) -> InvestigatorLetter {
        let Direct { letter, .. } = &self.report;
        author.letter(&letter.to, letter, kind, text)
    }

    /// The only case that the desk has.
    pub(crate) fn case(&self) -> String {
        let cases = self.desk().list();
        assert_eq!(cases.len(), 1, "{cases:?}");
        cases[0]["case"].as_str().unwrap().to_owned()
    }

    /// Learns to list these letters on this day, and none else; what is handed out of them goes
    /// through `hand_out`.
    pub(crate) fn learn_listing(
        &self,
        name: &str,
        day: Day,
        ids: &[Id],
        mut hand_out: impl FnMut(&Asked, Answer) -> Answer + Send + 'static,
    ) {
        let ids = json!({ "ids": ids });
        self.hostile.learn(name, move |asked, truth| match &asked.path {
            path if *path == api::inbox_days_path() => truth.saying(&json!({ "days": [day] })),
            path if *path == api::inbox_day_path(day) => truth.saying(&ids),
            path if *path == api::inbox_fetch_path() => hand_out(asked, truth),
            _ => truth,
        });
    }
}

fn report(stack: &Stack, visit: &Visit, story: &str) -> Direct {
    let id = |one: &Person| Id::parse(&stack.organisation.investigator(one).id).unwrap();
    visit.report(story, ascending(&[id(&MARAT), id(&DINA)]), vec![id(&ERLAN)])
}

/// The command stops with this alarm, in the words of each language.
pub(crate) fn assert_stops(desk: &Investigator, arguments: &[&str], alarm: &Message) {
    for language in Language::ALL {
        let words = Text::new(language).say(alarm);
        assert_ne!(words, alarm.key());
        let expected = (REFUSED, alarm.key().to_owned(), words);
        assert_eq!(desk.attempt_in(language.code(), arguments), expected);
    }
}

/// Each of these is said, in words, to whoever reads Kazakh, Russian or English.
pub(crate) fn assert_says(desk: &Investigator, arguments: &[&str], messages: &[Message]) {
    for language in Language::ALL {
        let said = desk.would_say(language.code(), arguments);
        for message in messages {
            let words = Text::new(language).say(message);
            assert_ne!(words, message.key());
            assert!(said.contains(&words), "{} in {said}", message.key());
        }
    }
}

/// The reasons of all refused letters, ascending.
pub(crate) fn reasons(told: &Value) -> Vec<&str> {
    let rejected = told["rejected_letters"].as_array().unwrap();
    let mut reasons: Vec<&str> =
        rejected.iter().map(|one| one["reason"].as_str().unwrap()).collect();
    reasons.sort_unstable();
    reasons
}

pub(crate) fn ascending(ids: &[Id]) -> Vec<Id> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids
}
