//! The catalogues: one Fluent file per language, with the same keys and the same variables in each.
//!
//! Of Fluent's means two are used, because the page's script, which knows no Fluent, fills them in:
//! variables, and one choice by a number as the whole of a message.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Mutex;

use anyhow::{Result, anyhow, bail, ensure};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use serde_json::{Map, Value};

/// The languages of the page, Kazakh first.
pub(super) const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];

/// The variant that takes all numbers which no other takes.
const OTHER: &str = "other";

/// Under it, beside its variants, a plural names the variable that chooses. No category of CLDR.
const BY: &str = "by";

/// All catalogues, and which of their keys were asked for.
pub(super) struct Catalogues {
    languages: BTreeMap<&'static str, Catalogue>,
    used: Mutex<BTreeSet<String>>,
}

/// One language.
pub(super) type Catalogue = BTreeMap<String, Message>;

/// A message, as text in which variables stand as `{name}`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Message {
    words: Words,
    variables: BTreeSet<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum Words {
    Plain(String),
    /// The variable that chooses, and the text of each category.
    Plural {
        by: String,
        variants: BTreeMap<String, String>,
    },
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

    /// A message that does not depend on a number. It counts as used from now on.
    pub(super) fn text(&self, language: &str, key: &str) -> Result<String> {
        match &self.message(language, key)?.words {
            Words::Plain(text) => Ok(text.clone()),
            Words::Plural { by, .. } => {
                bail!("`{key}` depends on ${by}, which only a script can tell")
            }
        }
    }

    /// A message as a script needs it. It counts as used from now on.
    pub(super) fn for_script(&self, language: &str, key: &str) -> Result<Value> {
        Ok(match &self.message(language, key)?.words {
            Words::Plain(text) => Value::from(text.as_str()),
            Words::Plural { by, variants } => {
                let variants = variants.iter().map(|(category, text)| (category.as_str(), text));
                let all = variants.chain([(BY, by)]);
                all.map(|(name, text)| (name.to_owned(), Value::from(text.as_str())))
                    .collect::<Map<_, _>>()
                    .into()
            }
        })
    }

    fn message(&self, language: &str, key: &str) -> Result<&Message> {
        let message = self.languages.get(language).and_then(|catalogue| catalogue.get(key));
        let message = message.ok_or_else(|| anyhow!("{language}.ftl has no `{key}`"))?;
        self.used.lock().map_err(|_| anyhow!("a thread died"))?.insert(key.to_owned());
        Ok(message)
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
        let shape =
            |catalogue: &Catalogue| -> BTreeMap<String, (BTreeSet<String>, Option<String>)> {
                catalogue.iter().map(|(key, it)| (key.clone(), it.shape())).collect()
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

impl Message {
    /// What must be the same in all languages: the variables, and which of them chooses.
    fn shape(&self) -> (BTreeSet<String>, Option<String>) {
        let by = match &self.words {
            Words::Plain(_) => None,
            Words::Plural { by, .. } => Some(by.clone()),
        };
        (self.variables.clone(), by)
    }
}

/// The categories of whole numbers in CLDR; the page counts nothing else. In Russian `many` has the
/// words of `other`, as Fluent itself falls back.
fn categories(language: &str) -> &'static [&'static str] {
    if language == "ru" { &["few", "one", OTHER] } else { &["one", OTHER] }
}

/// Parses one Fluent file.
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
        let message = match choice(pattern) {
            Some((by, variants)) => plural(&bundle, language, by, variants),
            None => plain(&bundle, pattern),
        };
        let message = message.map_err(|error| error.context(format!("`{key}`")))?;
        catalogue.insert(key.to_owned(), message);
    }
    Ok(catalogue)
}

type Bundle<'a> = FluentBundle<&'a FluentResource>;

fn plain<'a>(bundle: &'a Bundle<'a>, pattern: &'a Pattern<&'a str>) -> Result<Message> {
    let variables = variables(pattern).ok_or_else(|| anyhow!("not plain"))?;
    let mut values = FluentArgs::new();
    for name in &variables {
        values.set(name.clone(), FluentValue::from(format!("{{{name}}}")));
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
    ensure!(errors.is_empty(), "{errors:?}");
    Ok(Message { words: Words::Plain(text), variables })
}

/// The variable that chooses and what it chooses from, if a choice is all there is.
fn choice<'a>(pattern: &'a Pattern<&'a str>) -> Option<(&'a str, &'a [Variant<&'a str>])> {
    match pattern.elements.as_slice() {
        [
            PatternElement::Placeable {
                expression:
                    Expression::Select {
                        selector: InlineExpression::VariableReference { id },
                        variants,
                    },
            },
        ] => Some((id.name, variants)),
        _ => None,
    }
}

fn plural<'a>(
    bundle: &'a Bundle<'a>,
    language: &str,
    by: &str,
    from: &'a [Variant<&'a str>],
) -> Result<Message> {
    let mut variables = None;
    let mut variants = BTreeMap::new();
    for variant in from {
        let VariantKey::Identifier { name: category } = variant.key else {
            bail!("a choice by a number itself")
        };
        ensure!(variant.default == (category == OTHER), "the star belongs before [{OTHER}]");
        let one = plain(bundle, &variant.value)?;
        let Words::Plain(text) = one.words else { bail!("a choice within a choice") };
        ensure!(variants.insert(category.to_owned(), text).is_none(), "[{category}] twice");
        let expected = variables.get_or_insert_with(|| one.variables.clone());
        ensure!(*expected == one.variables, "[{category}] has other variables");
    }
    let needed = categories(language);
    ensure!(variants.keys().eq(needed), "{language} needs exactly {needed:?}");
    let mut variables = variables.unwrap_or_default();
    variables.insert(by.to_owned());
    Ok(Message { words: Words::Plural { by: by.to_owned(), variants }, variables })
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
    use serde_json::json;

    use super::*;

    const A_DAY: &str = "[one] { $n } day\n";
    const A_FEW: &str = "[few] { $n } days\n";
    const DAYS: &str = "*[other] { $n } days\n";

    /// Catalogues of one text in all languages, but for what is said of Russian.
    fn catalogues(all: &str, russian: &str) -> Result<Catalogues> {
        let folder = tempfile::tempdir().unwrap();
        for language in LANGUAGES {
            let text = if language == "ru" { russian } else { all };
            std::fs::write(folder.path().join(format!("{language}.ftl")), text).unwrap();
        }
        Catalogues::read(folder.path())
    }

    fn choice(variants: &[&str]) -> String {
        format!("days = {{ $n ->\n {}}}\n", variants.join(" "))
    }

    #[test]
    fn variables_stay_for_the_script_to_fill_in() {
        let catalogue = parse("en", "step = Step { $n } of { $total }\n").unwrap();
        assert_eq!(catalogue["step"].words, Words::Plain("Step {n} of {total}".to_owned()));
        assert!(parse("en", "a = A\na = B\n").is_err(), "twice");
    }

    #[test]
    fn a_plural_is_for_scripts_with_what_chooses_beside_its_variants() {
        let all = catalogues(&choice(&[A_DAY, DAYS]), &choice(&[A_DAY, A_FEW, DAYS])).unwrap();
        let english = json!({ "by": "n", "one": "{n} day", "other": "{n} days" });
        assert_eq!(all.for_script("en", "days").unwrap(), english);
        let few = &all.for_script("ru", "days").unwrap()["few"];
        assert_eq!(few, "{n} days");
        assert!(all.text("en", "days").is_err(), "a template knows no number");
    }

    #[test]
    fn a_plural_has_exactly_the_categories_of_its_language() {
        let english = |variants: &[&str]| parse("en", &choice(variants));
        assert!(english(&[A_DAY, DAYS]).is_ok());
        assert!(english(&[DAYS]).is_err(), "none for one");
        assert!(english(&[A_DAY, A_FEW, DAYS]).is_err(), "English has no few");
        assert!(english(&[A_DAY, A_DAY, DAYS]).is_err(), "twice");
        assert!(english(&["*[one] { $n } day\n", "[other] { $n } days\n"]).is_err(), "the star");
        assert!(english(&["[1] { $n } day\n", DAYS]).is_err(), "a number");
        let russian = |variants: &[&str]| parse("ru", &choice(variants));
        assert!(russian(&[A_DAY, A_FEW, DAYS]).is_ok());
        assert!(russian(&[A_DAY, DAYS]).is_err(), "Russian has few");
        assert!(russian(&[A_DAY, A_FEW, "[many] { $n } days\n", DAYS]).is_err(), "many is other");
        assert!(parse("kk", &choice(&[A_DAY, DAYS])).is_ok());
    }

    #[test]
    fn the_categories_are_those_of_cldr_for_whole_numbers() {
        let names = ["zero", "one", "two", "few", "many"].map(|name| format!("[{name}] {name}\n"));
        let text = format!("n = {{ $n ->\n {} *[other] other\n }}\n", names.join(" "));
        let resource = FluentResource::try_new(text).unwrap();
        for language in LANGUAGES {
            let mut bundle = FluentBundle::new(vec![language.parse().unwrap()]);
            bundle.add_resource(&resource).unwrap();
            let pattern = bundle.get_message("n").unwrap().value().unwrap();
            let category = |n: i32| {
                let values = FluentArgs::from_iter([("n", n)]);
                bundle
                    .format_pattern(pattern, Some(&values), &mut Vec::new())
                    .replace("many", OTHER)
            };
            let found: BTreeSet<String> = (0..=125).map(category).collect();
            assert!(found.iter().eq(categories(language)), "{language}: {found:?}");
        }
    }

    #[test]
    fn the_variants_of_a_plural_have_the_same_variables_and_no_choice_within() {
        assert!(parse("en", &choice(&["[one] a day\n", DAYS])).is_err(), "without the number");
        assert!(parse("en", &choice(&["[one] { $m } day\n", DAYS])).is_err(), "another");
        let within = "[one] { $m ->\n *[other] { $n }\n }\n";
        assert!(parse("en", &choice(&[within, DAYS])).is_err(), "a choice within");
    }

    #[test]
    fn any_other_choice_is_refused() {
        let plural = choice(&[A_DAY, DAYS]);
        assert!(parse("en", &plural.replace("days = ", "days = For ")).is_err(), "a part");
        assert!(parse("en", &plural.replace("$n ->", "NUMBER($n) ->")).is_err(), "a function");
        assert!(parse("en", &plural.replace("$n ->", "\"n\" ->")).is_err(), "no variable");
    }

    #[test]
    fn a_plural_is_one_in_every_language_and_by_the_same_number() {
        let (two, three) = (choice(&[A_DAY, DAYS]), choice(&[A_DAY, A_FEW, DAYS]));
        assert!(catalogues(&two, &three).is_ok());
        assert!(catalogues(&two, "days = { $n } days\n").is_err());
        assert!(catalogues("days = { $n } days\n", &three).is_err());
        let with_both =
            |text: &str| text.replace("days\n", "{ $m }\n").replace("day\n", "{ $m }\n");
        let (two, three) = (with_both(&two), with_both(&three));
        assert!(catalogues(&two, &three).is_ok());
        assert!(catalogues(&two, &three.replace("$n ->", "$m ->")).is_err(), "by another");
    }

    #[test]
    fn catalogues_that_differ_are_refused() {
        let all = catalogues("a = { $n }\n", "a = { $n }\n").unwrap();
        assert!(all.all_used().is_err());
        assert!(all.text("kk", "b").is_err());
        assert_eq!(all.text("kk", "a").unwrap(), "{n}");
        all.all_used().unwrap();
        assert!(catalogues("a = { $n }\n", "a = { $m }\n").is_err(), "another variable");
        assert!(catalogues("a = { $n }\n", "a = { $n }\nb = B\n").is_err(), "a key too many");
    }
}
