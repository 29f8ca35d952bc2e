//! Letters, as reporters and desks send them: never signed. Whoever knows an id may fetch the
//! letter at once; who only lists sees it when its period is over ([`super::inbox`]).

use actix_web::http::header::{ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS};
use actix_web::web::{Data, Payload};
use actix_web::{HttpRequest, HttpResponse};
use dauys_wire::acceptance::Accepted;
use dauys_wire::api::{
    DAY_HEADER, OCTETS, STAMP_HEADER, TOKEN_HEADER, WITHDRAW_HEADER, letter_path,
};
use dauys_wire::limits::{AHEAD_DAYS_MAX, LETTER_BYTES};
use dauys_wire::problem::ProblemCode;
use dauys_wire::stamp::{Stamp, Subject};
use dauys_wire::{Day, Digest, Id};

use crate::context::Context;
use crate::domain::expiry;
use crate::domain::letter::{LetterFile, SentLetter};
use crate::domain::withdraw::WithdrawRight;
use crate::http::refusal::Refusal;
use crate::http::{body, path, signed};
use crate::store::{Kept, PutLetter, Withdrawal};

/// What a letter is put with.
const ALLOWED: &str = "content-type, dauys-stamp, dauys-withdraw";

/// `PUT /letters/{id}`. The connection ends with the answer: what a sender asks for next comes on
/// another, and the buffer into which the letter was read is given back at once.
pub async fn put(
    request: HttpRequest,
    payload: Payload,
    context: Data<Context>,
) -> Result<HttpResponse, Refusal> {
    let head = Head::parse(&request, &context)?;
    let body = body::read(&request, payload, LETTER_BYTES, context.patience).await?;
    let letter = head.with(body)?;
    let now = context.clock.moment();
    pay(&head.stamp, &letter, &context, now.day)?;

    let arrival = context.hold(&letter.id, now);
    let day = letter.published(now.day);
    let expires = expiry::draw_letter_expiry(day, &context.posted().roster)?;
    let answer = Answer { id: letter.id, sha256: letter.sha256, withdraw: letter.withdraw };
    match context.store.put_letter(letter, now.day, expires).await? {
        PutLetter::Taken(day) => {
            arrival.kept();
            context.price.count(now.day);
            Ok(HttpResponse::Created().force_close().json(answer.sign(day, &context)))
        }
        PutLetter::Repeated(day) => {
            Ok(HttpResponse::Ok().force_close().json(answer.sign(day, &context)))
        }
        PutLetter::Conflict => Err(ProblemCode::Conflict.into()),
        PutLetter::Withdrawn => Err(ProblemCode::Withdrawn.into()),
        PutLetter::TooLate => Err(ProblemCode::Malformed.into()),
    }
}

/// `OPTIONS /letters/{id}`: a browser asks before it lets the offline form put a letter, because that comes
/// from no origin. Anybody may put one; the stamp is its price.
pub async fn preflight(request: HttpRequest) -> Result<HttpResponse, Refusal> {
    signed::refuse_signature(&request)?;
    path::id(&request)?;
    Ok(HttpResponse::NoContent()
        .insert_header((ACCESS_CONTROL_ALLOW_METHODS, "PUT"))
        .insert_header((ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED))
        .finish())
}

/// `GET /letters/{id}`.
pub async fn get(request: HttpRequest, context: Data<Context>) -> Result<HttpResponse, Refusal> {
    signed::refuse_signature(&request)?;
    match context.store.letter(path::id(&request)?).await? {
        Kept::There(file) => Ok(HttpResponse::Ok().content_type(OCTETS).body(file)),
        Kept::Withdrawn => Err(ProblemCode::Withdrawn.into()),
        Kept::Absent => Err(ProblemCode::NotFound.into()),
    }
}

/// `DELETE /letters/{id}`.
pub async fn delete(request: HttpRequest, context: Data<Context>) -> Result<HttpResponse, Refusal> {
    signed::refuse_signature(&request)?;
    let id = path::id(&request)?;
    let token = path::header(&request, TOKEN_HEADER)?.ok_or(Refusal(ProblemCode::WrongToken))?;
    match context.store.withdraw_letter(id, WithdrawRight::parse(token)?).await? {
        Withdrawal::Done => Ok(HttpResponse::NoContent().finish()),
        Withdrawal::Withdrawn => Err(ProblemCode::Withdrawn.into()),
        Withdrawal::WrongToken => Err(ProblemCode::WrongToken.into()),
        Withdrawal::Absent => Err(ProblemCode::NotFound.into()),
    }
}

/// What is known of a letter before its body is read.
struct Head {
    id: Id,
    ahead: Option<Day>,
    withdraw: Digest,
    stamp: Stamp,
}

impl Head {
    fn parse(request: &HttpRequest, context: &Context) -> Result<Self, Refusal> {
        signed::refuse_signature(request)?;
        path::require_type(request, OCTETS)?;
        let stamp = path::header(request, STAMP_HEADER)?;
        let stamp = stamp.ok_or(Refusal(ProblemCode::StampRequired))?;
        let withdraw = path::header(request, WITHDRAW_HEADER)?;
        let withdraw = withdraw.ok_or(Refusal(ProblemCode::Malformed))?;
        let ahead = path::header(request, DAY_HEADER)?.map(Day::parse).transpose()?;
        // A day that is over is for the store to judge: the letter may be a repetition.
        if ahead.is_some_and(|day| day > context.clock.today().plus(AHEAD_DAYS_MAX)) {
            return Err(ProblemCode::Malformed.into());
        }
        Ok(Self {
            id: path::id(request)?,
            ahead,
            withdraw: Digest::parse(withdraw)?,
            stamp: Stamp::parse(stamp)?,
        })
    }

    fn with(&self, body: bytes::Bytes) -> Result<SentLetter, Refusal> {
        let file = LetterFile::parse(body)?;
        let sha256 = Digest::of(file.bytes());
        let Self { id, ahead, withdraw, .. } = *self;
        Ok(SentLetter { id, ahead, withdraw, sha256, file })
    }
}

/// Takes the stamp, of a repetition too: otherwise asking the store would be free.
fn pay(stamp: &Stamp, letter: &SentLetter, context: &Context, today: Day) -> Result<(), Refusal> {
    let subject = Subject {
        instance: &context.posted().roster.instance,
        method: "PUT",
        path: &letter_path(&letter.id),
        ahead: letter.ahead,
        withdraw: &letter.withdraw,
        body: &letter.sha256,
    };
    Ok(stamp.verify(&subject, context.price.taken(today), today)?)
}

/// What is signed but for the day, which the store tells.
struct Answer {
    id: Id,
    sha256: Digest,
    withdraw: Digest,
}

impl Answer {
    fn sign(self, day: Day, context: &Context) -> dauys_wire::acceptance::Acceptance {
        let Self { id, sha256, withdraw } = self;
        let accepted = Accepted { id, day, sha256, withdraw };
        context.key.accept(&accepted, &context.posted().roster.instance)
    }
}
