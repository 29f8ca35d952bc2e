//! What is true of the head of every request and every answer.
//!
//! Nothing may be cached or recognised again: no validators, no names of software, and a `Date` that
//! tells the day alone. The page's one policy of scripts stands on all of them, as web code signing asks.

use std::pin::Pin;
use std::task::{self, Poll};
use std::time::{Duration, UNIX_EPOCH};

use actix_web::body::{BodySize, BoxBody, EitherBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, DATE, HeaderMap, HeaderName, HeaderValue, HttpDate,
    STRICT_TRANSPORT_SECURITY, TRANSFER_ENCODING,
};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, ResponseError as _};
use bytes::Bytes;
use dauys_wire::Day;
use dauys_wire::problem::ProblemCode;
use dauys_wire::site::HEADERS;

use crate::context::Context;
use crate::http::refusal::Refusal;

/// A browser sends some 15 headers, a desk 8.
const HEADERS_MAX: usize = 48;
/// Of all names and values and the address together. The longest of ours is a stamp, 182 bytes.
const HEAD_BYTES_MAX: usize = 8_192;

const SECONDS_PER_DAY: u64 = 86_400;

/// Two years.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// Wraps every route, and what no route takes.
pub async fn wrap<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let context = request.app_data::<Data<Context>>().cloned();
    let mut response = if !is_within_bounds(&request) {
        refuse(request, ProblemCode::TooLarge)
    } else if is_in_chunks(&request) {
        refuse(request, ProblemCode::Malformed)
    } else {
        next.call(request).await?.map_into_left_body()
    };
    let headers = response.headers_mut();
    add_fixed(headers);
    if let Some(context) = context {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(context.site.csp));
        headers.insert(DATE, date(context.clock.today()));
        if context.posted().is_https() {
            headers.insert(STRICT_TRANSPORT_SECURITY, HSTS);
        }
    }
    Ok(response)
}

fn is_within_bounds(request: &ServiceRequest) -> bool {
    let headers = request.headers();
    let lengths = headers.iter().map(|(name, value)| name.as_str().len() + value.len());
    let bytes = request.uri().to_string().len() + lengths.sum::<usize>();
    headers.len() <= HEADERS_MAX && bytes <= HEAD_BYTES_MAX
}

/// All bodies of the API have a size that is known before. For the end of one in chunks actix would
/// wait without end.
fn is_in_chunks(request: &ServiceRequest) -> bool {
    request.headers().contains_key(TRANSFER_ENCODING)
}

fn refuse<B>(request: ServiceRequest, code: ProblemCode) -> ServiceResponse<EitherBody<B>> {
    let (request, unread) = request.into_parts();
    let refused = Refusal(code).error_response();
    let refused = refused.map_body(|_, body| BoxBody::new(Refused { body, _unread: unread }));
    ServiceResponse::new(request, refused).map_into_right_body()
}

/// The body of a refusal, and the one that was not read: as long as actix sees that somebody has it,
/// it does not wait for its end but hangs up.
struct Refused {
    body: BoxBody,
    _unread: Payload,
}

impl MessageBody for Refused {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut task::Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(cx)
    }
}

fn add_fixed(headers: &mut HeaderMap) {
    debug_assert!(!headers.contains_key(CACHE_CONTROL), "there is one place for this header");
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// The day, at midnight. Without it actix would tell the second.
fn date(today: Day) -> HeaderValue {
    let seconds = u64::from(today.number()).saturating_mul(SECONDS_PER_DAY);
    let date = HttpDate::from(UNIX_EPOCH + Duration::from_secs(seconds));
    // A date is plain ASCII; without one actix writes its own.
    HeaderValue::try_from(date.to_string()).unwrap_or(HeaderValue::from_static(""))
}
