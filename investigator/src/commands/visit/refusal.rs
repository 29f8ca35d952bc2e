//! When there is no way on: why, in the page's words.

use dauys_crypto::roster::Refusal;

use super::talk::Talk;
use crate::failure::{Exit, Failure};
use crate::message;

/// Says it, and how the program ends.
pub(super) fn refuse(refusal: Refusal, talk: &Talk<'_>) -> Failure {
    talk.title("refused-title");
    talk.warn(reason(refusal), &[]);
    talk.tell("refused-safe");
    talk.tell("refused-what-now");
    Failure::new(Exit::Refused, message!("visit-refused"))
}

fn reason(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Malformed => "refused-malformed",
        Refusal::Contradiction => "refused-contradiction",
        Refusal::Signature => "refused-signature",
        Refusal::Origin => "refused-origin",
        Refusal::Channel => "refused-channel",
        Refusal::Expired => "refused-expired",
        Refusal::Older => "refused-older",
        Refusal::Questionnaire => "refused-questionnaire",
        // She is asked for the day before it comes to that.
        Refusal::Clocks => "refused-unknown",
    }
}
