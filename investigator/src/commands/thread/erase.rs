//! Erasing her letters and their files from the server, one request for each.

use dauys_wire::Id;
use dauys_wire::limits::LETTER_BLOBS_MAX;

use super::super::visit::talk::Talk;
use super::Hers;
use crate::message;

/// All but the letter by which she took the report back: without it nobody would learn of that.
pub(super) fn all(hers: &Hers<'_>, talk: &Talk<'_>) {
    let letters = hers.collected.letters(hers.reporter);
    let withdrawn = hers.collected.state.as_ref().and_then(|state| state.withdrawn);
    let erasable = |(_, id): &(usize, Id)| withdrawn != Some(*id);
    let letters: Vec<(usize, Id)> = letters.into_iter().enumerate().filter(erasable).collect();
    talk.tell_with("erase-count", &[("count", letters.len().into())]);
    if withdrawn.is_some() {
        talk.tell("erase-kept");
    }
    talk.tell("consent-asking");
    talk.tell("erase-done");
    for (place, id) in letters {
        let token = hers.reporter.withdraw_token_text(&id);
        let status = hers.arrived.visitor.erase(&id, &token).map_or(0, |answer| answer.status);
        let outcome = talk.page.say(outcome(status), &[]);
        talk.item(&format!("{}: {outcome}", letter_name(place, talk)));
        tell_files(files(hers, &id), talk);
    }
}

/// Nothing tells how many files a letter has: all that there can be are asked for. How many are
/// erased, and how many may be there still.
fn files(hers: &Hers<'_>, letter: &Id) -> (usize, usize) {
    let (mut erased, mut failed) = (0, 0);
    for place in (0..=u8::MAX).take(LETTER_BLOBS_MAX) {
        let id = hers.reporter.blob(letter, place);
        let token = hers.reporter.withdraw_token_text(&id);
        match hers.arrived.visitor.erase_blob(&id, &token).map_or(0, |answer| answer.status) {
            204 => erased += 1,
            404 | 410 => {}
            _ => failed += 1,
        }
    }
    (erased, failed)
}

fn tell_files((erased, failed): (usize, usize), talk: &Talk<'_>) {
    if erased > 0 {
        talk.say(&message!("visit-files-erased", count = erased));
    }
    if failed > 0 {
        talk.say(&message!("visit-files-not-erased"));
    }
}

const fn outcome(status: u16) -> &'static str {
    match status {
        204 => "erased",
        410 => "erased-before",
        404 => "erased-absent",
        403 => "erased-refused",
        _ => "erased-failed",
    }
}

/// Her letters have no names but their places, from 0; the first one is the report.
pub(super) fn letter_name(place: usize, talk: &Talk<'_>) -> String {
    match place {
        0 => talk.page.say("letter-first", &[]),
        _ => talk.page.say("letter-later", &[("n", (place + 1).into())]),
    }
}
