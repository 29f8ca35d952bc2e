//! What waits when a reporter shuts somebody out.

use std::collections::BTreeMap;

use dauys_crypto::letter::ReporterKind;
use dauys_wire::{Id, RecipientText};

use super::*;
use crate::case::chains::faults;
use crate::compose::share::Name;
use crate::compose::shut_out::Readdressed;
use crate::fixtures::{kept_event, signed_record, state};
use crate::vault::record::{DeletedCase, KeptLetter};
use crate::vault::rewrite::without;

/// She writes to all three, and nobody is shut out yet.
fn trusting() -> Office {
    let mut office = office();
    let all = office.team.each_ref().map(|keys| keys.id);
    office.letters = vec![kept_report(report(&office.she, &all, &[]))];
    office
}

impl Office {
    /// From now on she writes to these only; the others are shut out.
    fn shuts_out(&mut self, to: &[usize]) {
        let (to, others): (Vec<usize>, Vec<usize>) =
            (0..self.team.len()).partition(|who| to.contains(who));
        let ids = |who: Vec<usize>| who.into_iter().map(|who| self.team[who].id).collect();
        let (to, others): (Vec<Id>, Vec<Id>) = (ids(to), ids(others));
        let signed = state(2, &to, &others).sign(&self.she).unwrap();
        self.more(|letter| (letter.to, letter.state) = (to, signed));
    }

    /// What the first desk does about it.
    fn readdress(&self, contents: &mut Contents) -> Readdressed {
        let done = {
            let letters = self.letters.iter().chain(contents.letters().values());
            let cases: BTreeMap<Id, Case<'_>> = fold(letters);
            let desk = Desk { keys: &self.team[0], known: &self.known, contents, today: DAY };
            desk.readdress(&desk.stale(&cases), &cases)
        };
        keep(done.records.clone(), contents);
        done
    }

    fn note(&self, contents: &mut Contents, case: &Case<'_>, text: &str) -> Vec<Record> {
        let desk = Desk { keys: &self.team[0], known: &self.known, contents, today: DAY };
        desk.note(case, text, Lang::Kk).unwrap()
    }
}

#[test]
fn what_waits_goes_to_those_who_still_read_and_never_to_whom_she_has_shut_out_since() {
    let mut office = trusting();
    let mut contents = Contents::default();
    keep(office.write(0, &contents, |desk, case| said(desk, case, "x")).unwrap(), &mut contents);
    let note = |desk: &Desk<'_>, case: &Case<'_>| desk.note(case, "y", Lang::Kk);
    keep(office.write(0, &contents, note).unwrap(), &mut contents);
    assert_eq!(office.waiting_letters(2, &contents).len(), 1, "before she shuts them out");
    office.shuts_out(&[0, 1]);
    let done = office.readdress(&mut contents);

    assert!(office.waiting_letters(2, &contents).is_empty());
    let [letter] = office.waiting_letters(1, &contents).try_into().unwrap();
    let texts: Vec<&str> =
        letter.events.iter().map(|event| event.event.body.text.as_str()).collect();
    assert_eq!((letter.n, letter.prev, texts), (1, None, vec!["x", "y"]));
    let [reply] = office.waiting_replies(&contents).try_into().unwrap();
    assert_eq!(letter.events[0].event.body.reply, Some(reply.id), "still the copy of her answer");
    assert_eq!((done.cases, done.lost), ([office.she.thread()].into(), 0));

    // The answer that waits takes in her new letter; so does its copy, where it is now.
    keep(office.write(0, &contents, receipt).unwrap(), &mut contents);
    assert!(office.waiting_letters(2, &contents).is_empty());
    assert_eq!(office.waiting_letters(1, &contents).len(), 1);
    assert!(office.readdress(&mut contents).records.is_empty(), "once");
}

#[test]
fn letters_to_the_same_people_about_another_case_keep_their_numbers_without_a_gap() {
    let mut office = trusting();
    let all = office.team.each_ref().map(|keys| keys.id);
    let other = reporter();
    let open_case = kept_report(report(&other, &all, &[]));
    let mut contents = Contents::default();
    // Each too long to go into the one before.
    let long = |what: &str| format!("{what} {}", "x".repeat(12_000));
    let cases = fold([&open_case, &office.letters[0]]);
    let (open, hers) = (&cases[&other.thread()], &cases[&office.she.thread()]);
    let tried = office.note(&mut contents, open, &long("first"));
    attempt(&tried, &mut contents);
    for (case, text) in [(hers, "hers"), (open, "second"), (hers, "hers again"), (open, "third")] {
        let note = office.note(&mut contents, case, &long(text));
        keep(note, &mut contents);
    }
    office.shuts_out(&[0, 1]);
    office.letters.push(open_case);
    office.readdress(&mut contents);

    let seen = office.waiting_letters(2, &contents);
    let numbers: Vec<(u64, &str)> = seen
        .iter()
        .map(|it| (it.n, it.events[0].event.body.text.split(' ').next().unwrap()))
        .collect();
    assert_eq!(numbers, [(1, "first"), (2, "second"), (3, "third")]);
    let kept: Vec<VaultLetter> = seen.into_iter().map(kept_event).collect();
    assert!(faults(&kept).is_empty(), "{:?}", faults(&kept));
    let words = kept.iter().map(|kept| kept.json.as_str()).collect::<String>();
    assert!(!words.contains(&office.she.thread().to_string()));
    assert!(faults(contents.letters().values()).is_empty());
    let others = office.waiting_letters(1, &contents);
    assert_eq!(others.iter().filter(|letter| letter.to.len() == 2).count(), 2, "hers, to two");
}

#[test]
fn what_may_be_at_the_server_is_not_changed() {
    let mut office = trusting();
    let mut contents = Contents::default();
    let records = office.write(0, &contents, |desk, case| said(desk, case, "x")).unwrap();
    attempt(&records, &mut contents);
    office.shuts_out(&[0, 1]);
    assert!(office.readdress(&mut contents).records.is_empty());
    assert_eq!(office.waiting_letters(1, &contents).len(), 1);
}

#[test]
fn what_cannot_be_sealed_anew_is_dropped_and_counted() {
    // She does not write to this desk any more either.
    let mut office = trusting();
    let mut contents = Contents::default();
    keep(office.write(0, &contents, |desk, case| said(desk, case, "x")).unwrap(), &mut contents);
    office.shuts_out(&[1]);
    assert_eq!(office.readdress(&mut contents).lost, 1);
    assert!(office.waiting_letters(2, &contents).is_empty());

    // The request to delete a case that was deleted here; she writes again, without one of its
    // readers.
    let mut office = trusting();
    let mut contents = Contents::default();
    let thread = office.she.thread();
    let ask = |desk: &Desk<'_>, case: &Case<'_>| desk.delete(case, "by mistake", Lang::Kk);
    for record in office.write(0, &contents, ask).unwrap() {
        let record = match record {
            Record::Letter(kept) => Record::Letter(cut(kept, &thread)),
            other => other,
        };
        contents.apply(record).unwrap();
    }
    contents.apply(Record::Deleted(DeletedCase { thread, last: None, tombstone: None })).unwrap();
    office.letters.clear();
    assert!(office.readdress(&mut contents).records.is_empty(), "it may go to all of them");
    office.shuts_out(&[0, 1]);
    assert_eq!(office.readdress(&mut contents).lost, 1);
    assert!(contents.outgoing().is_empty());
}

fn cut(kept: KeptLetter, thread: &Id) -> KeptLetter {
    let cut = without(kept, thread).unwrap();
    assert!(cut.whole.is_some());
    cut
}

/// Her letter, with her signature, as the first two have it.
fn signed(
    office: &Office,
    change: impl FnOnce(&mut dauys_crypto::letter::ReporterLetter),
) -> Record {
    let mut letter = report(&office.she, &[office.team[0].id], &[]);
    change(&mut letter);
    signed_record(&letter, &office.she, &office.team[0], &office.known.roster)
}

#[test]
fn a_letter_with_her_name_is_sealed_anew_to_nobody_whom_she_did_not_give_it() {
    let mut office = office();
    office.letters.clear();
    let [own, colleague, third] = office.team.each_ref().map(|keys| keys.id);
    let mut contents = Contents::default();
    let readers = state(1, &[own, colleague], &[]).sign(&office.she).unwrap();
    keep(
        vec![
            signed(&office, |letter| {
                letter.state = readers.clone();
                letter.to = vec![own, colleague];
            }),
            signed(&office, |letter| {
                (letter.id, letter.kind) = (random_id(), ReporterKind::Message);
                letter.state = readers.clone();
                (letter.body.text, letter.body.name) = (String::new(), "Her Name".into());
            }),
        ],
        &mut contents,
    );
    let share = {
        let cases = fold(contents.letters().values());
        let desk =
            Desk { keys: &office.team[0], known: &office.known, contents: &contents, today: DAY };
        let case = cases.values().next().unwrap();
        desk.share(case, &third, "", Name::Agreed, Lang::Kk).unwrap()
    };
    keep(share, &mut contents);
    let words = |office: &Office, who, contents: &Contents| -> String {
        let letters = office.waiting_letters(who, contents);
        letters.iter().map(|letter| letter.to_json().unwrap().to_string()).collect()
    };
    assert!(words(&office, 2, &contents).contains("Her Name"), "she agreed");
    let trusted = state(2, &[own, colleague], &[third]).sign(&office.she).unwrap();
    let hers = signed(&office, |letter| {
        (letter.id, letter.kind, letter.state) = (random_id(), ReporterKind::Message, trusted);
        letter.to = vec![own, colleague];
    });
    keep(vec![hers], &mut contents);
    let done = office.readdress(&mut contents);
    assert!(words(&office, 2, &contents).is_empty());
    let told = words(&office, 1, &contents);
    assert!(told.contains(r#""kind":"share""#) && !told.contains("Her Name"), "{told}");
    assert_eq!(done.lost, 0);
}

#[test]
fn a_link_that_waits_does_not_go_to_whom_the_other_reporter_has_shut_out_since() {
    let mut office = trusting();
    let all = office.team.each_ref().map(|keys| keys.id);
    let other = reporter();
    office.letters.push(kept_report(report(&other, &all, &[])));
    let mut contents = Contents::default();
    let body = EventBody { other: Some(other.thread()), ..EventBody::default() };
    let link = {
        let desk =
            Desk { keys: &office.team[0], known: &office.known, contents: &contents, today: DAY };
        let cases = fold(&office.letters);
        let case = &cases[&office.she.thread()];
        desk.events(case, vec![(EventKind::Link, body)], Lang::Kk).unwrap()
    };
    keep(link, &mut contents);
    assert_eq!(office.waiting_letters(2, &contents).len(), 1);
    let mut more = report(&other, &all[..2], &all[2..]);
    more.id = random_id();
    more.state = state(2, &all[..2], &all[2..]).sign(&other).unwrap();
    office.letters.push(kept_report(more));
    office.readdress(&mut contents);
    assert!(office.waiting_letters(2, &contents).is_empty());
    let [letter] = office.waiting_letters(1, &contents).try_into().unwrap();
    assert_eq!(
        letter.events[0].event.body.other,
        Some(other.thread()),
        "the others still learn it"
    );
}

#[test]
fn a_case_that_cannot_be_sealed_anew_keeps_no_other_from_it_and_loses_nothing() {
    let mut office = trusting();
    let [own, _, third] = office.team.each_ref().map(|keys| keys.id);
    let other = reporter();
    office.letters.push(kept_report(report(&other, &[own, third], &[])));
    let mut contents = Contents::default();
    for (thread, text) in [(office.she.thread(), "hers"), (other.thread(), "the other")] {
        let note = office.note(&mut contents, &fold(&office.letters)[&thread], text);
        keep(note, &mut contents);
    }
    // From now on nothing can be sealed to the second.
    let broken = format!("age1pq1{}", "q".repeat(1_952));
    office.known.roster.investigators[1].recipient = RecipientText::parse(&broken).unwrap();
    office.shuts_out(&[0, 1]);
    let mut more = report(&other, &[own], &[third]);
    more.id = random_id();
    more.state = state(2, &[own], &[third]).sign(&other).unwrap();
    office.letters.push(kept_report(more));
    let done = office.readdress(&mut contents);

    assert_eq!((done.kept_back, done.lost), ([office.she.thread()].into(), 0));
    assert!(office.waiting_letters(2, &contents).is_empty());
    let letters = office.waiting_letters(0, &contents);
    let events = letters.iter().flat_map(|letter| &letter.events);
    let texts: std::collections::BTreeSet<&str> =
        events.map(|event| event.event.body.text.as_str()).collect();
    assert_eq!(texts, ["hers", "the other"].into());
    assert!(letters.iter().all(|letter| letter.to == [own]));
    assert!(faults(contents.letters().values()).is_empty());
}
