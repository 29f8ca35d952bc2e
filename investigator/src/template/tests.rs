//! The texts themselves are held here to their rules, and the filling in.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::letter::Author;
use dauys_crypto::reply::{Previous, Reply, ReplyBody, ReplyKind};
use dauys_crypto::seal;
use dauys_crypto::state::{STATE_LETTERS_MAX, State};
use dauys_wire::Id;

use super::*;
use crate::compose::random_id;
use crate::fixtures::{DAY, entry, reporter, same, team};
use crate::page::STEPS;

const ALL_LANGUAGES: [Lang; 3] = [Lang::Kk, Lang::Ru, Lang::En];
/// What stands before anything is asked that may show who she is.
const WARNINGS: [&str; 3] = [
    "қаласаңыз ғана жауап беріңіз. Осында жазғаныңыздан кім екеніңіз белгілі болып қалуы мүмкін. \
     Жауап беруге міндетті емессіз.",
    "отвечайте, только если хотите. По тому, что вы здесь напишете, вас могут узнать. Отвечать вы \
     не обязаны.",
    "answer only if you wish. What you write here may show who you are. You need not answer.",
];
/// Characters that whoever completes a template has for it, in whatever letters.
const ROOM: usize = 400;
/// What stands in quotation marks and is not on her page.
const SAID: [&str; 3] = ["Білмеймін", "Не знаю", "I do not know"];

fn texts(template: &Template) -> [&str; 3] {
    let Localised { kk, ru, en } = &template.text;
    [kk, ru, en]
}

#[test]
fn every_file_is_read_whole_and_goes_by_the_order_of_the_steps() {
    let files = FILES.map(|file| toml::from_str::<File>(file).unwrap().template);
    assert_eq!(files.iter().map(Vec::len).sum::<usize>(), all().len());
    let ids: BTreeSet<&str> = all().iter().map(|template| template.id.as_str()).collect();
    assert_eq!(ids.len(), all().len(), "an id stands twice");
    let is_id =
        |id: &&str| id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    assert!(ids.iter().all(is_id), "{ids:?}");
    let place = |template: &Template| match &template.step {
        Some(code) => STEPS.iter().position(|step| step == code).expect(code),
        None => STEPS.len(),
    };
    assert!(all().iter().map(place).is_sorted());
    let with_one: BTreeSet<usize> = all().iter().map(place).collect();
    assert_eq!(with_one.len(), STEPS.len() + 1, "a step has no template");
    assert_eq!(find("punished").map(|it| it.id.as_str()), Some("punished"));
    assert_eq!(find("nothing"), None);
}

#[test]
fn every_template_says_the_same_in_three_languages() {
    for template in all() {
        let (id, texts) = (&template.id, texts(template));
        let Localised { kk, ru, en } = &template.title;
        for [one, two, three] in [texts, [kk, ru, en]] {
            assert!([one, two, three].iter().all(|text| text.chars().count() > 3), "{id}");
            assert!(one != two && two != three && one != three, "{id}");
        }
        let placeholders = texts.map(|text| between(text, '{', '}'));
        assert!(
            placeholders[0].iter().all(|it| PLACEHOLDERS.contains(it)),
            "{id}: {placeholders:?}"
        );
        for other in &placeholders[1..] {
            let sorted =
                |all: &[&str]| all.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
            assert_eq!(sorted(other), sorted(&placeholders[0]), "{id}");
            assert_eq!(other.len(), placeholders[0].len(), "{id}");
        }
        let gaps = texts.map(|text| between(text, '[', ']').len());
        assert_eq!(gaps, [gaps[0]; 3], "{id}");
        let paragraphs = texts.map(|text| text.split("\n\n").count());
        assert_eq!(paragraphs, [paragraphs[0]; 3], "{id}");
        assert_eq!(template.placeholders().len(), placeholders[0].len(), "{id}: one each");
    }
}

#[test]
fn nothing_that_may_show_who_she_is_is_asked_without_the_warning_before_it() {
    for template in all() {
        for (text, warning) in texts(template).into_iter().zip(WARNINGS) {
            let warned = text.find(warning);
            assert_eq!(warned.is_some(), template.asks_identifying, "{}: {text}", template.id);
            let asked = text.find(['[', '?']);
            assert!(warned.is_none_or(|at| asked.is_some_and(|asked| at < asked)), "{text}");
            // And nothing is asked in a template that does not say so.
            assert!(warned.is_some() || !text.contains('?'), "{}: {text}", template.id);
        }
    }
}

#[test]
fn a_russian_day_ends_in_a_full_stop_of_its_own() {
    for template in all() {
        assert!(!template.text.ru.contains("{day}."), "{}", template.id);
    }
}

#[test]
fn what_is_quoted_stands_on_her_page() {
    let page = [
        include_str!("../../../client-wasm/locales/kk.ftl"),
        include_str!("../../../client-wasm/locales/ru.ftl"),
        include_str!("../../../client-wasm/locales/en.ftl"),
    ];
    let mut found = 0;
    for template in all() {
        for (text, page) in texts(template).into_iter().zip(page) {
            let quoted = [between(text, '«', '»'), between(text, '“', '”')].concat();
            for words in quoted.into_iter().filter(|words| !SAID.contains(words)) {
                let there = page.lines().any(|line| line.ends_with(&format!(" = {words}")));
                assert!(there, "{}: {words}", template.id);
                found += 1;
            }
        }
    }
    assert!(found > 9, "{found}");
}

#[test]
fn each_fits_into_one_reply_whatever_else_that_carries() {
    let (she, [author]) = (reporter(), team::<1>());
    let reply = fullest(&she);
    let wordy = dauys_wire::roster::Investigator {
        name: "Ә".repeat(60),
        role: same(&"ұ".repeat(60)),
        ..entry(&author, "")
    };
    let values = Values { day: Some(DAY), author: Some(&wordy), reader: Some(&wordy) };
    for template in all() {
        for lang in ALL_LANGUAGES {
            let text = template.fill(lang, &values).unwrap() + &"ұ".repeat(ROOM);
            let reply = Reply { body: ReplyBody { text }, ..reply.clone() };
            let sealed =
                seal::reply(&reply, &author.instance, &author.signing, &she.keys().recipient);
            assert!(sealed.is_ok(), "{} {lang:?}: {:?}", template.id, sealed.err());
        }
    }
}

#[test]
fn what_it_is_filled_with_is_hers_to_read_and_nothing_is_filled_twice() {
    let [author, other] = team::<2>();
    let author = entry(&author, "{role} [x]");
    let role =
        Localised { kk: "заңгер".into(), ru: "юрист".into(), en: "lawyer".into() };
    let reader = dauys_wire::roster::Investigator { role, ..entry(&other, "Дина") };
    let day = dauys_wire::Day::parse("2026-12-05").ok();
    let template = Template {
        text: same("{name}: {reader}, {day}; {reader}"),
        ..find("received-person").unwrap().clone()
    };
    let values = Values { day, author: Some(&author), reader: Some(&reader) };
    let filled = template.fill(Lang::Ru, &values).unwrap();
    assert_eq!(filled, "{role} [x]: Дина, юрист, 5 декабря 2026 г.; Дина, юрист");
    let missing = |values: &Values<'_>| template.fill(Lang::Kk, values).unwrap_err().placeholder;
    assert_eq!(missing(&Values::default()), "name");
    assert_eq!(missing(&Values { reader: None, ..values }), "reader");
    assert_eq!(missing(&Values { day: None, ..values }), "day");
}

#[test]
fn what_is_left_to_complete_is_found_wherever_it_stands() {
    let left = |text: &str| left_over(text).map(|it| it.passage);
    assert_eq!(left("plain words, (in brackets) < > «x»\nand more"), None);
    for (text, passage) in [
        ("one\nThe reason: [the reason] and {day}", "[the reason]"),
        ("by {day}", "{day}"),
        ("[began and\nnever ended]", "[began and"),
        ("never began] here", "never began]"),
        ("a } b", "a }"),
        ("{", "{"),
        ("қ[ә]", "[ә]"),
    ] {
        assert_eq!(left(text).as_deref(), Some(passage), "{text}");
    }
    assert_eq!(left(&format!("[{}", "ә".repeat(500))).unwrap().chars().count(), PASSAGE_MAX);
    for template in all() {
        let gaps = texts(template).map(|text| text.contains(['[', '{']));
        assert_eq!(texts(template).map(|text| left_over(text).is_some()), gaps);
    }
}

/// A reply that carries as much beside its text as any can.
fn fullest(she: &dauys_crypto::thread::Reporter) -> Reply {
    let ids = |count: usize| {
        let mut ids: Vec<Id> = (0..count).map(|_| random_id()).collect();
        ids.sort_unstable();
        ids
    };
    let state = State {
        v: 1_000,
        to: ids(7),
        shut_out: ids(7),
        lang: Lang::Kk,
        letters: ids(STATE_LETTERS_MAX),
        roster: 1_000,
        withdrawn: Some(random_id()),
    };
    Reply {
        id: random_id(),
        thread: she.thread(),
        from: Author::Investigator(random_id()),
        device: 0,
        n: 1_000,
        prev: Some(Previous { n: 999, day: DAY }),
        day: DAY,
        kind: ReplyKind::Receipt,
        lang: Lang::Kk,
        body: ReplyBody::default(),
        status: STEPS.into_iter().max_by_key(|step| step.len()).map(str::to_owned),
        due: BTreeMap::from(["acknowledge", "answer", "close"].map(|it| (it.to_owned(), DAY))),
        paused: ["answer", "close"].map(str::to_owned).into(),
        received: ids(48),
        readers: ids(7),
        state: state.sign(she).ok(),
    }
}

/// Everything between two brackets.
fn between(text: &str, open: char, close: char) -> Vec<&str> {
    let parts = text.split(open).skip(1);
    parts.map(|part| part.split_once(close).expect("its pair").0).collect()
}
