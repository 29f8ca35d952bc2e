//! The reply drop: posted by investigators, fetched by anyone, a whole bucket at a time.

use actix_web::http::Method;
use actix_web::http::header::{ACCEPT_RANGES, CONTENT_RANGE, RANGE};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, ResponseError as _};
use dauys_wire::api::{OCTETS, ReplyTaken};
use dauys_wire::limits::REPLY_BYTES;
use dauys_wire::problem::ProblemCode;
use dauys_wire::roster::ReplyBuckets;
use dauys_wire::{Digest, Id};

use crate::context::Context;
use crate::domain::expiry;
use crate::domain::range::Asked;
use crate::domain::reply::{Bucket, ReplyFile, SentReply};
use crate::http::files::Records;
use crate::http::refusal::Refusal;
use crate::http::{path, signed};
use crate::store::PutReply;

/// `GET /replies/{bucket}`.
pub async fn get(request: HttpRequest, context: Data<Context>) -> Result<HttpResponse, Refusal> {
    signed::refuse_signature(&request)?;
    let bucket = path::bucket(&request)?;
    // For some time after a change pages fetch by the old number too.
    let ReplyBuckets { count, previous, .. } = context.posted().roster.reply_buckets;
    if bucket.number() >= count.max(previous.unwrap_or(0)) {
        return Err(ProblemCode::NotFound.into());
    }
    let replies = context.store.replies_in(bucket).await?.into_iter();
    let shown = replies.filter(|(id, day)| context.shows(id, *day));
    let ids: Vec<Id> = shown.map(|(id, _)| id).collect();

    let length = Records::Replies.length(ids.len());
    let asked = path::header(&request, RANGE.as_str())?;
    Ok(match Asked::parse(asked.filter(|_| request.method() == Method::GET), length) {
        Asked::Whole => records(&mut HttpResponse::Ok()).body(body_of(ids, 0..length, &context)),
        Asked::Part(range) => {
            let (first, last) = (range.start, range.end.saturating_sub(1));
            records(&mut HttpResponse::PartialContent())
                .insert_header((CONTENT_RANGE, format!("bytes {first}-{last}/{length}")))
                .body(body_of(ids, range, &context))
        }
        Asked::Outside => outside(length),
    })
}

/// `PUT /replies/{bucket}/{id}`.
pub async fn put(
    request: HttpRequest,
    payload: Payload,
    context: Data<Context>,
) -> Result<HttpResponse, Refusal> {
    path::require_type(&request, OCTETS)?;
    let (id, bucket) = (path::id(&request)?, path::bucket(&request)?);
    let (author, body) = signed::read(&request, payload, REPLY_BYTES, &context).await?;
    let reply = sent(id, bucket, body, &context)?;
    let taken = ReplyTaken { id, sha256: reply.sha256 };
    let (now, posted) = (context.clock.moment(), context.posted());

    let Some(place) = context.quota.take(author.id(), now.day, posted.roster.cover) else {
        // A repetition costs no place, even if there is none left.
        let repeated = context.store.has_reply(reply).await?;
        return if repeated {
            Ok(HttpResponse::Ok().json(taken))
        } else {
            Err(ProblemCode::Quota.into())
        };
    };
    let held = context.hold(&id, now);
    let expires = expiry::reply_expiry(now.day, &posted.roster);
    match context.store.put_reply(reply, now.day, expires).await? {
        PutReply::Taken => {
            held.kept();
            place.used();
            Ok(HttpResponse::Created().json(taken))
        }
        PutReply::Repeated => Ok(HttpResponse::Ok().json(taken)),
        PutReply::Conflict => Err(ProblemCode::Conflict.into()),
    }
}

fn sent(
    id: Id,
    bucket: Bucket,
    body: bytes::Bytes,
    context: &Context,
) -> Result<SentReply, Refusal> {
    if bucket.number() >= context.posted().roster.reply_buckets.count {
        return Err(ProblemCode::NotFound.into());
    }
    let file = ReplyFile::parse(body)?;
    Ok(SentReply { id, bucket, sha256: Digest::of(file.bytes()), file })
}

fn records(response: &mut HttpResponseBuilder) -> &mut HttpResponseBuilder {
    response.content_type(OCTETS).insert_header((ACCEPT_RANGES, "bytes"))
}

fn body_of(
    ids: Vec<Id>,
    range: std::ops::Range<u64>,
    context: &Context,
) -> impl actix_web::body::MessageBody + use<> {
    Records::Replies.body(context.store.clone(), ids, &range)
}

/// 416, with the length, so that a page knows that it has all.
pub(super) fn outside(length: u64) -> HttpResponse {
    let mut response = Refusal(ProblemCode::RangeNotSatisfiable).error_response();
    if let Ok(value) = format!("bytes */{length}").try_into() {
        response.headers_mut().insert(CONTENT_RANGE, value);
    }
    response
}
