//! Before anything is sent: what in her words may tell who she is. Found on this machine; what to
//! do with it is for her to say.

use dauys_crypto::revealing::{Finding, Kind, find};
use zeroize::Zeroize as _;

use super::talk::{Talk, number};
use crate::failure::Failure;
use crate::message;

/// What she has decided to leave as it is.
#[derive(Default)]
pub(in crate::commands) struct Left(Vec<String>);

impl Drop for Left {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Asks what to do with the passages that may tell, each with its place among `texts`; the place of
/// the text that she wants to change, or nothing if all may stay.
pub(in crate::commands) fn ask(
    texts: &[&str],
    name: &str,
    left: &mut Left,
    talk: &mut Talk<'_>,
) -> Result<Option<usize>, Failure> {
    let of =
        |(place, text): (usize, &&str)| find(text, name).into_iter().map(move |it| (place, it));
    let found: Vec<(usize, Finding)> = texts.iter().enumerate().flat_map(of).collect();
    if found.iter().all(|(_, finding)| left.0.contains(&finding.text)) {
        return Ok(None);
    }
    talk.title("revealing-title");
    talk.tell("revealing-what");
    for (place, (_, finding)) in found.iter().enumerate() {
        let line = format!("{} — {}", finding.text, talk.page.say(words(finding.kind), &[]));
        talk.print.paragraph(&format!("{:>3}", place + 1), 5, &line);
    }
    talk.tell("revealing-yours");
    loop {
        let typed = talk.ask(&message!("visit-ask-revealing"))?;
        if typed.is_empty() {
            left.0 = found.into_iter().map(|(_, finding)| finding.text).collect();
            return Ok(None);
        }
        match number(&typed, found.len()).and_then(|number| found.get(number - 1)) {
            Some((place, _)) => return Ok(Some(*place)),
            None => talk.say(&message!("filing-options", most = found.len())),
        }
    }
}

const fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Phone => "revealing-phone",
        Kind::Email => "revealing-email",
        Kind::Iin => "revealing-iin",
        Kind::Name => "revealing-name",
    }
}
