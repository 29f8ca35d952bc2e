//! More time. The organisation says in advance how far a promise may be moved and how early that
//! has to be said; whatever else a colleague writes moves nothing.

use dauys_wire::Day;
use dauys_wire::roster::ChannelKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::stopped::Stopped;
use super::{Clock, Term};
use crate::calendar::Calendar;
use crate::schema::shape;

/// More time for a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "moved")]
pub struct Extension {
    /// The clock.
    pub clock: Clock,
    /// The day by which it is promised now.
    #[schemars(with = "shape::Day")]
    pub to: Day,
    /// When that was said.
    #[schemars(with = "shape::Day")]
    pub said: Day,
}

/// An extension that moves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "refused")]
pub struct Refused {
    /// The extension.
    #[serde(flatten)]
    pub extension: Extension,
    /// By whose profile; `None` is `default`.
    #[schemars(with = "Option<shape::ChannelKind>")]
    pub kind: Option<ChannelKind>,
    /// Why.
    pub why: Why,
}

/// Why an extension moves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "why")]
pub enum Why {
    /// The organisation promised it without a way to extend it.
    NotAllowed,
    /// Said later than so many days before the end.
    TooLate,
    /// Further than the organisation allows.
    TooFar,
    /// Not later than what is promised already.
    NotLater,
}

/// A clock of one profile.
pub(super) struct Running<'r> {
    pub(super) kind: Option<ChannelKind>,
    pub(super) term: Term,
    pub(super) accepted: Day,
    pub(super) calendar: &'r Calendar,
    pub(super) stopped: &'r Stopped,
}

impl Running<'_> {
    /// The day by which it is promised after these extensions, in the order of their saying.
    pub(super) fn due(&self, extensions: &[Extension], refused: &mut Vec<Refused>) -> Day {
        let mut due = self.end(self.term.within);
        for extension in extensions {
            match self.moved(due, *extension) {
                Ok(later) => due = later,
                Err(why) => {
                    refused.push(Refused { extension: *extension, kind: self.kind, why });
                }
            }
        }
        due
    }

    fn moved(&self, due: Day, extension: Extension) -> Result<Day, Why> {
        let limit = self.end(self.term.extended.ok_or(Why::NotAllowed)?);
        if extension.said.plus(self.term.notice_days) > due {
            return Err(Why::TooLate);
        }
        if extension.to > limit {
            return Err(Why::TooFar);
        }
        // A pause after it was said moves the new day as it would have moved the old one.
        let said = extension.said.max(self.accepted);
        let to = self.stopped.walk(said, extension.to.since(said), |_| true);
        if to > due { Ok(to) } else { Err(Why::NotLater) }
    }

    fn end(&self, span: super::Span) -> Day {
        span.end(self.accepted, self.calendar, self.stopped)
    }
}
