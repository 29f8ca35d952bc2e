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

/// Reads at most `max` bytes. A body that announces more is refused before any of it is read.
pub async fn read(
    request: &HttpRequest,
    payload: Payload,
    max: usize,
    patience: Duration,
) -> Result<Bytes, Refusal> {
    if let Some(length) = path::header(request, CONTENT_LENGTH.as_str())? {
        let length: usize = length.parse().map_err(|_| Refusal(ProblemCode::TooLarge))?;
        if length > max {
            return Err(ProblemCode::TooLarge.into());
        }
    }
    let reading = tokio::time::timeout(patience, collect(payload, max));
    reading.await.map_err(|_| Refusal(ProblemCode::TooSlow))?
}

async fn collect(mut payload: Payload, max: usize) -> Result<Bytes, Refusal> {
    // Grows with what arrives: an announced length alone takes no memory.
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Refusal(ProblemCode::Malformed))?;
        if body.len() + chunk.len() > max {
            return Err(ProblemCode::TooLarge.into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}
