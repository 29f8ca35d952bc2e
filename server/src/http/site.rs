//! The page, and everything that no route takes.

use actix_web::http::Method;
use actix_web::http::header::{ALLOW, CONTENT_ENCODING, HOST, VARY};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, ResponseError as _};
use dauys_wire::problem::ProblemCode;
use dauys_wire::site::{DOCUMENT_HEADERS, INTEGRITY_POLICY, webcat};

use crate::context::Context;
use crate::http::coding::Accepted;
use crate::http::posted;
use crate::http::refusal::Refusal;
use crate::http::signed;
use crate::site::SiteFile;

/// As Tor Browser reads it, on documents that came over https.
const ONION_LOCATION: &str = "onion-location";

/// `GET` of any path that is not a route.
pub async fn get(request: HttpRequest, context: Data<Context>) -> Result<HttpResponse, Refusal> {
    if request.path().starts_with("/api/") {
        return Err(ProblemCode::NotFound.into());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(method_not_allowed("GET, HEAD"));
    }
    signed::refuse_signature(&request)?;
    let by_operator = context.posted();
    let enrolled = request.path().strip_prefix(webcat::FOLDER);
    if let Some(file) = enrolled.and_then(|name| by_operator.webcat.get(name)) {
        return posted::answer(&request, posted::JSON, file);
    }
    let site = context.site;
    let found = site.file(request.path());
    let mut response = if found.is_some() { HttpResponse::Ok() } else { HttpResponse::NotFound() };
    let file = found.or_else(|| site.fallback()).ok_or(Refusal(ProblemCode::NotFound))?;
    if file.is_document() {
        for header in DOCUMENT_HEADERS {
            response.insert_header(header);
        }
        if !site.integrity_policy.is_empty() {
            response.insert_header((INTEGRITY_POLICY, site.integrity_policy));
        }
        if let Some(address) = onion_location(&request, &context) {
            response.insert_header((ONION_LOCATION, address));
        }
    }
    Ok(answer(&mut response, file, &request))
}

/// The same page in Tor, which Tor Browser offers to whoever came another way.
fn onion_location(request: &HttpRequest, context: &Context) -> Option<String> {
    let posted = context.posted();
    let onion = posted.onion_origin().filter(|_| posted.https_origin().is_some())?;
    let host = request.headers().get(HOST)?.as_bytes();
    let came_by_tor = onion.rsplit('/').next().is_some_and(|name| name.as_bytes() == host);
    (!came_by_tor).then(|| format!("{onion}{}", request.path()))
}

/// 405, naming what is allowed.
pub fn method_not_allowed(allowed: &'static str) -> HttpResponse {
    let mut response = Refusal(ProblemCode::MethodNotAllowed).error_response();
    let allowed = actix_web::http::header::HeaderValue::from_static(allowed);
    response.headers_mut().insert(ALLOW, allowed);
    response
}

fn answer(
    response: &mut HttpResponseBuilder,
    file: &'static SiteFile,
    request: &HttpRequest,
) -> HttpResponse {
    let accepted = Accepted::of(request);
    let (coding, bytes) = match (file.br, file.gzip) {
        (Some(bytes), _) if accepted.takes("br") => (Some("br"), bytes),
        (_, Some(bytes)) if accepted.takes("gzip") => (Some("gzip"), bytes),
        _ => (None, file.identity),
    };
    if let Some(coding) = coding {
        response.insert_header((CONTENT_ENCODING, coding));
    }
    response.content_type(file.content_type()).insert_header((VARY, "accept-encoding")).body(bytes)
}
