//! The catalogues: one Fluent file per language, with the same keys and the same variables in each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use anyhow::{Result, anyhow, bail, ensure};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

/// The languages of the page, Kazakh first.
pub(super) const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];

/// All catalogues, and which of their keys were asked for.
pub(super) struct Catalogues {
    languages: BTreeMap<&'static str, Catalogue>,
    used: Mutex<BTreeSet<String>>,
}

/// One language: every message as text in which variables stand as `{name}`.
pub(super) type Catalogue = BTreeMap<String, Message>;

/// A message.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Message {
    text: String,
    variables: BTreeSet<String>,
}

impl Catalogues {
    /// Reads all languages and holds them against each other.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let mut languages = BTreeMap::new();
        for language in LANGUAGES {
            let text = super::read_text(&folder.join(format!("{language}.ftl")))?;
            let catalogue = parse(language, &text).map_err(|e| e.context(language))?;
            languages.insert(language, catalogue);
        }
        let all = Self { languages, used: Mutex::default() };
        all.agree()?;
        Ok(all)
    }

    /// A message, which counts as used from now on.
    pub(super) fn text(&self, language: &str, key: &str) -> Result<String> {
        let message = self.languages.get(language).and_then(|catalogue| catalogue.get(key));
        let message = message.ok_or_else(|| anyhow!("{language}.ftl has no `{key}`"))?;
        self.used.lock().map_err(|_| anyhow!("a thread died"))?.insert(key.to_owned());
        Ok(message.text.clone())
    }

    /// Nothing may stay in a catalogue that nobody is shown.
    pub(super) fn all_used(&self) -> Result<()> {
        let used = self.used.lock().map_err(|_| anyhow!("a thread died"))?;
        let keys: BTreeSet<_> = self.languages.values().flat_map(BTreeMap::keys).collect();
        let unused: Vec<_> = keys.into_iter().filter(|key| !used.contains(*key)).collect();
        ensure!(unused.is_empty(), "nothing uses {unused:?}");
        Ok(())
    }

    fn agree(&self) -> Result<()> {
        let shape = |catalogue: &Catalogue| -> BTreeMap<String, BTreeSet<String>> {
            catalogue.iter().map(|(key, it)| (key.clone(), it.variables.clone())).collect()
        };
        let mut shapes = self.languages.iter().map(|(name, catalogue)| (name, shape(catalogue)));
        let Some((first, expected)) = shapes.next() else { bail!("no language") };
        for (language, found) in shapes {
            for key in expected.keys().chain(found.keys()) {
                ensure!(
                    expected.get(key) == found.get(key),
                    "`{key}` is not the same in {first}.ftl and {language}.ftl"
                );
            }
        }
        Ok(())
    }
}

/// Parses one Fluent file. Of Fluent's means only messages with variables are used: they are
/// filled in by the page's script, which knows no Fluent.
fn parse(language: &str, text: &str) -> Result<Catalogue> {
    let resource = FluentResource::try_new(text.to_owned())
        .map_err(|(_, errors)| anyhow!("not Fluent: {errors:?}"))?;
    let mut bundle = FluentBundle::new(vec![language.parse()?]);
    bundle.set_use_isolating(false);
    bundle.add_resource(&resource).map_err(|errors| anyhow!("{errors:?}"))?;
    let mut catalogue = Catalogue::new();
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        let key = message.id.name;
        let pattern = message.value.as_ref().ok_or_else(|| anyhow!("`{key}` has no text"))?;
        let variables = variables(pattern).ok_or_else(|| anyhow!("`{key}` is not plain"))?;
        let mut values = FluentArgs::new();
        for name in &variables {
            values.set(name.clone(), FluentValue::from(format!("{{{name}}}")));
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        ensure!(errors.is_empty(), "`{key}`: {errors:?}");
        catalogue.insert(key.to_owned(), Message { text, variables });
    }
    Ok(catalogue)
}

/// The variables of a text; nothing if it holds anything but text and variables.
fn variables(pattern: &Pattern<&str>) -> Option<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => {
                names.insert(id.name.to_owned());
            }
            PatternElement::Placeable { .. } => return None,
        }
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_stay_for_the_script_to_fill_in() {
        let catalogue = parse("en", "step = Step { $n } of { $total }\n").unwrap();
        assert_eq!(catalogue["step"].text, "Step {n} of {total}");
        assert!(parse("en", "a = A\na = B\n").is_err(), "twice");
        assert!(parse("en", "a = { $n ->\n  *[other] x\n }\n").is_err(), "a choice");
    }

    #[test]
    fn catalogues_that_differ_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let write = |language: &str, text: &str| {
            std::fs::write(folder.path().join(format!("{language}.ftl")), text).unwrap();
        };
        for language in LANGUAGES {
            write(language, "a = { $n }\n");
        }
        let all = Catalogues::read(folder.path()).unwrap();
        assert!(all.all_used().is_err());
        assert!(all.text("kk", "b").is_err());
        assert_eq!(all.text("kk", "a").unwrap(), "{n}");
        all.all_used().unwrap();
        write("ru", "a = { $m }\n");
        assert!(Catalogues::read(folder.path()).is_err(), "another variable");
        write("ru", "a = { $n }\nb = B\n");
        assert!(Catalogues::read(folder.path()).is_err(), "a key too many");
    }
}
