//! What the organisation has posted, byte for byte as it was signed, and the state of the server.

use actix_web::http::header::{CONTENT_ENCODING, VARY};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use dauys_wire::api::Health;
use dauys_wire::problem::ProblemCode;

use crate::context::Context;
use crate::http::coding::Accepted;
use crate::http::refusal::Refusal;
use crate::http::signed;
use crate::posted::PostedFile;

pub(super) const JSON: &str = "application/json";
const TEXT: &str = "text/plain; charset=utf-8";

/// `GET /roster.json`.
pub async fn roster(request: HttpRequest, context: Data<Context>) -> Result<HttpResponse, Refusal> {
    answer(&request, JSON, &context.posted().roster_json)
}

/// `GET /roster.json.minisig`.
pub async fn roster_signature(
    request: HttpRequest,
    context: Data<Context>,
) -> Result<HttpResponse, Refusal> {
    answer(&request, TEXT, &context.posted().roster_signature)
}

/// `GET /site.json.minisig`: nothing, if the organisation has not signed the page that is served.
pub async fn site_signature(
    request: HttpRequest,
    context: Data<Context>,
) -> Result<HttpResponse, Refusal> {
    let posted = context.posted();
    let signature = context.site.list().and_then(|list| posted.site_signature(list));
    answer(&request, TEXT, signature.ok_or(Refusal(ProblemCode::NotFound))?)
}

/// `GET /questionnaire.json`.
pub async fn questionnaire(
    request: HttpRequest,
    context: Data<Context>,
) -> Result<HttpResponse, Refusal> {
    answer(&request, JSON, &context.posted().questionnaire)
}

/// `GET /help.json`.
pub async fn help(request: HttpRequest, context: Data<Context>) -> Result<HttpResponse, Refusal> {
    answer(&request, JSON, &context.posted().help)
}

/// `GET /health`.
pub async fn health(request: HttpRequest, context: Data<Context>) -> Result<HttpResponse, Refusal> {
    signed::refuse_signature(&request)?;
    let day = context.clock.today();
    let stamp_bits = context.price.asked(day);
    Ok(HttpResponse::Ok().json(Health { day, stamp_bits, blob_bytes: context.blobs.largest() }))
}

/// A file as it was posted, in the best coding that is taken.
pub(super) fn answer(
    request: &HttpRequest,
    kind: &str,
    file: &PostedFile,
) -> Result<HttpResponse, Refusal> {
    signed::refuse_signature(request)?;
    let mut response = HttpResponse::Ok();
    response.content_type(kind).insert_header((VARY, "accept-encoding"));
    if Accepted::of(request).takes("br") {
        response.insert_header((CONTENT_ENCODING, "br"));
        return Ok(response.body(file.br.clone()));
    }
    Ok(response.body(file.identity.clone()))
}
