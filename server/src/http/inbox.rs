//! The inbox, for investigators: which letters there are, and the letters themselves. What is not
//! published yet is not there.

use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use dauys_wire::api::{InboxDays, InboxFetch, OCTETS};
use dauys_wire::limits::{ANSWER_MAX, FETCH_MAX};
use dauys_wire::problem::ProblemCode;
use dauys_wire::{Day, Id, json};

use crate::context::Context;
use crate::http::files::Records;
use crate::http::listing::Published;
use crate::http::refusal::Refusal;
use crate::http::{path, signed};

/// `GET /inbox/days`.
pub async fn days(
    request: HttpRequest,
    payload: Payload,
    context: Data<Context>,
) -> Result<HttpResponse, Refusal> {
    signed::read(&request, payload, 0, &context).await?;
    let today = context.clock.today();
    let mut days = context.store.letter_days(today).await?;
    // A day that is over is published whatever the period; of today perhaps nothing is yet.
    if days.last() == Some(&today) && Published::of(today, context).is_empty().await? {
        days.pop();
    }
    Ok(HttpResponse::Ok().json(InboxDays { days }))
}

/// `GET /inbox/{day}`.
pub async fn day(
    request: HttpRequest,
    payload: Payload,
    context: Data<Context>,
) -> Result<HttpResponse, Refusal> {
    signed::read(&request, payload, 0, &context).await?;
    let mut published = Published::of(path::day(&request)?, context);
    let first = published.next().await?;
    Ok(HttpResponse::Ok().content_type("application/json").body(published.body(first)))
}

/// `POST /inbox/fetch`.
pub async fn fetch(
    request: HttpRequest,
    payload: Payload,
    context: Data<Context>,
) -> Result<HttpResponse, Refusal> {
    path::require_type(&request, "application/json")?;
    let (_author, body) = signed::read(&request, payload, ANSWER_MAX, &context).await?;
    let InboxFetch { ids } = json::parse(&body, ANSWER_MAX)?;
    if ids.len() > FETCH_MAX {
        return Err(ProblemCode::TooLarge.into());
    }
    let days = context.store.days_of(ids.clone()).await?;
    let visible = |(id, day): (&Id, &Option<Day>)| day.is_some_and(|day| context.shows(id, day));
    if !ids.iter().zip(&days).all(visible) {
        return Err(ProblemCode::NotFound.into());
    }
    let whole = 0..Records::Letters.length(ids.len());
    let body = Records::Letters.body(context.store.clone(), ids, &whole);
    Ok(HttpResponse::Ok().content_type(OCTETS).body(body))
}
