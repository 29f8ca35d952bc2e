//! Errors of the API: problem details of RFC 9457 with a stable `code`. A problem never repeats
//! anything that was sent.

use serde::{Deserialize, Serialize};

/// Content type of a problem.
pub const CONTENT_TYPE: &str = "application/problem+json";

/// What went wrong, for programs. Codes are never renamed or reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// 400: a header, path or body is not of its form.
    Malformed,
    /// 400: a signature on a call that is never signed.
    SignatureForbidden,
    /// 401: no signature, or one that does not hold.
    SignatureRequired,
    /// 401: `created` is too far from the server's clock.
    SignatureExpired,
    /// 402: no stamp, or one that is too cheap or of another day.
    StampRequired,
    /// 403: the token does not belong to this letter or blob.
    WrongToken,
    /// 404: nothing here.
    NotFound,
    /// 405: not with this method.
    MethodNotAllowed,
    /// 408: the request came too slowly.
    TooSlow,
    /// 409: another letter, reply or blob is under this id.
    Conflict,
    /// 409: chunks of the blob are missing.
    Incomplete,
    /// 410: the letter or blob was withdrawn.
    Withdrawn,
    /// 413: larger than this call takes.
    TooLarge,
    /// 415: another content type than this call takes.
    WrongType,
    /// 416: no such range.
    RangeNotSatisfiable,
    /// 429: the investigator's quota of replies is used up for today.
    Quota,
    /// 500: a fault of ours.
    Internal,
    /// 503: too much at once; to be tried again.
    Busy,
    /// 507: the disk is full.
    Full,
}

impl ProblemCode {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Malformed,
        Self::SignatureForbidden,
        Self::SignatureRequired,
        Self::SignatureExpired,
        Self::StampRequired,
        Self::WrongToken,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::TooSlow,
        Self::Conflict,
        Self::Incomplete,
        Self::Withdrawn,
        Self::TooLarge,
        Self::WrongType,
        Self::RangeNotSatisfiable,
        Self::Quota,
        Self::Internal,
        Self::Busy,
        Self::Full,
    ];

    /// The HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::SignatureForbidden => 400,
            Self::SignatureRequired | Self::SignatureExpired => 401,
            Self::StampRequired => 402,
            Self::WrongToken => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::TooSlow => 408,
            Self::Conflict | Self::Incomplete => 409,
            Self::Withdrawn => 410,
            Self::TooLarge => 413,
            Self::WrongType => 415,
            Self::RangeNotSatisfiable => 416,
            Self::Quota => 429,
            Self::Internal => 500,
            Self::Busy => 503,
            Self::Full => 507,
        }
    }

    /// A sentence for people who read logs of their own client.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Malformed => "A header, the path or the body is not of its form.",
            Self::SignatureForbidden => "This call is never signed.",
            Self::SignatureRequired => "This call needs the signature of an investigator.",
            Self::SignatureExpired => "The signature is too old, or a clock is wrong.",
            Self::StampRequired => "This call needs a stamp at today's price.",
            Self::WrongToken => "The token does not belong to it.",
            Self::NotFound => "There is nothing here.",
            Self::MethodNotAllowed => "Not with this method.",
            Self::TooSlow => "The request came too slowly.",
            Self::Conflict => "Something else is kept under this id.",
            Self::Incomplete => "Chunks of it are missing.",
            Self::Withdrawn => "It was withdrawn.",
            Self::TooLarge => "Larger than this call takes.",
            Self::WrongType => "Another content type than this call takes.",
            Self::RangeNotSatisfiable => "There is no such range.",
            Self::Quota => "Today's replies are used up.",
            Self::Internal => "The server failed.",
            Self::Busy => "Too much at once; try again.",
            Self::Full => "The server's disk is full.",
        }
    }

    /// The body.
    pub fn problem(self) -> Problem {
        Problem {
            kind: "about:blank".into(),
            title: self.title().into(),
            status: self.status(),
            code: self,
        }
    }
}

/// The body of an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Always `about:blank`: the `code` says more than an address would.
    #[serde(rename = "type")]
    pub kind: String,
    /// A sentence.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: ProblemCode,
}
