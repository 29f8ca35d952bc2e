//! The only network code: what a desk asks the server (docs/PROTOCOL.md, section 9), its
//! attachments in [`blobs`], and in [`visitor`] what a reporter does.
//!
//! Calls that are signed share a connection. Calls that never are get a fresh one each, without any
//! header that is ours alone: on one connection they would be marked as this desk's.
//! Certificates are verified against the roots built into this program, not against those of the
//! machine, where an employer or a state may have added its own.

pub mod blobs;
pub mod browser;
pub mod visitor;

use std::collections::BTreeSet;
use std::io::Read as _;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dauys_wire::acceptance::Acceptance;
use dauys_wire::api::{
    self, DAY_HEADER, Health, INSTANCE_HEADER, InboxDay, InboxDays, InboxFetch, OCTETS, ReplyTaken,
    STAMP_HEADER, TOKEN_HEADER, WITHDRAW_HEADER,
};
use dauys_wire::limits::{ANSWER_MAX, LETTER_BYTES, MINISIG_MAX, QUESTIONNAIRE_MAX, ROSTER_MAX};
use dauys_wire::problem::{Problem, ProblemCode};
use dauys_wire::request::{
    self, CONTENT_DIGEST_HEADER, Request, SIGNATURE_HEADER, SIGNATURE_INPUT_HEADER,
};
use dauys_wire::stamp::{Stamp, StampSearch, Subject};
use dauys_wire::{Day, Digest, Id, InstanceName, PublicKey, json};
use ed25519_dalek::SigningKey;
use serde::de::DeserializeOwned;
use ureq::config::AutoHeaderValue;
use ureq::http::{self, Method, StatusCode};
use ureq::{Agent, Proxy};

use crate::clock;

/// Longer than Tor takes to build a circuit.
const CONNECT_SECONDS: u64 = 60;
/// For one call; 2 MiB of letters over a bad line.
const CALL_SECONDS: u64 = 300;
/// A day's list: 35 bytes an id; a hundred thousand letters a day is a flood.
const LIST_MAX: usize = 4 << 20;

/// Why the server did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// No connection, or it broke. What the network layer says is in English.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// The proxy's address is not one.
    #[error("not the address of a proxy")]
    Proxy,
    /// The server refused, and said why.
    #[error("the server refused: {}", .0.title())]
    Problem(ProblemCode),
    /// The answer is not what this server should say: a middleman, or another program.
    #[error("the answer is not one of this server")]
    Unexpected,
    /// It answered that it took a letter, and its proof does not hold.
    #[error("the server's proof that it took a letter does not hold")]
    Unproven,
    /// The server asks for more work than any client does.
    #[error("the server asks for too dear a stamp")]
    TooDear,
}

/// Who signs requests.
#[derive(Clone, Copy)]
pub struct Signer<'a> {
    /// The investigator.
    pub id: &'a Id,
    /// Their key.
    pub key: &'a SigningKey,
    /// The installation.
    pub instance: &'a InstanceName,
}

/// The server.
pub struct Remote<'a> {
    origin: String,
    proxy: Option<Proxy>,
    signer: Signer<'a>,
    kept: Agent,
    tried: BTreeSet<Id>,
}

/// What the organisation publishes, as the server handed it out: nothing is verified yet.
pub struct Published {
    /// `roster.json`.
    pub roster: Vec<u8>,
    /// Its signature.
    pub minisig: String,
    /// `questionnaire.json`.
    pub questionnaire: Vec<u8>,
}

/// What a letter is posted with.
pub struct Stamped {
    stamp: Stamp,
    withdraw: Digest,
    ahead: Option<Day>,
}

impl<'a> Remote<'a> {
    /// Nothing is sent yet.
    pub fn new(origin: &str, proxy: Option<&str>, signer: Signer<'a>) -> Result<Self, RemoteError> {
        let proxy = proxy.map(proxy_of).transpose()?;
        let kept = agent(proxy.clone());
        Ok(Self { origin: origin.to_owned(), proxy, signer, kept, tried: BTreeSet::new() })
    }

    /// Letters that the server may have taken before, on a day of which we do not know.
    #[must_use]
    pub fn having_tried(self, tried: BTreeSet<Id>) -> Self {
        Self { tried, ..self }
    }

    /// Roster and questionnaire, over a fresh connection: what everybody is shown.
    pub fn published(&self) -> Result<Published, RemoteError> {
        let agent = agent(self.proxy.clone());
        let read = |path: String, max| self.call(&agent, &Method::GET, &path, &[], &[], max);
        let minisig = read(api::roster_signature_path(), MINISIG_MAX)?;
        Ok(Published {
            roster: read(api::roster_path(), ROSTER_MAX)?,
            minisig: String::from_utf8(minisig).map_err(|_| RemoteError::Unexpected)?,
            questionnaire: read(api::questionnaire_path(), QUESTIONNAIRE_MAX)?,
        })
    }

    /// The server's day and the price of a letter.
    pub fn health(&self) -> Result<Health, RemoteError> {
        let agent = agent(self.proxy.clone());
        parse(&self.call(&agent, &Method::GET, &api::health_path(), &[], &[], ANSWER_MAX)?)
    }

    /// Days with letters.
    pub fn inbox_days(&self) -> Result<Vec<Day>, RemoteError> {
        let answer = self.signed(&Method::GET, &api::inbox_days_path(), &[], None, LIST_MAX)?;
        parse::<InboxDays>(&answer).map(|answer| answer.days)
    }

    /// Letters of a day.
    pub fn inbox_day(&self, day: Day) -> Result<Vec<Id>, RemoteError> {
        let answer = self.signed(&Method::GET, &api::inbox_day_path(day), &[], None, LIST_MAX)?;
        parse::<InboxDay>(&answer).map(|answer| answer.ids)
    }

    /// Letters, in the order of their ids here; at most [`dauys_wire::limits::FETCH_MAX`].
    pub fn fetch(&self, ids: &[Id]) -> Result<Vec<Vec<u8>>, RemoteError> {
        let asked = InboxFetch { ids: ids.to_vec() };
        let body = serde_json::to_vec(&asked).map_err(|_| RemoteError::Unexpected)?;
        let max = ids.len() * LETTER_BYTES;
        let path = api::inbox_fetch_path();
        let answer = self.signed(&Method::POST, &path, &body, Some("application/json"), max)?;
        if answer.len() != max {
            return Err(RemoteError::Unexpected);
        }
        Ok(answer.chunks(LETTER_BYTES).map(<[u8]>::to_vec).collect())
    }

    /// Searches a letter's stamp, for a day ahead if one is named. The server is asked for its day
    /// and its price, over a fresh connection, and not told of any letter.
    pub fn stamp_letter(
        &self,
        id: &Id,
        file: &[u8],
        withdraw: Digest,
        ahead: Option<Day>,
    ) -> Result<Stamped, RemoteError> {
        let health = self.health()?;
        let (path, body) = (api::letter_path(id), Digest::of(file));
        let subject = Subject {
            instance: self.signer.instance,
            method: "PUT",
            path: &path,
            ahead,
            withdraw: &withdraw,
            body: &body,
        };
        let stamp = StampSearch::begin(&subject, health.day, health.stamp_bits)
            .map_err(|_| RemoteError::TooDear)?
            .finish();
        Ok(Stamped { stamp, withdraw, ahead })
    }

    /// Posts a letter, unsigned, over a fresh connection, with its stamp. The acceptance is verified.
    /// The same letter twice is accepted twice.
    pub fn put_letter(
        &self,
        id: &Id,
        file: &[u8],
        stamped: &Stamped,
        server_key: &PublicKey,
    ) -> Result<Acceptance, RemoteError> {
        let Stamped { stamp, withdraw, ahead } = stamped;
        let (path, body) = (api::letter_path(id), Digest::of(file));
        let mut headers = vec![
            (http::header::CONTENT_TYPE.as_str(), OCTETS.to_owned()),
            (STAMP_HEADER, stamp.to_string()),
            (WITHDRAW_HEADER, withdraw.to_string()),
        ];
        headers.extend(ahead.map(|day| (DAY_HEADER, day.to_string())));
        let agent = agent(self.proxy.clone());
        let answer = self.call(&agent, &Method::PUT, &path, &headers, file, ANSWER_MAX)?;
        let acceptance: Acceptance = parse(&answer).map_err(|_| RemoteError::Unproven)?;
        let proven = acceptance.proves(self.signer.instance, server_key, id, &body, withdraw)
            && is_credible(acceptance.day, *ahead, clock::today(), self.tried.contains(id));
        proven.then_some(acceptance).ok_or(RemoteError::Unproven)
    }

    /// Takes a letter back, unsigned, over a fresh connection. One that is not there any more
    /// needs no taking back.
    pub fn delete_letter(&self, id: &Id, token: &[u8]) -> Result<(), RemoteError> {
        let headers = [(TOKEN_HEADER, URL_SAFE_NO_PAD.encode(token))];
        let agent = agent(self.proxy.clone());
        let path = api::letter_path(id);
        match self.call(&agent, &Method::DELETE, &path, &headers, &[], ANSWER_MAX) {
            Ok(_) | Err(RemoteError::Problem(ProblemCode::NotFound | ProblemCode::Withdrawn)) => {
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Posts a reply. The same reply twice is taken twice.
    pub fn put_reply(&self, bucket: u32, id: &Id, file: &[u8]) -> Result<(), RemoteError> {
        let path = api::reply_path(bucket, id);
        let answer = self.signed(&Method::PUT, &path, file, Some(OCTETS), ANSWER_MAX)?;
        let taken: ReplyTaken = parse(&answer)?;
        let same = taken == ReplyTaken { id: *id, sha256: Digest::of(file) };
        same.then_some(()).ok_or(RemoteError::Unexpected)
    }

    fn signed(
        &self,
        method: &Method,
        path: &str,
        body: &[u8],
        content_type: Option<&str>,
        max: usize,
    ) -> Result<Vec<u8>, RemoteError> {
        let Signer { id, key, instance } = self.signer;
        let sha256 = Digest::of(body);
        let request = Request { method: method.as_str(), path, query: "", body: &sha256, instance };
        let signed =
            request::sign(&request, id, key, clock::now()).map_err(|_| RemoteError::Unexpected)?;
        let mut headers = vec![
            (INSTANCE_HEADER, instance.to_string()),
            (CONTENT_DIGEST_HEADER, signed.content_digest),
            (SIGNATURE_INPUT_HEADER, signed.signature_input),
            (SIGNATURE_HEADER, signed.signature),
        ];
        let content_type = content_type.map(str::to_owned);
        headers.extend(content_type.map(|kind| (http::header::CONTENT_TYPE.as_str(), kind)));
        self.call(&self.kept, method, path, &headers, body, max)
    }

    fn call(
        &self,
        agent: &Agent,
        method: &Method,
        path: &str,
        headers: &[(&str, String)],
        body: &[u8],
        max: usize,
    ) -> Result<Vec<u8>, RemoteError> {
        let asked = Asked { method, url: self.origin.clone() + path, headers, body };
        let (status, bytes) = exchange(agent, &asked, max)?;
        if !status.is_success() {
            let problem: Problem = parse(&bytes)?;
            return Err(RemoteError::Problem(problem.code));
        }
        if bytes.len() > max { Err(RemoteError::Unexpected) } else { Ok(bytes) }
    }
}

/// Whether a letter can have been taken for that day. One far ahead would never be over, so that
/// nobody would ever miss the letter; one long gone is listed where colleagues look no more. What
/// was tried before may have been taken then. Clocks may differ by a day.
fn is_credible(day: Day, ahead: Option<Day>, today: Day, tried: bool) -> bool {
    match ahead {
        Some(ahead) => day == ahead,
        None => day.since(today) <= 1 && (tried || today.since(day) <= 1),
    }
}

/// One request.
struct Asked<'a> {
    method: &'a Method,
    url: String,
    headers: &'a [(&'a str, String)],
    body: &'a [u8],
}

/// Asks, and reads no more than `max` bytes and one; of what is no success only a small answer.
fn exchange(
    agent: &Agent,
    asked: &Asked<'_>,
    max: usize,
) -> Result<(StatusCode, Vec<u8>), RemoteError> {
    let mut request = http::Request::builder().method(asked.method).uri(&asked.url);
    for (name, value) in asked.headers {
        request = request.header(*name, value);
    }
    let answer = match *asked.method {
        Method::GET | Method::DELETE => agent.run(request.body(()).map_err(unreachable)?),
        _ => agent.run(request.body(asked.body).map_err(unreachable)?),
    };
    let mut answer = answer.map_err(unreachable)?;
    let status = answer.status();
    let max = if status.is_success() { max } else { ANSWER_MAX };
    let mut bytes = Vec::new();
    let body = answer.body_mut().as_reader().take(max as u64 + 1).read_to_end(&mut bytes);
    body.map_err(unreachable)?;
    Ok((status, bytes))
}

/// A proxy, which is given the server's name as it is: to look it up here would tell whoever
/// answers that question where this machine goes, and onion services are known to nobody else.
fn proxy_of(text: &str) -> Result<Proxy, RemoteError> {
    let named = text.strip_prefix("socks5://").map(|rest| format!("socks5h://{rest}"));
    Proxy::new(named.as_deref().unwrap_or(text)).map_err(|_| RemoteError::Proxy)
}

/// No redirects (they would lead elsewhere), no names of software, no compression, and no proxy
/// but the one that was asked for.
fn agent(proxy: Option<Proxy>) -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(AutoHeaderValue::None)
        .accept_encoding(AutoHeaderValue::None)
        .timeout_connect(Some(Duration::from_secs(CONNECT_SECONDS)))
        .timeout_global(Some(Duration::from_secs(CALL_SECONDS)))
        .proxy(proxy)
        .build()
        .into()
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, RemoteError> {
    json::parse(bytes, LIST_MAX).map_err(|_| RemoteError::Unexpected)
}

fn unreachable(error: impl std::fmt::Display) -> RemoteError {
    RemoteError::Unreachable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_proxy_of_socks_5_has_names_looked_up_here() {
        for text in ["socks5://127.0.0.1:9050", "socks5h://127.0.0.1:9050", "socks5://a:b@[::1]:1"]
        {
            assert!(!proxy_of(text).unwrap().resolve_target(), "{text}");
        }
        assert!(matches!(proxy_of("gopher://127.0.0.1"), Err(RemoteError::Proxy)));
    }

    #[test]
    fn an_acceptance_is_for_the_day_asked_for_or_for_one_next_to_today() {
        let today = Day::from_number(20_000);
        for (day, fresh, tried) in [
            (today.minus(9), false, true),
            (today.minus(2), false, true),
            (today.minus(1), true, true),
            (today, true, true),
            (today.plus(1), true, true),
            (today.plus(2), false, false),
            (Day::MAX, false, false),
        ] {
            assert_eq!(is_credible(day, None, today, false), fresh, "{day}");
            assert_eq!(is_credible(day, None, today, true), tried, "{day}, not for the first time");
            assert_eq!(is_credible(day, Some(today.plus(1)), today, true), day == today.plus(1));
        }
    }
}
