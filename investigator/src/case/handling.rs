//! What the readers of a case did about it: the events, folded. Where two did contrary things at
//! the same time, one of them counts for everybody alike and the other is shown ([`Register`]).

pub mod take;

use std::collections::{BTreeMap, BTreeSet};

use dauys_wire::{Day, Id};
use schemars::JsonSchema;
use serde::Serialize;

use super::register::Register;
use super::step::{Measure, Outcome, Step};
use super::{Case, What};

use crate::schema::shape;

/// What was done about a case.
#[derive(Debug, Default)]
pub struct Handling {
    /// The step that it is at.
    pub step: Register<Step>,
    /// The step that the reporter is told.
    pub told: Register<Step>,
    /// How it was closed, the last time that it was.
    pub closing: Option<Closing>,
    /// Who handles it; nobody if it was taken from somebody.
    pub assigned: Register<Option<Id>>,
    /// Labels, and whether each is on.
    pub labels: BTreeMap<String, Register<bool>>,
    /// Passages that are covered in what is taken out, and whether each is.
    pub masks: BTreeMap<String, Register<bool>>,
    /// Tasks, by the id that their author drew.
    pub tasks: BTreeMap<Id, Register<Task>>,
    /// Other cases, and whether each is tied to this one.
    pub links: BTreeMap<Id, Register<bool>>,
    /// Who declared what about a conflict of interest of their own.
    pub declared: BTreeMap<Id, Register<Declaration>>,
    /// What is alleged and what was found, by the id that the author drew.
    pub findings: BTreeMap<Id, Register<Finding>>,
    /// Whether the accused was asked for their side, and what came; all of it, in order.
    pub accused: Vec<AccusedSide>,
    /// The day until which it is kept by the last who set one; it may be a wish ([`Keeping`]).
    pub kept_until: Register<Day>,
    /// The same of everyone who takes part, in order.
    pub keeping: Vec<Keeping>,
    /// Days on which the clocks stood still.
    pub pauses: Vec<Pause>,
    /// Promised days that were moved.
    pub extensions: Vec<Extension>,
    /// How many days after closing somebody checked, and what they wrote.
    pub check_ins: BTreeMap<u32, CheckIn>,
    /// Who has seen it, and since when.
    pub opened: BTreeMap<Id, Day>,
    /// Who confirms to have written the report down for somebody else.
    pub filed_by: BTreeSet<Id>,
    /// Who asks that it be deleted, knowing all that the reporter wrote.
    pub deletion: BTreeSet<Id>,
}

/// The end of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closing {
    /// When.
    pub day: Day,
    /// By whom.
    pub by: Id,
    /// How.
    pub outcome: Outcome,
    /// What was done.
    pub measures: Vec<Measure>,
    /// In words.
    pub text: String,
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// What.
    pub text: String,
    /// By whom.
    pub assigned: Option<Id>,
    /// Until when.
    pub due: Option<Day>,
    /// Whether it is done.
    pub done: bool,
}

/// What somebody says of a conflict of interest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Declaration {
    /// Whether there is one.
    pub conflict: bool,
    /// In words.
    pub text: String,
    /// When.
    pub day: Day,
}

/// What is alleged, the evidence, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is alleged.
    pub text: String,
    /// Letters and blobs that speak for or against it.
    pub evidence: Vec<Id>,
    /// What was found; `None` while it is open.
    pub outcome: Option<Outcome>,
}

/// The side of the accused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "accused")]
pub struct AccusedSide {
    /// When.
    #[schemars(with = "shape::Day")]
    pub day: Day,
    /// Whether it came; `false`: it was asked for.
    pub answered: bool,
    /// In words.
    pub text: String,
}

/// That somebody set the day until which it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    /// Who.
    pub by: Id,
    /// The day.
    pub until: Day,
}

/// Days on which the clocks stood still.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "pause")]
pub struct Pause {
    /// The first.
    #[schemars(with = "shape::Day")]
    pub from: Day,
    /// The first on which they run again; `None` while they stand.
    #[schemars(with = "Option<shape::Day>")]
    pub until: Option<Day>,
    /// Why.
    pub text: String,
}

/// A promised day that was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "extension")]
pub struct Extension {
    /// Which: `answer`.
    pub clock: String,
    /// To when.
    #[schemars(with = "shape::Day")]
    pub to: Day,
    /// When that was said.
    #[schemars(with = "shape::Day")]
    pub said: Day,
    /// Why.
    pub text: String,
}

/// Whether it is still quiet, some time after closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "check-in")]
pub struct CheckIn {
    /// When somebody checked.
    #[schemars(with = "shape::Day")]
    pub day: Day,
    /// In words.
    pub text: String,
}

/// Something of which two people said contrary things at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contrary {
    /// The place of the entry that counts.
    pub counts: usize,
    /// The place of one that was set against it.
    pub against: usize,
}

impl Handling {
    pub(super) fn fold(case: &Case<'_>) -> Self {
        let mut handling = Self::default();
        for (place, entry) in case.entries.iter().enumerate() {
            if let What::Event(event) = entry.what
                && !case.people.is_outsiders(place)
            {
                handling.take(place, entry.counts_on, &event.event, case);
            }
        }
        handling
    }

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        matches!(self.step.value(), Some(Step::Closed(_)))
    }

    /// Labels that are on.
    pub fn labels_on(&self) -> impl Iterator<Item = &str> {
        let on = |register: &Register<bool>| register.value() == Some(&true);
        self.labels.iter().filter(move |(_, set)| on(set)).map(|(label, _)| label.as_str())
    }

    /// Passages that are covered.
    pub fn masks_on(&self) -> impl Iterator<Item = &str> {
        let on = |register: &Register<bool>| register.value() == Some(&true);
        self.masks.iter().filter(move |(_, set)| on(set)).map(|(mask, _)| mask.as_str())
    }

    /// Cases that are tied to it.
    pub fn linked(&self) -> impl Iterator<Item = &Id> {
        let on = |register: &Register<bool>| register.value() == Some(&true);
        self.links.iter().filter(move |(_, set)| on(set)).map(|(case, _)| case)
    }

    /// All that was contrary and is not settled.
    pub fn contrary(&self) -> Vec<Contrary> {
        let mut found = Vec::new();
        collect(&mut found, [&self.step, &self.told]);
        collect(&mut found, [&self.assigned]);
        collect(&mut found, self.labels.values());
        collect(&mut found, self.masks.values());
        collect(&mut found, self.tasks.values());
        collect(&mut found, self.links.values());
        collect(&mut found, self.findings.values());
        collect(&mut found, [&self.kept_until]);
        found.sort_by_key(|one| (one.counts, one.against));
        found.dedup();
        found
    }
}

fn collect<'r, T: PartialEq + 'r>(
    found: &mut Vec<Contrary>,
    registers: impl IntoIterator<Item = &'r Register<T>>,
) {
    for register in registers {
        let Some(counts) = register.place() else { continue };
        found.extend(register.contrary().map(|against| Contrary { counts, against }));
    }
}
