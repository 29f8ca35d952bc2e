//! An investigator sees an answer before it is sent, and she sees the same: every kind of reply, in
//! a real Chromium and in three languages, held line by line against the preview.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use dauys_crypto::letter::{Lang, ReporterLetter};
use dauys_crypto::reply::{Reply, ReplyBody, ReplyKind};
use dauys_investigator::page::STEPS;
use dauys_investigator::preview::Preview;
use dauys_tests::addressee::Addressee;
use dauys_tests::direct::Visit;
use dauys_tests::node;
use dauys_tests::organisation::{AIGUL, DINA, ERLAN, MARAT};
use dauys_tests::stack::Stack;
use dauys_wire::{Day, Id};
use serde::Deserialize;
use serde_json::json;

const STORY: &str = "Ауысымнан кейін жолымды бөгеп тұрды.";
const LANGUAGES: [(&str, Lang); 3] = [("kk", Lang::Kk), ("ru", Lang::Ru), ("en", Lang::En)];
/// With breaks at its ends and in its middle, and an indented line.
const LINES: &str = "Бірінші жол.\n\n  Шегінген жол.\n1. Екінші\n2. Үшінші";
/// What might be taken for something else: markup, entities, placeholders of three kinds, marks that
/// turn the direction, other ends of lines, nothing at all.
const HOSTILE: &str = "<b>қою</b> <img src=x onerror=alert(1)> &lt;&amp;\n{day} { $count } ${x} %s\n\
    \u{202e}кері\u{202c} \u{2028}бөлек\u{2029}абзац\u{200b}\u{feff}\n\ttab\u{7f}\u{1}\n👩🏽‍💼 e\u{301}";

/// An answer as the page has it.
#[derive(Deserialize)]
struct Shown {
    lines: Vec<String>,
    copied: String,
    /// In the text; it is words and nothing else.
    elements: usize,
}

#[derive(Deserialize)]
struct Seen {
    replies: BTreeMap<String, Vec<Shown>>,
    foreign: Vec<String>,
    complaints: Vec<String>,
}

#[test]
fn what_an_investigator_saw_before_sending_is_what_she_sees_line_by_line() {
    let stack = Stack::start();
    let visit = Visit::arrive(&stack.address);
    let ids = |people: &[_]| {
        let id = |one| Id::parse(&stack.organisation.investigator(one).id).unwrap();
        let mut ids: Vec<Id> = people.iter().map(id).collect();
        ids.sort_unstable();
        ids
    };
    let direct = visit.report(STORY, ids(&[MARAT, DINA]), ids(&[ERLAN]));
    let union = stack.organisation.investigator(&MARAT);
    let union = Addressee::of(union, &visit.trusted.roster.instance);
    let replies = every_kind(&union, &direct.letter, &ids(&[DINA, AIGUL]));
    for reply in &replies {
        let file = union.seal_reply(reply, &direct.reporter);
        union.put_reply(stack.origin(), &visit.trusted, &reply.thread, &reply.id, &file);
    }

    let input = json!({ "address": stack.address, "code": direct.code });
    let seen: Seen = serde_json::from_value(node::run("preview.mjs", &input)).unwrap();
    for (language, lang) in LANGUAGES {
        let shown = seen.replies.get(language).unwrap();
        assert_eq!(shown.len(), replies.len(), "{language}");
        for (reply, shown) in replies.iter().zip(shown) {
            let preview = Preview::of(reply, &visit.trusted.roster, lang);
            assert_eq!(shown.lines, preview.lines(), "{language}, reply {}", reply.n);
            assert_eq!(shown.elements, 0, "{language}, reply {}", reply.n);
            if reply.body.text != HOSTILE {
                assert_eq!(words(&shown.copied), words(&preview.lines().join("\n")));
            }
        }
    }
    assert_eq!(seen.foreign, [""; 0]);
    assert_eq!(seen.complaints, [""; 0]);
}

/// One after the other by one author, the last of which goes and lets somebody else read.
fn every_kind(author: &Addressee, letter: &ReporterLetter, after: &[Id]) -> Vec<Reply> {
    let day = Day::parse("2027-01-31").unwrap();
    let due = |keys: &[&str]| keys.iter().map(|key| ((*key).to_owned(), day)).collect();
    let plain = author.reply(1, letter, LINES);
    let bare = Reply { received: vec![], ..plain.clone() };
    let status = |step: &str| Some(step.to_owned());
    let receipt = |count: usize, due| Reply {
        kind: ReplyKind::Receipt,
        body: ReplyBody::default(),
        received: vec![letter.id; count],
        due,
        ..plain.clone()
    };
    let mut replies = vec![
        receipt(1, due(&["answer"])),
        receipt(3, due(&["acknowledge", "answer", "close"])),
        receipt(5, due(&[])),
        plain.clone(),
        Reply { body: ReplyBody { text: HOSTILE.into() }, ..plain.clone() },
        Reply {
            body: ReplyBody { text: "\nбасы мен соңы бос\n\n".into() }, ..bare.clone()
        },
        Reply { status: status("of <a> future"), due: due(&["x{y}"]), ..bare.clone() },
    ];
    replies.extend(STEPS.map(|step| Reply {
        kind: ReplyKind::Status,
        status: status(step),
        due: due(&["close"]),
        ..bare.clone()
    }));
    replies.push(Reply { readers: after.to_vec(), ..plain });
    for (n, reply) in (1..).zip(&mut replies) {
        let Reply { id, prev, .. } = author.reply(n, letter, "");
        (reply.id, reply.n, reply.prev) = (id, n, prev);
    }
    replies
}

/// Without what only stands between lines.
fn words(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.trim().is_empty()).collect()
}
