//! All routes, grouped by who calls them (docs/PROTOCOL.md, section 9). What is not here is the page,
//! or nothing.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use actix_web::{Resource, Route, guard};
use dauys_wire::api::BASE;

use crate::http::{blobs, inbox, letters, posted, replies, site};

/// Adds every route to the application.
pub fn configure(app: &mut ServiceConfig) {
    everyone(app);
    reporters(app);
    investigators(app);
    app.default_service(web::to(site::get));
}

/// What pages and desks verify by; never signed.
fn everyone(app: &mut ServiceConfig) {
    let reading = "GET, HEAD";
    app.service(at("/roster.json", reading).route(get().to(posted::roster)))
        .service(at("/roster.json.minisig", reading).route(get().to(posted::roster_signature)))
        .service(at("/site.json.minisig", reading).route(get().to(posted::site_signature)))
        .service(at("/questionnaire.json", reading).route(get().to(posted::questionnaire)))
        .service(at("/help.json", reading).route(get().to(posted::help)))
        .service(at("/health", reading).route(get().to(posted::health)));
}

/// Letters of reporters and of desks, blobs, and the fetching of replies; never signed.
fn reporters(app: &mut ServiceConfig) {
    app.service(
        at("/letters/{id}", "GET, HEAD, PUT, DELETE, OPTIONS")
            .route(web::put().to(letters::put))
            .route(web::method(Method::OPTIONS).to(letters::preflight))
            .route(get().to(letters::get))
            .route(web::delete().to(letters::delete)),
    )
    .service(
        at("/blobs/{id}", "GET, HEAD, POST, DELETE")
            .route(web::post().to(blobs::announce))
            .route(get().to(blobs::get))
            .route(web::delete().to(blobs::delete)),
    )
    .service(at("/blobs/{id}/chunks", "GET, HEAD").route(get().to(blobs::chunks)))
    .service(at("/blobs/{id}/finish", "POST").route(web::post().to(blobs::finish)))
    .service(at("/blobs/{id}/{chunk}", "PUT").route(web::put().to(blobs::put)))
    .service(at("/replies/{bucket}", "GET, HEAD").route(get().to(replies::get)));
}

/// Always signed.
fn investigators(app: &mut ServiceConfig) {
    app.service(at("/inbox/days", "GET, HEAD").route(get().to(inbox::days)))
        .service(at("/inbox/fetch", "POST").route(web::post().to(inbox::fetch)))
        .service(at("/inbox/{day}", "GET, HEAD").route(get().to(inbox::day)))
        .service(at("/replies/{bucket}/{id}", "PUT").route(web::put().to(replies::put)));
}

fn at(path: &str, allowed: &'static str) -> Resource {
    let refuse = move || async move { site::method_not_allowed(allowed) };
    // Of any address there is one spelling: what must be decoded first is another address.
    let plain = guard::fn_guard(|request| !request.head().uri.path().contains('%'));
    web::resource(format!("{BASE}{path}")).guard(plain).default_service(web::to(refuse))
}

fn get() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}
