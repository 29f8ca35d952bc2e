//! What happens in the month beside what happens in every month: told case by case, each line with
//! its day.
//!
//! A new verb of `dauys` needs no code: it is a line here, as it is typed, with `{case}` for the
//! digits of the case and `{text}` for a text that is given as an argument.

use dauys_crypto::letter::ReporterKind::{Message, Retaliation, Withdraw};

use super::script::{Happening, Scene};

use Scene::{Does, Erases, Reads, Reports, ShutsOut, Tells, Writes};

/// A case, from the report to the last word.
#[derive(Clone)]
pub struct Story {
    /// What it is about.
    pub title: &'static str,
    /// Whom she writes to.
    pub to: Vec<&'static str>,
    /// Whom she shuts out.
    pub shut_out: Vec<&'static str>,
    /// What happens.
    pub scenes: Vec<Happening>,
}

/// The ones whose promised day passes without an answer, each for other reasons.
pub const OVERDUE: [&str; 2] =
    ["everyone thinks that somebody else answers", "he sees it too late"];

/// Who is away, on which days; told beforehand by a line of a story.
pub const AWAY: (&str, std::ops::RangeInclusive<u32>) = ("aigul", 13..=16);

/// All of them.
pub fn stories() -> Vec<Story> {
    let mut all = vec![
        story(
            OVERDUE[0],
            &["aigul", "marat"],
            &[],
            &[(2, Reports), (19, Tells("marat", "reply {case}")), (24, Reads)],
        ),
        story(
            OVERDUE[1],
            &["saule"],
            &["aigul", "erlan"],
            &[(5, Reports), (11, Reads), (26, Tells("saule", "reply {case}")), (29, Reads)],
        ),
        story(
            "she is punished for it",
            &["dina", "marat"],
            &["erlan"],
            &[
                (3, Reports),
                (5, Tells("dina", "reply {case}")),
                (5, Tells("marat", "note {case}")),
                (8, Reads),
                (15, Writes(Retaliation)),
                (16, Tells("dina", "note {case}")),
                (17, Tells("marat", "reply {case}")),
                (20, Reads),
            ],
        ),
        story(
            "she takes it back",
            &["dina", "saule", "marat"],
            &["erlan"],
            &[
                (4, Reports),
                (8, Tells("saule", "reply {case}")),
                (11, Writes(Withdraw)),
                (18, Erases),
            ],
        ),
        story(
            "one of her readers turns out to be his friend",
            &["aigul", "erlan", "marat"],
            &[],
            &[
                (1, Reports),
                (3, Tells("marat", "reply {case}")),
                (9, Tells("aigul", "note {case}")),
                (9, ShutsOut("erlan")),
                (10, Tells("marat", "note {case}")),
                (11, Tells("aigul", "reply {case}")),
                (15, Reads),
            ],
        ),
        story(
            "it was opened by mistake",
            &["marat", "dina", "saule"],
            &["aigul", "erlan"],
            &[
                (8, Reports),
                (10, Tells("dina", "reply {case}")),
                (14, Reads),
                (22, Does("marat", "delete {case} --yes --reason {text}")),
            ],
        ),
        story(
            "a long holiday",
            &["aigul", "dina"],
            &["erlan"],
            &[
                (10, Reports),
                (12, Does("aigul", "away --days 4")),
                (15, Tells("dina", "reply {case}")),
                (18, Tells("aigul", "note {case}")),
                (20, Writes(Message)),
                (22, Tells("aigul", "reply {case}")),
                (26, Reads),
            ],
        ),
    ];
    all.extend(after_the_party());
    all
}

/// Eight in one night, more answers than a day has places for.
fn after_the_party() -> impl Iterator<Item = Story> {
    const SCENES: [Happening; 4] = [
        (16, Reports),
        (18, Tells("marat", "reply {case}")),
        (18, Tells("dina", "note {case}")),
        (23, Reads),
    ];
    let one = story("after the party", &["dina", "marat", "saule"], &["erlan"], &SCENES);
    std::iter::repeat_n(one, 8)
}

fn story(
    title: &'static str,
    to: &[&'static str],
    shut_out: &[&'static str],
    scenes: &[Happening],
) -> Story {
    Story { title, to: to.to_vec(), shut_out: shut_out.to_vec(), scenes: scenes.to_vec() }
}
