//! The first numbers of a desk: how many reports there are and what they tell of, how cases stand, and how
//! the promised days were kept. All of it in the steps of [`crate::counted`], for the eyes of those who read
//! the cases; a table that can be published needs more.

use std::collections::BTreeMap;

use dauys_crypto::letter::ReporterLetter;
use dauys_wire::{Day, Id};

use crate::case::{Case, Status};
use crate::clocks::{Clock, State};
use crate::counted::{About, Counted};
use crate::vault::contents::KnownRoster;

/// How each status is counted, in this order.
const STATUSES: [Status; 5] = [
    Status::Retaliation,
    Status::New,
    Status::WaitingForUs,
    Status::WaitingForReporter,
    Status::Closed,
];

/// Everything that is promised.
const CLOCKS: [Clock; 3] = [Clock::Acknowledge, Clock::Answer, Clock::Close];

/// The numbers.
pub struct Statistics<'q> {
    /// The first report of each case.
    pub reports: Counted<'q>,
    /// How cases stand.
    pub statuses: Vec<(Status, About)>,
    /// How the promised days were kept.
    pub promises: Vec<Promise>,
}

/// Of one thing that is promised.
#[derive(Debug, PartialEq, Eq)]
pub struct Promise {
    /// What.
    pub clock: Clock,
    /// In time.
    pub kept: About,
    /// Done, but too late.
    pub late: About,
    /// Not done, and too late already.
    pub overdue: About,
    /// Not done yet.
    pub running: About,
}

impl<'q> Statistics<'q> {
    /// From all cases of a desk.
    pub fn of(cases: &BTreeMap<Id, Case<'_>>, known: &'q KnownRoster, today: Day) -> Self {
        let reports = cases.values().filter_map(first);
        let stands =
            |status: Status| cases.values().filter(|case| case.status().0 == status).count();
        Self {
            reports: Counted::of(reports, &known.questionnaire),
            statuses: STATUSES.map(|status| (status, About::of(stands(status)))).into(),
            promises: promises(cases, known, today),
        }
    }
}

fn first<'c>(case: &Case<'c>) -> Option<&'c ReporterLetter> {
    case.reporter_letters().next()
}

fn promises(cases: &BTreeMap<Id, Case<'_>>, known: &KnownRoster, today: Day) -> Vec<Promise> {
    let all: Vec<_> =
        cases.values().flat_map(|case| case.standings(&known.roster, today)).collect();
    let promise = |clock: Clock| {
        let how_many = |wanted: fn(&State) -> bool| {
            About::of(all.iter().filter(|it| it.clock == clock && wanted(&it.state)).count())
        };
        Promise {
            clock,
            kept: how_many(|state| matches!(state, State::Kept { .. })),
            late: how_many(|state| matches!(state, State::Late { .. })),
            overdue: how_many(|state| matches!(state, State::Overdue { .. })),
            running: how_many(|state| matches!(state, State::Running { .. } | State::Paused)),
        }
    };
    CLOCKS.map(promise).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{self, kept_record, report, reporter, team};
    use crate::keys::Keys;

    #[test]
    fn few_are_told_as_few_and_what_they_tell_of_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let team: [Keys; 1] = team();
        let settings = fixtures::settings(&team);
        let [keys] = team;
        let own = keys.id;
        let mut desk = fixtures::workplace(folder.path(), keys, &settings);
        for _ in 0..3 {
            desk.vault.append(vec![kept_record(&report(&reporter(), &[own], &[]))]).unwrap();
        }
        let known = desk.connected().unwrap().1;
        let numbers = Statistics::of(&desk.cases(), known, fixtures::DAY);
        assert_eq!(numbers.reports.all, About { least: 1, most: 4 });
        assert_eq!((numbers.reports.months.len(), numbers.reports.questions.len()), (0, 0));
        let new = numbers.statuses.iter().find(|(status, _)| *status == Status::New).unwrap();
        assert_eq!(new.1, About { least: 1, most: 4 });
        let answer = &numbers.promises[1];
        assert_eq!((answer.clock, answer.running), (Clock::Answer, About { least: 1, most: 4 }));
    }
}
