//! What is true of every answer, and where the server says no.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use dauys_wire::api::{self, bucket_path, inbox_day_path, inbox_days_path, letter_path};
use dauys_wire::limits::LETTER_BYTES;
use dauys_wire::problem::ProblemCode;

use crate::client::{Answer, Ask};
use crate::organisation::investigator;
use crate::stack::{Stack, day, id, sealed};

const FIXED: [(&str, &str); 8] = [
    ("access-control-allow-origin", "*"),
    ("cache-control", "no-store"),
    ("content-security-policy", "default-src 'none'"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("date", "Sat, 21 Nov 2026 00:00:00 GMT"),
];

/// One request to every route, and to none; refused in every way.
pub(crate) fn requests(stack: &Stack) -> Vec<(Ask, u16)> {
    let letter = stack.letter(id(1), &sealed("", LETTER_BYTES));
    let reader = investigator(1);
    vec![
        (Ask::get("/"), 200),
        (Ask::get("/app.wasm"), 200),
        (Ask::get("/nothing"), 404),
        (Ask::new("POST", "/"), 405),
        (Ask::new("TRACE", "/"), 405),
        (Ask::get(api::roster_path()), 200),
        (Ask::get(api::roster_signature_path()), 200),
        (Ask::get(api::questionnaire_path()), 200),
        (Ask::get(api::help_path()), 200),
        (Ask::get(api::health_path()), 200),
        (Ask::new("PUT", api::health_path()), 405),
        (Ask::get("/api/v1/nothing"), 404),
        (letter.clone(), 201),
        (letter.clone(), 200),
        (letter.without("content-type"), 415),
        (Ask::get(letter_path(&id(1))), 200),
        (Ask::get("/api/v1/letters/1"), 400),
        (Ask::new("DELETE", letter_path(&id(1))), 403),
        (Ask::new("POST", letter_path(&id(1))), 405),
        (Ask::new("OPTIONS", letter_path(&id(1))), 204),
        (Ask::get(bucket_path(0)), 200),
        (Ask::get(bucket_path(99)), 404),
        (Ask::get(bucket_path(0)).header("range", "bytes=1-"), 416),
        (Ask::get(inbox_days_path()), 401),
        (stack.signed(Ask::get(inbox_days_path()), &reader), 200),
        (stack.signed(Ask::get(inbox_day_path(day())), &reader), 200),
        (stack.signed(Ask::get("/api/v1/inbox/today"), &reader), 400),
        (Ask::get(api::inbox_fetch_path()), 405),
        (stack.signed(Ask::get(api::roster_path()), &reader), 400),
        (Ask::new("OPTIONS", api::roster_path()), 405),
        (Ask::new("OPTIONS", letter_path(&id(1))), 204),
    ]
}

#[test]
fn every_answer_has_the_strict_headers_and_none_that_recognises_anyone() {
    let stack = Stack::start();
    for (ask, status) in requests(&stack) {
        let answer = stack.send(&ask);
        assert_eq!(answer.status, status, "{} {}: {answer:?}", ask.method, ask.path);
        for (name, value) in FIXED {
            assert_eq!(answer.header(name), Some(value), "{name} of {} {}", ask.method, ask.path);
        }
        let is_document =
            answer.header("content-type").is_some_and(|it| it.starts_with("text/html"));
        let permissions = answer.header("permissions-policy");
        assert_eq!(permissions.is_some(), is_document, "{} {}", ask.method, ask.path);
        assert!(
            permissions.is_none_or(|it| it.contains("camera=()") && it.contains("geolocation=()"))
        );
        for forbidden in [
            "server",
            "etag",
            "last-modified",
            "set-cookie",
            "link",
            "refresh",
            "x-powered-by",
            "strict-transport-security",
        ] {
            assert_eq!(answer.header(forbidden), None, "{forbidden} of {}", ask.path);
        }
        if status >= 400 && ask.path != "/nothing" {
            answer.problem();
        }
    }
}

#[test]
fn what_is_allowed_is_told_with_405() {
    let stack = Stack::start();
    let allowed = |method, path: &str| {
        let answer = stack.send(&Ask::new(method, path));
        assert_eq!(answer.problem(), ProblemCode::MethodNotAllowed);
        answer.header("allow").unwrap().to_owned()
    };
    assert_eq!(allowed("POST", "/"), "GET, HEAD");
    assert_eq!(allowed("POST", &letter_path(&id(1))), "GET, HEAD, PUT, DELETE, OPTIONS");
    assert_eq!(allowed("GET", &api::inbox_fetch_path()), "POST");
    assert_eq!(allowed("DELETE", &api::reply_path(0, &id(1))), "PUT");
}

#[test]
fn transport_security_is_demanded_only_where_the_page_lives_on_https() {
    let stack = Stack::start_with(
        |roster| roster["origins"] = serde_json::json!(["https://report.example"]),
        |_| {},
    );
    let answer = stack.send(&Ask::get("/"));
    assert_eq!(answer.header("strict-transport-security"), Some("max-age=63072000"));
}

#[test]
fn no_answer_repeats_what_was_sent() {
    const CANARY: &str = "kanarenvogel";
    let stack = Stack::start();
    let reader = investigator(1);
    let spoil = |ask: Ask| {
        let mut all = vec![
            Ask { path: format!("{}/{CANARY}", ask.path), ..ask.clone() },
            Ask { path: format!("{}?{CANARY}", ask.path), ..ask.clone() },
            Ask { path: format!("/{CANARY}{}", ask.path), ..ask.clone() },
            Ask { body: format!("{{\"{CANARY}\":").into_bytes(), ..ask.clone() },
            Ask { method: CANARY.to_uppercase(), ..ask.clone() },
        ];
        for name in [
            "host",
            "content-type",
            "accept-encoding",
            "range",
            "signature",
            "x-request-id",
            "origin",
            "referer",
            "cookie",
            "expect",
            "user-agent",
            api::STAMP_HEADER,
            api::WITHDRAW_HEADER,
            api::TOKEN_HEADER,
            api::DAY_HEADER,
            api::INSTANCE_HEADER,
            "access-control-request-method",
            "te",
            "if-none-match",
        ] {
            all.push(ask.clone().without(name).header(name, CANARY));
        }
        all
    };
    let mut asked = 0;
    for (ask, _) in requests(&stack) {
        for spoiled in spoil(ask) {
            let signed = stack.signed(spoiled.clone(), &reader);
            for ask in [spoiled, signed] {
                let Answer { headers, body, .. } = stack.send(&ask);
                let text = format!("{headers:?}{}", String::from_utf8_lossy(&body));
                assert!(
                    !text.to_lowercase().contains(CANARY),
                    "{} {}: {text}",
                    ask.method,
                    ask.path
                );
                asked += 1;
            }
        }
    }
    assert!(asked > 1_000);
}

#[test]
fn a_body_that_announces_too_much_is_refused_before_it_is_sent() {
    let stack = Stack::start();
    let letter = stack.letter(id(1), &sealed("", LETTER_BYTES));
    let announced = Ask { body: Vec::new(), ..letter.clone() }.header("content-length", 1 << 30);
    assert_eq!(stack.send(&announced).problem(), ProblemCode::TooLarge);
}

#[test]
fn more_than_can_wait_is_told_to_come_again() {
    let stack = Stack::start_with(
        |_| {},
        |config| {
            config.stamp_bits = 0;
            config.queue = 1;
            config.workers = 4;
        },
    );
    let file = sealed("crowd", LETTER_BYTES);
    let answers: Vec<Answer> = std::thread::scope(|threads| {
        let send = |n: u8| {
            let ask = stack.letter_for(id(n), &file, None, 0);
            let address = stack.address();
            threads.spawn(move || ask.send(address))
        };
        let senders: Vec<_> = (0..64).map(send).collect();
        senders.into_iter().map(|sender| sender.join().unwrap()).collect()
    });
    // How many is a matter of luck; that each is told which it is, is not.
    let taken = answers.iter().filter(|answer| answer.status == 201).count();
    assert!(taken > 0);
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        assert_eq!(answer.problem(), ProblemCode::Busy);
    }
    stack.set_day(day().plus(1));
    assert_eq!(stack.inbox_day(day(), &investigator(1)).len(), taken, "and no more is kept");
}

#[test]
fn what_is_in_flight_at_the_stop_is_finished_and_kept() {
    let mut stack = Stack::start();
    let letter = stack.letter(id(1), &sealed("late", LETTER_BYTES));
    let head =
        letter.clone().header("content-length", LETTER_BYTES).header("expect", "100-continue");
    let address = stack.address();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(format!("{}\r\n", head.start()).as_bytes()).unwrap();
    let mut answer = [0; 25];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 100 Continue\r\n\r\n", "it is in flight");

    let server = stack.server.take().unwrap();
    let stopping = std::thread::spawn(move || server.stop());
    while TcpStream::connect(address).is_ok() {}
    stream.write_all(&letter.body).unwrap();
    stream.read_exact(&mut answer[..12]).unwrap();
    assert_eq!(&answer[..12], b"HTTP/1.1 201");
    stopping.join().unwrap();
    stack.restart().unwrap();
    assert_eq!(stack.send(&Ask::get(letter_path(&id(1)))).body, letter.body);
}
