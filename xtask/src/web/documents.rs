//! The documents: one per language; others with the screens and words that only a code, or a file, leads
//! to, which are fetched with the scripts that need them; and the one that chooses a language, which also
//! answers for every path there is not.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, Result};
use minijinja::value::Serde;
use minijinja::{Environment, Error, ErrorKind, Value, context};
use serde_json::json;

use super::catalogue::{Catalogues, LANGUAGES};
use super::form::{FORM, Form};
use super::integrity::Integrity;
use super::scripts::{self, Keys};
use super::{Sources, read_text};

/// Where "exit this page" leads until the organisation's roster is here: the national weather
/// service. It is a link; nothing is ever fetched from there.
const EXIT: &str = "https://www.kazhydromet.kz/";

/// Templates and words, ready to be rendered.
pub(super) struct Documents {
    environment: Environment<'static>,
    catalogues: Arc<Catalogues>,
    /// Keys that the scripts ask for.
    script_keys: Keys,
    /// The help numbers that stand in the page itself.
    help: serde_json::Value,
}

impl Documents {
    pub(super) fn read(sources: &Sources, catalogues: Catalogues) -> Result<Self> {
        let mut environment = Environment::new();
        let templates = std::fs::read_dir(sources.web.join("templates"))?;
        for entry in templates {
            let path = entry?.path();
            let name = path.file_name().context("a template without a name")?.to_string_lossy();
            environment.add_template_owned(name.into_owned(), read_text(&path)?)?;
        }
        let help: serde_json::Value =
            serde_json::from_str(&read_text(&sources.data.join("help.json"))?)?;
        Ok(Self {
            environment,
            catalogues: Arc::new(catalogues),
            script_keys: Keys::read(&sources.web)?,
            help: help.get("entries").context("help.json has no entries")?.clone(),
        })
    }

    /// Every document by its path, and the offline form under [`FORM`]. Fails on a key that is missing or
    /// that nobody uses.
    pub(super) fn render(
        mut self,
        integrity: &Integrity,
        form: &Form,
    ) -> Result<BTreeMap<String, String>> {
        let mut documents = BTreeMap::new();
        for language in LANGUAGES {
            self.speak(language);
            documents.insert(format!("{language}/index.html"), self.page(language, integrity)?);
            for (name, keys) in &self.script_keys.later {
                let document = self.later(language, name, keys)?;
                documents.insert(format!("{language}/{name}.html"), document);
            }
        }
        documents.insert("index.html".to_owned(), self.choice(integrity)?);
        documents.insert(FORM.to_owned(), self.form(form)?);
        self.catalogues.all_used()?;
        Ok(documents)
    }

    /// What templates are rendered next speaks this language.
    fn speak(&mut self, language: &'static str) {
        let catalogues = Arc::clone(&self.catalogues);
        self.environment.add_function("t", move |key: &str| {
            catalogues
                .text(language, key)
                .map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()))
        });
    }

    fn later(&self, language: &str, name: &str, keys: &[String]) -> Result<String> {
        let texts = self.script_texts(language, keys)?;
        let folders = scripts::parts_of(name);
        let parts: Vec<_> = folders.iter().map(|folder| format!("{folder}.html")).collect();
        Ok(self.environment.get_template("later-page.html")?.render(context! {
            parts,
            lang => language,
            texts => Value::from_safe_string(texts),
        })?)
    }

    fn page(&self, language: &str, integrity: &Integrity) -> Result<String> {
        let texts = self.script_texts(language, &self.script_keys.page)?;
        Ok(self.environment.get_template("page.html")?.render(context! {
            lang => language,
            languages => self.languages()?,
            exit => EXIT,
            help => Value::from(Serde(&self.help)),
            integrity => Value::from(Serde(integrity.files())),
            import_map => Value::from_safe_string(integrity.import_map().to_owned()),
            texts => Value::from_safe_string(texts),
        })?)
    }

    fn form(&mut self, form: &Form) -> Result<String> {
        let mut bodies = BTreeMap::new();
        for language in LANGUAGES {
            self.speak(language);
            let keys = self.script_keys.page.iter().chain(&self.script_keys.offline);
            let texts = self.script_texts(language, keys)?;
            let body = self.environment.get_template("body.html")?.render(context! {
                form => true,
                lang => language,
                languages => self.languages()?,
                exit => EXIT,
                help => Value::from(Serde(&self.help)),
                // In an element whose text is read as it is shown.
                texts,
            })?;
            bodies.insert(language, Value::from_safe_string(body));
        }
        Ok(self.environment.get_template("form.html")?.render(context! {
            bodies,
            languages => self.languages()?,
            no_script => self.no_script()?,
            csp => Value::from_safe_string(form.csp()),
            style => Value::from_safe_string(form.style.clone()),
            module => Value::from_safe_string(form.module.clone()),
            script => Value::from_safe_string(form.script.clone()),
        })?)
    }

    /// Why nothing happens, for those whose language is not the first body's.
    fn no_script(&self) -> Result<Value> {
        let texts = LANGUAGES.into_iter().skip(1).map(|code| {
            let text = self.catalogues.text(code, "no-script-title")?;
            anyhow::Ok(json!({ "code": code, "text": text }))
        });
        Ok(Value::from(Serde(texts.collect::<Result<Vec<_>>>()?)))
    }

    fn choice(&self, integrity: &Integrity) -> Result<String> {
        Ok(self.environment.get_template("index.html")?.render(context! {
            languages => self.languages()?,
            exit => EXIT,
            integrity => Value::from(Serde(integrity.files())),
        })?)
    }

    fn languages(&self) -> Result<Value> {
        let all = LANGUAGES.map(|code| {
            let text = |key| self.catalogues.text(code, key);
            anyhow::Ok(json!({
                "code": code,
                "name": text("language-name")?,
                "title": text("page-title")?,
                "exit": text("exit")?,
                "choose": text("choose-language")?,
                "stays": text("choice-stays")?,
            }))
        });
        Ok(Value::from(Serde(all.into_iter().collect::<Result<Vec<_>>>()?)))
    }

    /// What the scripts say, as JSON that cannot end the element it stands in.
    fn script_texts<'a>(
        &self,
        language: &str,
        keys: impl IntoIterator<Item = &'a String>,
    ) -> Result<String> {
        let texts = keys.into_iter().map(|key| {
            let text =
                self.catalogues.for_script(language, key).context("asked for by a script")?;
            anyhow::Ok((key.as_str(), text))
        });
        let texts = texts.collect::<Result<BTreeMap<_, _>>>()?;
        Ok(serde_json::to_string(&texts)?.replace('<', "\\u003c"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_there_in_every_language_and_is_used() {
        let sources = Sources::of(crate::workspace::root());
        let catalogues = Catalogues::read(&sources.locales).unwrap();
        let documents = Documents::read(&sources, catalogues).unwrap();
        let rendered = documents.render(&Integrity::empty(), &Form::empty()).unwrap();
        assert_eq!(rendered.len(), 3 * LANGUAGES.len() + 2);
        for (path, html) in rendered {
            assert!(!html.contains("style="), "{path}: the policy forbids styles in place");
            for field in ["<form", "<input", "<textarea"] {
                assert!(!outside_templates(&html).contains(field), "{path}: {field} in the open");
            }
        }
    }

    /// What a browser without JavaScript shows: it must never take plaintext.
    fn outside_templates(html: &str) -> String {
        html.split("<template").map(|part| part.rsplit("</template>").next().unwrap()).collect()
    }
}
