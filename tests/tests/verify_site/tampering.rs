//! What a server, or somebody on the way, can do to a page: each in one place, and everything else is true.

use std::io::Read as _;

use dauys_tests::hostile::{Answer, Asked, Lie};
use dauys_tests::organisation::Root;
use dauys_wire::{Day, api};
use serde_json::{Value, json};

use crate::stage::Stage;

/// One of them, and how the verdict has to name it.
pub(crate) struct Tampering {
    pub(crate) name: &'static str,
    pub(crate) lie: Lie,
    pub(crate) expected: Expected,
}

/// A finding.
pub(crate) struct Expected {
    code: &'static str,
    path: String,
    header: Option<&'static str>,
    /// A part of the names of all whom it was shown to.
    shown_to: Option<&'static str>,
}

impl Expected {
    pub(crate) fn is_in(&self, told: &Value) -> bool {
        told["findings"].as_array().unwrap().iter().any(|finding| {
            let clients: Vec<_> = finding["clients"].as_array().unwrap().iter().collect();
            finding["code"] == self.code
                && finding["path"] == self.path
                && finding["header"] == self.header.map_or(Value::Null, Value::from)
                && self.shown_to.is_none_or(|name| {
                    !clients.is_empty()
                        && clients.iter().all(|it| it.as_str().unwrap().contains(name))
                })
        })
    }
}

/// One byte, for all or for some.
pub(crate) fn bytes() -> Vec<Tampering> {
    let content = |name, path: &'static str, shown_to, when: fn(&Asked) -> bool| Tampering {
        name,
        lie: about(path, move |asked, truth| if when(asked) { turned(truth) } else { truth }),
        expected: Expected { code: "content", path: path.to_owned(), header: None, shown_to },
    };
    let always: fn(&Asked) -> bool = |_| true;
    vec![
        content("a byte of the script", "/app.js", None, always),
        content("a byte of the script that comes later", "/thread.js", None, always),
        content("a byte of the module", "/dauys_report_bg.wasm", None, always),
        content("a byte of the module in JavaScript", "/dauys_report_plain.js", None, always),
        content("a byte of the stylesheet", "/style.css", None, always),
        content("a byte of the first document", "/", None, always),
        content("a byte of the list", "/site.json", Some("chromium"), |asked| {
            says(asked, "user-agent", "Chrome/")
        }),
        content("the Kazakh document", "/kk/index.html", None, always),
        content("only whoever reads Kazakh", "/kk/", Some(" kk"), |asked| {
            says(asked, "accept-language", "kk")
                && !says(asked, "accept-language", "en-US,en;q=0.9")
        }),
        content("only Chromium", "/ru/", Some("chromium"), |asked| {
            says(asked, "user-agent", "Chrome/")
        }),
        content("only Firefox", "/start.js", Some("firefox"), |asked| {
            says(asked, "user-agent", "rv:153")
        }),
        content("only Tor Browser", "/app.js", Some("tor-browser"), |asked| {
            says(asked, "user-agent", "rv:140")
        }),
        content("only who takes no brotli", "/app.js", Some("program"), |asked| {
            !says(asked, "accept-encoding", "br")
        }),
        content("only who opens a page", "/en/", None, |asked| {
            says(asked, "sec-fetch-mode", "navigate")
        }),
        content("another fallback", "/robots.txt", None, always),
        content("a refusal with other words", "/api/v1/inbox/days", None, always),
    ]
}

/// One header.
pub(crate) fn headers(stage: &Stage) -> Vec<Tampering> {
    let list: Value = serde_json::from_slice(&stage.list).unwrap();
    let csp = list["headers"]["content-security-policy"].as_str().unwrap();
    let tampering = |name, code, path: &'static str, header, lie| Tampering {
        name,
        lie,
        expected: Expected { code, path: path.to_owned(), header: Some(header), shown_to: None },
    };
    let policy = "content-security-policy";
    let weaker = csp.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-inline'");
    assert_ne!(csp, weaker);
    let other = |path, header, value: &str| {
        let value = value.to_owned();
        about(path, move |_, truth| with(without(truth, header), header, &value))
    };
    let missing = |path, header| about(path, move |_, truth| without(truth, header));
    let added = |name, path, header, value| {
        tampering(name, "header-added", path, header, header_added(path, header, value))
    };
    vec![
        tampering(
            "a weaker policy",
            "header-other",
            "/ru/",
            policy,
            other("/ru/", policy, &weaker),
        ),
        tampering("no policy", "header-missing", "/kk/", policy, missing("/kk/", policy)),
        tampering(
            "a second policy",
            "header-other",
            "/en/",
            policy,
            header_added("/en/", policy, "default-src *"),
        ),
        tampering(
            "no policy for unknown paths",
            "header-missing",
            "/sw.js",
            policy,
            missing("/sw.js", policy),
        ),
        tampering(
            "no integrity policy",
            "header-missing",
            "/",
            "integrity-policy",
            missing("/", "integrity-policy"),
        ),
        tampering(
            "the camera allowed",
            "header-other",
            "/kk/",
            "permissions-policy",
            other("/kk/", "permissions-policy", "camera=(self)"),
        ),
        tampering(
            "kept in caches",
            "header-other",
            "/app.js",
            "cache-control",
            other("/app.js", "cache-control", "max-age=31536000"),
        ),
        tampering(
            "a script as a document",
            "header-other",
            "/icon.svg",
            "content-type",
            other("/icon.svg", "content-type", "text/html; charset=utf-8"),
        ),
        tampering(
            "types guessed",
            "header-missing",
            "/api/v1/inbox/days",
            "x-content-type-options",
            missing("/api/v1/inbox/days", "x-content-type-options"),
        ),
        added("a cookie", "/kk/", "set-cookie", "id=1"),
        added("a preload", "/", "link", "</x.js>; rel=modulepreload"),
        added("led on after a moment", "/ru/", "refresh", "0; url=https://elsewhere.example/"),
        added("a worker for all", "/start.js", "service-worker-allowed", "/"),
        added("a mark to be recognised by", "/style.css", "etag", "\"1\""),
        added("told to come another way", "/kk/", "alt-svc", "h3=\":443\""),
        tampering(
            "a false address in Tor",
            "header-other",
            "/kk/",
            "onion-location",
            header_added("/kk/", "onion-location", "http://elsewhere.onion/kk/"),
        ),
    ]
}

/// Other answers altogether.
pub(crate) fn answers() -> Vec<Tampering> {
    let tampering = |name, code, path: &'static str, header, lie| Tampering {
        name,
        lie,
        expected: Expected { code, path: path.to_owned(), header, shown_to: None },
    };
    vec![
        tampering(
            "led elsewhere",
            "redirect",
            "/ru/",
            None,
            about("/ru/", |_, truth| {
                let led = Answer { status: 302, ..truth };
                with(led, "location", "https://elsewhere.example/")
            }),
        ),
        tampering(
            "a file taken away",
            "status",
            "/evidence.js",
            None,
            about("/evidence.js", |_, truth| Answer { status: 404, ..truth }),
        ),
        tampering(
            "a script at an unknown path",
            "status",
            "/sw.js",
            None,
            about("/sw.js", |_, truth| Answer { status: 200, ..truth }),
        ),
        tampering(
            "packed in a way of its own",
            "coding",
            "/app.js",
            Some("content-encoding"),
            about("/app.js", |_, truth| {
                with(without(truth, "content-encoding"), "content-encoding", "zstd")
            }),
        ),
    ]
}

/// Those of what the organisation signs, by whoever has its root and whoever has not.
pub(crate) fn organisation(stage: &Stage) -> Vec<Tampering> {
    let tampering = |name, code, path: String, lie| Tampering {
        name,
        lie,
        expected: Expected { code, path, header: None, shown_to: None },
    };
    let roster = |name, code, lie| tampering(name, code, api::roster_path(), lie);
    let root = &stage.root;
    let origin = stage.hostile.origin.clone();
    let forged = |change: fn(&mut Value)| forge(root, &origin, change);
    let stranger = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    let theirs =
        |bytes: &[u8]| minisign::sign(None, &stranger.sk, bytes, None, None).unwrap().to_string();
    let (honest, _) = forged(|_| ());
    let foreign = theirs(&honest);
    let (swapped, signature) = (forged(|it| it["version"] = json!(90)).0, forged(|_| ()).1);
    let theirs = theirs(&stage.list);
    vec![
        roster("a roster of another key", "roster-signature", shown((honest, foreign))),
        roster("a roster with an old signature", "roster-signature", shown((swapped, signature))),
        roster(
            "a roster for another place",
            "roster-origin",
            shown(forged(|it| {
                it["origins"] = json!(["https://elsewhere.example"]);
            })),
        ),
        roster(
            "a roster whose time is over",
            "roster-expired",
            shown(forged(|it| {
                let yesterday = Day::parse(it["issued"].as_str().unwrap()).unwrap().minus(1);
                it["issued"] = json!(yesterday.minus(90));
                it["expires"] = json!(yesterday);
            })),
        ),
        roster(
            "a roster of two with one key",
            "roster-malformed",
            shown(forged(|it| {
                it["investigators"][1]["id"] = it["investigators"][0]["id"].clone();
            })),
        ),
        roster(
            "my key, but not mine",
            "own-entry",
            shown(forged(|it| {
                for entry in it["investigators"].as_array_mut().unwrap() {
                    if entry["name"] == "Марат Оспанов" {
                        entry["signing_key"] = json!("A".repeat(43));
                    }
                }
            })),
        ),
        tampering("another roster for Tor Browser", "content", api::roster_path(), {
            let (other, _) = forged(|it| it["version"] = json!(91));
            about_path(api::roster_path(), move |asked, truth| {
                let is_told = says(asked, "user-agent", "rv:140");
                if is_told { plain(truth, other.clone()) } else { truth }
            })
        }),
        tampering("other questions", "questionnaire", api::questionnaire_path(), {
            about_path(api::questionnaire_path(), |_, truth| turned(truth))
        }),
        tampering("other help", "help", api::help_path(), {
            about_path(api::help_path(), |_, truth| turned(truth))
        }),
        tampering("another day", "clock", api::health_path(), {
            about_path(api::health_path(), |_, truth| {
                let mut health: Value = serde_json::from_slice(&truth.body).unwrap();
                health["day"] = json!("2020-01-01");
                truth.saying(&health)
            })
        }),
        tampering(
            "a list signed by another",
            "organisation-signature",
            api::site_signature_path(),
            {
                about_path(api::site_signature_path(), move |_, truth| {
                    plain(truth, theirs.clone().into_bytes())
                })
            },
        ),
    ]
}

fn forge(root: &Root, origin: &str, change: fn(&mut Value)) -> (Vec<u8>, String) {
    root.forge(|roster| {
        roster["origins"] = json!([origin]);
        change(roster);
    })
}

fn shown((roster, signature): (Vec<u8>, String)) -> Lie {
    Box::new(move |asked, truth| match &asked.path {
        path if *path == api::roster_path() => plain(truth, roster.clone()),
        path if *path == api::roster_signature_path() => {
            plain(truth, signature.clone().into_bytes())
        }
        _ => truth,
    })
}

/// One header more at one path.
pub(crate) fn header_added(path: &'static str, header: &'static str, value: &str) -> Lie {
    let value = value.to_owned();
    about(path, move |_, truth| with(truth, header, &value))
}

fn about(path: &str, lie: impl FnMut(&Asked, Answer) -> Answer + Send + 'static) -> Lie {
    about_path(path.to_owned(), lie)
}

fn about_path(path: String, mut lie: impl FnMut(&Asked, Answer) -> Answer + Send + 'static) -> Lie {
    Box::new(move |asked, truth| if asked.path == path { lie(asked, truth) } else { truth })
}

fn says(asked: &Asked, header: &str, part: &str) -> bool {
    asked.values.get(header).is_some_and(|value| value.contains(part))
}

/// With one bit of its last byte turned over, unpacked.
fn turned(truth: Answer) -> Answer {
    let mut body = unpacked(&truth);
    *body.last_mut().unwrap() ^= 1;
    plain(truth, body)
}

fn unpacked(answer: &Answer) -> Vec<u8> {
    let coding = answer.headers.iter().find(|(name, _)| name == "content-encoding");
    let mut body = Vec::new();
    match coding.map(|(_, value)| value.as_str()) {
        Some("br") => {
            brotli::Decompressor::new(&*answer.body, 4_096).read_to_end(&mut body).unwrap();
        }
        Some(_) => {
            flate2::read::GzDecoder::new(&*answer.body).read_to_end(&mut body).unwrap();
        }
        None => body.clone_from(&answer.body),
    }
    body
}

fn plain(truth: Answer, body: Vec<u8>) -> Answer {
    Answer { body, ..without(truth, "content-encoding") }
}

fn without(mut truth: Answer, header: &str) -> Answer {
    truth.headers.retain(|(name, _)| name != header);
    truth
}

fn with(mut truth: Answer, header: &str, value: &str) -> Answer {
    truth.headers.push((header.to_owned(), value.to_owned()));
    truth
}
