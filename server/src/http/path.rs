//! What stands in paths and headers, parsed once.

use actix_web::HttpRequest;
use actix_web::http::header::CONTENT_TYPE;
use dauys_wire::problem::ProblemCode;
use dauys_wire::{Day, Id};

use crate::domain::blob::ChunkNumber;
use crate::domain::reply::Bucket;
use crate::http::refusal::Refusal;

/// `{id}`.
pub fn id(request: &HttpRequest) -> Result<Id, Refusal> {
    Ok(Id::parse(part(request, "id"))?)
}

/// `{chunk}`.
pub fn chunk(request: &HttpRequest) -> Result<ChunkNumber, Refusal> {
    ChunkNumber::parse(part(request, "chunk")).map_err(|_| Refusal(ProblemCode::NotFound))
}

/// `{bucket}`.
pub fn bucket(request: &HttpRequest) -> Result<Bucket, Refusal> {
    Ok(Bucket::parse(part(request, "bucket"))?)
}

/// `{day}`.
pub fn day(request: &HttpRequest) -> Result<Day, Refusal> {
    Ok(Day::parse(part(request, "day"))?)
}

fn part<'a>(request: &'a HttpRequest, name: &str) -> &'a str {
    request.match_info().get(name).unwrap_or_default()
}

/// A header that may stand once, in plain ASCII.
pub fn header<'a>(request: &'a HttpRequest, name: &str) -> Result<Option<&'a str>, Refusal> {
    let mut values = request.headers().get_all(name);
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => {
            value.to_str().map(Some).map_err(|_| Refusal(ProblemCode::Malformed))
        }
        (Some(_), Some(_)) => Err(Refusal(ProblemCode::Malformed)),
    }
}

/// Refuses a body of another content type; parameters behind it are let pass.
pub fn require_type(request: &HttpRequest, expected: &str) -> Result<(), Refusal> {
    let value = header(request, CONTENT_TYPE.as_str())?.unwrap_or_default();
    let kind = value.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case(expected) { Ok(()) } else { Err(ProblemCode::WrongType.into()) }
}
