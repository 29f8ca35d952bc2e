//! What a desk writes opens for those it is for, and for nobody else.

use dauys_crypto::open;
use dauys_crypto::reply::{Reply, ReplyKind};
use dauys_crypto::thread::Reporter as Her;

use super::*;
use crate::case::fold;
use crate::fixtures::{DAY, kept_report, known, report, reporter, team};
use crate::vault::contents::VaultLetter;

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

    /// The letters among the records that this investigator can open.
    fn letters_for(&self, who: usize, records: &[Record]) -> Vec<InvestigatorLetter> {
        let keys = &self.team[who];
        let opened = records.iter().filter_map(|record| match record {
            Record::Outgoing(Outgoing { id, place: Place::Inbox { .. }, file }) => {
                let letter = open::letter(file, id, &keys.reading, &keys.id, &self.known.roster);
                letter.ok().map(|opened| match opened.value {
                    Letter::Investigator(letter) => letter,
                    Letter::Reporter(_) => unreachable!("an investigator wrote it"),
                })
            }
            _ => None,
        });
        opened.collect()
    }
}

#[test]
fn an_answer_reaches_her_and_the_colleagues_and_never_whom_she_shut_out() {
    let office = office();
    let contents = Contents::default();
    let records = office.write(1, &contents, |desk, case| desk.answer(case, " Жауап. ")).unwrap();

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
        let event = &letters[0].events[0];
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
    let records = office.write(0, &contents, |desk, case| desk.answer(case, "x")).unwrap();
    assert_eq!(office.letters_for(1, &records).len(), 1);
    assert!(office.letters_for(2, &records).is_empty());
}

#[test]
fn numbers_go_on_from_what_the_vault_has() {
    let office = office();
    let mut contents = Contents::default();
    for n in 1..=3 {
        let records = office.write(0, &contents, |desk, case| desk.answer(case, "x")).unwrap();
        let reply = office.replies(&records).remove(0);
        let letter = office.letters_for(1, &records).remove(0);
        assert_eq!((reply.n, letter.n), (n, n));
        assert_eq!(reply.prev.map(|prev| prev.n), n.checked_sub(1).filter(|n| *n > 0));
        let before = contents.letters().values().map(|kept| kept.sha256);
        assert!(n == 1 || before.into_iter().any(|sha256| Some(sha256) == letter.prev));
        for record in records {
            contents.apply(record).unwrap();
        }
    }
    assert_eq!(contents.outgoing().len(), 6);
}

#[test]
fn a_long_answer_becomes_replies_in_a_row_and_loses_nothing() {
    let office = office();
    let text = "Ұзақ жауап, сөйлем сөйлемнен соң. ".repeat(400);
    let contents = Contents::default();
    let records = office.write(0, &contents, |desk, case| desk.answer(case, &text)).unwrap();
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
        .map(|event| event.body.text.as_str())
        .collect();
    assert_eq!(copies, joined);
    let numbers: Vec<u64> = letters.iter().map(|letter| letter.n).collect();
    assert_eq!(numbers, (1..=letters.len() as u64).collect::<Vec<_>>());
}

#[test]
fn the_first_active_addressee_acknowledges_once() {
    let office = office();
    let mut contents = Contents::default();
    let receipt = |desk: &Desk<'_>, case: &Case<'_>| desk.receipt(case);
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
    let receipt = |desk: &Desk<'_>, case: &Case<'_>| desk.receipt(case);
    assert_eq!(office.replies(&office.write(1, &contents, receipt).unwrap()).len(), 1);
    let answer = office.write(0, &contents, |desk, case| desk.answer(case, "x"));
    assert_eq!(answer.unwrap_err(), ComposeError::NotActive);
}

#[test]
fn whom_she_does_not_write_to_any_more_cannot_answer() {
    let office = office();
    let contents = Contents::default();
    let answer = office.write(2, &contents, |desk, case| desk.answer(case, "x"));
    assert_eq!(answer.unwrap_err(), ComposeError::NotChosen);
    let empty = office.write(0, &contents, |desk, case| desk.answer(case, " \n"));
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
        letters.iter().map(|letter| letter.events[0].body.text.as_str()).collect();
    assert!(parts.len() > 1);
    assert_eq!(parts.join(" "), text.trim());
}
