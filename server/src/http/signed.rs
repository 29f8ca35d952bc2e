//! Who may call: some calls are always signed by an investigator, all others never are. A signature
//! where none belongs would mark every unsigned request as a reporter's, so it is refused.

use actix_web::HttpRequest;
use actix_web::web::Payload;
use bytes::Bytes;
use dauys_wire::api::INSTANCE_HEADER;
use dauys_wire::problem::ProblemCode;
use dauys_wire::request::{
    CONTENT_DIGEST_HEADER, Claimed, Request, SIGNATURE_HEADER, SIGNATURE_INPUT_HEADER,
    SignatureHeaders,
};
use dauys_wire::{Digest, Id};

use crate::context::Context;
use crate::http::refusal::Refusal;
use crate::http::{body, path};

/// An investigator who signed this request and is active today. There is no other way to get one.
#[derive(Debug)]
pub struct Author(Id);

impl Author {
    /// Who it is.
    pub fn id(&self) -> &Id {
        &self.0
    }
}

/// Refuses a signature on a call that is never signed.
pub fn refuse_signature(request: &HttpRequest) -> Result<(), Refusal> {
    let headers = request.headers();
    if headers.contains_key(SIGNATURE_HEADER) || headers.contains_key(SIGNATURE_INPUT_HEADER) {
        return Err(ProblemCode::SignatureForbidden.into());
    }
    Ok(())
}

/// Reads the body, at most `max` bytes, and verifies who signed it together with the request.
pub async fn read(
    request: &HttpRequest,
    payload: Payload,
    max: usize,
    context: &Context,
) -> Result<(Author, Bytes), Refusal> {
    // Before the body: who has no signature is not worth reading.
    let headers = signature_headers(request, context)?;
    let body = body::read(request, payload, max, context.patience).await?;
    let author = verify(request, &headers, &Digest::of(&body), context)?;
    Ok((author, body))
}

fn signature_headers(
    request: &HttpRequest,
    context: &Context,
) -> Result<SignatureHeaders, Refusal> {
    let required = Refusal(ProblemCode::SignatureRequired);
    let header = |name| path::header(request, name)?.ok_or(required);
    if header(INSTANCE_HEADER)? != context.posted().roster.instance.as_str() {
        return Err(required);
    }
    Ok(SignatureHeaders {
        signature_input: header(SIGNATURE_INPUT_HEADER)?.to_owned(),
        signature: header(SIGNATURE_HEADER)?.to_owned(),
        content_digest: header(CONTENT_DIGEST_HEADER)?.to_owned(),
    })
}

fn verify(
    request: &HttpRequest,
    headers: &SignatureHeaders,
    body: &Digest,
    context: &Context,
) -> Result<Author, Refusal> {
    let posted = context.posted();
    let signed = Request {
        method: request.method().as_str(),
        path: request.uri().path(),
        query: request.uri().query().unwrap_or_default(),
        body,
        instance: &posted.roster.instance,
    };
    let claimed = Claimed::parse(&signed, headers)?;
    let id = *claimed.investigator();
    let investigator = posted
        .roster
        .investigator(&id)
        .filter(|_| posted.roster.is_active(&id, context.clock.today()))
        .ok_or(Refusal(ProblemCode::SignatureRequired))?;
    claimed.verify(&investigator.signing_key, context.clock.unix_seconds())?;
    Ok(Author(id))
}
