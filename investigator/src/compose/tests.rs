//! What a desk writes opens for those it is for, and for nobody else.

mod again;
mod filing;
mod received;
mod restored;
mod share;
mod shut_out;
mod tell;

use dauys_crypto::letter::{InvestigatorLetter, Letter};
use dauys_crypto::open;
use dauys_crypto::reply::{Reply, ReplyKind};
use dauys_crypto::thread::Reporter as Her;
use dauys_wire::Digest;

use super::*;
use crate::case::fold;
use crate::fixtures::{DAY, kept_report, known, report, reporter, team};
use crate::vault::contents::VaultLetter;
use crate::vault::record::{DeletedCase, Outgoing, Place};

struct Office {
    team: [Keys; 3],
    known: KnownRoster,
    she: Her,
    letters: Vec<VaultLetter>,
}

/// She writes to the first two and shuts out the third.
fn office() -> Office {
    let team = team();
    let known = known(&team);
    let she = reporter();
    let letters = vec![kept_report(report(&she, &[team[0].id, team[1].id], &[team[2].id]))];
    Office { team, known, she, letters }
}

/// An answer.
fn said(desk: &Desk<'_>, case: &Case<'_>, text: &str) -> Result<Vec<Record>, ComposeError> {
    desk.answer(case, text, false).map(|telling| telling.records)
}

impl Office {
    fn write(
        &self,
        who: usize,
        contents: &Contents,
        write: impl Fn(&Desk<'_>, &Case<'_>) -> Result<Vec<Record>, ComposeError>,
    ) -> Result<Vec<Record>, ComposeError> {
        let desk = Desk { keys: &self.team[who], known: &self.known, contents, today: DAY };
        let case = fold(&self.letters).into_values().next().unwrap();
        write(&desk, &case)
    }

    /// The replies among the records, opened with her keys.
    fn replies(&self, records: &[Record]) -> Vec<Reply> {
        let opened = records.iter().filter_map(|record| match record {
            Record::Outgoing(Outgoing { id, place: Place::Drop { .. }, file }) => {
                Some(open::reply(file, id, &self.she, &self.known.roster).unwrap().value)
            }
            _ => None,
        });
        opened.collect()
    }

    /// She writes again.
    fn more(&mut self, change: impl FnOnce(&mut dauys_crypto::letter::ReporterLetter)) -> Id {
        let mut letter = report(&self.she, &[self.team[0].id, self.team[1].id], &[self.team[2].id]);
        letter.id = random_id();
        letter.kind = dauys_crypto::letter::ReporterKind::Message;
        change(&mut letter);
        let id = letter.id;
        self.letters.push(kept_report(letter));
        id
    }

    fn waiting_replies(&self, contents: &Contents) -> Vec<Reply> {
        let waiting = contents.outgoing().iter().cloned();
        self.replies(&waiting.map(Record::Outgoing).collect::<Vec<_>>())
    }

    fn waiting_letters(&self, who: usize, contents: &Contents) -> Vec<InvestigatorLetter> {
        let waiting = contents.outgoing().iter().cloned();
        self.letters_for(who, &waiting.map(Record::Outgoing).collect::<Vec<_>>())
    }

    /// The letters among the records that this investigator can open.
    fn letters_for(&self, who: usize, records: &[Record]) -> Vec<InvestigatorLetter> {
        let keys = &self.team[who];
        let opened = records.iter().filter_map(|record| match record {
            Record::Outgoing(Outgoing { id, place: Place::Inbox { .. }, file }) => {
                let letter = open::letter(file, id, &keys.reading, &keys.id, &self.known.roster);
                letter.ok().map(|opened| match opened.value {
                    Letter::Investigator(letter) => *letter,
                    Letter::Reporter(_) => unreachable!("an investigator wrote it"),
                })
            }
            _ => None,
        });
        opened.collect()
    }
}

fn receipt(desk: &Desk<'_>, case: &Case<'_>) -> Result<Vec<Record>, ComposeError> {
    desk.receipt(case)
}

/// Keeps records as if the server might have what is in them.
fn attempt(records: &[Record], contents: &mut Contents) {
    for record in records {
        contents.apply(record.clone()).unwrap();
        if let Record::Outgoing(Outgoing { id, .. }) = record {
            contents.apply(Record::Attempted { id: *id }).unwrap();
        }
    }
}

fn keep(records: Vec<Record>, contents: &mut Contents) {
    for record in records {
        contents.apply(record).unwrap();
    }
}

#[test]
fn an_answer_reaches_her_and_the_colleagues_and_never_whom_she_shut_out() {
    let office = office();
    let contents = Contents::default();
    let records = office.write(1, &contents, |desk, case| said(desk, case, " Жауап. ")).unwrap();

    let replies = office.replies(&records);
    let [reply] = replies.as_slice() else { unreachable!("one reply") };
    assert_eq!((reply.body.text.as_str(), reply.n, reply.prev), ("Жауап.", 1, None));
    assert_eq!(reply.received, [office.she.first_letter()]);
    let state = reply.state.as_ref().unwrap();
    let state = state.verify(&crate::fixtures::instance(), &office.she.keys().signing_key);
    assert_eq!(state.unwrap().shut_out, [office.team[2].id]);

    assert!(office.letters_for(2, &records).is_empty());
    for reader in [0, 1] {
        let letters = office.letters_for(reader, &records);
        let event = &letters[0].events[0].event;
        assert_eq!((event.kind, event.body.text.as_str()), (EventKind::Answer, "Жауап."));
        assert_eq!(event.body.reply, Some(reply.id));
        let json = serde_json::to_string(reply).unwrap();
        assert_eq!(event.body.sha256, Some(Digest::of(json.as_bytes())));
    }
}

#[test]
fn somebody_whom_she_neither_chose_nor_shut_out_gets_no_copy() {
    let mut office = office();
    office.letters =
        vec![kept_report(report(&office.she, &[office.team[0].id, office.team[1].id], &[]))];
    let contents = Contents::default();
    let records = office.write(0, &contents, |desk, case| said(desk, case, "x")).unwrap();
    assert_eq!(office.letters_for(1, &records).len(), 1);
    assert!(office.letters_for(2, &records).is_empty());
}

#[test]
fn numbers_go_on_from_what_the_vault_has() {
    let office = office();
    let mut contents = Contents::default();
    for n in 1..=3 {
        let records = office.write(0, &contents, |desk, case| said(desk, case, "x")).unwrap();
        let reply = office.replies(&records).remove(0);
        let letter = office.letters_for(1, &records).remove(0);
        assert_eq!((reply.n, letter.n), (n, n));
        assert_eq!(reply.prev.map(|prev| prev.n), n.checked_sub(1).filter(|n| *n > 0));
        let before = contents.letters().values().map(|kept| kept.sha256);
        assert!(n == 1 || before.into_iter().any(|sha256| Some(sha256) == letter.prev));
        attempt(&records, &mut contents);
    }
    assert_eq!(contents.outgoing().len(), 6);
}

#[test]
fn a_long_answer_becomes_replies_in_a_row_and_loses_nothing() {
    let office = office();
    let text = "Ұзақ жауап, сөйлем сөйлемнен соң. ".repeat(400);
    let contents = Contents::default();
    let records = office.write(0, &contents, |desk, case| said(desk, case, &text)).unwrap();
    let replies = office.replies(&records);
    assert!(replies.len() > 3);
    let numbers: Vec<u64> = replies.iter().map(|reply| reply.n).collect();
    assert_eq!(numbers, (1..=replies.len() as u64).collect::<Vec<_>>());
    let joined: Vec<&str> = replies.iter().map(|reply| reply.body.text.as_str()).collect();
    assert_eq!(joined.join(" "), text.trim());
    let letters = office.letters_for(1, &records);
    let copies: Vec<&str> = letters
        .iter()
        .flat_map(|letter| &letter.events)
        .map(|event| event.event.body.text.as_str())
        .collect();
    assert_eq!(copies, joined);
    let numbers: Vec<u64> = letters.iter().map(|letter| letter.n).collect();
    assert_eq!(numbers, (1..=letters.len() as u64).collect::<Vec<_>>());
}

#[test]
fn the_first_active_addressee_acknowledges_once() {
    let office = office();
    let mut contents = Contents::default();
    assert!(office.write(1, &contents, receipt).unwrap().is_empty(), "not the first");
    let records = office.write(0, &contents, receipt).unwrap();
    let reply = office.replies(&records).remove(0);
    assert_eq!((reply.kind, reply.received), (ReplyKind::Receipt, vec![office.she.first_letter()]));
    for record in records {
        contents.apply(record).unwrap();
    }
    assert!(office.write(0, &contents, receipt).unwrap().is_empty(), "only once");
}

#[test]
fn the_next_one_acknowledges_for_somebody_who_is_no_longer_active() {
    let mut office = office();
    office.known.roster.channels[0].members.remove(0);
    let contents = Contents::default();
    assert_eq!(office.replies(&office.write(1, &contents, receipt).unwrap()).len(), 1);
    let answer = office.write(0, &contents, |desk, case| said(desk, case, "x"));
    assert_eq!(answer.unwrap_err(), ComposeError::NotActive);
}

#[test]
fn whom_she_does_not_write_to_any_more_cannot_answer() {
    let office = office();
    let contents = Contents::default();
    let answer = office.write(2, &contents, |desk, case| said(desk, case, "x"));
    assert_eq!(answer.unwrap_err(), ComposeError::NotChosen);
    let empty = office.write(0, &contents, |desk, case| said(desk, case, " \n"));
    assert_eq!(empty.unwrap_err(), ComposeError::Empty);
}

#[test]
fn a_long_note_becomes_letters_in_a_row() {
    let office = office();
    let text = "Ескертпе. ".repeat(3_000);
    let contents = Contents::default();
    let note = |desk: &Desk<'_>, case: &Case<'_>| desk.note(case, &text, Lang::Kk);
    let records = office.write(0, &contents, note).unwrap();
    assert!(office.letters_for(2, &records).is_empty());
    let letters = office.letters_for(1, &records);
    let parts: Vec<&str> =
        letters.iter().map(|letter| letter.events[0].event.body.text.as_str()).collect();
    assert!(parts.len() > 1);
    assert_eq!(parts.join(" "), text.trim());
}

#[test]
fn a_receipt_that_waits_becomes_part_of_the_answer() {
    let office = office();
    let mut contents = Contents::default();
    keep(office.write(0, &contents, receipt).unwrap(), &mut contents);
    keep(office.write(0, &contents, |desk, case| said(desk, case, "x")).unwrap(), &mut contents);
    let [reply] = office.waiting_replies(&contents).try_into().unwrap();
    assert_eq!((reply.kind, reply.n, reply.prev), (ReplyKind::Answer, 1, None));
    assert_eq!(reply.received, [office.she.first_letter()]);
}

#[test]
fn an_answer_that_waits_acknowledges_what_came_since_and_its_copy_still_names_it() {
    let mut office = office();
    let mut contents = Contents::default();
    keep(office.write(0, &contents, |desk, case| said(desk, case, "x")).unwrap(), &mut contents);
    let second = office.more(|_| ());
    keep(office.write(0, &contents, receipt).unwrap(), &mut contents);
    let [reply] = office.waiting_replies(&contents).try_into().unwrap();
    assert_eq!((reply.kind, reply.body.text.as_str(), reply.n), (ReplyKind::Answer, "x", 1));
    assert!(reply.received.contains(&second) && reply.received.len() == 2);
    let [letter] = office.waiting_letters(1, &contents).try_into().unwrap();
    let json = serde_json::to_string(&reply).unwrap();
    assert_eq!(letter.events[0].event.body.reply, Some(reply.id));
    assert_eq!(letter.events[0].event.body.sha256, Some(Digest::of(json.as_bytes())));

    attempt(&[], &mut contents);
    for id in contents.outgoing().iter().map(|one| one.id).collect::<Vec<_>>() {
        contents.apply(Record::Attempted { id }).unwrap();
    }
    let third = office.more(|_| ());
    keep(office.write(0, &contents, receipt).unwrap(), &mut contents);
    let replies = office.waiting_replies(&contents);
    let [_, receipt] = replies.as_slice() else { unreachable!("what was tried stays as it is") };
    assert_eq!((receipt.kind, receipt.n), (ReplyKind::Receipt, 2));
    assert!(receipt.received.contains(&third));
}

#[test]
fn several_events_for_the_same_colleagues_travel_in_one_letter_while_it_waits() {
    let office = office();
    let mut contents = Contents::default();
    let note = |desk: &Desk<'_>, case: &Case<'_>| desk.note(case, "a note", Lang::Kk);
    for _ in 0..2 {
        keep(office.write(0, &contents, note).unwrap(), &mut contents);
        keep(office.write(0, &contents, |d, case| said(d, case, "x")).unwrap(), &mut contents);
    }
    let [letter] = office.waiting_letters(1, &contents).try_into().unwrap();
    assert_eq!((letter.n, letter.prev, letter.events.len()), (1, None, 4));
    assert!(office.waiting_letters(2, &contents).is_empty());
    let faults = crate::case::chains::faults(contents.letters().values());
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn counting_per_exact_list_of_addressees_leaves_no_gap_that_tells_someone_left_out_that_others_write()
 {
    // All three read one case; the third is shut out of another that the first two read.
    let mut office = office();
    let team = &office.team;
    let other = reporter();
    let all = [team[0].id, team[1].id, team[2].id];
    let open_case = kept_report(report(&other, &all, &[]));
    let mut contents = Contents::default();
    let mut seen_by_third = Vec::new();
    let shut_out_case = std::mem::take(&mut office.letters);
    for (round, case) in [&open_case, &shut_out_case[0], &shut_out_case[0], &open_case, &open_case]
        .into_iter()
        .enumerate()
    {
        let cases = fold([case]);
        let case = cases.into_values().next().unwrap();
        let desk = Desk { keys: &team[0], known: &office.known, contents: &contents, today: DAY };
        let records = desk.note(&case, &format!("note {round}"), Lang::Kk).unwrap();
        seen_by_third.extend(office.letters_for(2, &records));
        attempt(&records, &mut contents);
    }
    let numbers: Vec<u64> = seen_by_third.iter().map(|letter| letter.n).collect();
    assert_eq!(numbers, [1, 2, 3], "two letters in between leave no gap");
    let kept: Vec<VaultLetter> =
        seen_by_third.into_iter().map(crate::fixtures::kept_event).collect();
    assert!(crate::case::chains::faults(&kept).is_empty());
    let text = kept.iter().map(|kept| kept.json.as_str()).collect::<String>();
    assert!(!text.contains(&office.she.thread().to_string()), "nor any word of the other case");
}
