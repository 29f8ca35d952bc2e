//! Letting in, handing on, stepping out: who can read what, and that everyone sees the same case.

use dauys_crypto::letter::ReporterKind;
use dauys_crypto::open::OpenError;

use super::*;
use crate::compose::share::{CannotShare, Name};
use crate::fixtures::{self, signed_record};

/// She writes to the first two and shuts out the third; the fourth knows of nothing.
struct Office {
    team: [Keys; 4],
    known: KnownRoster,
    she: Her,
    /// What each has.
    vaults: [Contents; 4],
}

impl Office {
    fn new() -> Self {
        let team: [Keys; 4] = team();
        let known = known(&team);
        let mut all = Self { team, known, she: reporter(), vaults: Default::default() };
        let first = all.letter(|_| {});
        for desk in [0, 1] {
            all.gets(desk, &first);
        }
        all
    }

    /// A letter of hers comes to a desk.
    fn gets(&mut self, place: usize, letter: &dauys_crypto::letter::ReporterLetter) {
        let reader = &self.team[place];
        let record = signed_record(letter, &self.she, reader, &self.known.roster);
        self.vaults[place].apply(record).unwrap();
    }

    fn id(&self, place: usize) -> Id {
        self.team[place].id
    }

    fn letter(
        &self,
        change: impl FnOnce(&mut dauys_crypto::letter::ReporterLetter),
    ) -> dauys_crypto::letter::ReporterLetter {
        let mut letter = report(&self.she, &[self.id(0), self.id(1)], &[self.id(2)]);
        change(&mut letter);
        letter
    }

    fn case_of<T>(&self, place: usize, look: impl FnOnce(&Desk<'_>, &Case<'_>) -> T) -> T {
        let (keys, contents) = (&self.team[place], &self.vaults[place]);
        let desk = Desk { keys, known: &self.known, contents, today: DAY };
        let cases = fold(contents.letters().values());
        look(&desk, &cases[&self.she.thread()])
    }

    /// Somebody writes; everyone to whom it is sealed gets it.
    fn does(
        &mut self,
        who: usize,
        write: impl FnOnce(&Desk<'_>, &Case<'_>) -> Result<Vec<Record>, ComposeError>,
    ) -> Result<Vec<Record>, ComposeError> {
        let records = self.case_of(who, write)?;
        for place in 0..self.team.len() {
            for record in &records {
                if let Record::Outgoing(Outgoing { id, place: Place::Inbox { .. }, file }) = record
                {
                    self.fetch(place, id, file, who);
                }
            }
        }
        for record in records.clone() {
            self.vaults[who].apply(record).unwrap();
        }
        Ok(records)
    }

    fn fetch(&mut self, place: usize, id: &Id, file: &[u8], from: usize) {
        let keys = &self.team[place];
        let opened = open::letter(file, id, &keys.reading, &keys.id, &self.known.roster);
        match opened {
            Ok(opened) if place != from => {
                let kept = crate::vault::record::KeptLetter {
                    id: *id,
                    day: DAY,
                    signature: opened.signature,
                    json: opened.json.to_string(),
                    whole: None,
                };
                self.vaults[place].apply(Record::Letter(kept)).unwrap();
            }
            Ok(_) | Err(OpenError::NotOurs) => {}
            Err(error) => panic!("{error}"),
        }
    }

    /// What a desk sees: names of the entries in their order, readers, status.
    fn sees(&self, place: usize) -> (Vec<Digest>, Vec<Id>, Status) {
        self.case_of(place, |_, case| {
            let names = case.entries.iter().map(|entry| entry.sha256).collect();
            (names, case.readers(), case.status().0)
        })
    }
}

#[test]
fn whoever_is_let_in_sees_the_same_case_with_the_proofs_of_those_who_wrote_it() {
    let mut all = Office::new();
    all.does(1, |desk, case| desk.note(case, "a note", Lang::Kk)).unwrap();
    all.does(1, |desk, case| said(desk, case, "an answer")).unwrap();
    let fourth = all.id(3);
    let share = |desk: &Desk<'_>, case: &Case<'_>| {
        desk.share(case, &fourth, "successor", Name::Kept, Lang::Kk)
    };
    all.does(0, share).unwrap();
    assert_eq!(all.sees(3), all.sees(0));
    assert_eq!(all.sees(3), all.sees(1));
    assert!(all.vaults[2].letters().is_empty(), "the one shut out has nothing");
    let again = all.does(0, share);
    assert_eq!(again.unwrap_err(), CannotShare::HasAll.into());
    // From then on they take part.
    all.does(3, |desk, case| desk.note(case, "here", Lang::Kk)).unwrap();
    assert_eq!(all.sees(0), all.sees(3));
    assert_eq!(all.sees(1).1, [all.id(0), all.id(1), all.id(3)]);
}

#[test]
fn whom_she_asks_to_be_handed_on_what_came_before_is_asked_for_until_somebody_shares() {
    let mut all = Office::new();
    let [first, second, third, fourth] = [0, 1, 2, 3].map(|place| all.id(place));
    let mut to = vec![first, second, fourth];
    to.sort_unstable();
    let message = all.letter(|letter| {
        letter.id = random_id();
        letter.kind = ReporterKind::Message;
        letter.to.clone_from(&to);
        // She shut the third out: asking for them changes nothing.
        letter.body.share_with = vec![third, fourth];
    });
    let state = fixtures::state(2, &to, &[third]).sign(&all.she).unwrap();
    let message = dauys_crypto::letter::ReporterLetter { state, ..message };
    for desk in [0, 1, 3] {
        all.gets(desk, &message);
    }
    let of = |desk: &Desk<'_>, case: &Case<'_>| desk.asked_to_share(case);
    let asked = |all: &Office, desk| all.case_of(desk, of);
    assert_eq!([asked(&all, 0), asked(&all, 1)], [vec![fourth], vec![fourth]]);
    assert_eq!(asked(&all, 3), [], "nobody is asked for themself");
    let share =
        |desk: &Desk<'_>, case: &Case<'_>| desk.share(case, &fourth, "", Name::Kept, Lang::Kk);
    all.does(0, share).unwrap();
    assert_eq!([asked(&all, 0), asked(&all, 1)], [[], []]);
    assert_eq!(all.sees(3), all.sees(0));
}

#[test]
fn what_she_writes_later_is_handed_on_by_one_desk_alone_and_once() {
    let mut all = Office::new();
    let fourth = all.id(3);
    all.does(1, |desk, case| desk.share(case, &fourth, "", Name::Kept, Lang::Kk)).unwrap();
    let first = all.she.first_letter();
    let more = all.letter(|letter| {
        (letter.id, letter.kind) = (random_id(), ReporterKind::Message);
        letter.mine = vec![first];
        letter.body.text = "more".into();
    });
    for desk in [0, 1] {
        all.gets(desk, &more);
    }
    assert!(all.does(1, forward).unwrap().is_empty(), "the first does it");
    assert!(!all.does(0, forward).unwrap().is_empty());
    assert_eq!(all.sees(3).0, all.sees(0).0);
    assert!(all.does(0, forward).unwrap().is_empty(), "once");
}

#[test]
fn nobody_is_let_in_whom_she_shut_out_or_who_cannot_read_and_her_name_stays_where_she_gave_it() {
    let mut all = Office::new();
    let (third, fourth) = (all.id(2), all.id(3));
    let share = |who: Id, name| {
        move |desk: &Desk<'_>, case: &Case<'_>| desk.share(case, &who, "", name, Lang::Kk)
    };
    let refused = |all: &mut Office, who, name| all.does(0, share(who, name)).unwrap_err();
    assert_eq!(refused(&mut all, third, Name::Kept), CannotShare::ShutOut.into());
    assert_eq!(refused(&mut all, random_id(), Name::Kept), CannotShare::NotActive.into());

    let mut named = Office::new();
    let report = named.letter(|letter| letter.body.name = "Her Name".into());
    for desk in [0, 1] {
        named.vaults[desk] = Contents::default();
        named.gets(desk, &report);
    }
    assert_eq!(refused(&mut named, fourth, Name::Kept), CannotShare::Named.into());
    named.does(0, share(fourth, Name::Agreed)).unwrap();
    assert_eq!(named.sees(3), named.sees(0));

    // A name by itself is no part of what a reader needs: it stays where it is.
    let mut apart = Office::new();
    let name = apart.letter(|letter| {
        (letter.id, letter.kind) = (random_id(), ReporterKind::Message);
        (letter.body.text, letter.body.name) = (String::new(), "Her Name".into());
        letter.to = vec![letter.to[0]];
    });
    apart.gets(0, &name);
    apart.does(0, share(fourth, Name::Kept)).unwrap();
    let all_of_it: String =
        apart.vaults[3].letters().values().map(|kept| kept.json.as_str()).collect();
    assert!(!all_of_it.is_empty() && !all_of_it.contains("Her Name"));
}

#[test]
fn whoever_steps_out_tells_all_and_gets_nothing_more() {
    let mut all = Office::new();
    let records = all.does(1, |desk, case| Ok(desk.recuse(case, "", "a friend")?.records)).unwrap();
    let file = records.iter().find_map(|record| match record {
        Record::Outgoing(Outgoing { id, place: Place::Drop { .. }, file }) => Some((id, file)),
        _ => None,
    });
    let (id, file) = file.unwrap();
    let reply = open::reply(file, id, &all.she, &all.known.roster).unwrap().value;
    assert_eq!(reply.readers, [all.id(0)], "their own word that they read no more");
    let records = all.does(0, |desk, case| desk.note(case, "later", Lang::Kk)).unwrap();
    let seen = all.vaults[1].letters().len();
    assert!(!records.is_empty() && seen == 2, "the report and their own last letter: {seen}");
    let alone = all.does(0, |desk, case| Ok(desk.recuse(case, "", "")?.records));
    assert_eq!(alone.unwrap_err(), ComposeError::LastReader);
}

#[test]
fn what_she_writes_to_somebody_who_stepped_out_goes_on_to_whom_they_let_in() {
    let mut all = Office::new();
    let (first, fourth) = (all.id(0), all.id(3));
    let report = fixtures::report(&all.she, &[first], &[]);
    all.vaults[0] = Contents::default();
    all.gets(0, &report);
    all.does(0, |desk, case| desk.share(case, &fourth, "", Name::Kept, Lang::Kk)).unwrap();
    let faults = crate::case::chains::faults(all.vaults[3].letters().values());
    assert!(faults.is_empty(), "one row of numbers: {faults:?}");
    all.does(0, |desk, case| Ok(desk.recuse(case, "", "")?.records)).unwrap();
    let thread = all.she.thread();
    all.vaults[0].apply(Record::Recused { thread, forward_to: vec![fourth] }).unwrap();
    let mut more = fixtures::report(&all.she, &[first], &[]);
    (more.id, more.kind) = (random_id(), ReporterKind::Message);
    all.gets(0, &more);
    all.does(0, hand_on_unseen).unwrap();
    let letters = all.case_of(3, |_, case| case.reporter_letters().count());
    assert_eq!(letters, 2);
}

fn forward(desk: &Desk<'_>, case: &Case<'_>) -> Result<Vec<Record>, ComposeError> {
    desk.forward(case)
}

fn hand_on_unseen(desk: &Desk<'_>, case: &Case<'_>) -> Result<Vec<Record>, ComposeError> {
    desk.hand_on_unseen(case, |_, _| String::new()).map(|unseen| unseen.records)
}

#[test]
fn a_link_goes_to_nobody_who_must_not_know_of_the_other_case() {
    // The other reporter shut the fourth out; of a third case this desk has nothing at all.
    for knows in [true, false] {
        let mut all = Office::new();
        let (first, fourth, other) = (all.id(0), all.id(3), reporter());
        let shut_out = fixtures::report(&other, &[first], &[fourth]);
        if knows {
            let record = signed_record(&shut_out, &other, &all.team[0], &all.known.roster);
            all.vaults[0].apply(record).unwrap();
        }
        let body = EventBody { other: Some(other.thread()), ..EventBody::default() };
        all.does(0, |desk, case| desk.events(case, vec![(EventKind::Link, body)], Lang::Kk))
            .unwrap();
        let share =
            |desk: &Desk<'_>, case: &Case<'_>| desk.share(case, &fourth, "", Name::Kept, Lang::Kk);
        all.does(0, share).unwrap();
        assert!(all.does(0, forward).unwrap().is_empty());
        let words = |place: usize| -> String {
            all.vaults[place].letters().values().map(|kept| kept.json.as_str()).collect()
        };
        let thread = other.thread().to_string();
        assert!(words(1).contains(&thread), "a colleague was told");
        assert!(words(3).contains("share") && !words(3).contains(&thread));
    }
    // Whoever reads the other case too knows of it.
    let mut all = Office::new();
    let (first, fourth, other) = (all.id(0), all.id(3), reporter());
    let open = fixtures::report(&other, &[first, fourth], &[]);
    let record = signed_record(&open, &other, &all.team[0], &all.known.roster);
    all.vaults[0].apply(record).unwrap();
    let body = EventBody { other: Some(other.thread()), ..EventBody::default() };
    all.does(0, |desk, case| desk.events(case, vec![(EventKind::Link, body)], Lang::Kk)).unwrap();
    all.does(0, |desk, case| desk.share(case, &fourth, "", Name::Kept, Lang::Kk)).unwrap();
    assert_eq!(all.sees(3), all.sees(0));
}
