//! What is not of its form, edge by edge: each table says what is changed in a request that would be
//! taken, and the problem that answers it. Nothing that was sent comes back, and nothing is kept.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use dauys_wire::api::{self, letter_path, reply_path};
use dauys_wire::limits::{ANSWER_MAX, LETTER_BYTES, REPLY_BYTES};
use dauys_wire::problem::ProblemCode::{
    self, Malformed, MethodNotAllowed, NotFound, TooLarge, WrongToken,
};
use dauys_wire::{Day, Id};

use crate::client::Ask;
use crate::organisation::investigator;
use crate::stack::{Stack, TOKEN, day, delete, delete_with, id, sealed};

/// Longer than anything that is taken.
const HUGE: usize = 3 << 20;

/// Sends it and checks the whole answer: a problem of this code and not a byte more.
pub(crate) fn refuse(stack: &Stack, what: &str, ask: &Ask, code: ProblemCode) {
    let answer = stack.send(ask);
    assert_eq!(answer.problem(), code, "{what}");
    let expected = serde_json::to_vec(&code.problem()).unwrap();
    assert_eq!(answer.body, expected, "{what}");
}

/// The spellings of an id that mean it and are not it.
fn wrong_ids(right: Id) -> Vec<(String, ProblemCode)> {
    let right = right.to_string();
    let (first, rest) = right.split_at(1);
    let encoded = right.bytes().fold(String::new(), |text, byte| format!("{text}%{byte:02x}"));
    let malformed = [
        right.to_uppercase(),
        rest.to_owned(),
        format!("{right}0"),
        format!("g{rest}"),
        format!("{right}."),
        format!("-{rest}"),
        "..".to_owned(),
        "*".to_owned(),
        "0".repeat(7_000),
    ];
    let nowhere = [
        String::new(),
        format!("%{:x}{rest}", first.as_bytes()[0]),
        encoded,
        "%2e%2e".to_owned(),
        "../health".to_owned(),
        format!("x/../{right}"),
        format!("{right}/"),
        format!("{right}%00"),
        "%d2%9b".repeat(16),
        format!("{right}/{right}"),
    ];
    let malformed = malformed.into_iter().map(|text| (text, Malformed));
    malformed.chain(nowhere.into_iter().map(|text| (text, NotFound))).collect()
}

#[test]
fn an_id_has_one_spelling() {
    let stack = Stack::start_releasing(0);
    stack.put_letter(id(0xab));
    let reader = investigator(1);
    let letter = stack.letter(id(0xab), &sealed("other", LETTER_BYTES));
    let reply = sealed("reply", REPLY_BYTES);
    let at = |ask: &Ask, path: String| Ask { path, ..ask.clone() };
    for (wrong, code) in wrong_ids(id(0xab)) {
        let path = format!("/api/v1/letters/{wrong}");
        for ask in [&letter, &Ask::get(""), &delete(id(0xab))] {
            refuse(&stack, &wrong, &at(ask, path.clone()), code);
        }
        let ask = Ask::new("PUT", format!("/api/v1/replies/1/{wrong}"));
        let ask = ask.header("content-type", api::OCTETS).body(reply.clone());
        // An address that is no id at all is one of a bucket, or of nothing.
        let code = if wrong.is_empty() { NotFound } else { code };
        refuse(&stack, &wrong, &stack.signed(ask, &reader), code);
        let body = serde_json::json!({"ids": [wrong]}).to_string();
        let ask = Ask::new("POST", api::inbox_fetch_path()).body(body.clone());
        let ask = stack.signed(ask.header("content-type", "application/json"), &reader);
        let code = if body.len() > ANSWER_MAX { TooLarge } else { Malformed };
        refuse(&stack, &wrong, &ask, code);
    }
    assert_eq!(stack.send(&Ask::get(letter_path(&id(0xab)))).status, 200);
    assert_eq!(stack.inbox_day(day(), &reader), [id(0xab)], "and nothing else is kept");
}

#[test]
fn a_body_has_exactly_its_size() {
    let stack = Stack::start();
    let sizes = |exact: usize| {
        let small = [0, 1, exact - 1].map(|size| (size, Malformed));
        let large = [exact + 1, HUGE].map(|size| (size, TooLarge));
        [small.as_slice(), &large].concat()
    };
    let body = |size| {
        let mut body = sealed("", LETTER_BYTES);
        body.resize(size, b'.');
        body
    };
    for (size, code) in sizes(LETTER_BYTES) {
        let ask = stack.letter(id(1), &body(size));
        refuse(&stack, &format!("a letter of {size} bytes"), &ask, code);
    }
    for (size, code) in sizes(REPLY_BYTES) {
        let ask = stack.reply(1, id(1), &body(size), &investigator(1));
        refuse(&stack, &format!("a reply of {size} bytes"), &ask, code);
    }
    let fetch = |body: Vec<u8>| {
        let ask = Ask::new("POST", api::inbox_fetch_path());
        stack.signed(ask.header("content-type", "application/json").body(body), &investigator(1))
    };
    for (size, code) in [(0, Malformed), (1, Malformed), (ANSWER_MAX, Malformed)] {
        refuse(&stack, &format!("a fetch of {size} bytes"), &fetch(vec![b'{'; size]), code);
    }
    for size in [ANSWER_MAX + 1, HUGE] {
        refuse(&stack, &format!("a fetch of {size} bytes"), &fetch(vec![b' '; size]), TooLarge);
    }
    // A reading call takes no body at all.
    for path in [api::inbox_days_path(), api::inbox_day_path(day())] {
        let ask = stack.signed(Ask::get(path.clone()).body("x"), &investigator(1));
        refuse(&stack, &path, &ask, TooLarge);
    }
    assert_eq!(stack.send(&Ask::get(letter_path(&id(1)))).problem(), NotFound);
}

#[test]
fn a_day_is_a_real_one_and_at_most_two_weeks_ahead() {
    let stack = Stack::start();
    let file = sealed("", LETTER_BYTES);
    let wrong = [
        "",
        "tomorrow",
        "2026-11-2",
        "2026-11-022",
        "2026-13-01",
        "2026-11-31",
        "2027-02-29",
        "20261122",
        "2026/11/22",
        "2026-11-22T00:00:00Z",
        "+2026-11-22",
        "-2026-11-22",
        "٢٠٢٦-١١-٢٢",
        "0000-00-00",
        "10000-01-01",
        "1969-12-31",
    ];
    let sent = |text: &str| stack.letter(id(1), &file).header(api::DAY_HEADER, text);
    for text in wrong {
        refuse(&stack, text, &sent(text), Malformed);
        let path = format!("/api/v1/inbox/{text}");
        let code = if text.is_ascii() && !text.contains('/') { Malformed } else { NotFound };
        let code = if text.is_empty() { NotFound } else { code };
        if text.is_ascii() {
            refuse(&stack, text, &stack.signed(Ask::get(path), &investigator(1)), code);
        }
    }
    for ahead in [day().minus(1), day().minus(365), day().plus(15), day().plus(365), Day::MAX] {
        let ask = stack.letter_for(id(1), &file, Some(ahead), 8);
        refuse(&stack, &ahead.to_string(), &ask, Malformed);
    }
    let twice = stack.letter_for(id(1), &file, Some(day()), 8).header(api::DAY_HEADER, day());
    refuse(&stack, "two days", &twice, Malformed);
    for (number, ahead) in [(2, day()), (3, day().plus(1)), (4, day().plus(14))] {
        let ask = stack.letter_for(id(number), &file, Some(ahead), 8);
        assert_eq!(stack.send(&ask).status, 201, "{ahead}");
    }
    assert_eq!(stack.send(&Ask::get(letter_path(&id(1)))).problem(), NotFound);
}

#[test]
fn a_token_takes_back_its_own_letter_and_no_other() {
    let stack = Stack::start();
    for number in [1, 2] {
        stack.put_letter(id(number));
    }
    let with = |text: &str| Ask::new("DELETE", letter_path(&id(1))).header(api::TOKEN_HEADER, text);
    let right = URL_SAFE_NO_PAD.encode(TOKEN);
    // The last digit carries four bits; the other two are stray.
    let stray = format!("{}l", right.split_at(42).0);
    let malformed = [
        String::new(),
        right.split_at(1).1.to_owned(),
        format!("{right}A"),
        URL_SAFE.encode(TOKEN),
        STANDARD.encode([0xff; 32]),
        stray,
        "0".repeat(64),
        "Қ".repeat(43),
        "A".repeat(7_000),
    ];
    for text in malformed {
        refuse(&stack, &text, &with(&text), Malformed);
    }
    refuse(&stack, "two tokens", &with(&right).header(api::TOKEN_HEADER, &right), Malformed);
    refuse(&stack, "no token", &Ask::new("DELETE", letter_path(&id(1))), WrongToken);
    let bitflips = (0..256).map(|bit| {
        let mut token = TOKEN;
        token[bit / 8] ^= 1 << (bit % 8);
        token
    });
    for token in bitflips.step_by(37).chain([[0; 32], [0xff; 32]]) {
        refuse(&stack, "another token", &delete_with(id(1), &token), WrongToken);
    }
    refuse(&stack, "of no letter", &delete(id(3)), NotFound);
    for number in [1, 2] {
        assert_eq!(stack.send(&Ask::get(letter_path(&id(number)))).status, 200);
    }
}

#[test]
fn a_bucket_is_one_of_the_rosters() {
    let stack = Stack::start();
    let file = sealed("reply", REPLY_BYTES);
    let list = [
        ("4", NotFound),
        ("5", NotFound),
        ("4294967295", NotFound),
        ("4294967296", Malformed),
        ("99999999999999999999", Malformed),
        ("-1", Malformed),
        ("+1", Malformed),
        ("01", Malformed),
        ("1.0", Malformed),
        ("0x1", Malformed),
        ("1e0", Malformed),
        ("%31", NotFound),
        ("%EF%BC%91", NotFound),
    ];
    for (wrong, code) in list {
        let get = Ask::get(format!("/api/v1/replies/{wrong}"));
        refuse(&stack, wrong, &get, code);
        let put = Ask::new("PUT", format!("/api/v1/replies/{wrong}/{}", id(1)));
        let put = put.header("content-type", api::OCTETS).body(file.clone());
        refuse(&stack, wrong, &stack.signed(put, &investigator(1)), code);
    }
    for bucket in 0..4 {
        assert_eq!(stack.send(&Ask::get(api::bucket_path(bucket))).status, 200);
    }
}

#[test]
fn nothing_else_is_a_route_and_no_other_method_is_known() {
    let stack = Stack::start();
    let nowhere = [
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/health",
        "/api/v1/health/",
        "/api/v1//health",
        "/api/v1/Health",
        "/api/v1/%68ealth",
        "/api/v1/../health",
        "/api/v1/letters",
        "/api/v1/inbox",
        "/api/v1/replies",
        "/api/v1/blobs",
        "/api/v1/roster",
        "/api/v1/server.key",
        "/api/v1/.",
    ];
    for path in nowhere {
        for method in ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "BREW"] {
            refuse(&stack, path, &Ask::new(method, path), NotFound);
        }
    }
    let routes = [
        (api::roster_path(), "GET"),
        (api::roster_signature_path(), "GET"),
        (api::questionnaire_path(), "GET"),
        (api::help_path(), "GET"),
        (api::health_path(), "GET"),
        (letter_path(&id(1)), "GET PUT DELETE OPTIONS"),
        (api::blob_path(&id(1)), "GET POST DELETE"),
        (api::chunks_path(&id(1)), "GET"),
        (api::finish_path(&id(1)), "POST"),
        (api::chunk_path(&id(1), 0), "PUT"),
        (api::bucket_path(0), "GET"),
        (reply_path(0, &id(1)), "PUT"),
        (api::inbox_days_path(), "GET"),
        (api::inbox_day_path(day()), "GET"),
        (api::inbox_fetch_path(), "POST"),
        ("/".to_owned(), "GET"),
    ];
    for (path, known) in routes {
        for method in ["GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "get"] {
            if !known.split(' ').any(|one| one == method) {
                refuse(&stack, &path, &Ask::new(method, &path), MethodNotAllowed);
            }
        }
    }
}
