//! The page, and everything that no route takes.

use actix_web::http::Method;
use actix_web::http::header::{
    ACCEPT_ENCODING, ALLOW, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, VARY,
};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, ResponseError as _};
use dauys_wire::problem::ProblemCode;

use crate::context::Context;
use crate::http::refusal::Refusal;
use crate::http::signed;
use crate::site::SiteFile;

const INTEGRITY_POLICY: &str = "integrity-policy";

/// `GET` of any path that is not a route.
pub async fn get(request: HttpRequest, context: Data<Context>) -> Result<HttpResponse, Refusal> {
    if request.path().starts_with("/api/") {
        return Err(ProblemCode::NotFound.into());
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(method_not_allowed("GET, HEAD"));
    }
    signed::refuse_signature(&request)?;
    let site = context.site;
    let found = site.file(request.path());
    let mut response = if found.is_some() { HttpResponse::Ok() } else { HttpResponse::NotFound() };
    let file = found.or_else(|| site.fallback()).ok_or(Refusal(ProblemCode::NotFound))?;
    if file.is_document() {
        response.insert_header((CONTENT_SECURITY_POLICY, site.csp));
        if !site.integrity_policy.is_empty() {
            response.insert_header((INTEGRITY_POLICY, site.integrity_policy));
        }
    }
    Ok(answer(&mut response, file, &request))
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
    let mut accepted = String::new();
    for value in request.headers().get_all(ACCEPT_ENCODING) {
        accepted.push_str(value.to_str().unwrap_or_default());
        accepted.push(',');
    }
    let (coding, bytes) = match (file.br, file.gzip) {
        (Some(bytes), _) if accepts(&accepted, "br") => (Some("br"), bytes),
        (_, Some(bytes)) if accepts(&accepted, "gzip") => (Some("gzip"), bytes),
        _ => (None, file.identity),
    };
    if let Some(coding) = coding {
        response.insert_header((CONTENT_ENCODING, coding));
    }
    response.content_type(file.content_type()).insert_header((VARY, "accept-encoding")).body(bytes)
}

/// Whether an `Accept-Encoding` (RFC 9110, section 12.5.3) takes this coding. Between those that it
/// takes we choose, whatever weights it gives.
fn accepts(header: &str, coding: &str) -> bool {
    let weight = |wanted: &str| {
        header.split(',').find_map(|item| {
            let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
            name.trim().eq_ignore_ascii_case(wanted).then(|| !is_zero(parameters))
        })
    };
    weight(coding).or_else(|| weight("*")).unwrap_or(false)
}

/// `q=0`, `q=0.0` …
fn is_zero(parameters: &str) -> bool {
    let weight = parameters.trim().strip_prefix(['q', 'Q']).map(str::trim_start);
    let weight = weight.and_then(|rest| rest.strip_prefix('=')).map(str::trim);
    weight.and_then(|text| text.parse::<f32>().ok()).is_some_and(|weight| weight <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coding_is_taken_if_it_is_named_and_not_at_zero() {
        for yes in ["br", "gzip, deflate, BR", "br;q=0.1", "*", "gzip;q=0, *;q=1"] {
            assert!(accepts(yes, "br"), "{yes}");
        }
        for no in ["", "gzip", "br;q=0", "br; Q = 0.000", "*;q=0", "br;q=0, *", "brotli"] {
            assert!(!accepts(no, "br"), "{no}");
        }
    }
}
