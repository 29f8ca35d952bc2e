//! The one place that maps errors to statuses. A refusal says what is wrong by a stable code and
//! repeats nothing of what was sent.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{HttpResponse, ResponseError};
use dauys_wire::problem::{self, ProblemCode};
use dauys_wire::request::RequestError;
use dauys_wire::stamp::StampError;

use crate::domain::expiry::NoRandomness;
use crate::domain::letter::NotSealed;
use crate::domain::reply::NotABucket;
use crate::domain::withdraw::NotAToken;
use crate::logging::{self, Event};
use crate::store::StoreError;

/// A request that is not answered as was hoped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal(pub ProblemCode);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.title())
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        // A fixed shape of fixed texts: it cannot fail, and an empty body would do no harm.
        let body = serde_json::to_vec(&self.0.problem()).unwrap_or_default();
        HttpResponse::build(self.status_code())
            .insert_header((CONTENT_TYPE, problem::CONTENT_TYPE))
            .body(body)
    }
}

impl From<ProblemCode> for Refusal {
    fn from(code: ProblemCode) -> Self {
        Self(code)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy | StoreError::Closed => Self(ProblemCode::Busy),
            StoreError::Full => {
                logging::fault(error.into());
                Self(ProblemCode::Full)
            }
            StoreError::Failed(_) | StoreError::Newer { .. } => {
                logging::fault(error.into());
                Self(ProblemCode::Internal)
            }
        }
    }
}

impl From<NoRandomness> for Refusal {
    fn from(_: NoRandomness) -> Self {
        logging::fault(Event::NoRandomness);
        Self(ProblemCode::Internal)
    }
}

impl From<RequestError> for Refusal {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Expired => Self(ProblemCode::SignatureExpired),
            RequestError::Malformed | RequestError::Signature => {
                Self(ProblemCode::SignatureRequired)
            }
        }
    }
}

impl From<StampError> for Refusal {
    fn from(error: StampError) -> Self {
        match error {
            StampError::Malformed => Self(ProblemCode::Malformed),
            StampError::Day | StampError::TooCheap => Self(ProblemCode::StampRequired),
        }
    }
}

macro_rules! malformed {
    ($($error:ty),+) => {
        $(impl From<$error> for Refusal {
            fn from(_: $error) -> Self {
                Self(ProblemCode::Malformed)
            }
        })+
    };
}

malformed!(NotSealed, NotABucket, NotAToken, dauys_wire::json::BadJson, dauys_wire::day::NotADay);
malformed!(dauys_wire::text::NotCanonical);
