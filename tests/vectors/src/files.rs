//! Whole files: a signed roster, a report sealed to two investigators, a reply to its reporter.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use dauys_crypto::card::Card;
use dauys_crypto::code::Code;
use dauys_crypto::draft::ReportDraft;
use dauys_crypto::hybrid::HybridIdentity;
use dauys_crypto::letter::{Author, Lang, Letter, ReporterLetter};
use dauys_crypto::open::{self, OpenError};
use dauys_crypto::reply::{Reply, ReplyBody, ReplyKind};
use dauys_crypto::roster::{Fragment, Trusted, Visit, trust};
use dauys_crypto::seal::{self, OwnCopy};
use dauys_crypto::signing;
use dauys_crypto::thread::Reporter;
use dauys_wire::questionnaire::Answer;
use dauys_wire::{Day, Digest, Id, PublicKey, label};
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};

use crate::{Agreed, same};

mod organisation;

/// The story in one vector.
#[derive(Serialize, Deserialize)]
pub struct Files {
    /// The page's address fragment.
    fragment: String,
    day: Day,
    /// `roster.json` and its signature.
    roster: String,
    roster_minisig: String,
    questionnaire: String,
    /// Hybrid seeds of the roster's investigators, in its order; the last one is shut out.
    seeds: Vec<Digest>,
    /// The card of the first one.
    card: String,
    code: String,
    /// The report: its id, its file in base64, the JSON inside.
    letter_id: Id,
    letter: String,
    letter_json: String,
    /// A reply to it, by the first investigator.
    reply_id: Id,
    reply: String,
    reply_json: String,
}

/// Makes vectors.
pub fn make() -> Option<Vec<Files>> {
    let mut vector = organisation::found()?;
    let trusted = trusted(&vector).ok()?;
    let reporter = reporter(&vector, &trusted).ok()?;
    let (roster, day) = (&trusted.roster, vector.day);
    let ids: Vec<Id> = roster.investigators.iter().map(|one| one.id).collect();
    let (shut_out, to) = ids.split_last()?;
    let draft = ReportDraft {
        answers: [("story".to_owned(), Answer::One("Ол маған тиісті".to_owned()))].into(),
        to: to.to_vec(),
        shut_out: vec![*shut_out],
        lang: Lang::Kk,
        day,
        name: String::new(),
        name_to: Vec::new(),
        taken_by: None,
        only_counted: false,
        blobs: Vec::new(),
    };
    let letter = draft.write(&reporter, &trusted).ok()?;
    let sealed = seal::reporter_letter(&letter, &reporter, roster, OwnCopy::None).ok()?;
    let reply = reply_to(&letter, vector.reply_id, *to.first()?, day);
    let key = SigningKey::from_bytes(vector.seeds.first()?.as_bytes());
    let recipient = &reporter.keys().recipient;
    let sealed_reply = seal::reply(&reply, &roster.instance, &key, recipient).ok()?;
    vector.letter_id = letter.id;
    vector.letter = BASE64_STANDARD.encode(sealed.bytes());
    vector.letter_json = serde_json::to_string(&letter).ok()?;
    vector.reply = BASE64_STANDARD.encode(sealed_reply.bytes());
    vector.reply_json = serde_json::to_string(&reply).ok()?;
    Some(vec![vector])
}

fn reply_to(letter: &ReporterLetter, id: Id, author: Id, day: Day) -> Reply {
    Reply {
        id,
        thread: letter.thread,
        from: Author::Investigator(author),
        device: 0,
        n: 1,
        prev: None,
        day,
        kind: ReplyKind::Answer,
        lang: Lang::Kk,
        body: ReplyBody { text: "Хатыңызды алдық".to_owned() },
        status: None,
        due: BTreeMap::new(),
        paused: Vec::new(),
        received: vec![letter.id],
        readers: letter.to.clone(),
        state: Some(letter.state.clone()),
    }
}

/// Checks one vector.
pub fn check(vector: &Files) -> Agreed {
    let trusted = trusted(vector)?;
    check_card(vector, &trusted)?;
    check_letter(vector, &trusted)?;
    check_reply(vector, &trusted)
}

fn trusted(vector: &Files) -> Result<Trusted, &'static str> {
    let fragment = Fragment::parse(&vector.fragment).map_err(|_| "fragment")?;
    let visit = Visit {
        fragment: &fragment,
        origin: Some("https://dauys.example"),
        server_day: vector.day,
        device_day: vector.day,
        seen_version: None,
    };
    let (roster, questionnaire) = (vector.roster.as_bytes(), vector.questionnaire.as_bytes());
    trust(roster, &vector.roster_minisig, questionnaire, &visit).map_err(|_| "roster")
}

fn reporter(vector: &Files, trusted: &Trusted) -> Result<Reporter, &'static str> {
    let code = Code::parse(&vector.code).map_err(|_| "code")?;
    Ok(Reporter::derive(&code, "", &trusted.roster.instance))
}

fn check_card(vector: &Files, trusted: &Trusted) -> Agreed {
    let card = Card::parse(&vector.card).map_err(|_| "card")?;
    let investigator = trusted.roster.investigators.first().ok_or("investigators")?;
    same(&card.id, &investigator.id, "card's id")?;
    same(&card.recipient, &investigator.recipient, "card's recipient")
}

fn check_letter(vector: &Files, trusted: &Trusted) -> Agreed {
    let file = BASE64_STANDARD.decode(&vector.letter).map_err(|_| "letter's base64")?;
    let roster = &trusted.roster;
    let last = vector.seeds.len().checked_sub(1).ok_or("seeds")?;
    for (place, (seed, one)) in vector.seeds.iter().zip(&roster.investigators).enumerate() {
        let identity = HybridIdentity::from_seed(seed.as_bytes());
        same(&identity.recipient().to_text(), &one.recipient, "investigator's recipient")?;
        match open::letter(&file, &vector.letter_id, &identity, &one.id, roster) {
            Err(OpenError::NotOurs) if place == last => {}
            Ok(opened) if place != last => {
                same(&*opened.json, &vector.letter_json, "letter's JSON")?;
                let from_reporter = matches!(opened.value, Letter::Reporter(_));
                same(&from_reporter, &true, "letter's author")?;
            }
            _ => return Err("who can open the letter"),
        }
    }
    Ok(())
}

fn check_reply(vector: &Files, trusted: &Trusted) -> Agreed {
    let file = BASE64_STANDARD.decode(&vector.reply).map_err(|_| "reply's base64")?;
    let reporter = reporter(vector, trusted)?;
    let opened = open::reply(&file, &vector.reply_id, &reporter, &trusted.roster);
    let opened = opened.map_err(|_| "the reply does not open")?;
    same(&*opened.json, &vector.reply_json, "reply's JSON")?;
    // The signature is also what `signing` makes of the same JSON: Ed25519 is deterministic.
    let key = SigningKey::from_bytes(vector.seeds.first().ok_or("seeds")?.as_bytes());
    let public = PublicKey::from_bytes(key.verifying_key().to_bytes());
    let author = trusted.roster.investigators.first().ok_or("investigators")?;
    same(&public, &author.signing_key, "investigator's signing key")?;
    let exact = vector.reply_json.as_bytes();
    let again = signing::sign(&key, label::REPLY, &trusted.roster.instance, exact);
    same(&again, &opened.signature, "reply's signature")
}
