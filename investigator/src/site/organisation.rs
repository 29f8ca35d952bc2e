//! What the organisation published, checked as a reporter's page checks it, and beyond that: whether
//! whoever asks stands in it with their own keys.

use dauys_crypto::roster::{Refusal, Visit, trust};
use dauys_wire::api::{self, Health};
use dauys_wire::limits::ANSWER_MAX;
use dauys_wire::roster::Roster;
use dauys_wire::{Digest, json};

use super::{Code, Findings, Question};
use crate::address::is_onion_origin;
use crate::remote::RemoteError;
use crate::remote::browser::Browser;

/// As the server showed it to the first who asked.
pub(super) struct Shown {
    pub(super) roster: Vec<u8>,
    pub(super) minisig: Vec<u8>,
    pub(super) questionnaire: Vec<u8>,
    pub(super) help: Vec<u8>,
    health: Vec<u8>,
}

/// What is not there is empty, and will not verify.
pub(super) fn fetch(question: &Question<'_>) -> Result<Shown, RemoteError> {
    let mut browser = Browser::new(&question.address.origin, question.proxy)?;
    let mut get =
        |path: String| super::fetch(&mut browser, question, &path).map(Option::unwrap_or_default);
    Ok(Shown {
        roster: get(api::roster_path())?,
        minisig: get(api::roster_signature_path())?,
        questionnaire: get(api::questionnaire_path())?,
        help: get(api::help_path())?,
        health: get(api::health_path())?,
    })
}

/// Notes what does not hold. Returns the origins in Tor that pages may name.
pub(super) fn check(
    question: &Question<'_>,
    shown: &Shown,
    findings: &mut Findings,
) -> Vec<String> {
    let mut add = |code, path: String| findings.add(code, &path, None, None);
    let health: Result<Health, _> = json::parse(&shown.health, ANSWER_MAX);
    let Ok(health) = health else {
        add(Code::Content, api::health_path());
        return Vec::new();
    };
    let visit = Visit {
        fragment: &question.address.fragment,
        origin: Some(&question.address.origin),
        server_day: health.day,
        device_day: question.today,
        seen_version: None,
    };
    let minisig = String::from_utf8_lossy(&shown.minisig);
    let roster = match trust(&shown.roster, &minisig, &shown.questionnaire, &visit) {
        Ok(trusted) => trusted.roster,
        Err(refusal) => {
            let (code, path) = refused(refusal);
            add(code, path);
            return Vec::new();
        }
    };
    if Digest::of(&shown.help) != roster.help.sha256 {
        add(Code::Help, api::help_path());
    }
    if !has_own_entry(question, &roster) {
        add(Code::OwnEntry, api::roster_path());
    }
    roster.origins.into_iter().filter(|origin| is_onion_origin(origin)).collect()
}

fn has_own_entry(question: &Question<'_>, roster: &Roster) -> bool {
    let Some(card) = question.card else { return true };
    roster.instance == card.instance
        && roster.investigator(&card.id).is_some_and(|entry| {
            entry.recipient == card.recipient && entry.signing_key == card.signing_key
        })
}

fn refused(refusal: Refusal) -> (Code, String) {
    let code = match refusal {
        Refusal::Malformed | Refusal::Contradiction => Code::RosterMalformed,
        Refusal::Signature => Code::RosterSignature,
        Refusal::Origin => Code::RosterOrigin,
        // Without a version seen before nothing is older.
        Refusal::Expired | Refusal::Older => Code::RosterExpired,
        Refusal::Clocks => return (Code::Clock, api::health_path()),
        Refusal::Questionnaire => return (Code::Questionnaire, api::questionnaire_path()),
        Refusal::Channel => Code::Channel,
    };
    (code, api::roster_path())
}
