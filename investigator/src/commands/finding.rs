//! `dauys finding`: what is alleged, the evidence, and what was found, one by one.

use dauys_crypto::event::{EventBody, EventKind};
use dauys_wire::Id;
use schemars::JsonSchema;
use serde::Serialize;

use super::act::{Act, Said};
use super::deliver;
use super::list::short;
use super::{numbers, words};
use crate::case::handling;
use crate::case::step::Outcome;
use crate::case::{Case, Handling};
use crate::cli::{Finding, Found};
use crate::compose::random_id;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::print::Print;
use crate::schema::shape;
use crate::seat::Seat;
use crate::text::Message;
use crate::workplace::Workplace;

/// Letters that one finding names: as many as an event may.
const EVIDENCE_MAX: usize = 32;

/// A finding as it is shown.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "finding")]
pub(super) struct FindingView {
    pub(super) number: usize,
    #[schemars(with = "shape::Id")]
    item: Id,
    pub(super) text: String,
    /// Letters and blobs.
    #[schemars(with = "Vec<shape::Id>")]
    evidence: Vec<Id>,
    /// The numbers of those that are letters of the reporter.
    letters: Vec<usize>,
    found: Option<Outcome>,
    #[serde(skip)]
    evidence_words: Option<Message>,
}

/// What is changed; what is not named stays.
#[derive(Debug, Default)]
struct Change {
    text: Option<String>,
    evidence: Vec<Id>,
    found: Option<Found>,
}

/// What was written, or what there is.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "the shape of two views")]
pub(crate) enum View {
    Done(deliver::View),
    List(ListView),
}

/// What there is in a case.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "list")]
pub(crate) struct ListView {
    #[schemars(with = "shape::Id")]
    case: Id,
    findings: Vec<FindingView>,
}

pub(super) fn run(args: &Finding, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let says = args.wording.is_given() || !args.evidence.is_empty() || args.found.is_some();
    if !says && args.number.is_none() {
        return list(&args.case, &*seat.sit(print)?, print);
    }
    let act = Act { case: &args.case, posting: &args.posting, seat, print };
    act.add_saying(|case, _| {
        let evidence = evidence(case, &args.evidence)?;
        let found = args.found;
        let Some(number) = args.number else {
            let text = Some(args.wording.read(print)?);
            return Ok(add(case, Change { text, evidence, found }));
        };
        let text = args.wording.read_given(print)?;
        change(case, number, Change { text, evidence, found })
    })
}

fn list(prefix: &str, workplace: &Workplace, print: &Print) -> Result<(), Failure> {
    let case = workplace.case(prefix)?;
    let findings = findings(&case, &case.handling());
    let view = ListView { case: case.thread, findings };
    print.json(&view);
    let findings = view.findings;
    if findings.is_empty() {
        print.say(&message!("finding-none", case = short(&case.thread)));
    }
    for finding in &findings {
        finding.show(print);
    }
    Ok(())
}

/// The findings of a case, by number.
pub(super) fn findings(case: &Case<'_>, handling: &Handling) -> Vec<FindingView> {
    let items = numbers::items(case, EventKind::Finding);
    let letters = numbers::letters(case);
    let view = |(place, item): (usize, &Id)| {
        let finding = handling.findings.get(item)?.value()?;
        Some(FindingView {
            number: place + 1,
            item: *item,
            text: finding.text.clone(),
            evidence: finding.evidence.clone(),
            letters: finding.evidence.iter().filter_map(|id| numbers::of(&letters, id)).collect(),
            found: finding.outcome,
            evidence_words: words::evidence(&finding.evidence, case),
        })
    };
    items.iter().enumerate().filter_map(view).collect()
}

impl FindingView {
    pub(super) fn show(&self, print: &Print) {
        let found = print.text().say(&words::found(self.found));
        print.line(&format!("  {}. {found}", self.number));
        print.passage(&self.text);
        if let Some(evidence) = &self.evidence_words {
            print.line(&format!("    {}", print.text().say(evidence)));
        }
    }
}

fn add(case: &Case<'_>, change: Change) -> Said {
    let number = numbers::items(case, EventKind::Finding).len() + 1;
    let said = message!("finding-set", case = short(&case.thread), number = number);
    let nothing = handling::Finding { text: String::new(), evidence: Vec::new(), outcome: None };
    (said, vec![(EventKind::Finding, change.of(random_id(), &nothing))])
}

fn change(case: &Case<'_>, number: usize, change: Change) -> Result<Said, Failure> {
    let short = short(&case.thread);
    let items = numbers::items(case, EventKind::Finding);
    let handling = case.handling();
    let known = numbers::at(&items, number)
        .and_then(|item| Some((item, handling.findings.get(&item)?.value()?)));
    let Some((item, finding)) = known else {
        let message = message!("finding-no-number", case = short, number = number);
        return Err(Failure::new(Exit::Usage, message));
    };
    if change.is_nothing() {
        return Err(Failure::new(Exit::Usage, message!("finding-no-change", number = number)));
    }
    let said = message!("finding-changed", case = short, number = number);
    Ok((said, vec![(EventKind::Finding, change.of(item, finding))]))
}

impl Change {
    const fn is_nothing(&self) -> bool {
        self.text.is_none() && self.evidence.is_empty() && self.found.is_none()
    }

    /// All of it: each event of a finding replaces the one before.
    fn of(self, item: Id, before: &handling::Finding) -> EventBody {
        let found = self.found.map_or(before.outcome, outcome);
        let evidence =
            if self.evidence.is_empty() { before.evidence.clone() } else { self.evidence };
        EventBody {
            item: Some(item),
            text: self.text.unwrap_or_else(|| before.text.clone()),
            evidence,
            status: found.map(|outcome| outcome.code().to_owned()),
            ..EventBody::default()
        }
    }
}

/// Letters of the reporter, by the numbers that they have in `show`.
fn evidence(case: &Case<'_>, numbers: &[usize]) -> Result<Vec<Id>, Failure> {
    let letters = numbers::letters(case);
    let letter = |number: &usize| {
        let last = letters.len();
        let missing = || message!("finding-no-letter", number = *number, last = last);
        numbers::at(&letters, *number).ok_or_else(|| Failure::new(Exit::Usage, missing()))
    };
    let mut found = numbers.iter().map(letter).collect::<Result<Vec<Id>, _>>()?;
    found.sort_by_key(|id| numbers::of(&letters, id));
    found.dedup();
    if found.len() > EVIDENCE_MAX {
        let message = message!("finding-evidence-many", most = EVIDENCE_MAX);
        return Err(Failure::new(Exit::Usage, message));
    }
    Ok(found)
}

/// None while nothing is decided.
pub(super) const fn outcome(found: Found) -> Option<Outcome> {
    match found {
        Found::Confirmed => Some(Outcome::Confirmed),
        Found::NotConfirmed => Some(Outcome::NotConfirmed),
        Found::Insufficient => Some(Outcome::Insufficient),
        Found::Open => None,
    }
}

#[cfg(test)]
mod tests {
    use dauys_crypto::letter::ReporterKind;

    use super::*;
    use crate::commands::office::Office;

    fn text(text: &str) -> Change {
        Change { text: Some(text.to_owned()), ..Change::default() }
    }

    fn shown(office: &Office) -> Vec<(usize, String, Vec<usize>, Option<Outcome>)> {
        let case = office.case();
        let findings = findings(&case, &case.handling()).into_iter();
        findings.map(|it| (it.number, it.text, it.letters, it.found)).collect()
    }

    #[test]
    fn a_change_replaces_what_it_names_and_leaves_the_rest() {
        let mut office = Office::open();
        office.she_writes(ReporterKind::Message);
        let said = office.add(|case, _| {
            let evidence = evidence(case, &[2, 1, 2])?;
            Ok(add(case, Change { evidence, ..text("қолынан ұстаған") }))
        });
        assert_eq!(said, Ok("finding-set"));
        assert_eq!(office.add(|case, _| Ok(add(case, text("қорқытқан")))), Ok("finding-set"));
        let confirmed = || Change { found: Some(Found::Confirmed), ..Change::default() };
        assert_eq!(office.add(|case, _| change(case, 1, confirmed())), Ok("finding-changed"));
        let first = (1, "қолынан ұстаған".to_owned(), vec![1, 2], Some(Outcome::Confirmed));
        let second = (2, "қорқытқан".to_owned(), vec![], None);
        assert_eq!(shown(&office), [first, second.clone()]);
        let open = Change { found: Some(Found::Open), ..text("қолынан тартқан") };
        assert_eq!(office.add(|case, _| change(case, 1, open)), Ok("finding-changed"));
        let first = (1, "қолынан тартқан".to_owned(), vec![1, 2], None);
        assert_eq!(shown(&office), [first, second]);
    }

    #[test]
    fn what_is_not_there_is_not_named() {
        let mut office = Office::open();
        let refused = office.add(|case, _| change(case, 1, text("x")));
        assert_eq!(refused, Err("finding-no-number"));
        for number in [0, 2] {
            let refused = office.add(|case, _| {
                evidence(case, &[number]).map(|_| (message!("already-so"), Vec::new()))
            });
            assert_eq!(refused, Err("finding-no-letter"));
        }
        office.add(|case, _| Ok(add(case, text("x")))).unwrap();
        let refused = office.add(|case, _| change(case, 1, Change::default()));
        assert_eq!(refused, Err("finding-no-change"));
    }

    #[test]
    fn the_longest_finding_goes_into_one_letter() {
        let mut office = Office::open();
        for _ in 0..EVIDENCE_MAX {
            office.she_writes(ReporterKind::Message);
        }
        let all: Vec<usize> = (1..=EVIDENCE_MAX).collect();
        let said = office.add(|case, _| {
            let evidence = evidence(case, &all)?;
            Ok(add(case, Change { evidence, ..text(&"ә".repeat(5_999)) }))
        });
        assert_eq!((said, shown(&office).len()), (Ok("finding-set"), 1));
        assert_eq!(shown(&office)[0].2, all);
        let many: Vec<usize> = (1..=EVIDENCE_MAX + 1).collect();
        let refused = office
            .add(|case, _| evidence(case, &many).map(|_| (message!("already-so"), Vec::new())));
        assert_eq!(refused, Err("finding-evidence-many"));
    }
}
