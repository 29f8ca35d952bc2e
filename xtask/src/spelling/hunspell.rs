//! Asks hunspell.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::run;

/// No word of any language. hunspell has to complain of it, or it did not understand the question:
/// in a wrong encoding it complains of nothing and is content.
const NO_WORD: &str = "жщжщжщ";

/// Which of the words the dictionary does not know. Of a word with hyphens it may be a part.
pub(super) fn unknown<'a>(
    dictionary: &str,
    words: impl Iterator<Item = &'a str>,
) -> Result<BTreeSet<String>> {
    let question: Vec<&str> = words.chain([NO_WORD]).collect();
    let mut hunspell = Command::new("hunspell");
    // The dictionary of the system and no other: neither the words that whoever runs this has
    // taught theirs, nor a file that happens to lie here.
    hunspell.env_remove("DICPATH").env("LC_ALL", "C.UTF-8");
    hunspell.args(["-d", &format!("/usr/share/hunspell/{dictionary}"), "-p", "/dev/null"]);
    let answer = run::ask(hunspell.args(["-i", "utf-8", "-l"]), &(question.join("\n") + "\n"))?;
    let mut unknown: BTreeSet<String> = answer.lines().map(str::to_owned).collect();
    ensure!(unknown.remove(NO_WORD), "hunspell with {dictionary} takes anything for a word");
    Ok(unknown)
}
