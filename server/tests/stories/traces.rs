//! Traces on a device, and marks by which a visitor could be known again.

use dauys_wire::api;

use crate::bounds::requests;
use crate::client::{Answer, Ask};
use crate::stack::{Stack, day, id};

/// Every header that an answer may have. What would cache, validate, count or mark is not among them.
const KNOWN: [&str; 23] = [
    "accept-ranges",
    // The same to everybody: a form that is opened from a file comes from no origin.
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "allow",
    "cache-control",
    "connection",
    "content-encoding",
    "content-length",
    "content-range",
    "content-security-policy",
    "content-type",
    "cross-origin-embedder-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "date",
    "integrity-policy",
    "permissions-policy",
    "referrer-policy",
    // Of the list of a day, whose length is not known before.
    "transfer-encoding",
    "vary",
    "x-content-type-options",
    "x-frame-options",
];

/// What another visitor's browser says of itself, and what one says that was here before.
const VISITORS: [&[(&str, &str)]; 4] = [
    &[],
    &[("user-agent", "Mozilla/5.0 (Android 9)"), ("accept-language", "kk"), ("dnt", "1")],
    &[("user-agent", "Tor Browser"), ("accept-language", "en-US,en;q=0.5"), ("priority", "u=0")],
    &[
        ("cookie", "visitor=1"),
        ("if-none-match", "\"visitor-1\", *"),
        ("if-modified-since", "Sat, 21 Nov 2026 00:00:00 GMT"),
        ("cache-control", "max-age=3600"),
        ("referer", "https://visitor.example/"),
        ("x-forwarded-for", "127.77.66.55"),
    ],
];

/// Everything that the visitor's browser gets: the status, each header, the body.
fn seen(answer: &Answer) -> (u16, Vec<(String, String)>, Vec<u8>) {
    let mut headers = answer.headers.clone();
    headers.sort();
    (answer.status, headers, answer.body.clone())
}

#[test]
fn no_answer_of_any_route_leaves_a_trace_or_a_supercookie_and_all_visitors_get_the_same_bytes() {
    let stack = Stack::start();
    // What is asked for twice is answered as the second time.
    stack.put_letter(id(7));
    for (ask, _) in requests(&stack) {
        stack.send(&ask);
    }
    let mut asked = 0;
    for (ask, _) in requests(&stack) {
        let answers = VISITORS.map(|visitor| {
            let add = |ask: Ask, (name, value): &(&str, &str)| ask.header(name, value);
            stack.send(&visitor.iter().fold(ask.clone(), add))
        });
        let what = format!("{} {}", ask.method, ask.path);
        for answer in &answers {
            assert_eq!(seen(answer), seen(&answers[0]), "{what}: visitors are told apart");
            assert_eq!(answer.header("cache-control"), Some("no-store"), "{what}");
            assert_eq!(answer.header("date"), Some("Sat, 21 Nov 2026 00:00:00 GMT"), "{what}");
            for (name, _) in &answer.headers {
                assert!(KNOWN.contains(&name.as_str()), "{what}: {name}");
            }
            asked += 1;
        }
    }
    assert!(asked > 100, "{asked}");
}

#[test]
fn an_answer_is_the_same_at_any_hour_and_after_any_number_of_visits() {
    let mut stack = Stack::start();
    let paths = ["/", "/app.wasm", "/nothing", "/api/v1/nothing", "/api/v1/health"];
    let paths = paths.map(str::to_owned).into_iter();
    let paths: Vec<String> =
        paths.chain([api::roster_path(), api::questionnaire_path(), api::bucket_path(0)]).collect();
    let all = |stack: &Stack| -> Vec<_> {
        paths.iter().map(|path| seen(&stack.send(&Ask::get(path.clone())))).collect()
    };
    stack.set_hour(0);
    let first = all(&stack);
    for hour in [1, 13, 23] {
        stack.set_hour(hour);
        assert_eq!(all(&stack), first, "at {hour} o'clock");
    }
    stack.restart().unwrap();
    assert_eq!(all(&stack), first, "after a restart");
    stack.set_day(day().plus(1));
    let next: Vec<_> = all(&stack);
    for ((status, headers, _), (same, before, _)) in next.iter().zip(&first) {
        let without_date = |headers: &[(String, String)]| {
            headers.iter().filter(|(name, _)| name != "date").cloned().collect::<Vec<_>>()
        };
        assert_eq!((status, without_date(headers)), (same, without_date(before)), "the next day");
    }
}
