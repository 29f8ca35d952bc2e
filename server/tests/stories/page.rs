//! The static site.

use dauys_wire::problem::ProblemCode;

use crate::client::Ask;
use crate::stack::Stack;

#[test]
fn documents_and_files_are_served_with_their_types_and_policies() {
    let stack = Stack::start();
    let get = |path: &str| stack.send(&Ask::get(path));
    for (path, body) in
        [("/", "<p>choose</p>"), ("/kk/", "<p>kk</p>"), ("/kk/index.html", "<p>kk</p>")]
    {
        let document = get(path);
        assert_eq!((document.status, &*document.body), (200, body.as_bytes()));
        assert_eq!(document.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(document.header("content-security-policy"), Some("default-src 'none'"));
        assert_eq!(document.header("integrity-policy"), Some("blocked-destinations=(script)"));
        assert_eq!(document.header("x-frame-options"), Some("DENY"));
        assert_eq!(document.header("cross-origin-opener-policy"), Some("same-origin"));
    }
    let wasm = get("/app.wasm");
    assert_eq!(wasm.header("content-type"), Some("application/wasm"));
    assert_eq!(wasm.header("integrity-policy"), None, "documents alone");
}

#[test]
fn an_unknown_path_is_the_fallback_with_the_same_bytes() {
    let stack = Stack::start();
    let root = stack.send(&Ask::get("/"));
    for path in ["/nothing", "/kk", "/ru/x/y", "/..%2f..%2fetc", "/%ff", "/style.css/", "/api"] {
        let unknown = stack.send(&Ask::get(path));
        assert_eq!((unknown.status, &unknown.body), (404, &root.body), "{path}");
        assert_eq!(unknown.header("content-type"), root.header("content-type"));
        assert_eq!(unknown.header("content-security-policy"), Some("default-src 'none'"));
    }
    assert_eq!(stack.send(&Ask::get("/api/v1/nothing")).problem(), ProblemCode::NotFound);
}

#[test]
fn the_best_coding_that_the_browser_takes_is_sent() {
    let stack = Stack::start();
    let get = |path: &str, accept: &str| {
        let answer = stack.send(&Ask::get(path).header("accept-encoding", accept));
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
        let coding = answer.header("content-encoding").map(str::to_owned);
        (coding, String::from_utf8(answer.body).unwrap())
    };
    let sent = |coding: &str, body: &str| (Some(coding.to_owned()), body.to_owned());
    assert_eq!(get("/app.wasm", "gzip, deflate, br"), sent("br", "\0asm brotli"));
    assert_eq!(get("/app.wasm", "gzip;q=1, br;q=0"), sent("gzip", "\0asm gzip"));
    assert_eq!(get("/style.css", "br, gzip"), sent("gzip", "css gzip"));
    assert_eq!(get("/app.wasm", "identity"), (None, "\0asm identity".to_owned()));
}

#[test]
fn head_tells_what_get_would_send() {
    let stack = Stack::start();
    for path in ["/", "/app.wasm", "/nothing", "/api/v1/roster.json", "/api/v1/health"] {
        let (mut get, mut head) =
            (stack.send(&Ask::get(path)), stack.send(&Ask::new("HEAD", path)));
        get.headers.sort();
        head.headers.sort();
        assert_eq!((head.status, &head.headers), (get.status, &get.headers), "{path}");
    }
}
