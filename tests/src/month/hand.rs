//! How what the script has a desk do is done there.

use super::page::AtPage;

/// By which hand.
pub enum Hand<'a> {
    /// Commands, as programs give them.
    Commands(Habit),
    /// Commands that are typed into a shell, as people do.
    Shell,
    /// The forms of the page.
    Page(AtPage<'a>),
}

/// What somebody does who types commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// What the script has them do.
    Script,
    /// Before the first look at a case they say that no conflict of interest stands against them, as the
    /// page has everybody say.
    DeclareFirst,
}

/// A command as it stands in the script.
pub struct Typed<'t> {
    /// What is done.
    pub verb: &'t str,
    /// Words that stand there by themselves, without the case.
    words: Vec<&'t str>,
    /// Words that follow a flag; none follow some.
    flags: Vec<(&'t str, Vec<&'t str>)>,
}

impl<'t> Typed<'t> {
    /// Takes it apart.
    pub fn parse(command: &[&'t str]) -> Self {
        let (verb, rest) = command.split_first().expect("a verb");
        let mut typed = Self { verb, words: Vec::new(), flags: Vec::new() };
        for word in rest {
            match (word.starts_with("--"), typed.flags.last_mut()) {
                (true, _) => typed.flags.push((word, Vec::new())),
                (false, Some((_, values))) => values.push(word),
                (false, None) => typed.words.push(word),
            }
        }
        // The first of them is the case.
        typed.words.drain(..typed.words.len().min(1));
        typed
    }

    /// The first word that stands there by itself.
    pub fn word(&self) -> Option<&'t str> {
        self.words.first().copied()
    }

    /// Whether the flag is there.
    pub fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|(known, _)| *known == flag)
    }

    /// What follows a flag, every time that it is there.
    pub fn all(&self, flag: &str) -> Vec<&'t str> {
        let given = self.flags.iter().filter(|(known, _)| *known == flag);
        given.flat_map(|(_, values)| values.iter().copied()).collect()
    }

    /// The first word that follows it.
    pub fn one(&self, flag: &str) -> Option<&'t str> {
        self.all(flag).first().copied()
    }
}
