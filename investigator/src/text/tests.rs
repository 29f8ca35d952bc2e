//! The three catalogues say the same things with the same parts, and nothing that is not said.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast;

use super::*;
use crate::desk::TEMPLATES;

/// Key to the names of its parts.
type Keys = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_catalogue_has_every_message_with_the_same_parts() {
    let english = keys(Language::En);
    for language in [Language::Kk, Language::Ru] {
        let theirs = keys(language);
        for (key, parts) in &english {
            assert_eq!(theirs.get(key), Some(parts), "{} {key}", language.code());
        }
        assert_eq!(theirs.len(), english.len(), "{}", language.code());
    }
}

#[test]
fn every_message_has_words_of_its_own_in_each_language() {
    // No words are in it.
    const SAME: &str = "file-failed";
    // Units have one sign in Kazakh and Russian.
    const UNITS: [&str; 3] = ["size-kilobytes", "size-megabytes", "size-gigabytes"];
    let texts = Language::ALL.map(Text::new);
    for (key, parts) in keys(Language::En) {
        let message = Message { key: key.leak(), parts: Vec::new() };
        let message = parts.into_iter().fold(message, |it, part| it.with(part.leak(), 2_u32));
        let said: BTreeSet<String> = texts.iter().map(|text| text.say(&message)).collect();
        let different = match message.key {
            SAME => 1,
            key if UNITS.contains(&key) => 2,
            _ => 3,
        };
        assert_eq!(said.len(), different, "{said:?}");
        assert!(!said.iter().any(|said| said == message.key || said.contains('{')), "{said:?}");
    }
}

#[test]
fn every_message_is_said_somewhere_and_everything_said_is_a_message() {
    let mut said = BTreeSet::new();
    collect_said(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut said);
    let known: BTreeSet<String> = keys(Language::En).into_keys().collect();
    collect_shown(&known, &mut said);
    let missing: Vec<_> = said.difference(&known).collect();
    let unused: Vec<_> = known.difference(&said).collect();
    assert!(missing.is_empty() && unused.is_empty(), "missing {missing:?}, unused {unused:?}");
}

#[test]
fn the_language_comes_from_the_locale() {
    assert_eq!(Language::of_locale("kk_KZ.UTF-8"), Language::Kk);
    assert_eq!(Language::of_locale("ru"), Language::Ru);
    assert_eq!(Language::of_locale("C"), Language::En);
}

#[test]
fn the_order_is_that_of_the_alphabet_and_not_of_code_points() {
    let sorted = |language, mut words: Vec<&'static str>| {
        words.sort_by_key(|word| Text::new(language).order(word));
        words
    };
    let kk = ["Ақмола", "Ақтөбе", "Алматы", "Әсем", "Қостанай", "Өскемен", "Павлодар"];
    let shuffled = ["Павлодар", "Әсем", "Алматы", "Өскемен", "Ақтөбе", "Қостанай", "Ақмола"];
    assert_eq!(sorted(Language::Kk, shuffled.to_vec()), kk);
    assert_eq!(sorted(Language::En, vec!["ab", "a b", "a"]), ["a", "a b", "ab"]);
}

#[test]
fn what_is_put_in_is_cleaned() {
    let text = Text::new(Language::En);
    let said = text.say(&crate::message!("file-missing", path = "a\u{1b}[2Jb\nc\u{202e}"));
    assert!(!said.contains(['\u{1b}', '\n', '\u{202e}']), "{said:?}");
    assert!(said.contains("[2Jb"), "{said:?}");
}

#[test]
fn plurals_follow_the_language() {
    let say = |count: usize| Text::new(Language::Ru).say(&crate::message!("days", days = count));
    assert_eq!((say(1), say(3), say(5)), ("1 день".into(), "3 дня".into(), "5 дней".into()));
}

#[test]
fn what_the_page_says_in_other_words_names_no_command_and_nothing_that_the_message_does_not_bring()
{
    let english = keys_on_page(Language::En);
    assert!(english.len() > 30, "{english:?}");
    for language in Language::ALL {
        let (page, all) = (keys_on_page(language), keys(language));
        assert!(page.keys().eq(english.keys()), "{}", language.code());
        for (key, parts) in &page {
            assert!(parts.is_subset(&all[key]), "{} {key}", language.code());
            let message = Message { key: key.clone().leak(), parts: Vec::new() };
            let message =
                all[key].iter().fold(message, |it, part| it.with(part.clone().leak(), 2_u32));
            let [terminal, page] =
                [Text::new(language), Text::new(language).on_page()].map(|it| it.say(&message));
            assert_ne!(terminal, page, "{key}");
            assert!(!page.contains(['`', '{']) && !page.contains("--"), "{page}");
        }
    }
}

fn keys(language: Language) -> Keys {
    keys_of(language, |message| message.value.as_ref())
}

/// Those with words of their own for the page.
fn keys_on_page(language: Language) -> Keys {
    keys_of(language, |message| {
        assert!(message.attributes.iter().all(|it| it.id.name == ON_PAGE), "{}", message.id.name);
        message.attributes.first().map(|it| &it.value)
    })
}

fn keys_of<'s>(
    language: Language,
    pattern: impl for<'m> Fn(&'m ast::Message<&'s str>) -> Option<&'m ast::Pattern<&'s str>>,
) -> Keys {
    let resource = fluent_syntax::parser::parse(language.catalogue())
        .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", language.code()));
    let mut keys = Keys::new();
    for entry in &resource.body {
        let ast::Entry::Message(message) = entry else { continue };
        let Some(pattern) = pattern(message) else { continue };
        let mut parts = BTreeSet::new();
        pattern_parts(pattern, &mut parts);
        let before = keys.insert(message.id.name.to_owned(), parts);
        assert!(before.is_none(), "{} twice in {}", message.id.name, language.code());
    }
    keys
}

fn pattern_parts(pattern: &ast::Pattern<&str>, parts: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            match expression {
                ast::Expression::Inline(inline) => inline_part(inline, parts),
                ast::Expression::Select { selector, variants } => {
                    inline_part(selector, parts);
                    for variant in variants {
                        pattern_parts(&variant.value, parts);
                    }
                }
            }
        }
    }
}

fn inline_part(inline: &ast::InlineExpression<&str>, parts: &mut BTreeSet<String>) {
    if let ast::InlineExpression::VariableReference { id } = inline {
        parts.insert(id.name.to_owned());
    }
}

/// The first literal behind every `message!(` in the sources, tests of this file apart.
fn collect_said(folder: &Path, said: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_said(&path, said);
        } else if !path.ends_with("text/tests.rs") && !path.ends_with("src/text.rs") {
            let source = fs::read_to_string(&path).unwrap();
            for rest in source.split("message!(").skip(1) {
                let literal = rest.trim_start().strip_prefix('"').and_then(|r| r.split('"').next());
                said.insert(literal.expect("message! begins with its key").to_owned());
            }
        }
    }
}

/// Of every template what stands behind `t(`: a key, or what keys of a table begin with.
fn collect_shown(known: &BTreeSet<String>, said: &mut BTreeSet<String>) {
    let openings = [(" t(\"", '"'), (" t('", '\'')];
    let quoted = TEMPLATES.iter().flat_map(|(_, template)| {
        openings.iter().flat_map(|(open, close)| {
            template.split(open).skip(1).filter_map(|rest| rest.split_once(*close))
        })
    });
    for (literal, behind) in quoted {
        if behind.trim_start().starts_with('~') {
            said.extend(known.iter().filter(|key| key.starts_with(literal)).cloned());
        } else {
            said.insert(literal.to_owned());
        }
    }
}
