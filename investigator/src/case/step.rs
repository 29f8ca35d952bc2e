//! The steps of a case, its outcomes and measures: the taxonomy of docs/PROTOCOL.md, section 6.3.
//! The codes travel in events and replies; the reporter's page has words for the steps.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// A step of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// It is here.
    Received,
    /// What is it, and who should handle it.
    Assessing,
    /// Facts are being gathered.
    Investigating,
    /// They are here, and are being decided on.
    Decision,
    /// What was decided is being done.
    Measures,
    /// Whether it helped is being checked.
    FollowUp,
    /// It is over.
    Closed(Outcome),
}

/// How a case ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It happened.
    Confirmed,
    /// It did not, or not so.
    NotConfirmed,
    /// Too little to go by.
    Insufficient,
    /// Not a matter for this channel.
    OutOfScope,
    /// Somebody else handles it.
    Transferred,
    /// The reporter took it back.
    Withdrawn,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// A reprimand.
    Reprimand,
    /// A remark.
    Remark,
    /// A dismissal.
    Dismissal,
    /// The harasser was transferred.
    Transfer,
    /// The person has the job back.
    Reinstatement,
    /// Pay that was lost was paid.
    BackPay,
    /// An apology.
    Apology,
    /// Training.
    Training,
    /// Referred to the labour inspection.
    LabourInspection,
    /// Referred to the police.
    Police,
    /// Referred to the prosecutor.
    Prosecutor,
    /// Referred to the ombudsperson.
    Ombudsperson,
}

impl Step {
    /// The steps before the end, in order.
    pub const OPEN: [Self; 6] = [
        Self::Received,
        Self::Assessing,
        Self::Investigating,
        Self::Decision,
        Self::Measures,
        Self::FollowUp,
    ];

    /// The code in events and replies.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Assessing => "assessing",
            Self::Investigating => "investigating",
            Self::Decision => "decision",
            Self::Measures => "measures",
            Self::FollowUp => "follow-up",
            Self::Closed(Outcome::Confirmed) => "closed-confirmed",
            Self::Closed(Outcome::NotConfirmed) => "closed-not-confirmed",
            Self::Closed(Outcome::Insufficient) => "closed-insufficient",
            Self::Closed(Outcome::OutOfScope) => "closed-out-of-scope",
            Self::Closed(Outcome::Transferred) => "closed-transferred",
            Self::Closed(Outcome::Withdrawn) => "closed-withdrawn",
        }
    }

    /// Out of its code.
    pub fn parse(code: &str) -> Option<Self> {
        let closed = Outcome::ALL.into_iter().map(Self::Closed);
        Self::OPEN.into_iter().chain(closed).find(|step| step.code() == code)
    }
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Confirmed,
        Self::NotConfirmed,
        Self::Insufficient,
        Self::OutOfScope,
        Self::Transferred,
        Self::Withdrawn,
    ];

    /// The code in events.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::NotConfirmed => "not-confirmed",
            Self::Insufficient => "insufficient",
            Self::OutOfScope => "out-of-scope",
            Self::Transferred => "transferred",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Out of its code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Reprimand,
        Self::Remark,
        Self::Dismissal,
        Self::Transfer,
        Self::Reinstatement,
        Self::BackPay,
        Self::Apology,
        Self::Training,
        Self::LabourInspection,
        Self::Police,
        Self::Prosecutor,
        Self::Ombudsperson,
    ];

    /// The code in events.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reprimand => "reprimand",
            Self::Remark => "remark",
            Self::Dismissal => "dismissal",
            Self::Transfer => "transfer",
            Self::Reinstatement => "reinstatement",
            Self::BackPay => "back-pay",
            Self::Apology => "apology",
            Self::Training => "training",
            Self::LabourInspection => "referral-labour-inspection",
            Self::Police => "referral-police",
            Self::Prosecutor => "referral-prosecutor",
            Self::Ombudsperson => "referral-ombudsperson",
        }
    }

    /// Out of its code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.code() == code)
    }
}

/// In JSON each is its code.
macro_rules! serialized_as_code {
    ($($type:ident $name:literal $all:expr;)+) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let codes: Vec<&str> = $all.map(|it| it.code()).collect();
                json_schema!({ "type": "string", "enum": codes })
            }
        }
    )+};
}
serialized_as_code! {
    Step "step" Self::OPEN.into_iter().chain(Outcome::ALL.map(Self::Closed));
    Outcome "outcome" Self::ALL.into_iter();
    Measure "measure" Self::ALL.into_iter();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_one_things() {
        let steps = Step::OPEN.into_iter().chain(Outcome::ALL.map(Step::Closed));
        for step in steps {
            assert_eq!(Step::parse(step.code()), Some(step));
        }
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::parse(outcome.code()), Some(outcome));
        }
        for measure in Measure::ALL {
            assert_eq!(Measure::parse(measure.code()), Some(measure));
        }
        assert_eq!(Step::parse("closed"), None);
    }
}
