//! What keeps the rules and would be borne badly by the page or by those who read it: long lists,
//! texts that look as if nobody had translated them, letters of the wrong alphabet.

use super::rules::WORDS;
use crate::message;
use crate::org::edited::source::{Found, Node, Source, Value};
use crate::org::edited::words::{LANGUAGES, check_words};

/// An option longer than this takes more than three lines of a telephone.
const LABEL_MOST: usize = 90;
/// More options than this are not read to the end.
const OPTIONS_MOST: usize = 30;

/// Looks at a file that has the right shape.
pub(super) fn check(source: &Source<'_>, found: &mut Found) {
    check_options(&source.root, "opt_outs", found);
    for question in source.root.items("questions") {
        check_words(question, &WORDS, found);
        check_options(question, "options", found);
        let helps = question.items("options").iter().any(|option| option.is_true("help"));
        if helps && question.get("why").is_none_or(|why| matches!(why.value, Value::Null)) {
            found.warning(question.at, message!("warning-help-without-why"));
        }
    }
}

fn check_options(parent: &Node, key: &str, found: &mut Found) {
    let options = parent.items(key);
    if options.len() > OPTIONS_MOST {
        let (count, most) = (options.len(), OPTIONS_MOST);
        let reason = message!("warning-many-options", count = count, most = most);
        found.warning(parent.at_key(&[key]), reason);
    }
    for option in options {
        check_words(option, &WORDS, found);
        let Some(label) = option.get("label") else { continue };
        for lang in LANGUAGES {
            let long = label.text(lang).unwrap_or_default().chars().count();
            if long > LABEL_MOST {
                let reason =
                    message!("warning-long-label", lang = lang, long = long, most = LABEL_MOST);
                found.warning(label.at_key(&[lang]), reason);
            }
        }
    }
}
