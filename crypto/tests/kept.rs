//! What her readers promised and what became of it: told as it is, and nobody accused wrongly.

mod common;

use common::{Team, today};
use dauys_crypto::conversation::{Moved, PromiseStanding};
use dauys_crypto::draft::{Beside, DraftError, Known, MessageDraft};
use dauys_crypto::experience;
use dauys_crypto::letter::{Lang, ReporterKind, ReporterLetter};
use dauys_crypto::reply::{Reply, ReplyKind};
use dauys_crypto::thread::Reporter;
use dauys_crypto::wire::questionnaire::Answer;
use dauys_crypto::wire::{Day, Id};

use PromiseStanding::{Kept, Late, Open, Passed, Paused};

/// A team with a report to the first two desks.
struct Case {
    team: Team,
    reporter: Reporter,
    letter: ReporterLetter,
}

type Told = Vec<(String, u32, PromiseStanding)>;

impl Case {
    fn new() -> Self {
        let team = Team::of(3);
        let reporter = team.reporter();
        let letter = team.report(&reporter, &[0, 1], &[], "x");
        Self { team, reporter, letter }
    }

    /// The desk's reply of so many days after the report, which promises by days after it.
    fn reply(&self, desk: usize, n: u64, kind: ReplyKind, day: u32, due: &[(&str, u32)]) -> Reply {
        let due = due.iter().map(|(clock, days)| ((*clock).to_owned(), today().plus(*days)));
        let (day, due) = (today().plus(day), due.collect());
        Reply { kind, day, due, ..self.team.reply(desk, n, &self.letter) }
    }

    fn receipt(&self, desk: usize, n: u64, day: u32, due: &[(&str, u32)]) -> Reply {
        let reply = self.reply(desk, n, ReplyKind::Receipt, day, due);
        Reply { body: dauys_crypto::reply::ReplyBody::default(), ..reply }
    }

    /// Clock, days after the report and standing of each promise, so many days after it.
    fn told(&self, replies: &[(usize, &Reply)], after: u32) -> Told {
        let conversation = self.team.collect(&self.reporter, replies);
        let promises = conversation.promises(today().plus(after), 1).into_iter();
        promises.map(|it| (it.clock, it.until.since(today()), it.standing)).collect()
    }
}

fn told(all: &[(&str, u32, PromiseStanding)]) -> Told {
    all.iter().map(|(clock, days, it)| ((*clock).to_owned(), *days, *it)).collect()
}

fn on(day: u32) -> Day {
    today().plus(day)
}

const PROMISED: [(&str, u32); 2] = [("acknowledge", 7), ("answer", 90)];

#[test]
fn a_day_passes_only_when_nothing_can_be_on_its_way_any_more() {
    let case = Case::new();
    let receipt = case.receipt(0, 1, 0, &PROMISED);
    let at = |after| case.told(&[(0, &receipt)], after);
    assert_eq!(at(7), told(&[("acknowledge", 7, Open), ("answer", 90, Open)]));
    assert_eq!(at(8), told(&[("acknowledge", 7, Open), ("answer", 90, Open)]), "published later");
    assert_eq!(at(9), told(&[("acknowledge", 7, Passed), ("answer", 90, Open)]));
}

#[test]
fn a_person_acknowledges_and_the_answer_that_was_promised_is_the_one_after_which_none_is() {
    let case = Case::new();
    let receipt = case.receipt(0, 1, 0, &PROMISED);
    let first = case.reply(0, 2, ReplyKind::Answer, 2, &[("answer", 90)]);
    let so_far = case.told(&[(0, &receipt), (0, &first)], 30);
    assert_eq!(so_far, told(&[("acknowledge", 7, Kept(on(2))), ("answer", 90, Open)]));
    let outcome = case.reply(0, 3, ReplyKind::Answer, 95, &[]);
    let all = [(0, &receipt), (0, &first), (0, &outcome)];
    let kept = case.told(&all, 100);
    assert_eq!(kept, told(&[("acknowledge", 7, Kept(on(2))), ("answer", 90, Late(on(95)))]));
    assert!(!case.team.collect(&case.reporter, &all[..2]).has_outcome());
    assert!(case.team.collect(&case.reporter, &all).has_outcome());
}

#[test]
fn what_a_colleague_answers_keeps_it_too_even_if_the_program_of_the_other_has_not_heard_of_it() {
    let case = Case::new();
    let receipt = case.receipt(0, 1, 0, &PROMISED);
    let colleague = case.reply(1, 1, ReplyKind::Answer, 3, &[]);
    let kept = told(&[("acknowledge", 7, Kept(on(3))), ("answer", 90, Kept(on(3)))]);
    assert_eq!(case.told(&[(0, &receipt), (1, &colleague)], 200), kept);
    let unaware = case.receipt(0, 2, 4, &PROMISED);
    assert_eq!(case.told(&[(0, &receipt), (1, &colleague), (0, &unaware)], 200), kept);
    assert_eq!(case.told(&[(1, &colleague), (0, &unaware)], 200), kept, "the first has expired");
    let stranger = case.reply(2, 1, ReplyKind::Answer, 3, &[]);
    let broken = told(&[("acknowledge", 7, Passed), ("answer", 90, Passed)]);
    assert_eq!(case.told(&[(0, &receipt), (2, &stranger)], 200), broken, "no reader of hers");
}

#[test]
fn neither_a_receipt_nor_an_old_answer_once_more_nor_a_bare_status_acknowledges() {
    let case = Case::new();
    let old = case.reply(0, 1, ReplyKind::Answer, 0, &[("answer", 90)]);
    let receipt = case.receipt(0, 2, 1, &PROMISED);
    let status = case.reply(0, 3, ReplyKind::Status, 2, &[("answer", 90)]);
    let again = Reply {
        body: old.body.clone(),
        ..case.reply(0, 4, ReplyKind::Answer, 3, &[("answer", 90)])
    };
    let another = case.receipt(0, 5, 3, &PROMISED);
    let all = [(0, &old), (0, &receipt), (0, &status), (0, &again), (0, &another)];
    let expected = told(&[("acknowledge", 7, Open), ("answer", 90, Open)]);
    assert_eq!(case.told(&all, 5), expected);
}

#[test]
fn a_pause_and_an_extension_are_told_as_they_were_said() {
    let case = Case::new();
    let receipt = case.receipt(0, 1, 0, &[("answer", 15)]);
    let pause =
        Reply { paused: vec!["answer".into()], ..case.reply(0, 2, ReplyKind::Answer, 5, &[]) };
    let paused = told(&[("answer", 15, Paused(on(5)))]);
    assert_eq!(case.told(&[(0, &receipt), (0, &pause)], 60), paused, "no alarm meanwhile");
    let resume = case.reply(0, 3, ReplyKind::Answer, 10, &[("answer", 20)]);
    let all = [(0, &receipt), (0, &pause), (0, &resume)];
    assert_eq!(case.told(&all, 11), told(&[("answer", 20, Open)]));
    let promises = case.team.collect(&case.reporter, &all).promises(today(), 0);
    assert_eq!(
        promises.first().and_then(|it| it.moved),
        Some(Moved { from: on(15), said: on(10) })
    );
}

#[test]
fn a_case_that_is_opened_again_is_promised_anew() {
    let case = Case::new();
    let receipt = case.receipt(0, 1, 0, &[("answer", 90)]);
    let mut closing = case.reply(0, 2, ReplyKind::Answer, 30, &[]);
    closing.status = Some("closed-confirmed".into());
    let reopened = case.reply(0, 3, ReplyKind::Answer, 40, &[("answer", 130)]);
    let all = [(0, &receipt), (0, &closing), (0, &reopened)];
    let expected = told(&[("answer", 90, Kept(on(30))), ("answer", 130, Open)]);
    assert_eq!(case.told(&all, 50), expected);
}

#[test]
fn whoever_took_the_report_back_is_not_told_of_days_that_pass() {
    let case = Case::new();
    let receipt = case.receipt(0, 1, 0, &[("answer", 90)]);
    let known = case.team.collect(&case.reporter, &[(0, &receipt)]).state;
    let withdrawal = case.draft(ReporterKind::Withdraw);
    let known = Known { state: known, ..Known::default() };
    let letter = withdrawal.write(&case.reporter, &case.team.trusted(), &known).unwrap();
    let after = Reply { state: Some(letter.state), ..case.receipt(0, 2, 1, &[]) };
    assert_eq!(case.told(&[(0, &receipt), (0, &after)], 200), []);
}

impl Case {
    fn draft(&self, kind: ReporterKind) -> MessageDraft {
        MessageDraft {
            text: String::new(),
            kind,
            to: self.team.ids(&[0, 1]),
            shut_out: Vec::new(),
            lang: Lang::Kk,
            day: today(),
            name: String::new(),
            only_to: Vec::new(),
            id: None,
            blobs: Vec::new(),
        }
    }

    fn write(&self, kind: ReporterKind, beside: Beside) -> Result<ReporterLetter, DraftError> {
        let (trusted, known) = (self.team.trusted(), Known::default());
        self.draft(kind).write_beside(beside, &self.reporter, &trusted, &known)
    }
}

#[test]
fn that_she_is_punished_needs_no_words_and_a_message_does() {
    let case = Case::new();
    assert!(case.write(ReporterKind::Retaliation, Beside::default()).is_ok());
    let empty = case.write(ReporterKind::Message, Beside::default());
    assert_eq!(empty.unwrap_err(), DraftError::Empty);
}

#[test]
fn how_it_was_for_her_is_a_message_without_words_and_names_its_questions() {
    let case = Case::new();
    let answer = |one: &str| [("report-again".to_owned(), Answer::One(one.to_owned()))].into();
    let with = |one| Beside { experience: answer(one), ..Beside::default() };
    let letter = case.write(ReporterKind::Message, with("yes")).unwrap();
    assert!(experience::is_in(&letter.body));
    let unknown = case.write(ReporterKind::Message, with("perhaps"));
    assert_eq!(unknown.unwrap_err(), DraftError::Answers);
}

#[test]
fn only_a_reader_of_hers_can_be_handed_on_what_came_before() {
    let case = Case::new();
    let asks = |ids: Vec<Id>| {
        let mut draft = case.draft(ReporterKind::Message);
        draft.text = "x".into();
        let beside = Beside { share_with: ids, ..Beside::default() };
        draft.write_beside(beside, &case.reporter, &case.team.trusted(), &Known::default())
    };
    let letter = asks(case.team.ids(&[1])).unwrap();
    assert_eq!(letter.body.share_with, case.team.ids(&[1]));
    assert_eq!(asks(case.team.ids(&[2])).unwrap_err(), DraftError::Reader);
}
