//! Requests as they come from the network: every route, path, header and body of the server, which
//! runs inside the target with a real database (docs/PROTOCOL.md, section 9).
//!
//! Nothing makes the server fail. Every answer is one of the documented kind, with the headers that
//! let nobody be recognised; what was acknowledged is there.

#![no_main]

use std::cell::RefCell;
use std::mem::ManuallyDrop;

use actix_http::header::{CONTENT_TYPE, ETAG, LAST_MODIFIED, SERVER, SET_COOKIE};
use dauys_fuzz::server::{self, Answer, Asked, TestServer};
use dauys_fuzz::{Seed, organisation, target, vectors};
use dauys_wire::Digest;
use dauys_wire::api::{self, DAY_HEADER, STAMP_HEADER, TOKEN_HEADER, WITHDRAW_HEADER};
use dauys_wire::problem::{self, Problem};

thread_local! {
    // Never dropped: at the end of the thread actix's own variables are gone before it.
    static SERVER_HERE: RefCell<ManuallyDrop<TestServer>> =
        RefCell::new(ManuallyDrop::new(TestServer::start()));
}

fn check(input: &[u8]) -> bool {
    SERVER_HERE.with_borrow_mut(|server| {
        let Some(asked) = server.read(input) else { return false };
        let answer = server.ask(&asked);
        is_documented(&asked, &answer);
        if answer.status == 201 && asked.path.contains("/letters/") {
            is_there(server, &asked);
        }
        if answer.status == 201 {
            server.count_kept();
        }
        answer.status < 400
    })
}

fn is_documented(asked: &Asked, answer: &Answer) {
    let Answer { status, headers, body } = answer;
    assert!(*status < 500, "{status} for {asked:?}");
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    assert_eq!(header("cache-control"), Some("no-store"));
    assert_eq!(header("referrer-policy"), Some("no-referrer"));
    for recognised in [ETAG, LAST_MODIFIED, SET_COOKIE, SERVER] {
        assert!(!headers.contains_key(&recognised), "{recognised}");
    }
    if header(CONTENT_TYPE.as_str()) == Some(problem::CONTENT_TYPE) {
        let problem: Problem = serde_json::from_slice(body).expect("a problem");
        assert_eq!((problem.status, problem), (*status, problem_of(body)));
    } else {
        // Unknown addresses outside the API are answered by the page's one document.
        let page = header(CONTENT_TYPE.as_str()).is_some_and(|kind| kind.starts_with("text/html"));
        let explained = page || asked.method == "HEAD";
        assert!(*status < 400 || explained, "{status} without a problem");
    }
}

fn problem_of(body: &[u8]) -> Problem {
    let problem: Problem = serde_json::from_slice(body).expect("a problem");
    problem.code.problem()
}

/// What was acknowledged can be fetched by whoever knows the id.
fn is_there(server: &mut TestServer, asked: &Asked) {
    let fetch =
        Asked { method: "GET".into(), headers: Vec::new(), body: Vec::new(), ..asked.clone() };
    let answer = server.ask(&fetch);
    assert_eq!((answer.status, &answer.body), (200, &asked.body), "{asked:?}");
}

fn seeds() -> Vec<Seed> {
    let stamp = vectors::text(&vectors::stamp()[0], "stamp");
    let id = organisation::id(1);
    let day = organisation::day();
    let letter = |more: &str| {
        format!(
            "PUT {} HTTP/1.1\r\nhost: x\r\ncontent-type: {}\r\n{STAMP_HEADER}: {stamp}\r\n{WITHDRAW_HEADER}: {}\r\n\
             {more}fuzz-pad: 1\r\n\r\n",
            api::letter_path(&id),
            api::OCTETS,
            Digest::of(&[0; 32]),
        )
    };
    let get = |path: &str, more: &str| format!("GET {path} HTTP/1.1\r\nhost: x\r\n{more}\r\n");
    let fetch = format!(
        "POST {} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 10\r\nfuzz-sign: 21\r\n\r\n{{\"ids\":[]}}",
        api::inbox_fetch_path()
    );
    let reply = format!(
        "PUT {} HTTP/1.1\r\nhost: x\r\ncontent-type: {}\r\nfuzz-sign: 22\r\nfuzz-pad: 1\r\n\r\n",
        api::reply_path(3, &id),
        api::OCTETS
    );
    let token = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let delete = format!(
        "DELETE {} HTTP/1.1\r\nhost: x\r\n{TOKEN_HEADER}: {token}\r\n\r\n",
        api::letter_path(&id)
    );
    let signed = "fuzz-sign: 21\r\n";
    let mut seeds = vec![
        Seed::taken(letter("")),
        Seed::taken(
            letter(&format!("{DAY_HEADER}: {}\r\n", day.plus(3))).replace("/0101", "/0201"),
        ),
        Seed::refused(letter("signature: x\r\n")),
        Seed::taken(get(&api::letter_path(&id), "")),
        Seed::taken(reply.as_str()),
        Seed::refused(reply.replace("fuzz-sign: 22\r\n", "")),
        Seed::taken(get(&api::bucket_path(3), "range: bytes=0-99\r\n")),
        Seed::refused(get(&api::bucket_path(4), "")),
        Seed::taken(get(&api::inbox_days_path(), signed)),
        Seed::taken(get(&api::inbox_day_path(day), signed)),
        Seed::taken(fetch),
        Seed::taken(delete.as_str()),
        Seed::refused(delete.as_str()),
        Seed::taken(get("/", "accept-encoding: br;q=0, gzip\r\n")),
        Seed::refused(get("/api/v1/%2e%2e/x?y=%ff", "")),
    ];
    seeds.extend(blob_seeds(&stamp));
    let paths =
        [api::roster_path(), api::roster_signature_path(), api::help_path(), api::health_path()];
    seeds.extend(paths.iter().map(|path| Seed::taken(get(path, "accept-encoding: br\r\n"))));
    seeds
}

/// A file of one chunk, from its announcement to its end.
fn blob_seeds(stamp: &str) -> Vec<Seed> {
    let id = organisation::id(1);
    let json = |method: &str, path: &str, more: &str, body: &str| {
        format!(
            "{method} {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n{more}content-length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let paid =
        format!("{STAMP_HEADER}: {stamp}\r\n{WITHDRAW_HEADER}: {}\r\n", Digest::of(&[0; 32]));
    let announce =
        |bytes: u64| json("POST", &api::blob_path(&id), &paid, &format!("{{\"bytes\":{bytes}}}"));
    let put = |chunk: u32| {
        let (path, octets) = (api::chunk_path(&id, chunk), api::OCTETS);
        format!("PUT {path} HTTP/1.1\r\nhost: x\r\ncontent-type: {octets}\r\nfuzz-pad: 1\r\n\r\n")
    };
    let finish = |sha256: Digest| {
        json("POST", &api::finish_path(&id), "", &format!("{{\"sha256\":\"{sha256}\"}}"))
    };
    let get = |path: &str, more: &str| format!("GET {path} HTTP/1.1\r\nhost: x\r\n{more}\r\n");
    let whole = Digest::of(&server::blob());
    vec![
        Seed::refused(announce(1)),
        Seed::taken(announce(1 << 20)),
        Seed::refused(finish(whole)),
        Seed::refused(put(1)),
        Seed::taken(get(&api::chunks_path(&id), "")),
        Seed::taken(put(0)),
        Seed::refused(finish(Digest::of(&[]))),
        Seed::taken(finish(whole)),
        Seed::taken(get(&api::blob_path(&id), "range: bytes=5-99\r\n")),
    ]
}

target!();
