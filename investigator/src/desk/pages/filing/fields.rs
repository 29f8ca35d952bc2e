//! What was filled in on the form of a report.

use dauys_wire::Id;
use dauys_wire::questionnaire::{Answer, Answers};

use crate::commands::file::sheet::Filled;
use crate::desk::acts::Form;
use crate::text::Language;

/// Before the id of a question with one answer.
const ONE: &str = "one-";
/// Before that of one with several.
const MANY: &str = "many-";

/// Of the person.
pub(super) fn language(form: &Form) -> Option<Language> {
    let code = form.one("lang")?;
    Language::ALL.into_iter().find(|language| language.code() == code)
}

/// Whatever is no id of anybody is nobody.
pub(super) fn filled(language: Language, form: &Form) -> Filled {
    let ids = |name| form.many(name).iter().filter_map(|id| Id::parse(id).ok()).collect();
    Filled {
        language,
        answers: answers(form),
        to: ids("reader"),
        shut_out: ids("out"),
        name: form.one("their-name").unwrap_or_default(),
        shown: form.many("shown"),
    }
}

/// The fields that go on to the next page, without what was pressed.
pub(super) fn kept(form: &Form) -> Vec<(String, String)> {
    form.0.iter().filter(|(name, _)| name != "change").cloned().collect()
}

fn answers(form: &Form) -> Answers {
    let mut answers = Answers::new();
    for (name, _) in &form.0 {
        if let Some(id) = name.strip_prefix(MANY) {
            answers.insert(id.to_owned(), Answer::Many(form.many(name)));
        } else if let Some(id) = name.strip_prefix(ONE)
            && let Some(answer) = form.one(name)
        {
            answers.insert(id.to_owned(), Answer::One(answer));
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Form {
        Form(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn what_was_filled_in_becomes_the_answers_of_one_and_of_several() {
        let reader = Id::from_bytes([1; 16]);
        let form = form(&[
            ("lang", "kk"),
            ("one-seen", " a\r\nb "),
            ("one-role", ""),
            ("many-form", "x"),
            ("many-form", "y"),
            ("reader", &reader.to_string()),
            ("reader", "nobody"),
            ("shown", "seen"),
            ("change", "yes"),
        ]);
        assert_eq!(language(&form), Some(Language::Kk));
        let filled = filled(Language::Kk, &form);
        let many = Answer::Many(vec!["x".to_owned(), "y".to_owned()]);
        let expected = [("seen", Answer::One("a\nb".to_owned())), ("form", many)];
        assert_eq!(filled.answers, expected.map(|(id, it)| (id.to_owned(), it)).into());
        assert_eq!((filled.to, filled.shown), (vec![reader], vec!["seen".to_owned()]));
        assert!(kept(&form).iter().all(|(name, _)| name != "change"));
        assert_eq!(language(&self::form(&[("lang", "de")])), None);
    }
}
