//! What is not whole HTTP: broken, slow, endless, half. The server answers or hangs up, keeps nothing
//! of it, and serves the next.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use dauys_wire::api::{self, letter_path};
use dauys_wire::limits::LETTER_BYTES;
use dauys_wire::problem::ProblemCode;

use crate::client::{Answer, Ask, exchange};
use crate::stack::{Stack, id, sealed};

/// The server's patience in these stories: the honest ones in them must be served on a busy machine.
const PATIENCE: Duration = Duration::from_secs(4);
/// Far longer: who waits so long waits in vain.
const IN_VAIN: Duration = Duration::from_mins(1);

fn impatient() -> Stack {
    Stack::start_with(
        |_| {},
        |config| {
            config.head_time = PATIENCE;
            config.body_time = PATIENCE;
            config.idle_time = PATIENCE;
        },
    )
}

/// The head of a letter that would be taken, with these headers in it, not ended.
fn head(stack: &Stack, headers: &str) -> String {
    let letter = stack.letter(id(1), &sealed("", LETTER_BYTES));
    format!("{}{headers}", letter.start())
}

fn connect(stack: &Stack) -> TcpStream {
    let stream = TcpStream::connect(stack.address()).unwrap();
    stream.set_read_timeout(Some(IN_VAIN)).unwrap();
    stream
}

/// All that comes until the server hangs up, which it must.
fn until_the_end(mut stream: TcpStream) -> Vec<u8> {
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Ok(_) => answer,
        // It hung up on what we still had to say.
        Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => answer,
        Err(error) => panic!("{error}: after {:?}", String::from_utf8_lossy(&answer)),
    }
}

/// Nothing was kept under the id of these stories, and a whole letter is still taken.
fn nothing_was_kept(stack: &Stack) {
    let absent = stack.send(&Ask::get(letter_path(&id(1))));
    assert_eq!(absent.problem(), ProblemCode::NotFound);
    stack.put_letter(id(1));
}

#[test]
fn bytes_that_are_no_request_get_an_empty_answer_that_repeats_nothing() {
    let stack = Stack::start();
    let list: [&[u8]; 14] = [
        b"\r\n\r\n\r\n\r\nkanarenvogel\r\n\r\n",
        b"kanarenvogel\r\n\r\n",
        b"GET kanarenvogel HTTP/1.1\r\n\r\n",
        b"GET /kanarenvogel HTTP/9.9\r\n\r\n",
        b"GET / kanarenvogel HTTP/1.1\r\n\r\n",
        b"GET /\xff\xfekanarenvogel HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nkanarenvogel\r\n\r\n",
        b"GET / HTTP/1.1\r\nkanaren vogel: 1\r\n\r\n",
        b"GET / HTTP/1.1\r\nx: kanaren\0vogel\r\n\r\n",
        b"PUT / HTTP/1.1\r\ncontent-length: kanarenvogel\r\n\r\n",
        b"PUT / HTTP/1.1\r\ncontent-length: -1\r\n\r\nkanarenvogel",
        b"PUT / HTTP/1.1\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nkanarenvogel",
        b"PUT / HTTP/1.1\r\ntransfer-encoding: chunked\r\ntransfer-encoding: gzip\r\n\r\nkanarenvogel",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03kanarenvogel\r\n\r\n",
    ];
    for bytes in list {
        let what = String::from_utf8_lossy(bytes).into_owned();
        let answer = exchange(stack.address(), bytes, b"");
        let text = String::from_utf8_lossy(&answer);
        assert!(text.starts_with("HTTP/1.1 4") || text.is_empty(), "{what:?}: {text:?}");
        assert!(!text.contains("kanaren"), "{what:?}: {text:?}");
        // These answers are of the HTTP library and have its few headers; its date is exact.
        let names = text.lines().filter_map(|line| line.split_once(':')).map(|(name, _)| name);
        let names: Vec<String> = names.map(str::to_ascii_lowercase).collect();
        let known = ["content-length", "connection", "date"];
        assert!(names.iter().all(|name| known.contains(&&**name)), "{what:?}: {names:?}");
    }
    nothing_was_kept(&stack);
}

#[test]
fn a_body_in_chunks_is_refused_whole_or_broken_and_not_waited_for() {
    let stack = Stack::start();
    let head = format!("{}transfer-encoding: chunked\r\n\r\n", head(&stack, ""));
    let file = sealed("", LETTER_BYTES);
    let whole = [format!("{LETTER_BYTES:x};x=y\r\n").as_bytes(), &file, b"\r\n0\r\n\r\n"].concat();
    let chunks: [&[u8]; 11] = [
        &whole,
        b"ff\r\nage",
        b"",
        b"zz\r\n",
        b"-1\r\n",
        b"8000\n",
        b"8000 kanarenvogel\r\n",
        b"ffffffffffffffff\r\n",
        b"10000000000000000\r\n",
        b"1\r\nxx\r\n",
        b"0\r\nkanarenvogel",
    ];
    let streams = chunks.map(|chunk| {
        let mut stream = connect(&stack);
        stream.write_all(head.as_bytes()).unwrap();
        // The server may hang up while we still write. Our half stays open: it must not wait for us.
        let _ = stream.write_all(chunk);
        (String::from_utf8_lossy(&chunk[..chunk.len().min(40)]), stream)
    });
    for (what, stream) in streams {
        let answer = until_the_end(stream);
        let text = String::from_utf8_lossy(&answer);
        assert!(text.starts_with("HTTP/1.1 400"), "{what:?}: {text}");
        assert!(!text.contains("kanaren"), "{what:?}: {text}");
    }
    nothing_was_kept(&stack);
}

#[test]
fn a_body_that_stops_half_way_is_not_kept() {
    let stack = Stack::start();
    let file = sealed("", LETTER_BYTES);
    for (headers, part) in [
        (format!("content-length: {LETTER_BYTES}\r\n\r\n"), &file[..LETTER_BYTES / 2]),
        (format!("content-length: {LETTER_BYTES}\r\n\r\n"), &file[..LETTER_BYTES - 1]),
        (format!("content-length: {LETTER_BYTES}\r\n\r\n"), &file[..0]),
    ] {
        let mut stream = connect(&stack);
        stream.write_all(head(&stack, &headers).as_bytes()).unwrap();
        stream.write_all(part).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let answer = until_the_end(stream);
        let text = String::from_utf8_lossy(&answer);
        assert!(text.is_empty() || text.starts_with("HTTP/1.1 4"), "{headers}: {text}");
    }
    nothing_was_kept(&stack);
}

#[test]
fn a_head_or_body_that_does_not_come_is_not_waited_for() {
    let stack = impatient();
    let whole = head(&stack, &format!("content-length: {LETTER_BYTES}\r\n\r\n"));
    let starts = [
        ("nothing at all", ""),
        ("a word", "GET"),
        ("half a head", "GET / HTTP/1.1\r\nhost: x\r\nx-half: "),
        ("half a body", &format!("{whole}age-encryption")),
        ("an answer, and then nothing", "GET /api/v1/health HTTP/1.1\r\nhost: x\r\n\r\n"),
    ];
    let streams = starts.map(|(what, start)| {
        let mut stream = connect(&stack);
        stream.write_all(start.as_bytes()).unwrap();
        (what, stream)
    });
    for (what, stream) in streams {
        let answer = until_the_end(stream);
        let text = String::from_utf8_lossy(&answer);
        let expected = match what {
            "nothing at all" | "a word" | "half a head" => "HTTP/1.1 408",
            "an answer, and then nothing" => "HTTP/1.1 200",
            _ => "HTTP/1.1 408 Request Timeout\r\n",
        };
        assert!(text.starts_with(expected), "{what}: {text}");
    }
    nothing_was_kept(&stack);
}

#[test]
fn a_drop_at_a_time_is_too_slow_too() {
    let stack = impatient();
    let mut stream = connect(&stack);
    let head = head(&stack, &format!("content-length: {LETTER_BYTES}\r\n\r\n"));
    stream.write_all(head.as_bytes()).unwrap();
    let file = sealed("", LETTER_BYTES);
    // Each byte is in time; all of them are not. The server ends it, or this never does.
    stream.set_nonblocking(true).unwrap();
    let started = std::time::Instant::now();
    let (mut sent, mut answer, mut chunk) = (0, Vec::new(), [0; 4_096]);
    while answer.is_empty() {
        assert!(started.elapsed() < IN_VAIN, "the server holds on");
        if started.elapsed() > PATIENCE / 100 * sent && sent < 1_000 {
            let _ = stream.write(&file[usize::try_from(sent).unwrap()..][..1]);
            sent += 1;
        }
        match stream.read(&mut chunk) {
            Ok(count) => answer.extend_from_slice(&chunk[..count]),
            Err(_) => std::thread::yield_now(),
        }
    }
    assert!(answer.starts_with(b"HTTP/1.1 408"), "{}", String::from_utf8_lossy(&answer));
    assert!(sent > 10, "it was fed until then");
    nothing_was_kept(&stack);
}

#[test]
fn the_connection_that_brought_a_letter_brings_nothing_else() {
    let never = |config: &mut dauys_server::config::Config| config.idle_time = IN_VAIN * 10;
    let stack = Stack::start_with(|_| {}, never);
    let letter = stack.letter(id(1), &sealed("", LETTER_BYTES));
    for status in ["201", "200"] {
        let mut stream = connect(&stack);
        let head = format!("{}content-length: {LETTER_BYTES}\r\n\r\n", letter.start());
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&letter.body).unwrap();
        // Our half stays open, and so would an idle connection: the server hangs up by itself.
        let answer = until_the_end(stream);
        let text = String::from_utf8_lossy(&answer);
        assert!(text.starts_with(&format!("HTTP/1.1 {status}")), "{text}");
        assert!(text.contains("connection: close"), "{text}");
    }
}

#[test]
fn requests_in_a_row_are_answered_in_a_row_and_garbage_behind_them_ends_the_connection() {
    let stack = Stack::start();
    let health = "GET /api/v1/health HTTP/1.1\r\nhost: x\r\n\r\n";
    let missing = "GET /api/v1/letters/x HTTP/1.1\r\nhost: x\r\n\r\n";
    for garbage in ["kanarenvogel\r\n\r\n", "\0\0\0\0\r\n\r\n", "GET / HTTP/1.1\r\n:\r\n\r\n"] {
        let mut stream = connect(&stack);
        let row = format!("{health}{missing}{health}{garbage}{health}");
        stream.write_all(row.as_bytes()).unwrap();
        let answer = until_the_end(stream);
        let text = String::from_utf8_lossy(&answer);
        let statuses: Vec<&str> =
            text.split("HTTP/1.1 ").skip(1).filter_map(|rest| rest.get(..3)).collect();
        assert_eq!(statuses, ["200", "400", "200", "400"], "{garbage:?}: {text}");
        assert!(!text.contains("kanarenvogel"));
    }
    // A second request cannot hide in the body of a first.
    let smuggled = format!(
        "{}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n{health}",
        head(&stack, "")
    );
    let mut stream = connect(&stack);
    stream.write_all(smuggled.as_bytes()).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let answer = until_the_end(stream);
    let text = String::from_utf8_lossy(&answer);
    assert!(text.starts_with("HTTP/1.1 400"), "{text}");
    assert!(!text.contains("stamp_bits"), "{text}");
    nothing_was_kept(&stack);
}

#[test]
fn a_body_where_none_belongs_is_not_read() {
    let stack = Stack::start();
    let huge = vec![b'x'; 4 << 20];
    for path in [api::health_path(), api::bucket_path(0), letter_path(&id(1)), "/".to_owned()] {
        let ask = Ask::get(path.clone()).header("content-length", huge.len());
        let head = format!("{}connection: close\r\n\r\n", ask.start());
        let answer = exchange(stack.address(), head.as_bytes(), &huge);
        let text = String::from_utf8_lossy(&answer);
        assert!(
            text.starts_with("HTTP/1.1 200") || text.starts_with("HTTP/1.1 404"),
            "{path}: {text}"
        );
    }
    nothing_was_kept(&stack);
}

#[test]
fn a_head_that_is_too_long_or_has_too_many_headers_is_refused() {
    let stack = Stack::start();
    let too_large = ProblemCode::TooLarge;
    let list = [
        ("one long header", Ask::get("/").header("x-long", "x".repeat(8_192))),
        ("a long address", Ask::get(format!("/{}", "x".repeat(8_192)))),
        ("a long query", Ask::get(format!("/?{}", "x".repeat(8_192)))),
        ("many headers", (0..48).fold(Ask::get("/"), |ask, n| ask.header(&format!("x-{n}"), n))),
        ("one header many times", (0..60).fold(Ask::get("/"), |ask, n| ask.header("x", n))),
    ];
    for (what, ask) in list {
        let answer: Answer = stack.send(&ask);
        assert_eq!(answer.problem(), too_large, "{what}");
    }
    let many = (0..40).fold(Ask::get("/"), |ask, n| ask.header(&format!("x-{n}"), "x".repeat(150)));
    assert_eq!(stack.send(&many).status, 200, "as much as is allowed");
    // Beyond what the parser takes there is no request and so no problem.
    for size in [140_000, 4 << 20] {
        // It may hang up while we still write.
        let endless = "x".repeat(size);
        let answer = exchange(stack.address(), b"GET / HTTP/1.1\r\nx: ", endless.as_bytes());
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{size}");
    }
    nothing_was_kept(&stack);
}
