//! Blobs: announced, sent chunk by chunk, finished, and fetched by whoever knows their id. Never signed.

use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::SizedStream;
use actix_web::http::Method;
use actix_web::http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, RANGE};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use bytes::{Bytes, BytesMut};
use dauys_wire::acceptance::Accepted;
use dauys_wire::api::{
    BlobAnnounced, BlobFinished, BlobMissing, OCTETS, STAMP_HEADER, TOKEN_HEADER, WITHDRAW_HEADER,
    blob_path,
};
use dauys_wire::blob::CHUNK_BYTES;
use dauys_wire::limits::ANSWER_MAX;
use dauys_wire::problem::ProblemCode;
use dauys_wire::stamp::{Stamp, Subject};
use dauys_wire::{Digest, Id, json};
use futures_util::{Stream, StreamExt as _, stream};

use crate::blobs::{NoRoom, Readable};
use crate::context::Context;
use crate::domain::blob::{Announcement, FinishedBlob, Upload};
use crate::domain::expiry;
use crate::domain::range::Asked;
use crate::domain::withdraw::WithdrawRight;
use crate::http::refusal::Refusal;
use crate::http::{body, path, replies, signed};
use crate::store::{Announced, Kept, StoreError, Withdrawal};

const JSON: &str = "application/json";

/// What is written at once, and what has to come within the time of a body.
const PIECE_BYTES: usize = 65_536;

/// `POST /blobs/{id}`.
pub async fn announce(
    request: HttpRequest,
    payload: Payload,
    context: Data<Context>,
) -> Result<HttpResponse, Refusal> {
    let id = id_of(&request)?;
    let stamp = path::header(&request, STAMP_HEADER)?;
    let stamp = Stamp::parse(stamp.ok_or(Refusal(ProblemCode::StampRequired))?)?;
    let withdraw = path::header(&request, WITHDRAW_HEADER)?;
    let withdraw = Digest::parse(withdraw.ok_or(Refusal(ProblemCode::Malformed))?)?;
    let body = body::read(&request, payload, ANSWER_MAX, context.patience).await?;
    let BlobAnnounced { bytes: size } = json::parse(&body, ANSWER_MAX)?;

    let today = context.clock.today();
    let subject = Subject {
        instance: &context.posted().roster.instance,
        method: "POST",
        path: &blob_path(&id),
        ahead: None,
        withdraw: &withdraw,
        body: &Digest::of(&body),
    };
    stamp.verify(&subject, size.stamp_bits(context.price.taken(today)), today)?;
    let announced = context.store.announced_on(today).await?;
    // What is there already needs no more room.
    let room = context.blobs.has_room(size, announced);
    let announcement = Announcement { id, size, withdraw };
    match context.store.announce(announcement, today, room.is_ok()).await? {
        Announced::New => {}
        Announced::There(upload) => return Ok(HttpResponse::Ok().json(missing(&upload))),
        Announced::Finished => return Ok(HttpResponse::Ok().json(BlobMissing { missing: vec![] })),
        Announced::Conflict => return Err(ProblemCode::Conflict.into()),
        Announced::Withdrawn => return Err(ProblemCode::Withdrawn.into()),
        Announced::NoRoom => {
            return Err(match room {
                Err(NoRoom::TooLarge) => ProblemCode::TooLarge.into(),
                _ => ProblemCode::Full.into(),
            });
        }
    }
    if let Err(error) = context.blobs.reserve(id, size).await {
        context.store.forget_upload(id).await?;
        context.blobs.remove(id).await?;
        return Err(error.into());
    }
    Ok(HttpResponse::Created().json(missing(&Upload::begin(size))))
}

/// The id of a call that takes JSON.
fn id_of(request: &HttpRequest) -> Result<Id, Refusal> {
    signed::refuse_signature(request)?;
    path::require_type(request, JSON)?;
    path::id(request)
}

fn missing(upload: &Upload) -> BlobMissing {
    BlobMissing { missing: upload.missing() }
}

/// `PUT /blobs/{id}/{chunk}`.
pub async fn put(
    request: HttpRequest,
    payload: Payload,
    context: Data<Context>,
) -> Result<HttpResponse, Refusal> {
    signed::refuse_signature(&request)?;
    path::require_type(&request, OCTETS)?;
    let (id, chunk) = (path::id(&request)?, path::chunk(&request)?.number());
    let Some(upload) = upload(id, &context).await? else {
        // Finished meanwhile: an answer was lost.
        drain(payload, context.patience).await?;
        return Ok(HttpResponse::NoContent().finish());
    };
    let length = upload.size.chunk_bytes(chunk).ok_or(Refusal(ProblemCode::NotFound))?;
    let announced = path::header(&request, CONTENT_LENGTH.as_str())?.unwrap_or("0");
    let announced: u64 = announced.parse().map_err(|_| Refusal(ProblemCode::TooLarge))?;
    if announced > length {
        return Err(ProblemCode::TooLarge.into());
    }
    if announced < length {
        return Err(ProblemCode::Malformed.into());
    }
    if upload.has(chunk) {
        drain(payload, context.patience).await?;
        return Ok(HttpResponse::NoContent().finish());
    }
    let _permit = context.blobs.begin_writing().ok_or(Refusal(ProblemCode::Busy))?;
    write(id, chunk, payload, &context).await?;
    if context.store.add_chunk(id, chunk).await? {
        Ok(HttpResponse::NoContent().finish())
    } else {
        Err(ProblemCode::NotFound.into())
    }
}

/// What is announced and not finished; none if it is finished.
async fn upload(id: Id, context: &Context) -> Result<Option<Upload>, Refusal> {
    if let Some(upload) = context.store.upload(id).await? {
        return Ok(Some(upload));
    }
    match context.store.blob(id).await? {
        Kept::There(_) => Ok(None),
        Kept::Withdrawn => Err(ProblemCode::Withdrawn.into()),
        Kept::Absent => Err(ProblemCode::NotFound.into()),
    }
}

/// Writes a chunk to its place while it comes.
async fn write(id: Id, chunk: u32, mut payload: Payload, context: &Context) -> Result<(), Refusal> {
    let file = context.blobs.writable(id).await?;
    let mut place = u64::from(chunk).saturating_mul(CHUNK_BYTES);
    loop {
        let reading = tokio::time::timeout(context.patience, piece(&mut payload));
        let piece = reading.await.map_err(|_| Refusal(ProblemCode::TooSlow))??;
        if piece.is_empty() {
            // A chunk that is noted is not taken again: what the power took from it would stay lost.
            return on_disk(move || file.sync_data()).await;
        }
        let (file, length) = (Arc::clone(&file), piece.len());
        on_disk(move || file.write_all_at(&piece, place)).await?;
        place = place.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
    }
}

async fn on_disk(work: impl FnOnce() -> io::Result<()> + Send + 'static) -> Result<(), Refusal> {
    let done = actix_web::web::block(work).await.map_err(|_| Refusal(ProblemCode::Internal))?;
    Ok(done.map_err(StoreError::from)?)
}

/// What comes next, some of it; empty at the end.
async fn piece(payload: &mut Payload) -> Result<Bytes, Refusal> {
    let mut piece = BytesMut::new();
    while piece.len() < PIECE_BYTES {
        let Some(part) = payload.next().await else { break };
        piece.extend_from_slice(&part.map_err(|_| Refusal(ProblemCode::Malformed))?);
    }
    Ok(piece.freeze())
}

/// Reads what nobody needs, so that the sender reads the answer.
async fn drain(mut payload: Payload, patience: Duration) -> Result<(), Refusal> {
    loop {
        let reading = tokio::time::timeout(patience, piece(&mut payload));
        if reading.await.map_err(|_| Refusal(ProblemCode::TooSlow))??.is_empty() {
            return Ok(());
        }
    }
}

/// `GET /blobs/{id}/chunks`.
pub async fn chunks(request: HttpRequest, context: Data<Context>) -> Result<HttpResponse, Refusal> {
    signed::refuse_signature(&request)?;
    let upload = upload(path::id(&request)?, &context).await?;
    let missing = upload.map_or_else(Vec::new, |upload| upload.missing());
    Ok(HttpResponse::Ok().json(BlobMissing { missing }))
}

/// `POST /blobs/{id}/finish`.
pub async fn finish(
    request: HttpRequest,
    payload: Payload,
    context: Data<Context>,
) -> Result<HttpResponse, Refusal> {
    let id = id_of(&request)?;
    let body = body::read(&request, payload, ANSWER_MAX, context.patience).await?;
    let BlobFinished { sha256 } = json::parse(&body, ANSWER_MAX)?;
    if let Some(upload) = upload(id, &context).await? {
        if !upload.missing().is_empty() {
            return Err(ProblemCode::Incomplete.into());
        }
        let today = context.clock.today();
        let hash = context.blobs.settle(id, today).await?;
        if hash.ok_or(Refusal(ProblemCode::Malformed))? != sha256 {
            return Err(ProblemCode::Conflict.into());
        }
        let expires = expiry::draw_letter_expiry(today, &context.posted().roster)?;
        if context.store.finish_blob(id, sha256, today, expires).await? {
            let finished = finished(id, &context).await?;
            return Ok(HttpResponse::Created().json(accept(id, &finished, &context)));
        }
    }
    let finished = finished(id, &context).await?;
    if finished.sha256 != sha256 {
        return Err(ProblemCode::Conflict.into());
    }
    Ok(HttpResponse::Ok().json(accept(id, &finished, &context)))
}

async fn finished(id: Id, context: &Context) -> Result<FinishedBlob, Refusal> {
    match context.store.blob(id).await? {
        Kept::There(blob) => Ok(blob),
        Kept::Withdrawn => Err(ProblemCode::Withdrawn.into()),
        Kept::Absent => Err(ProblemCode::NotFound.into()),
    }
}

fn accept(id: Id, blob: &FinishedBlob, context: &Context) -> dauys_wire::acceptance::Acceptance {
    let FinishedBlob { day, sha256, withdraw, .. } = *blob;
    let accepted = Accepted { id, day, sha256, withdraw };
    context.key.accept_blob(&accepted, &context.posted().roster.instance)
}

/// `GET /blobs/{id}`.
pub async fn get(request: HttpRequest, context: Data<Context>) -> Result<HttpResponse, Refusal> {
    signed::refuse_signature(&request)?;
    let id = path::id(&request)?;
    let length = finished(id, &context).await?.size.bytes();
    let file = context.blobs.readable(id).await?.ok_or(Refusal(ProblemCode::NotFound))?;
    let asked = path::header(&request, RANGE.as_str())?;
    let asked = Asked::parse(asked.filter(|_| request.method() == Method::GET), length);
    let (mut response, range) = match asked {
        Asked::Whole => (HttpResponse::Ok(), 0..length),
        Asked::Part(range) => {
            let mut response = HttpResponse::PartialContent();
            let (first, last) = (range.start, range.end.saturating_sub(1));
            response.insert_header((CONTENT_RANGE, format!("bytes {first}-{last}/{length}")));
            (response, range)
        }
        Asked::Outside => return Ok(replies::outside(length)),
    };
    response.content_type(OCTETS).insert_header((ACCEPT_RANGES, "bytes"));
    Ok(response.body(stream_of(file, range)))
}

/// The bytes of a file, read a few at a time while the receiver takes them.
fn stream_of(
    file: Readable,
    range: Range<u64>,
) -> SizedStream<impl Stream<Item = Result<Bytes, Box<dyn std::error::Error>>>> {
    let length = range.end.saturating_sub(range.start);
    let pieces = stream::try_unfold((file, range), |(file, range)| async move {
        let left = usize::try_from(range.end.saturating_sub(range.start)).unwrap_or(usize::MAX);
        if left == 0 {
            return Ok(None);
        }
        let from = file.clone();
        let start = range.start;
        let piece =
            actix_web::web::block(move || from.read(start, left.min(PIECE_BYTES))).await??;
        let next = start.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        Ok(Some((piece, (file, next..range.end))))
    });
    SizedStream::new(length, pieces)
}

/// `DELETE /blobs/{id}`.
pub async fn delete(request: HttpRequest, context: Data<Context>) -> Result<HttpResponse, Refusal> {
    signed::refuse_signature(&request)?;
    let id = path::id(&request)?;
    let token = path::header(&request, TOKEN_HEADER)?.ok_or(Refusal(ProblemCode::WrongToken))?;
    match context.store.withdraw_blob(id, WithdrawRight::parse(token)?).await? {
        Withdrawal::Done => {
            context.blobs.remove(id).await?;
            Ok(HttpResponse::NoContent().finish())
        }
        Withdrawal::Withdrawn => Err(ProblemCode::Withdrawn.into()),
        Withdrawal::WrongToken => Err(ProblemCode::WrongToken.into()),
        Withdrawal::Absent => Err(ProblemCode::NotFound.into()),
    }
}
