//! The spelling of Kazakh and Russian: every word that people can read is known to hunspell or stands
//! in a list of ours, `docs/words/`, and no word mixes letters that only look alike.
//!
//! The lists hold no word too many: each is there because somebody looked at it.

mod findings;
mod hunspell;
mod list;
mod texts;
mod words;

use std::process::ExitCode;

use anyhow::Result;

use crate::run::Outcome;
use crate::tally::Tally;
use crate::{say, tools, workspace};
use findings::Findings;
use list::List;

/// The languages whose words are looked up, and hunspell's names for them.
const DICTIONARIES: [(&str, &str); 2] = [("kk", "kk_KZ"), ("ru", "ru_RU")];

/// The step of `cargo xtask test`.
pub(crate) fn step(tally: &mut Tally) {
    tally.check("Spelling of Kazakh and Russian", || {
        let lines = examine()?;
        show(&lines);
        Ok(Outcome { ok: lines.is_empty(), lines })
    });
}

/// `cargo xtask words`: only shows. What is right, and belongs into a list, a person has to say.
pub(crate) fn words() -> Result<ExitCode> {
    tools::for_spelling()?;
    let lines = examine()?;
    show(&lines);
    if lines.is_empty() {
        say::line("Every word is known, and the lists hold none too many.");
    }
    Ok(ExitCode::SUCCESS)
}

fn show(lines: &[String]) {
    for line in lines {
        say::line(line);
    }
}

/// What is wrong, in lines.
fn examine() -> Result<Vec<String>> {
    let root = workspace::root();
    let mut lines = words::look_alikes("en", &texts::read(root, "en")?);
    for (language, dictionary) in DICTIONARIES {
        let texts = texts::read(root, language)?;
        lines.extend(words::look_alikes(language, &texts));
        let path = format!("docs/words/{language}.txt");
        let list = List::read(&root.join(&path))?;
        let found = words::cyrillic(&texts);
        let asked = found.keys().map(String::as_str).chain(list.words());
        let unknown = hunspell::unknown(dictionary, asked)?;
        lines.extend(Findings::of(&found, &unknown, &list).lines(&path));
    }
    Ok(lines)
}
