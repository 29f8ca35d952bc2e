//! Templates that escape everything, with the words of one language. What reporters and colleagues wrote is
//! hostile: it is cleaned as for a terminal, and then escaped.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{Kwargs, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Value};
use serde::Serialize;

use super::settings::Settings;
use super::shortcuts;
use crate::print::clean;
use crate::text::{Language, Text};

/// A name, and the template.
macro_rules! templates {
    ($($name:literal),*) => { [$(($name, include_str!(concat!("templates/", $name)))),*] };
}

/// Every template, by its name.
pub(crate) const TEMPLATES: [(&str, &str); 38] = templates!(
    "address.html",
    "backup.html",
    "keeping.html",
    "post.html",
    "busy.html",
    "kept.html",
    "resend.html",
    "settings.html",
    "page.html",
    "open.html",
    "told.html",
    "languages.html",
    "lock.html",
    "machine.html",
    "marked.html",
    "start.html",
    "card.html",
    "queue.html",
    "case.html",
    "export.html",
    "filing.html",
    "filing-begin.html",
    "filing-check.html",
    "filing-consent.html",
    "filing-slip.html",
    "file.html",
    "act.html",
    "ask.html",
    "numbers.html",
    "organisation.html",
    "compose.html",
    "preview.html",
    "refused.html",
    "restore.html",
    "sheets.html",
    "sheets-print.html",
    "verify.html",
    "said.html"
);

/// Languages as those who speak them call them.
const NAMES: [(Language, &str); 3] =
    [(Language::Kk, "Қазақша"), (Language::Ru, "Русский"), (Language::En, "English")];

/// Browsers ask for one; it says nothing of what this is.
pub(super) const ICON: &str = include_str!("templates/icon.svg");

/// The stylesheet.
pub(super) const STYLE: &str = include_str!("templates/style.css");

pub(super) struct Paper(Environment<'static>);

impl Paper {
    pub(super) fn new(settings: Settings) -> Self {
        let Settings { language, shortcuts } = settings;
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(|output, state, value| match value.as_str() {
            Some(text) if !value.is_safe() => {
                minijinja::escape_formatter(output, state, &Value::from(clean(text)))
            }
            _ => minijinja::escape_formatter(output, state, value),
        });
        for (name, source) in TEMPLATES {
            // One that does not parse is not there; a test renders all of them.
            let _ = environment.add_template(name, source);
        }
        let words = Arc::new(Words(Text::new(language)));
        environment.add_global("lang", language.code());
        environment.add_global("shortcuts", shortcuts);
        let names = NAMES.map(|(language, name)| {
            Value::from(vec![Value::from(language.code()), Value::from(name)])
        });
        environment.add_global("languages", Value::from(names.to_vec()));
        environment.add_function("t", move |key: String, parts: Kwargs| words.say(&key, &parts));
        environment.add_function("key", move |place: String| {
            let letter = shortcuts::letter(&place, language).filter(|_| shortcuts);
            let attribute = letter.map(|letter| format!(" accesskey=\"{letter}\""));
            Value::from_safe_string(attribute.unwrap_or_default())
        });
        Self(environment)
    }

    pub(super) fn print(&self, template: &str, value: &impl Serialize) -> Result<String, Error> {
        self.0.get_template(template)?.render(minijinja::value::Serde(value))
    }
}

struct Words(Text);

impl Words {
    fn say(&self, key: &str, parts: &Kwargs) -> Result<String, Error> {
        let mut values = BTreeMap::new();
        for name in parts.args() {
            let value: Value = parts.get(name)?;
            values.insert(name.to_owned(), value);
        }
        let parts = values.iter().map(|(name, value)| {
            let number = (value.kind() == ValueKind::Number).then(|| u64::try_from(value.clone()));
            let part = match number {
                Some(Ok(number)) => number.into(),
                _ => value.to_string().into(),
            };
            (name.as_str(), part)
        });
        self.0
            .say_named(key, parts)
            .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no words for {key}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_there_in_every_language_and_escapes_what_strangers_wrote() {
        for language in Language::ALL {
            let paper = Paper::new(Settings { language, shortcuts: true });
            for (name, _) in TEMPLATES {
                paper.0.get_template(name).unwrap();
            }
            let hostile = "</blockquote><script>\u{202e}\u{7}";
            let said = serde_json::json!([{ "is_passage": true, "text": hostile }]);
            let value = serde_json::json!({ "said": said, "asked": hostile });
            let page = paper.print("said.html", &value).unwrap();
            assert_eq!(page.matches("<script").count(), 0, "{page}");
            // The heading, the passage, and the field that asks for all of it.
            assert_eq!(page.matches("&lt;script").count(), 3, "{page}");
            assert!(!page.contains(['\u{202e}', '\u{7}']), "{page}");
        }
    }
}
