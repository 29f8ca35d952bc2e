//! The server: one place that judges who asks, and what every answer carries.

use std::net::TcpListener;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::{Next, from_fn};
use actix_web::{App, Error, HttpResponse, HttpServer, web};

use super::gate::{Asked, COOKIE, Refused};
use super::{Desk, pages};

/// Of a form: a long answer in letters of four bytes each, as forms write them.
const FORM_MAX: usize = 1 << 18;
/// How often it is looked whether anybody is still there.
const LOOK: Duration = Duration::from_secs(10);
/// So long a browser may take for a request.
const REQUEST: Duration = Duration::from_secs(20);

/// What every answer carries. Nothing runs on the page, and nothing is fetched from elsewhere.
const HEADERS: [(&str, &str); 9] = [
    (
        "content-security-policy",
        "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    ),
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), usb=()"),
    // With `no-referrer` browsers would hide from us, too, whose page a form is of.
    ("referrer-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
];

/// Serves it until the program is ended.
pub async fn serve(listener: TcpListener, desk: web::Data<Desk>) -> std::io::Result<()> {
    let idle = desk.clone();
    actix_web::rt::spawn(async move {
        loop {
            actix_web::rt::time::sleep(LOOK).await;
            idle.lock_if_idle();
        }
    });
    let app = move || {
        App::new()
            .app_data(desk.clone())
            .app_data(web::PayloadConfig::new(FORM_MAX))
            .app_data(web::FormConfig::default().limit(FORM_MAX))
            .wrap(from_fn(judge))
            .configure(pages::routes)
    };
    let server = HttpServer::new(app).workers(1).client_request_timeout(REQUEST);
    server.listen(listener)?.run().await
}

/// Nobody who is refused learns more than that.
async fn judge(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let refused = refused(&request);
    let mut response = match refused {
        Some(refused) => {
            let desk = request.app_data::<web::Data<Desk>>().cloned();
            let page = desk.map(|desk| pages::refused(&desk, refused));
            let page = page.unwrap_or_else(|| HttpResponse::new(StatusCode::FORBIDDEN));
            request.into_response(page).map_into_boxed_body()
        }
        None => next.call(request).await?.map_into_boxed_body(),
    };
    add(response.headers_mut());
    Ok(response)
}

fn refused(request: &ServiceRequest) -> Option<Refused> {
    let desk = request.app_data::<web::Data<Desk>>()?;
    let head = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let asked = Asked {
        host: head(header::HOST),
        origin: head(header::ORIGIN),
        site: head(HeaderName::from_static("sec-fetch-site")),
        cookie: head(header::COOKIE).and_then(cookie),
        changes: !matches!(*request.method(), Method::GET | Method::HEAD),
    };
    if pages::is_for_everyone(request.path()) {
        // Whoever comes by a link in a message comes from another site.
        return desk.gate.knows(&Asked { site: None, ..asked }).err();
    }
    desk.gate.admits(&asked).err()
}

/// Ours, of everything that the browser has for this name.
fn cookie(header: &str) -> Option<&str> {
    let mut pairs = header.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value)
}

fn add(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        let name = HeaderName::from_static(name);
        // Files have a policy of their own, which allows less.
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}
