//! Reading a body: never more than the call takes, never longer than patience lasts.

use std::time::Duration;

use actix_web::HttpRequest;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::web::Payload;
use bytes::{Bytes, BytesMut};
use dauys_wire::problem::ProblemCode;
use futures_util::StreamExt as _;

use crate::http::path;
use crate::http::refusal::Refusal;

/// Reads at most `max` bytes. A body that announces more is refused before any of it is read; one
/// that announces nothing is empty.
pub async fn read(
    request: &HttpRequest,
    payload: Payload,
    max: usize,
    patience: Duration,
) -> Result<Bytes, Refusal> {
    let Some(length) = path::header(request, CONTENT_LENGTH.as_str())? else {
        return Ok(Bytes::new());
    };
    let length: usize = length.parse().map_err(|_| Refusal(ProblemCode::TooLarge))?;
    if length > max {
        return Err(ProblemCode::TooLarge.into());
    }
    let reading = tokio::time::timeout(patience, collect(payload, length));
    reading.await.map_err(|_| Refusal(ProblemCode::TooSlow))?
}

async fn collect(mut payload: Payload, length: usize) -> Result<Bytes, Refusal> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Refusal(ProblemCode::Malformed))?;
        // With the first of it: an announced length alone takes no memory.
        body.reserve(length.saturating_sub(body.len()));
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}
