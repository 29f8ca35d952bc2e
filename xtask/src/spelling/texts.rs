//! Every text that people can read in a language, and where it stands.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail, ensure};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use serde_json::Value;

/// The catalogues of the page and of the desk.
const CATALOGUES: [&str; 2] = ["client-wasm/locales", "investigator/locales"];
/// What organisations sign and the page shows, in three languages at once.
const DATA: [&str; 2] = ["client-wasm/data/questionnaire.json", "client-wasm/data/help.json"];

/// Answers to begin with, in three languages at once.
const TEMPLATES: &str = "investigator/data/templates";

/// What begins and ends a piece of code in a document.
const FENCE: &str = "```";

/// A text without what is not prose: variables, selectors, and code in backticks.
pub(super) struct Text {
    /// The file and the key.
    pub(super) place: String,
    pub(super) text: String,
}

/// All texts in a language.
pub(super) fn read(root: &Path, language: &str) -> Result<Vec<Text>> {
    let mut texts = Vec::new();
    let names = CATALOGUES.map(|folder| format!("{folder}/{language}.ftl"));
    let data = DATA.map(str::to_owned).into_iter().chain(templates(root)?);
    for name in names.into_iter().chain(data).chain(guide(language)) {
        let source = fs::read_to_string(root.join(&name)).with_context(|| name.clone())?;
        let found = match Path::new(&name).extension().and_then(|extension| extension.to_str()) {
            Some("ftl") => of_fluent(&source),
            Some("md") => Ok(of_markdown(&source)),
            Some("toml") => of_toml(&source, language),
            _ => of_json(&source, language),
        };
        let found = found.with_context(|| name.clone())?;
        ensure!(!found.is_empty(), "{name} has no text in `{language}`");
        for (key, text) in found {
            let text = without_code(&text).with_context(|| format!("{name}: {key}"))?;
            texts.push(Text { place: format!("{name}: {key}"), text });
        }
    }
    Ok(texts)
}

/// The guide for reporters. Only the English one names languages in their own letters.
fn guide(language: &str) -> Option<String> {
    (language != "en").then(|| format!("docs/REPORTER.{language}.md"))
}

/// The files of the templates, by name.
fn templates(root: &Path) -> Result<Vec<String>> {
    let folder = fs::read_dir(root.join(TEMPLATES)).context(TEMPLATES)?;
    let names = folder.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names = names.collect::<Result<Vec<_>>>()?;
    names.sort();
    Ok(names.into_iter().map(|name| format!("{TEMPLATES}/{name}")).collect())
}

/// What stands between backticks is typed, not read.
fn without_code(text: &str) -> Result<String> {
    let parts: Vec<&str> = text.split('`').collect();
    ensure!(parts.len() % 2 == 1, "a backtick without its pair");
    Ok(parts.into_iter().step_by(2).collect::<Vec<_>>().join(" "))
}

fn of_fluent(source: &str) -> Result<Vec<(String, String)>> {
    let resource =
        fluent_syntax::parser::parse(source).map_err(|(_, e)| anyhow!("not Fluent: {e:?}"))?;
    let mut found = Vec::new();
    for entry in &resource.body {
        let (key, value, attributes) = match entry {
            Entry::Message(it) => (it.id.name, it.value.as_ref(), &it.attributes),
            Entry::Term(it) => (it.id.name, Some(&it.value), &it.attributes),
            Entry::Junk { content } => bail!("not Fluent: {content}"),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
        };
        let mut texts = Vec::new();
        for pattern in value.into_iter().chain(attributes.iter().map(|it| &it.value)) {
            of_pattern(pattern, &mut texts);
        }
        found.extend(texts.into_iter().map(|text| (key.to_owned(), text)));
    }
    Ok(found)
}

/// One text of the pattern itself, one of each variant in it.
fn of_pattern(pattern: &Pattern<&str>, texts: &mut Vec<String>) {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable { expression } => of_expression(expression, &mut text, texts),
        }
    }
    texts.push(text);
}

fn of_expression(expression: &Expression<&str>, text: &mut String, texts: &mut Vec<String>) {
    match expression {
        Expression::Select { variants, .. } => {
            text.push(' ');
            for variant in variants {
                of_pattern(&variant.value, texts);
            }
        }
        Expression::Inline(InlineExpression::StringLiteral { value }) => text.push_str(value),
        Expression::Inline(InlineExpression::Placeable { expression }) => {
            of_expression(expression, text, texts);
        }
        Expression::Inline(_) => text.push(' '),
    }
}

/// Line by line, without what stands between fences.
fn of_markdown(source: &str) -> Vec<(String, String)> {
    let mut is_code = false;
    let mut found = Vec::new();
    for (number, line) in (1..).zip(source.lines()) {
        if line.starts_with(FENCE) {
            is_code = !is_code;
        } else if !is_code && !line.is_empty() {
            found.push((format!("line {number}"), line.to_owned()));
        }
    }
    found
}

fn of_json(source: &str, language: &str) -> Result<Vec<(String, String)>> {
    Ok(of_data(&serde_json::from_str(source)?, language))
}

fn of_toml(source: &str, language: &str) -> Result<Vec<(String, String)>> {
    Ok(of_data(&toml::from_str(source)?, language))
}

fn of_data(data: &Value, language: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(data, language, "", false, &mut found);
    found
}

/// Of a list, members go by their `id`, if they have one.
fn walk(
    value: &Value,
    language: &str,
    path: &str,
    inside: bool,
    found: &mut Vec<(String, String)>,
) {
    match value {
        Value::String(text) if inside => found.push((path.to_owned(), text.clone())),
        Value::Array(members) => {
            for (n, member) in members.iter().enumerate() {
                let id = member.get("id").and_then(Value::as_str);
                let id = id.map_or_else(|| n.to_string(), str::to_owned);
                walk(member, language, &format!("{path}/{id}"), inside, found);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                let inside = inside || key == language;
                walk(member, language, &format!("{path}/{key}"), inside, found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_catalogue_only_what_is_read_counts() {
        let source = "### ескерту\n# тағы\nkey = Мәтін { $count } \"{ \"жол\" }\"\n    .title = Ат\n\
            -term = Атау\n\
            many = Бар: { $n ->\n    [one] бір { $n }\n   *[other] көп\n}, иә\n";
        let found = of_fluent(source).unwrap();
        let found: Vec<_> = found.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
        let key = [("key", "Мәтін   \"жол\""), ("key", "Ат"), ("term", "Атау")];
        let many = [("many", "бір  "), ("many", "көп"), ("many", "Бар:  , иә")];
        assert_eq!(found, [key, many].concat());
    }

    #[test]
    fn of_data_only_the_language_counts_at_any_depth() {
        let source = r#"{ "id": "а", "list": [
            { "id": "first", "label": { "kk": "Бір", "ru": "Раз" } },
            { "kk": ["екі", { "x": "үш" }], "en": "three" }
        ] }"#;
        let found = of_json(source, "kk").unwrap();
        let found: Vec<_> = found.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
        let deep = [("/list/1/kk/0", "екі"), ("/list/1/kk/1/x", "үш")];
        assert_eq!(found, [&[("/list/first/label/kk", "Бір")], deep.as_slice()].concat());
    }

    #[test]
    fn of_a_template_title_and_text_count_in_its_language() {
        let source = "[[template]]\nid = \"a\"\nstep = \"б\"\n\
            [template.title]\nkk = \"Бір\"\nen = \"One\"\n\
            [template.text]\nkk = \"\"\"\nЕкі\n\nүш {day}\n\"\"\"\n";
        let found = of_toml(source, "kk").unwrap();
        let found: Vec<_> = found.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
        let text = ("/template/a/text/kk", "Екі\n\nүш {day}\n");
        assert_eq!(found, [text, ("/template/a/title/kk", "Бір")]);
    }

    #[test]
    fn of_a_document_code_between_fences_does_not_count() {
        let found = of_markdown("# Ат\n\nБір\n```text\nкод\n```\nекі\n");
        let found: Vec<_> = found.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
        assert_eq!(found, [("line 1", "# Ат"), ("line 3", "Бір"), ("line 7", "екі")]);
    }

    #[test]
    fn code_is_not_read() {
        assert_eq!(without_code("`dauys sync КҮН` деп").unwrap(), "  деп");
        assert!(without_code("`dauys sync деп").is_err(), "all that follows would be left out");
    }

    #[test]
    fn every_file_has_texts_in_every_language() {
        for language in ["kk", "ru", "en"] {
            let texts = read(crate::workspace::root(), language).unwrap();
            for (file, key) in [
                ("client-wasm/locales", "page-title"),
                ("investigator/locales", "ask-passphrase"),
                ("client-wasm/data/questionnaire.json", "/questions/"),
                ("client-wasm/data/help.json", "/about/"),
                ("investigator/data/templates/any.toml", "/punished/text/"),
            ] {
                let there = |text: &Text| text.place.starts_with(file) && text.place.contains(key);
                assert!(texts.iter().any(there), "{language}: {file}: {key}");
            }
            let guide = texts.iter().any(|it| it.place.starts_with("docs/REPORTER."));
            assert_eq!(guide, language != "en", "{language}");
        }
    }
}
