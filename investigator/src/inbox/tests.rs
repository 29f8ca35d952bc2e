//! What is asked for, without a server; and what is kept of the answer.

use dauys_crypto::event::EventKind;
use dauys_crypto::letter::{InvestigatorLetter, ReporterLetter};
use dauys_crypto::open::{OpenError, Rejection};
use dauys_wire::{Digest, Signature};

use super::*;
use crate::compose::random_id;
use crate::fixtures::{self, DAY, kept_record};
use crate::pace::Kind;
use crate::vault::record::{
    DeletedCase, KeptLetter, Outgoing, Place, RejectedLetter, RejectionReason,
};

fn contents(records: Vec<Record>) -> Contents {
    let mut contents = Contents::default();
    apply(&mut contents, records);
    contents
}

fn apply(contents: &mut Contents, records: Vec<Record>) {
    for record in records {
        contents.apply(record).unwrap();
    }
}

fn posted(id: Id, day: Day) -> Record {
    Record::Posted { id, taken: Some((Kind::Letter, day)) }
}

fn refused(id: Id, reason: RejectionReason) -> Record {
    Record::Rejected(RejectedLetter { id, day: DAY, reason })
}

fn report() -> ReporterLetter {
    let team: [Keys; 1] = fixtures::team();
    fixtures::report(&fixtures::reporter(), &[team[0].id], &[])
}

fn ascending<const N: usize>(mut ids: [Id; N]) -> [Id; N] {
    ids.sort_unstable();
    ids
}

/// What is asked for, and what of it becomes final when all of it was handed out.
fn asked(known: &Contents, lists: &BTreeMap<Day, Vec<Id>>, today: Day) -> (Vec<Id>, Vec<Day>) {
    let unseen = Unseen::of(lists, known, today, None);
    let letters = unseen.letters.iter().map(|(id, _)| *id).collect();
    let records = unseen.close(&BTreeMap::new(), known, &mut Fetched::default());
    (letters, completed(&records))
}

fn completed(records: &[Record]) -> Vec<Day> {
    let days = |record: &Record| match record {
        Record::Complete { days } => days.clone(),
        _ => Vec::new(),
    };
    records.iter().flat_map(days).collect()
}

#[test]
fn whatever_opened_the_same_is_fetched_and_the_same_days_are_final() {
    let letters: [ReporterLetter; 3] = std::array::from_fn(|_| report());
    let ids: Vec<Id> = letters.iter().map(|letter| letter.id).collect();
    let new = random_id();
    let lists = BTreeMap::from([(DAY, [ids.as_slice(), &[new]].concat())]);
    let opened = letters.iter().map(kept_record).collect();
    let broken = ids.iter().map(|id| refused(*id, RejectionReason::Malformed)).collect();
    let worlds = [vec![Record::NotOurs { ids }], opened, broken].map(contents);
    for later in 0..20 {
        let of = |known| asked(known, &lists, DAY.plus(later));
        let final_days = if later > 1 { vec![DAY] } else { Vec::new() };
        for known in &worlds {
            assert_eq!(of(known), (vec![new], final_days.clone()), "{later} days later");
        }
    }
}

#[test]
fn a_day_fetched_anew_is_fetched_whole_whatever_is_known_of_its_letters() {
    let hers = report();
    let [not_ours, broken, new, other] = ascending(std::array::from_fn(|_| random_id()));
    let mut all = [hers.id, not_ours, broken, new];
    let known = contents(vec![
        kept_record(&hers),
        Record::NotOurs { ids: vec![not_ours, other] },
        refused(broken, RejectionReason::Malformed),
        Record::Complete { days: vec![DAY] },
    ]);
    let lists = BTreeMap::from([(DAY, all.to_vec()), (DAY.plus(1), vec![other])]);
    let unseen = Unseen::of(&lists, &known, DAY.plus(40), Some(DAY));
    all.sort_unstable();
    assert_eq!(unseen.letters, all.map(|id| (id, DAY)), "and nothing of any other day");
}

#[test]
fn a_letter_that_the_server_took_and_does_not_list_on_its_day_is_withheld() {
    let [listed, kept_back, unnamed, back, late] = std::array::from_fn(|_| random_id());
    let (day, other) = (DAY, DAY.minus(5));
    let known = contents(vec![
        posted(listed, day),
        posted(kept_back, day),
        posted(unnamed, other),
        posted(back, day),
        Record::Withdrawn { id: back },
        posted(late, day.plus(1)),
    ]);
    let lists = BTreeMap::from([(day, vec![listed, random_id()])]);
    let of = |today| Unseen::of(&lists, &known, today, None);
    assert_eq!(of(day.plus(1)).withheld, [unnamed], "yesterday's list can still grow");
    let mut withheld = of(day.plus(2)).withheld;
    withheld.sort_unstable();
    let expected = ascending([kept_back, unnamed]);
    assert_eq!(withheld, expected, "neither what it lists nor what we took back");
    assert_eq!(of(day.plus(2)).over, [day]);
}

#[test]
fn a_letter_that_the_server_took_for_a_day_that_was_final_is_withheld_unless_it_was_fetched() {
    let [fetched, never] = std::array::from_fn(|_| random_id());
    let known = contents(vec![
        Record::NotOurs { ids: vec![fetched] },
        Record::Complete { days: vec![DAY] },
        posted(fetched, DAY),
        posted(never, DAY),
    ]);
    assert_eq!(Unseen::of(&BTreeMap::new(), &known, DAY.plus(2), None).withheld, [never]);
}

#[test]
fn the_alarm_is_raised_once() {
    let id = random_id();
    let known = contents(vec![posted(id, DAY), Record::Withheld { ids: vec![id] }]);
    assert!(Unseen::of(&BTreeMap::new(), &known, DAY.plus(9), None).withheld.is_empty());
}

#[test]
fn yesterday_is_listed_again_and_our_own_letters_are_fetched_like_all_others() {
    let letter = report();
    let kept = kept_record(&letter);
    let place = Place::Inbox { token: vec![1; 32] };
    let outgoing = Outgoing { id: letter.id, place, file: vec![1] };
    let own = vec![kept.clone(), Record::Outgoing(outgoing), posted(letter.id, DAY)];
    let lists = BTreeMap::from([(DAY, vec![letter.id])]);
    let of = |records| asked(&contents(records), &lists, DAY.plus(1));
    assert_eq!(of(own.clone()), (vec![letter.id], Vec::new()));
    assert_eq!(of([own, vec![kept]].concat()).0, [], "once");
}

#[test]
fn a_report_that_was_taken_down_here_comes_back_like_that_of_a_stranger() {
    let letter = report();
    let place = Place::Filed { withdraw: Digest::of(b"hers") };
    let outgoing = Outgoing { id: letter.id, place, file: vec![1] };
    let known = || contents(vec![Record::Outgoing(outgoing.clone()), posted(letter.id, DAY)]);
    let lists = BTreeMap::from([(DAY, vec![letter.id])]);
    // If this desk is not among its readers it opens no more than any other.
    let outcomes = [(Ok(opened(&letter)), [1, 0, 0]), (Err(OpenError::NotOurs), [0, 1, 0])];
    for (outcome, counts) in outcomes {
        let mut known = known();
        assert_eq!(asked(&known, &lists, DAY.plus(1)).0, [letter.id]);
        let (record, counted) = judged(letter.id, outcome, &known);
        assert_eq!(counted, counts);
        apply(&mut known, record.into_iter().collect());
        assert_eq!(asked(&known, &lists, DAY.plus(1)).0, [], "once");
    }
}

/// One `sync` after the other, all of which list these letters; those that are missing are not
/// handed out.
struct Desk {
    known: Contents,
    today: Day,
}

impl Desk {
    /// What is told, and whether the day is final.
    fn sync(&mut self, listed: &[Id], missing: &[Id]) -> (Vec<Id>, bool) {
        let lists = BTreeMap::from([(DAY, listed.to_vec())]);
        let unseen = Unseen::of(&lists, &self.known, self.today, None);
        let asked: Vec<Id> = unseen.letters.iter().map(|(id, _)| *id).collect();
        let (missing, there): (Vec<Id>, Vec<Id>) =
            asked.into_iter().partition(|id| missing.contains(id));
        let missing = missing.into_iter().map(|id| (id, DAY)).collect();
        apply(&mut self.known, vec![Record::NotOurs { ids: there }]);
        let mut fetched = Fetched::default();
        let records = unseen.close(&missing, &self.known, &mut fetched);
        apply(&mut self.known, records);
        (fetched.undelivered.into_iter().collect(), self.known.is_complete(DAY))
    }
}

#[test]
fn a_letter_that_is_listed_and_never_handed_out_is_told_once_and_its_day_stays_open() {
    let [there, never] = std::array::from_fn(|_| random_id());
    let mut desk = Desk { known: Contents::default(), today: DAY.plus(2) };
    let both = [there, never, never];
    assert_eq!(desk.sync(&both, &[never]), (vec![], false), "it may be withdrawn just now");
    assert_eq!(desk.sync(&both, &[never]), (vec![never], false));
    assert_eq!(desk.sync(&both, &[never]), (vec![], false), "told once");
    assert_eq!(desk.sync(&both, &[]), (vec![], true));
    assert!(desk.known.knows(&never), "and it is there when the server is honest");
}

#[test]
fn a_letter_withdrawn_while_it_was_fetched_is_no_fault_and_keeps_no_day_open() {
    let [there, withdrawn] = std::array::from_fn(|_| random_id());
    let mut desk = Desk { known: Contents::default(), today: DAY.plus(2) };
    assert_eq!(desk.sync(&[there, withdrawn], &[withdrawn]), (vec![], false));
    assert_eq!(desk.sync(&[there], &[]), (vec![], true));
}

#[test]
fn a_list_of_what_never_was_keeps_a_day_open_for_two_weeks_and_no_longer() {
    let never = random_id();
    let of = |later| {
        let mut desk = Desk { known: Contents::default(), today: DAY.plus(later) };
        desk.sync(&[never], &[never]).1
    };
    assert_eq!((of(OPEN_DAYS), of(OPEN_DAYS + 1)), (false, true));
}

/// What is kept of a letter that was tried, and how it counts: opened, for others, refused.
fn judged(
    id: Id,
    outcome: Result<KeptLetter, OpenError>,
    known: &Contents,
) -> (Option<Record>, [usize; 3]) {
    let mut fetched = Fetched::default();
    let record = judge(Tried { id, day: DAY, outcome }, known, &mut fetched);
    (record, [fetched.opened, fetched.not_ours, fetched.rejected])
}

const BROKEN: OpenError = OpenError::Rejected(Rejection::Malformed);

fn opened(letter: &ReporterLetter) -> KeptLetter {
    let Record::Letter(kept) = kept_record(letter) else { unreachable!("a letter") };
    kept
}

#[test]
fn our_own_letter_that_does_not_open_any_more_was_changed() {
    let letter = report();
    let place = Place::Inbox { token: vec![1; 32] };
    let outgoing = Outgoing { id: letter.id, place, file: vec![1] };
    let mut known = contents(vec![kept_record(&letter), Record::Outgoing(outgoing)]);
    let (record, counts) = judged(letter.id, Err(OpenError::NotOurs), &known);
    assert_eq!((record.is_some(), counts), (true, [0, 0, 1]));
    apply(&mut known, record.into_iter().collect());
    assert!(known.knows(&letter.id) && known.rejected().contains_key(&letter.id));
    let again = judged(letter.id, Err(OpenError::NotOurs), &known);
    assert!(matches!(again, (None, [0, 0, 0])), "told once");
    let (record, _) = judged(letter.id, Ok(opened(&letter)), &known);
    apply(&mut known, record.into_iter().collect());
    assert!(known.rejected().is_empty() && known.is_taken(&letter.id), "fetched anew");
}

#[test]
fn a_letter_that_the_server_seals_to_us_under_the_id_of_our_own_does_not_take_its_place() {
    let letter = report();
    let place = Place::Inbox { token: vec![1; 32] };
    let outgoing = Outgoing { id: letter.id, place, file: vec![1] };
    let mut known = contents(vec![kept_record(&letter), Record::Outgoing(outgoing)]);
    let mut other = report();
    other.id = letter.id;
    let (record, counts) = judged(letter.id, Ok(opened(&other)), &known);
    assert_eq!(counts, [0, 0, 1], "it counts as refused");
    apply(&mut known, record.into_iter().collect());
    let kept = &known.letters()[&letter.id];
    assert_eq!(kept.json, serde_json::to_string(&letter).unwrap(), "ours is as we wrote it");
    assert!(known.rejected().contains_key(&letter.id));
}

#[test]
fn what_is_fetched_anew_takes_the_place_of_a_refusal_and_what_is_known_stays() {
    let [mut hers, damaged, for_nobody] = std::array::from_fn(|_| report());
    let mut known = contents(vec![
        kept_record(&hers),
        refused(damaged.id, RejectionReason::Malformed),
        Record::NotOurs { ids: vec![for_nobody.id] },
    ]);
    // Its own stanza had been damaged, and so it had looked like one for others.
    for letter in [&damaged, &for_nobody] {
        let (record, counts) = judged(letter.id, Ok(opened(letter)), &known);
        assert_eq!(counts, [1, 0, 0]);
        apply(&mut known, record.into_iter().collect());
        assert!(known.is_taken(&letter.id));
    }
    assert!(known.rejected().is_empty());

    let refusal = random_id();
    apply(&mut known, vec![refused(refusal, RejectionReason::Signature)]);
    let id = hers.id;
    hers.body.text = "something else".to_owned();
    let nothing = |(record, counts): (Option<Record>, _)| record.is_none() && counts == [0, 0, 0];
    assert!(nothing(judged(id, Ok(opened(&hers)), &known)), "no other text under its id");
    assert!(nothing(judged(id, Err(BROKEN), &known)), "nor a refusal");
    assert!(nothing(judged(id, Err(OpenError::NotOurs), &known)));
    assert!(nothing(judged(refusal, Err(OpenError::NotOurs), &known)), "still refused");
    let (other_reason, counts) = judged(refusal, Err(BROKEN), &known);
    assert_eq!((other_reason.is_some(), counts), (true, [0, 0, 1]), "told, for it is another");
}

#[test]
fn a_case_that_was_deleted_here_is_not_brought_back_by_fetching_its_day_anew() {
    let (hers, other) = (report(), random_id());
    let deleted = DeletedCase { thread: hers.thread, last: None, tombstone: None };
    let known = contents(vec![Record::NotOurs { ids: vec![hers.id] }, Record::Deleted(deleted)]);
    assert!(matches!(judged(hers.id, Ok(opened(&hers)), &known), (None, [0, 0, 0])));
    let later = ReporterLetter { id: other, ..hers.clone() };
    assert_eq!(judged(other, Ok(opened(&later)), &known).1, [1, 0, 0], "she writes again");

    let colleague = Id::from_bytes([2; 16]);
    let note = fixtures::event_letter(colleague, &hers.to, 1, EventKind::Note, hers.thread);
    let (record, _) = judged(note.id, Ok(kept_note(&note)), &known);
    let Some(Record::Letter(kept)) = record else { panic!("its head stays") };
    assert_eq!(kept.whole, Some(Digest::of(note.to_json().unwrap().as_bytes())), "and it is cut");
}

#[test]
fn our_own_that_hands_on_a_case_we_stepped_out_of_stays_whole_while_the_case_is_here() {
    let hers = report();
    let (thread, own) = (hers.thread, fixtures::team::<1>()[0].id);
    let note = fixtures::event_letter(own, &hers.to, 1, EventKind::Note, thread);
    let forward_to = vec![Id::from_bytes([2; 16])];
    let place = Place::Inbox { token: vec![1; 32] };
    let known = contents(vec![
        Record::Recused { thread, forward_to },
        kept_record(&hers),
        Record::Letter(kept_note(&note)),
        Record::Outgoing(Outgoing { id: note.id, place, file: vec![1] }),
    ]);
    let whole = |id: Id, kept: KeptLetter| match judged(id, Ok(kept), &known).0 {
        Some(Record::Letter(kept)) => kept.whole.is_none(),
        _ => panic!("it is taken"),
    };
    assert!(whole(note.id, kept_note(&note)));
    let other = InvestigatorLetter { id: random_id(), ..note };
    assert!(!whole(other.id, kept_note(&other)), "and of a colleague's nothing is taken");
}

fn kept_note(note: &InvestigatorLetter) -> KeptLetter {
    let json = note.to_json().unwrap().to_string();
    let signature = Signature::from_bytes([0; 64]);
    KeptLetter { id: note.id, day: DAY, signature, json, whole: None }
}

#[test]
fn no_choice_of_ids_puts_an_honest_letter_behind_a_flood() {
    let honest = Id::from_bytes([0xff; 16]);
    let mut ids: Vec<Id> = (0..100).map(|number| Id::from_bytes([number; 16])).collect();
    ids.push(honest);
    let listed = BTreeMap::from([(DAY, ids)]);
    let places: Vec<usize> = (0..64)
        .map(|_| {
            let mut unseen = Unseen::of(&listed, &Contents::default(), DAY, None);
            unseen.mix();
            unseen.letters.iter().position(|(id, _)| *id == honest).unwrap()
        })
        .collect();
    // Each half misses all 64 once in 10^19.
    assert!(places.iter().any(|place| *place < 50), "{places:?}");
    assert!(places.iter().any(|place| *place > 50), "{places:?}");
}
