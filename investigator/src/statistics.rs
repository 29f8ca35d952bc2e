//! The first numbers of a desk: how many reports there are and what they tell of, how cases stand, and how
//! the promised days were kept. All of it in the steps of [`crate::counted`], for the eyes of those who read
//! the cases; a table that can be published needs more.

use dauys_wire::roster::Roster;
use dauys_wire::{Day, Digest, Id};

use crate::case::{Case, Status, What};
use crate::clocks::{Clock, State};
use crate::counted::{About, Counted};
use crate::vault::Contents;
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

/// How a case is counted.
pub struct Told {
    /// Her first letter, and one that brought it.
    report: Option<(Digest, Id)>,
    status: Status,
    /// How everything that is promised stands.
    promises: Vec<(Clock, State)>,
}

impl Told {
    /// Of a case, on a day. Without a roster nothing is promised.
    pub fn of(case: &Case<'_>, roster: Option<&Roster>, today: Day) -> Self {
        let mut hers = case.entries.iter().filter(|it| matches!(it.what, What::Reporter(_)));
        let standings = roster.map(|roster| case.standings(roster, today)).unwrap_or_default();
        Self {
            report: hers.next().and_then(|it| Some((it.sha256, *it.carriers.first()?))),
            status: case.status().0,
            promises: standings.into_iter().map(|it| (it.clock, it.state)).collect(),
        }
    }
}

impl<'q> Statistics<'q> {
    /// Of all cases of a desk, by what it has.
    pub fn of<'t>(
        cases: impl IntoIterator<Item = &'t Told>,
        contents: &Contents,
        known: &'q KnownRoster,
    ) -> Self {
        let cases: Vec<&Told> = cases.into_iter().collect();
        let reports = cases.iter().filter_map(|case| case.report);
        let reports = reports.filter_map(|(sha256, carrier)| contents.hers(&carrier, &sha256));
        let stands = |status| cases.iter().filter(|case| case.status == status).count();
        Self {
            reports: Counted::of(reports, &known.questionnaire),
            statuses: STATUSES.map(|status| (status, About::of(stands(status)))).into(),
            promises: promises(&cases),
        }
    }
}

fn promises(cases: &[&Told]) -> Vec<Promise> {
    let promise = |clock: Clock| {
        let how_many = |wanted: fn(&State) -> bool| {
            let all = cases.iter().flat_map(|case| &case.promises);
            About::of(all.filter(|(of, state)| *of == clock && wanted(state)).count())
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
        let cases = desk.cases();
        let told: Vec<Told> =
            cases.values().map(|case| Told::of(case, Some(&known.roster), fixtures::DAY)).collect();
        let numbers = Statistics::of(&told, desk.vault.contents(), known);
        assert_eq!(numbers.reports.all, About { least: 1, most: 4 });
        assert_eq!((numbers.reports.months.len(), numbers.reports.questions.len()), (0, 0));
        let new = numbers.statuses.iter().find(|(status, _)| *status == Status::New).unwrap();
        assert_eq!(new.1, About { least: 1, most: 4 });
        let answer = &numbers.promises[1];
        assert_eq!((answer.clock, answer.running), (Clock::Answer, About { least: 1, most: 4 }));
    }
}
