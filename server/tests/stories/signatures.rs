//! Who signed: every way in which a signature is not one of this investigator, over this request, in
//! this minute; and none at all where none belongs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dauys_wire::api::{self, letter_path};
use dauys_wire::limits::{LETTER_BYTES, REPLY_BYTES};
use dauys_wire::problem::ProblemCode::{
    self, Malformed, NotFound, SignatureExpired, SignatureForbidden, SignatureRequired,
};
use dauys_wire::request::{
    CONTENT_DIGEST_HEADER as DIGEST, SIGNATURE_HEADER as SIGNATURE,
    SIGNATURE_INPUT_HEADER as INPUT, content_digest,
};
use dauys_wire::{Digest, Id};
use ed25519_dalek::{Signer as _, SigningKey};

use crate::client::Ask;
use crate::organisation::{INSTANCE, investigator};
use crate::refused::refuse;
use crate::stack::{Stack, day, delete, id, sealed};

/// A request of each call that is always signed, and what it is answered when it is.
fn signed_calls() -> [(Ask, u16); 4] {
    let json = "application/json";
    let fetch = Ask::new("POST", api::inbox_fetch_path()).header("content-type", json);
    let reply = Ask::new("PUT", api::reply_path(1, &id(2))).header("content-type", api::OCTETS);
    [
        (Ask::get(api::inbox_days_path()), 200),
        (Ask::get(api::inbox_day_path(day())), 200),
        (fetch.body(r#"{"ids":[]}"#), 200),
        (reply.body(sealed("reply", REPLY_BYTES)), 201),
    ]
}

/// A signature put together by hand, so that what is wrong with it is signed all the same.
#[derive(Clone)]
struct Hand {
    components: Vec<(&'static str, String)>,
    parameters: Vec<(&'static str, String)>,
    key: SigningKey,
}

impl Hand {
    fn over(ask: &Ask, created: u64, by: u8) -> Self {
        let author = investigator(by);
        let (path, query) = ask.path.split_once('?').unwrap_or((&ask.path, ""));
        Self {
            components: vec![
                ("@method", ask.method.clone()),
                ("@path", path.to_owned()),
                ("@query", format!("?{query}")),
                ("content-digest", content_digest(&Digest::of(&ask.body))),
                ("dauys-instance", INSTANCE.to_owned()),
            ],
            parameters: vec![
                ("created", created.to_string()),
                ("alg", r#""ed25519""#.to_owned()),
                ("keyid", format!("\"{}\"", author.id)),
                ("tag", r#""dauys/1""#.to_owned()),
            ],
            key: author.key,
        }
    }

    fn component(mut self, name: &str, value: impl Into<String>) -> Self {
        let found = self.components.iter_mut().find(|(known, _)| *known == name);
        found.unwrap().1 = value.into();
        self
    }

    fn parameter(mut self, name: &str, value: impl Into<String>) -> Self {
        let found = self.parameters.iter_mut().find(|(known, _)| *known == name);
        found.unwrap().1 = value.into();
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.components.retain(|(known, _)| *known != name);
        self.parameters.retain(|(known, _)| *known != name);
        self
    }

    fn sign(&self, ask: &Ask) -> Ask {
        let names: Vec<String> =
            self.components.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let parameters = self.parameters.iter().map(|(name, value)| format!(";{name}={value}"));
        let input = format!("({}){}", names.join(" "), parameters.collect::<String>());
        let lines = names.iter().zip(&self.components);
        let lines = lines.map(|(name, (_, value))| format!("{name}: {value}\n"));
        let base = format!("{}\"@signature-params\": {input}", lines.collect::<String>());
        let signature = STANDARD.encode(self.key.sign(base.as_bytes()).to_bytes());
        ask.clone()
            .header(api::INSTANCE_HEADER, INSTANCE)
            .header(DIGEST, content_digest(&Digest::of(&ask.body)))
            .header(INPUT, format!("dauys={input}"))
            .header(SIGNATURE, format!("dauys=:{signature}:"))
    }
}

/// Signatures that hold, over something else than is asked for.
fn signed_wrongly(right: &Hand, now: u64) -> Vec<(&'static str, Hand, ProblemCode)> {
    let stranger = Id::from_bytes([99; 16]);
    let stranger_key = SigningKey::from_bytes(&[99; 32]);
    let other_digest = content_digest(&Digest::of(b"other"));
    let with = |name: &'static str, value: &str| {
        let mut hand = right.clone();
        hand.parameters.push((name, value.to_owned()));
        hand
    };
    let covered = |name: &'static str, value: &str| {
        let mut hand = right.clone();
        hand.components.push((name, value.to_owned()));
        hand
    };
    let mut swapped = right.clone();
    swapped.components.swap(0, 1);
    let created = |seconds: u64| right.clone().parameter("created", seconds.to_string());
    let all = [
        ("another method", right.clone().component("@method", "HEAD")),
        ("another path", right.clone().component("@path", "/api/v1/inbox/2026-11-20")),
        ("another query", right.clone().component("@query", "?x")),
        ("another body", right.clone().component("content-digest", other_digest)),
        ("another instance", right.clone().component("dauys-instance", "other")),
        ("without the method", right.clone().without("@method")),
        ("without the path", right.clone().without("@path")),
        ("without the query", right.clone().without("@query")),
        ("without the digest", right.clone().without("content-digest")),
        ("without the instance", right.clone().without("dauys-instance")),
        ("something more", covered("@authority", "127.0.0.1")),
        ("something twice", covered("@method", &right.components[0].1)),
        ("in another order", swapped),
        ("without a time", right.clone().without("created")),
        ("a time in quotes", right.clone().parameter("created", format!("\"{now}\""))),
        ("a time before time", right.clone().parameter("created", "-1")),
        ("a broken time", right.clone().parameter("created", format!("{now}.5"))),
        ("without an algorithm", right.clone().without("alg")),
        ("another algorithm", right.clone().parameter("alg", r#""hmac-sha256""#)),
        ("no algorithm at all", right.clone().parameter("alg", r#""none""#)),
        ("without a name", right.clone().without("keyid")),
        (
            "a name in capitals",
            right.clone().parameter("keyid", r#""0101010101010101010101010101010A""#),
        ),
        ("a name that is none", right.clone().parameter("keyid", r#""aigul""#)),
        ("without a tag", right.clone().without("tag")),
        ("another tag", right.clone().parameter("tag", r#""dauys/2""#)),
        ("a nonce", with("nonce", r#""1""#)),
        ("an end", with("expires", &(now + 60).to_string())),
        (
            "an unknown investigator",
            Hand {
                key: stranger_key.clone(),
                ..right.clone().parameter("keyid", format!("\"{stranger}\""))
            },
        ),
        ("another key", Hand { key: stranger_key, ..right.clone() }),
        ("a colleague's key", Hand { key: investigator(2).key, ..right.clone() }),
        (
            "a colleague's name",
            right.clone().parameter("keyid", format!("\"{}\"", investigator(2).id)),
        ),
    ];
    let expired = [
        ("of five minutes ago", created(now - 301)),
        ("of an hour ago", created(now - 3_600)),
        ("of 1970", created(0)),
        ("in five minutes", created(now + 301)),
        ("in the far future", created(999_999_999_999)),
    ];
    let all = all.into_iter().map(|(what, hand)| (what, hand, SignatureRequired));
    all.chain(expired.map(|(what, hand)| (what, hand, SignatureExpired))).collect()
}

#[test]
fn a_signature_holds_for_one_request_of_one_investigator_now() {
    let stack = Stack::start();
    let now = stack.clock.unix_seconds();
    for (ask, status) in signed_calls() {
        let right = Hand::over(&ask, now, 1);
        refuse(&stack, "unsigned", &ask, SignatureRequired);
        for (what, hand, code) in signed_wrongly(&right, now) {
            refuse(&stack, &format!("{what}: {}", ask.path), &hand.sign(&ask), code);
        }
        for (who, by) in [("expired", 3), ("of no channel", 4)] {
            refuse(&stack, who, &Hand::over(&ask, now, by).sign(&ask), SignatureRequired);
        }
        let answer = stack.send(&right.sign(&ask));
        assert_eq!(answer.status, status, "made by hand it holds: {answer:?}");
    }
}

#[test]
fn the_headers_of_a_signature_have_one_form_and_fit_the_request() {
    let stack = Stack::start();
    let other = Digest::of(b"other");
    for (ask, status) in signed_calls() {
        let signed = stack.signed(ask.clone(), &investigator(1));
        let value =
            |name: &str| signed.headers.iter().find(|(known, _)| known == name).unwrap().1.clone();
        let replaced = |name: &str, value: &str| signed.clone().without(name).header(name, value);
        let input = value(INPUT);
        let (_, bare) = input.split_once('=').unwrap();
        let spoiled = [
            (api::INSTANCE_HEADER, "other".to_owned()),
            (api::INSTANCE_HEADER, String::new()),
            (DIGEST, content_digest(&other)),
            (DIGEST, content_digest(&other).replace("sha-256", "sha-512")),
            (DIGEST, format!("{}, md5=:AAAA:", value(DIGEST))),
            (DIGEST, String::new()),
            (INPUT, String::new()),
            (INPUT, bare.to_owned()),
            (INPUT, "dauys".to_owned()),
            (INPUT, format!("{input}, more={bare}")),
            (INPUT, format!("{input};tag=\"dauys/1\";x")),
            (INPUT, format!("dauys=({}", "\"@method\" ".repeat(600))),
            (SIGNATURE, String::new()),
            (SIGNATURE, "dauys=::".to_owned()),
            (SIGNATURE, "dauys=:AAAA:".to_owned()),
            (SIGNATURE, format!("dauys=:{}:", STANDARD.encode([0; 64]))),
            (SIGNATURE, format!("dauys=:{}:", STANDARD.encode([0xff; 64]))),
            (SIGNATURE, format!("{}, more=:AAAA:", value(SIGNATURE))),
            (SIGNATURE, value(SIGNATURE).replace(':', "\"")),
        ];
        for (name, value) in spoiled {
            let what = format!("{name}: {value}");
            refuse(&stack, &what, &replaced(name, &value), SignatureRequired);
        }
        for name in [api::INSTANCE_HEADER, DIGEST, INPUT, SIGNATURE] {
            refuse(&stack, name, &signed.clone().without(name), SignatureRequired);
            let twice = signed.clone().header(name, value(name));
            refuse(&stack, &format!("{name} twice"), &twice, Malformed);
            let foreign = signed.clone().without(name).header(name, "дауыс");
            refuse(&stack, &format!("{name} in other letters"), &foreign, Malformed);
        }
        let query = Ask { path: format!("{}?x", signed.path), ..signed.clone() };
        refuse(&stack, "a query added behind its back", &query, SignatureRequired);
        let mut grown = signed.clone();
        if grown.body.pop().is_some() {
            refuse(&stack, "a byte less", &grown, SignatureRequired);
        }
        assert_eq!(stack.send(&signed).status, status);
    }
}

#[test]
fn a_signature_on_a_call_that_is_never_signed_would_mark_every_unsigned_one_as_a_reporters_so_it_is_refused()
 {
    let stack = Stack::start();
    let file = sealed("story", LETTER_BYTES);
    let head = |path: String| Ask::new("HEAD", path);
    stack.put_letter(id(2));
    let unsigned = [
        stack.letter(id(1), &file),
        Ask::get(letter_path(&id(2))),
        head(letter_path(&id(2))),
        delete(id(2)),
        Ask::get(api::bucket_path(0)),
        Ask::get(api::bucket_path(0)).header("range", "bytes=0-9"),
        head(api::bucket_path(0)),
        Ask::get(api::roster_path()),
        Ask::get(api::roster_signature_path()),
        Ask::get(api::questionnaire_path()),
        Ask::get(api::help_path()),
        Ask::get(api::health_path()),
        head(api::health_path()),
        Ask::get("/"),
        Ask::get("/kk/"),
        Ask::get("/app.wasm"),
        Ask::get("/nothing"),
    ];
    for ask in unsigned {
        let signed = stack.signed(ask.clone(), &investigator(1));
        let halves = [SIGNATURE, INPUT].map(|name| ask.clone().header(name, ""));
        let doubled = signed.clone().header(SIGNATURE, "x").header(INPUT, "x");
        let shouted = ask.clone().header("SIGNATURE", "дауыс");
        for marked in [[signed, doubled, shouted].as_slice(), &halves].concat() {
            if ask.method == "HEAD" {
                assert_eq!(stack.send(&marked).status, 400, "HEAD {}", ask.path);
            } else {
                refuse(&stack, &ask.path, &marked, SignatureForbidden);
            }
        }
    }
    let put = stack.send(&Ask::get(letter_path(&id(1))));
    assert_eq!(put.problem(), NotFound, "nothing that was marked is kept");
    assert_eq!(stack.send(&Ask::get(letter_path(&id(2)))).status, 200, "or withdrawn");
}
