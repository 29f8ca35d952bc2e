//! What is written to somebody who has stepped out goes to the right people or to nobody, and is
//! never lost without a word.

use dauys_crypto::letter::{ReporterKind, ReporterLetter};
use dauys_crypto::open;
use dauys_crypto::reply::Reply;
use dauys_crypto::thread::Reporter;
use dauys_wire::RecipientText;

use super::*;
use crate::compose::random_id;
use crate::fixtures::{self, report, reporter, signed_record, state, team};
use crate::keys::Keys;
use crate::text::Message;
use crate::vault::Contents;
use crate::vault::record::{Outgoing, Place};

/// The desk of the first of three, who stepped out; the others read in their place.
struct Office {
    workplace: Workplace,
    others: [Keys; 2],
    she: Reporter,
    _folder: tempfile::TempDir,
}

const OWN: Id = Id::from_bytes([1; 16]);
const SECOND: Id = Id::from_bytes([2; 16]);
const THIRD: Id = Id::from_bytes([3; 16]);
const SECRET: &str = "what she wrote";

impl Office {
    /// With a case that was destroyed here, of which these read.
    fn open(readers: &[Id]) -> Self {
        let mut office = Self::unused(false);
        let (thread, forward_to) = (office.she.thread(), readers.to_vec());
        office.keep(vec![Record::Recused { thread, forward_to }]);
        office
    }

    fn unused(is_second_broken: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let team: [Keys; 3] = team();
        let mut settings = fixtures::settings(&team);
        if is_second_broken {
            let broken = RecipientText::parse(&format!("age1pq1{}", "q".repeat(1_952)));
            settings.investigators[1].recipient = broken.unwrap();
        }
        let [keys, second, third] = team;
        let workplace = fixtures::workplace(folder.path(), keys, &settings);
        Self { workplace, others: [second, third], she: reporter(), _folder: folder }
    }

    fn keep(&mut self, records: Vec<Record>) {
        self.workplace.vault.append(records).unwrap();
    }

    /// She writes, and this desk fetches it.
    fn she_writes(&mut self, change: impl FnOnce(&mut ReporterLetter, &Reporter)) -> Id {
        let mut letter = report(&self.she, &[OWN], &[]);
        (letter.id, letter.kind) = (random_id(), ReporterKind::Message);
        SECRET.clone_into(&mut letter.body.text);
        change(&mut letter, &self.she);
        let roster = &self.workplace.connected().unwrap().1.roster;
        let record = signed_record(&letter, &self.she, &self.workplace.keys, roster);
        self.keep(vec![record]);
        letter.id
    }

    /// What a `sync` does, before it posts; the names of what is told.
    fn hands_on(&mut self) -> Vec<&'static str> {
        let mut told = Told::default();
        hand_on(&mut self.workplace, &mut told).unwrap();
        told.warnings.iter().map(Message::key).collect()
    }

    /// All that waits is posted.
    fn posts(&mut self) {
        let waiting = self.contents().outgoing().iter();
        let posted = waiting.map(|one| Record::Posted { id: one.id, taken: None }).collect();
        self.keep(posted);
    }

    fn contents(&self) -> &Contents {
        self.workplace.vault.contents()
    }

    fn has_secret(&self) -> bool {
        self.contents().letters().values().any(|kept| kept.json.contains(SECRET))
    }

    /// Whether one of the others can read in what waits what she wrote.
    fn is_for(&self, other: usize) -> bool {
        let (keys, roster) = (&self.others[other], &self.workplace.connected().unwrap().1.roster);
        let opened =
            self.contents().outgoing().iter().filter_map(|Outgoing { id, file, .. }| {
                open::letter(file, id, &keys.reading, &keys.id, roster).ok()
            });
        opened.into_iter().any(|letter| letter.json.contains(SECRET))
    }

    /// What waits for her.
    fn replies(&self) -> Vec<Reply> {
        let roster = &self.workplace.connected().unwrap().1.roster;
        let waiting = self.contents().outgoing().iter();
        let hers = waiting.filter(|one| matches!(one.place, Place::Drop { .. }));
        let open = |one: &Outgoing| open::reply(&one.file, &one.id, &self.she, roster).unwrap();
        hers.map(|one| open(one).value).collect()
    }
}

#[test]
fn what_she_writes_goes_to_who_reads_instead_and_is_gone_here_once_it_has_gone() {
    let mut office = Office::open(&[SECOND]);
    office.she_writes(|_, _| ());
    assert_eq!(office.hands_on(), [""; 0]);
    assert!(office.is_for(0) && !office.is_for(1) && office.replies().is_empty());
    assert!(office.workplace.cases().is_empty(), "nobody sees it here");
    forget(&mut office.workplace).unwrap();
    assert!(office.has_secret(), "she may still shut somebody out before it goes");
    let waiting = office.contents().outgoing().len();
    assert_eq!((office.hands_on(), office.contents().outgoing().len()), (vec![], waiting), "once");
    office.posts();
    forget(&mut office.workplace).unwrap();
    assert!(!office.has_secret() && office.contents().letters().values().count() > 0);
    let deleted = office.contents().deleted(&office.she.thread()).unwrap();
    assert_eq!(deleted.tombstone.as_ref().unwrap().why, Ending::Recused);
}

#[test]
fn what_she_writes_about_whom_was_let_in_does_not_go_to_them_and_she_is_told_that_nobody_reads_it()
{
    let mut office = Office::open(&[SECOND]);
    let id = office.she_writes(|letter, she| {
        letter.state = state(2, &[OWN], &[SECOND]).sign(she).unwrap();
    });
    assert_eq!(office.hands_on(), ["unseen-left"]);
    assert!(!office.is_for(0) && !office.is_for(1));
    let [reply] = office.replies().try_into().unwrap();
    assert_eq!((reply.readers, reply.received), (vec![], vec![id]));
    assert!(!reply.body.text.is_empty() && !reply.body.text.contains("unread-letter"));
    office.posts();
    forget(&mut office.workplace).unwrap();
    assert!(office.has_secret(), "it is the only one that there is");
    // She trusts them again, and says so to this reader: then it goes.
    office.she_writes(|letter, she| {
        letter.state = state(3, &[OWN], &[]).sign(she).unwrap();
    });
    assert_eq!(office.hands_on(), [""; 0]);
    assert!(office.is_for(0));
}

#[test]
fn what_was_handed_on_and_waits_does_not_go_to_whom_she_has_shut_out_since() {
    let mut office = Office::open(&[SECOND, THIRD]);
    office.she_writes(|_, _| ());
    office.hands_on();
    assert!(office.is_for(0) && office.is_for(1));
    office.she_writes(|letter, she| {
        letter.body.text = "they are friends".into();
        letter.state = state(2, &[OWN], &[SECOND]).sign(she).unwrap();
    });
    let told = super::super::super::readdress::readdress(&mut office.workplace).unwrap();
    assert_eq!(told, []);
    assert_eq!(office.hands_on(), [""; 0]);
    assert!(!office.is_for(0) && office.is_for(1));
}

#[test]
fn a_letter_with_her_name_is_kept_unread_and_she_is_told_once() {
    let mut office = Office::open(&[SECOND]);
    let id = office.she_writes(|letter, _| letter.body.name = "Her Name".into());
    assert_eq!(office.hands_on(), ["unseen-left"]);
    assert!(!office.is_for(0));
    let [reply] = office.replies().try_into().unwrap();
    assert_eq!((reply.readers, reply.received), (vec![SECOND], vec![id]));
    let before = office.contents().outgoing().len();
    assert_eq!(office.hands_on(), ["unseen-left"], "it is still there");
    assert_eq!(office.contents().outgoing().len(), before, "and she is told once");
    office.posts();
    forget(&mut office.workplace).unwrap();
    assert!(office.has_secret());
}

#[test]
fn a_letter_to_this_reader_alone_that_shuts_out_all_others_does_not_disappear() {
    let mut office = Office::open(&[SECOND]);
    office.she_writes(|letter, she| {
        letter.to = vec![OWN, SECOND];
        letter.state = state(1, &[OWN, SECOND], &[]).sign(she).unwrap();
    });
    assert_eq!(office.hands_on(), [""; 0], "the other has it");
    assert!(office.contents().outgoing().is_empty());
    forget(&mut office.workplace).unwrap();
    assert!(!office.has_secret());
    office.she_writes(|letter, she| {
        letter.state = state(2, &[OWN], &[SECOND]).sign(she).unwrap();
    });
    assert_eq!(office.hands_on(), ["unseen-left"]);
}

#[test]
fn a_case_that_cannot_be_handed_on_keeps_no_other_from_it() {
    let mut office = Office::unused(true);
    let broken = std::mem::replace(&mut office.she, reporter());
    let whole = office.she.thread();
    for (thread, reader) in [(broken.thread(), SECOND), (whole, THIRD)] {
        office.keep(vec![Record::Recused { thread, forward_to: vec![reader] }]);
    }
    office.she_writes(|_, _| ());
    let she = std::mem::replace(&mut office.she, broken);
    office.she_writes(|_, _| ());
    assert_eq!(office.hands_on(), ["unseen-failed"]);
    assert!(office.is_for(1), "the other goes");
    forget(&mut office.workplace).unwrap();
    assert!(office.has_secret() && office.contents().deleted(&she.thread()).is_none());
}

/// That the owner stepped out, as written on a machine of theirs.
fn steps_out(office: &Office, device: u8) -> Vec<Record> {
    let mut contents = Contents::default();
    contents.apply(Record::Device { device }).unwrap();
    let known = office.workplace.connected().unwrap().1;
    let desk =
        Desk { keys: &office.workplace.keys, known, contents: &contents, today: fixtures::DAY };
    let cases = office.workplace.all_cases();
    desk.recuse(&cases[&office.she.thread()], "", "").unwrap().records
}

fn with_a_case() -> Office {
    let mut office = Office::unused(false);
    office.she_writes(|letter, she| {
        letter.to = vec![OWN, SECOND];
        letter.state = state(1, &[OWN, SECOND], &[]).sign(she).unwrap();
    });
    office
}

#[test]
fn a_second_machine_learns_that_its_owner_stepped_out_and_keeps_nothing() {
    let mut office = with_a_case();
    let records = steps_out(&office, 1);
    let letters = records.into_iter().filter(|record| matches!(record, Record::Letter(_)));
    let letters: Vec<Record> = letters.collect();
    assert_eq!(office.workplace.cases().len(), 1);
    office.keep(letters);
    assert!(office.workplace.cases().is_empty(), "from the moment that it is known");
    let mut told = Told::default();
    learn(&mut office.workplace, &mut told).unwrap();
    assert_eq!(told.warnings.iter().map(Message::key).collect::<Vec<_>>(), ["recuse-elsewhere"]);
    let thread = office.she.thread();
    assert!(office.contents().is_recused(&thread) && !office.has_secret());
    assert_eq!(office.contents().forward_to(&thread), [], "the other machine hands on");
    assert!(office.contents().deleted(&thread).unwrap().tombstone.is_some());
    let mut again = Told::default();
    learn(&mut office.workplace, &mut again).unwrap();
    assert!(again.warnings.is_empty());
}

#[test]
fn whoever_stopped_while_stepping_out_has_stepped_out() {
    let mut office = with_a_case();
    let records = steps_out(&office, 0);
    // All of it is kept together, before anything is posted or destroyed.
    office.keep(records);
    let thread = office.she.thread();
    assert_eq!(office.contents().forward_to(&thread), [SECOND]);
    assert!(office.workplace.cases().is_empty() && office.has_secret());
    assert_eq!(office.hands_on(), [""; 0]);
    forget(&mut office.workplace).unwrap();
    assert!(!office.has_secret());
}
