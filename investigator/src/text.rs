//! Words in three languages: Fluent catalogues in `locales/`, one message per key.
//!
//! A [`Message`] names a key and carries what is put into it; nothing is turned into words before
//! it is printed. Whatever is put in is cleaned first, because some of it was written by strangers.

use std::env;

use dauys_wire::roster::Localised;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

use crate::print::clean_line;

/// A language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// The flag, else the first of `DAUYS_LANG`, `LC_ALL`, `LANG` that is set, else English.
    pub fn choose(flag: Option<Self>) -> Self {
        let set = |name| env::var(name).ok().filter(|value: &String| !value.is_empty());
        let named = || ["DAUYS_LANG", "LC_ALL", "LANG"].into_iter().find_map(set);
        flag.unwrap_or_else(|| named().map_or(Self::En, |locale| Self::of_locale(&locale)))
    }

    /// `kk_KZ.UTF-8` and the like; a language that we do not speak is answered in English.
    fn of_locale(locale: &str) -> Self {
        match locale.split(['_', '-', '.', '@']).next() {
            Some("kk") => Self::Kk,
            Some("ru") => Self::Ru,
            _ => Self::En,
        }
    }

    /// Its two letters.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// Its letters in their order, which in Cyrillic alphabets is not that of code points.
    const fn alphabet(self) -> &'static str {
        match self {
            Self::Kk => "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
            Self::Ru => "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            Self::En => "abcdefghijklmnopqrstuvwxyz",
        }
    }

    const fn catalogue(self) -> &'static str {
        match self {
            Self::Kk => include_str!("../locales/kk.ftl"),
            Self::Ru => include_str!("../locales/ru.ftl"),
            Self::En => include_str!("../locales/en.ftl"),
        }
    }
}

/// A key of the catalogues and what is put into its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    key: &'static str,
    parts: Vec<(&'static str, Part)>,
}

/// What can be put into a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A text, cleaned before it is printed.
    Text(String),
    /// A number, for plurals too.
    Number(u64),
    /// Another message, in the same language.
    Message(Message),
}

/// Makes a [`Message`]: `message!("synced", letters = 3)`.
#[macro_export]
macro_rules! message {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::text::Message::new($key)$(.with(stringify!($name), $value))*
    };
}

impl Message {
    /// Without parts; see [`message!`](crate::message).
    pub const fn new(key: &'static str) -> Self {
        Self { key, parts: Vec::new() }
    }

    /// With one part more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Part>) -> Self {
        self.parts.push((name, value.into()));
        self
    }

    /// The key, for programs.
    pub const fn key(&self) -> &'static str {
        self.key
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Message> for Part {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<usize> for Part {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<u32> for Part {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u64> for Part {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

/// One language's catalogue, ready to speak.
pub struct Text {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    /// Whether it is read on the page of a desk: nobody there can type a command.
    is_on_page: bool,
}

/// The attribute of a message with the words for the page, where those for a terminal name a command.
const ON_PAGE: &str = "page";

impl Text {
    /// Opens a catalogue.
    pub fn new(language: Language) -> Self {
        // What does not parse is left out; a test holds every catalogue to parse whole.
        let resource = FluentResource::try_new(language.catalogue().to_owned())
            .unwrap_or_else(|(partial, _)| partial);
        let locale: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Isolating marks are invisible characters: a terminal may show them as rubbish, and
        // everything that is put in has lost its own directional marks.
        bundle.set_use_isolating(false);
        let _ = bundle.add_resource(resource);
        Self { language, bundle, is_on_page: false }
    }

    /// The same for the page of a desk.
    #[must_use]
    pub fn on_page(self) -> Self {
        Self { is_on_page: true, ..self }
    }

    /// The language.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The message of a key that a template names; none if there is no such key.
    pub fn say_named<'p>(
        &self,
        key: &str,
        parts: impl Iterator<Item = (&'p str, Part)>,
    ) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let args: FluentArgs<'_> = parts.map(|(name, part)| (name, part.to_fluent(self))).collect();
        Some(self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned())
    }

    /// A message in words.
    pub fn say(&self, message: &Message) -> String {
        let Some(found) = self.bundle.get_message(message.key) else {
            return message.key.to_owned();
        };
        let on_page = self.is_on_page.then(|| found.get_attribute(ON_PAGE)).flatten();
        let Some(pattern) = on_page.map(|words| words.value()).or_else(|| found.value()) else {
            return message.key.to_owned();
        };
        let args: FluentArgs<'_> =
            message.parts.iter().map(|(name, part)| (*name, part.to_fluent(self))).collect();
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// What puts a text into the order of the alphabet, as the page does it.
    pub fn order(&self, text: &str) -> Vec<Option<usize>> {
        let alphabet = self.language.alphabet();
        let place = |letter| alphabet.chars().position(|it| it == letter);
        text.to_lowercase().chars().map(place).collect()
    }

    /// The text of our language; the first that is not empty if ours is.
    pub fn pick<'a>(&self, texts: &'a Localised) -> &'a str {
        let Localised { kk, ru, en } = texts;
        let ours = match self.language {
            Language::Kk => kk,
            Language::Ru => ru,
            Language::En => en,
        };
        [ours, kk, ru, en].into_iter().find(|text| !text.is_empty()).unwrap_or(ours)
    }
}

impl Part {
    fn to_fluent(&self, words: &Text) -> FluentValue<'static> {
        match self {
            Self::Text(text) => clean_line(text).into(),
            Self::Message(message) => words.say(message).into(),
            // Digits without grouping: these are counts and days, copied into commands.
            Self::Number(number) => (*number).into(),
        }
    }
}

#[cfg(test)]
mod tests;
