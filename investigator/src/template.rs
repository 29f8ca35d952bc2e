//! Texts to begin an answer with, one for each step and situation, in three languages
//! (`data/templates/`). An investigator chooses one, completes it and sees it before it is sent.
//!
//! Rules of the texts: respectful; nobody is blamed; nothing is asked that was told already; nothing
//! is promised that the organisation may not keep; plain words for a frightened person on a telephone;
//! no names, and no gender where the language lets it. Before anything is asked that may show who she
//! is stands that she need not answer. `{…}` is one of [`PLACEHOLDERS`] and filled in by the program,
//! `[…]` by the investigator; what is left of either must not be sent ([`left_over`]). One fits into
//! one reply, whatever else that reply carries.

use std::sync::LazyLock;

use dauys_crypto::letter::Lang;
use dauys_wire::Day;
use dauys_wire::roster::{Investigator, Localised};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::page::Page;
use crate::schema::shape;

/// A text to begin with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// What it is chosen by.
    pub id: String,
    /// The code of the step that it belongs to; `None` for any.
    pub step: Option<String>,
    /// Whether it asks for something that may show who she is.
    pub asks_identifying: bool,
    /// What it is for, to investigators.
    #[schemars(with = "shape::Localised")]
    pub title: Localised,
    /// The text, with placeholders and gaps.
    #[schemars(with = "shape::Localised")]
    pub text: Localised,
}

/// Everything that the program fills in.
pub const PLACEHOLDERS: [&str; 4] = ["day", "name", "role", "reader"];

/// What placeholders are filled with; a template needs only its own.
#[derive(Debug, Clone, Copy, Default)]
pub struct Values<'a> {
    /// `{day}`, written as her page writes it.
    pub day: Option<Day>,
    /// `{name}` and `{role}`: who writes.
    pub author: Option<&'a Investigator>,
    /// `{reader}`: name and position of somebody else.
    pub reader: Option<&'a Investigator>,
}

/// A placeholder has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{{{placeholder}}} has no value")]
pub struct Unfilled {
    /// Which, one of [`PLACEHOLDERS`].
    pub placeholder: &'static str,
}

/// A text has a gap that nobody completed, or a placeholder that nothing filled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("something is left to complete")]
pub struct LeftOver {
    /// The passage, brackets included; the beginning of a long one.
    pub passage: String,
}

/// Characters of a [`LeftOver`] that are shown.
const PASSAGE_MAX: usize = 80;

/// Every template, in the order of the steps, those of any step last.
pub fn all() -> &'static [Template] {
    &ALL
}

/// The one with this id.
pub fn find(id: &str) -> Option<&'static Template> {
    all().iter().find(|template| template.id == id)
}

/// The first thing in a text that is still to be completed: whatever stands in square or curly
/// brackets, or a bracket that has lost its pair. Neither belongs into plain words to her.
pub fn left_over(text: &str) -> Option<LeftOver> {
    text.lines().find_map(|line| {
        let (before, rest) = line.split_at_checked(line.find(['[', ']', '{', '}'])?)?;
        let passage = match rest.chars().next()? {
            '[' => up_to(rest, ']'),
            '{' => up_to(rest, '}'),
            closing => format!("{before}{closing}"),
        };
        Some(LeftOver { passage: passage.chars().take(PASSAGE_MAX).collect() })
    })
}

/// As far as this character, or all of it.
fn up_to(text: &str, end: char) -> String {
    text.split_inclusive(end).next().unwrap_or_default().to_owned()
}

impl Template {
    /// The text with every placeholder filled; the gaps stay.
    pub fn fill(&self, lang: Lang, values: &Values<'_>) -> Result<String, Unfilled> {
        let page = Page::new(lang);
        let mut filled = String::new();
        let mut rest = page.pick(&self.text).trim();
        // In one go: a value that looks like a placeholder is none.
        while let Some((before, placeholder, after)) = next_placeholder(rest) {
            filled.push_str(before);
            filled.push_str(&values.fill(placeholder, &page).ok_or(Unfilled { placeholder })?);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// The placeholders of the text, in the order of [`PLACEHOLDERS`].
    pub fn placeholders(&self) -> Vec<&'static str> {
        let Localised { kk, ru, en } = &self.text;
        let in_any =
            |name: &&str| [kk, ru, en].iter().any(|it| it.contains(&format!("{{{name}}}")));
        PLACEHOLDERS.into_iter().filter(in_any).collect()
    }
}

impl Values<'_> {
    fn fill(&self, placeholder: &str, page: &Page) -> Option<String> {
        match placeholder {
            "day" => self.day.map(|day| page.day(day)),
            "name" => self.author.map(|author| author.name.clone()),
            "role" => self.author.map(|author| page.pick(&author.role).to_owned()),
            "reader" => self.reader.map(|reader| page.name_and_role(reader)),
            _ => None,
        }
    }
}

/// What stands before the first placeholder, its name, and what stands after it.
fn next_placeholder(text: &str) -> Option<(&str, &'static str, &str)> {
    let places = PLACEHOLDERS.into_iter().filter_map(|name| {
        let (before, after) = text.split_once(&format!("{{{name}}}"))?;
        Some((before, name, after))
    });
    places.min_by_key(|(before, _, _)| before.len())
}

/// One of the files.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    template: Vec<Template>,
}

const FILES: [&str; 8] = [
    include_str!("../data/templates/received.toml"),
    include_str!("../data/templates/assessing.toml"),
    include_str!("../data/templates/investigating.toml"),
    include_str!("../data/templates/decision.toml"),
    include_str!("../data/templates/measures.toml"),
    include_str!("../data/templates/follow-up.toml"),
    include_str!("../data/templates/closed.toml"),
    include_str!("../data/templates/any.toml"),
];

static ALL: LazyLock<Vec<Template>> = LazyLock::new(|| {
    // What does not parse is left out; a test holds every file to parse.
    FILES
        .into_iter()
        .filter_map(|file| toml::from_str::<File>(file).ok())
        .flat_map(trimmed)
        .collect()
});

/// In the files a text begins and ends with a line of its own.
fn trimmed(file: File) -> Vec<Template> {
    let trim = |text: &mut String| *text = text.trim().to_owned();
    let mut templates = file.template;
    for Localised { kk, ru, en } in templates.iter_mut().map(|template| &mut template.text) {
        [kk, ru, en].into_iter().for_each(trim);
    }
    templates
}

#[cfg(test)]
mod tests;
