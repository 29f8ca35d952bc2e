//! What the organisation has posted, byte for byte as it was signed, and the state of the server.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use dauys_wire::api::Health;

use crate::context::Context;
use crate::http::refusal::Refusal;
use crate::http::signed;

const JSON: &str = "application/json";
const TEXT: &str = "text/plain; charset=utf-8";

/// `GET /roster.json`.
pub async fn roster(request: HttpRequest, context: Data<Context>) -> Result<HttpResponse, Refusal> {
    answer(&request, JSON, context.posted().roster_json.clone())
}

/// `GET /roster.json.minisig`.
pub async fn roster_signature(
    request: HttpRequest,
    context: Data<Context>,
) -> Result<HttpResponse, Refusal> {
    answer(&request, TEXT, context.posted().roster_signature.clone())
}

/// `GET /questionnaire.json`.
pub async fn questionnaire(
    request: HttpRequest,
    context: Data<Context>,
) -> Result<HttpResponse, Refusal> {
    answer(&request, JSON, context.posted().questionnaire.clone())
}

/// `GET /help.json`.
pub async fn help(request: HttpRequest, context: Data<Context>) -> Result<HttpResponse, Refusal> {
    answer(&request, JSON, context.posted().help.clone())
}

/// `GET /health`.
pub async fn health(request: HttpRequest, context: Data<Context>) -> Result<HttpResponse, Refusal> {
    signed::refuse_signature(&request)?;
    let day = context.clock.today();
    Ok(HttpResponse::Ok().json(Health { day, stamp_bits: context.price.asked(day) }))
}

fn answer(request: &HttpRequest, kind: &str, bytes: Bytes) -> Result<HttpResponse, Refusal> {
    signed::refuse_signature(request)?;
    Ok(HttpResponse::Ok().content_type(kind).body(bytes))
}
