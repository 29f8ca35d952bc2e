//! One event more. What its body lacks or has wrong changes nothing: colleagues' programs may be
//! newer, older, or lying.

use dauys_crypto::event::{Event, EventKind};
use dauys_wire::Day;

use super::{
    AccusedSide, CheckIn, Closing, Declaration, Extension, Finding, Handling, Keeping, Pause, Task,
};
use crate::case::step::{Measure, Outcome, Step};
use crate::case::{Case, What, is_name_alone};

/// The status of a label, a link or a declaration that is taken back.
pub const OFF: &str = "off";
/// The status of a task that is done.
pub const DONE: &str = "done";
/// The status of a declaration that there is a conflict of interest.
pub const CONFLICT: &str = "conflict";
/// The status of an entry on the accused's side: they answered.
pub const ANSWERED: &str = "answered";
/// The status of a consent to a deletion.
pub const DELETE: &str = "delete";
/// The outcomes that a single finding can have.
pub const FINDINGS: [Outcome; 3] =
    [Outcome::Confirmed, Outcome::NotConfirmed, Outcome::Insufficient];

impl Handling {
    pub(super) fn take(&mut self, place: usize, day: Day, event: &Event, case: &Case<'_>) {
        match event.kind {
            EventKind::Status => self.take_status(place, event, case),
            EventKind::Close => self.take_close(place, day, event, case),
            EventKind::Reopen => self.set_step(place, Step::Assessing, event, case),
            EventKind::Assign => self.assigned.set(place, event.body.investigator, &case.graph),
            EventKind::Label | EventKind::Link | EventKind::Mask => {
                self.take_mark(place, event, case);
            }
            EventKind::Task => self.take_task(place, event, case),
            EventKind::Finding => self.take_finding(place, event, case),
            EventKind::Declare => {
                let said = Declaration {
                    conflict: event.body.status.as_deref() == Some(CONFLICT),
                    text: event.body.text.clone(),
                    day,
                };
                self.declared.entry(event.by).or_default().set(place, said, &case.graph);
            }
            EventKind::Accused => self.accused.push(AccusedSide {
                day,
                answered: event.body.status.as_deref() == Some(ANSWERED),
                text: event.body.text.clone(),
            }),
            EventKind::Retain => {
                if let Some(until) = event.body.day {
                    self.kept_until.set(place, until, &case.graph);
                    let keeping = Keeping { by: event.by, until };
                    self.keeping.extend((!case.people.is_former(place)).then_some(keeping));
                }
            }
            EventKind::Pause | EventKind::Resume => self.take_pause(day, event),
            EventKind::Extend => {
                if let (Some(clock), Some(to)) = (event.body.status.clone(), event.body.day) {
                    let (said, text) = (day, event.body.text.clone());
                    self.extensions.push(Extension { clock, to, said, text });
                }
            }
            EventKind::Checkin => self.take_check_in(day, event),
            EventKind::Opened => {
                self.opened.entry(event.by).or_insert(day);
            }
            EventKind::Filed => {
                self.filed_by.insert(event.by);
            }
            EventKind::Delete => self.take_deletion(place, event, case),
            EventKind::Consent if event.body.status.as_deref() == Some(DELETE) => {
                self.take_deletion(place, event, case);
            }
            EventKind::Note
            | EventKind::Answer
            | EventKind::Recuse
            | EventKind::Share
            | EventKind::Consent
            | EventKind::Exported
            | EventKind::Unknown => {}
        }
    }

    fn take_status(&mut self, place: usize, event: &Event, case: &Case<'_>) {
        let step = event.body.status.as_deref().and_then(Step::parse);
        // Only a closing closes: it says how, and what was done.
        if let Some(step) = step.filter(|step| !matches!(step, Step::Closed(_))) {
            self.set_step(place, step, event, case);
        }
    }

    fn take_close(&mut self, place: usize, day: Day, event: &Event, case: &Case<'_>) {
        let Some(outcome) = event.body.status.as_deref().and_then(Outcome::parse) else { return };
        // Whoever is punished for a report that was closed finds it open again: also who wrote that
        // at the same time, for whoever closed it did not know.
        let stands = case.retaliation().all(|letter| case.graph.is_before(letter, place));
        let step = if stands { Step::Closed(outcome) } else { Step::Assessing };
        self.set_step(place, step, event, case);
        // What was checked after an earlier end says nothing of this one.
        self.check_ins.clear();
        self.closing = Some(Closing {
            day,
            by: event.by,
            outcome,
            measures: event.body.measures.iter().filter_map(|it| Measure::parse(it)).collect(),
            text: event.body.text.clone(),
        });
    }

    fn set_step(&mut self, place: usize, step: Step, event: &Event, case: &Case<'_>) {
        self.step.set(place, step, &case.graph);
        if !event.body.internal {
            self.told.set(place, step, &case.graph);
        }
    }

    fn take_mark(&mut self, place: usize, event: &Event, case: &Case<'_>) {
        let on = event.body.status.as_deref() != Some(OFF);
        match (event.kind, event.body.other) {
            (EventKind::Link, Some(other)) if other != case.thread => {
                self.links.entry(other).or_default().set(place, on, &case.graph);
            }
            (EventKind::Label, _) if !event.body.text.trim().is_empty() => {
                let label = event.body.text.trim().to_owned();
                self.labels.entry(label).or_default().set(place, on, &case.graph);
            }
            (EventKind::Mask, _) if !event.body.text.trim().is_empty() => {
                let mask = event.body.text.trim().to_owned();
                self.masks.entry(mask).or_default().set(place, on, &case.graph);
            }
            _ => {}
        }
    }

    fn take_task(&mut self, place: usize, event: &Event, case: &Case<'_>) {
        let Some(item) = event.body.item else { return };
        let task = Task {
            text: event.body.text.clone(),
            assigned: event.body.investigator,
            due: event.body.day,
            done: event.body.status.as_deref() == Some(DONE),
        };
        self.tasks.entry(item).or_default().set(place, task, &case.graph);
    }

    fn take_finding(&mut self, place: usize, event: &Event, case: &Case<'_>) {
        let Some(item) = event.body.item else { return };
        let outcome = event.body.status.as_deref().and_then(Outcome::parse);
        let finding = Finding {
            text: event.body.text.clone(),
            evidence: event.body.evidence.clone(),
            outcome: outcome.filter(|outcome| FINDINGS.contains(outcome)),
        };
        self.findings.entry(item).or_default().set(place, finding, &case.graph);
    }

    /// A pause while the clocks stand already says its reason anew; a resumption while they run says
    /// nothing.
    fn take_pause(&mut self, day: Day, event: &Event) {
        let standing =
            self.pauses.last_mut().filter(|pause| pause.until.is_none_or(|until| day < until));
        match (event.kind, standing) {
            (EventKind::Pause, Some(pause)) => {
                pause.until = event.body.day;
                pause.text.clone_from(&event.body.text);
            }
            (EventKind::Pause, None) => self.pauses.push(Pause {
                from: day,
                until: event.body.day,
                text: event.body.text.clone(),
            }),
            (_, Some(pause)) => pause.until = Some(day.max(pause.from)),
            (_, None) => {}
        }
    }

    fn take_check_in(&mut self, day: Day, event: &Event) {
        let days = event.body.status.as_deref().and_then(|days| days.parse().ok());
        if let Some(days) = days {
            let check = CheckIn { day, text: event.body.text.clone() };
            self.check_ins.entry(days).or_insert(check);
        }
    }

    /// Who asks without knowing of a letter of hers might not ask if they did.
    fn take_deletion(&mut self, place: usize, event: &Event, case: &Case<'_>) {
        let mut entries = case.entries.iter().enumerate();
        let knows_all = entries.all(|(at, entry)| match entry.what {
            What::Reporter(letter) => is_name_alone(letter) || case.graph.is_before(at, place),
            What::Event(_) => true,
        });
        if knows_all && !case.people.is_former(place) {
            self.deletion.insert(event.by);
        }
    }
}
