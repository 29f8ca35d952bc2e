//! What is answered without TLS where the server speaks TLS itself: the address to ask instead, and
//! what a certificate authority asks for. Nothing else is ever served there.
//!
//! Whoever types the address by hand may come this way, and gets no further if the network keeps them
//! from it: the poster's address begins with `https`.

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::LOCATION;
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpResponse, ResponseError as _};
use dauys_wire::problem::ProblemCode;

use crate::certificate::challenge;
use crate::context::Context;
use crate::http::refusal::Refusal;

/// Where a certificate authority asks (RFC 8555, section 8.3).
const CHALLENGE: &str = "/.well-known/acme-challenge/";

/// Wraps every route.
pub async fn turn_away<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let context = request.app_data::<Data<Context>>().cloned();
    match context.filter(|context| context.tls.is_some() && !request.app_config().secure()) {
        None => Ok(next.call(request).await?.map_into_left_body()),
        Some(context) => {
            let answer = answer(&request, &context).await;
            Ok(request.into_response(answer).map_into_right_body())
        }
    }
}

async fn answer(request: &ServiceRequest, context: &Context) -> HttpResponse {
    let path = request.path().to_owned();
    if !matches!(*request.method(), Method::GET | Method::HEAD) || path.starts_with("/api/") {
        // What came here has been seen on the way; a redirect would hide that something is wrong.
        return Refusal(ProblemCode::NotFound).error_response();
    }
    if let Some(token) = path.strip_prefix(CHALLENGE) {
        return match challenge(&context.directory, token).await {
            Some(proof) => HttpResponse::Ok().content_type("application/octet-stream").body(proof),
            None => Refusal(ProblemCode::NotFound).error_response(),
        };
    }
    match context.posted().https_origin() {
        Some(origin) => HttpResponse::build(StatusCode::PERMANENT_REDIRECT)
            .insert_header((LOCATION, format!("{origin}{path}")))
            .finish(),
        None => Refusal(ProblemCode::NotFound).error_response(),
    }
}
