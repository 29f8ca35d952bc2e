//! What happens in the month beside what happens in every month: told case by case, each line with
//! its day.
//!
//! A new verb of `dauys` needs no code: it is a line here, as it is typed, with `{case}` for the
//! digits of the case and `{text}` for a text that is given as an argument. What changes who reads a
//! case is understood by [`super::circle`].

use dauys_crypto::letter::ReporterKind::{Message, Retaliation, Withdraw};

use super::script::{Happening, Scene};

use Scene::{Does, Erases, Files, Reads, Reports, ShutsOut, Tells, Writes};

/// Somebody says something to her.
pub const REPLY: &str = "reply {case} --file - --yes";
/// Somebody says what became of it: the answer that was promised.
pub const FEEDBACK: &str = "reply {case} --feedback --file - --yes";
/// Somebody says something to colleagues.
pub const NOTE: &str = "note {case} --file -";

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

/// The two of which one promised day passes, each for other reasons.
pub const OVERDUE: [&str; 2] =
    ["everyone thinks that somebody else answers", "it is handed over and forgotten"];
/// The one whose answer was promised for a later day, with how many days that makes.
pub const EXTENDED: (&str, u32) = ("it takes longer than it should", 28);
/// The one whose clocks stood still.
pub const PAUSED: &str = "the witness is at sea";

/// Who is away, on which days; told beforehand by a line of a story.
pub const AWAY: (&str, std::ops::RangeInclusive<u32>) = ("aigul", 13..=16);

/// All of them.
pub fn stories() -> Vec<Story> {
    let mut all = vec![overdue(), handed_over()];
    all.extend(she_acts());
    all.extend(they_act());
    all.extend(after_the_party());
    all
}

fn overdue() -> Story {
    story(
        OVERDUE[0],
        &["aigul", "marat"],
        &[],
        &[(2, Reports), (19, Tells("marat", FEEDBACK)), (24, Reads)],
    )
}

/// She wrote to one alone, who knows him: he has the case handed over, and the new reader, who has not
/// promised anything, lets it lie.
fn handed_over() -> Story {
    story(
        OVERDUE[1],
        &["saule"],
        &["aigul", "erlan"],
        &[
            (4, Reports),
            (5, Tells("saule", REPLY)),
            (8, Tells("saule", "declare {case} conflict --file -")),
            (9, Does("saule", "share {case} Дина --reason {text} --yes")),
            (11, Tells("saule", "recuse {case} --file - --yes")),
            (15, Reads),
            (17, Tells("dina", NOTE)),
            (29, Tells("dina", FEEDBACK)),
        ],
    )
}

/// What she does that is not done every day.
fn she_acts() -> [Story; 5] {
    [
        story(
            "she is punished for it",
            &["dina", "marat"],
            &["erlan"],
            &[
                (1, Reports),
                (2, Tells("dina", REPLY)),
                (2, Tells("marat", NOTE)),
                (3, Does("marat", "assign {case} Дина")),
                (4, Tells("marat", "task {case} --file -")),
                (5, Tells("dina", "status {case} investigating --file - --yes")),
                (8, Does("marat", "task {case} --done 1")),
                (9, Tells("dina", "finding {case} --evidence 1 --found confirmed --file -")),
                (10, Does("dina", "close {case} confirmed --measure apology --yes")),
                (13, Reads),
                (16, Writes(Retaliation)),
                (18, Tells("marat", REPLY)),
                (22, Reads),
                (24, Tells("dina", "close {case} confirmed --measure transfer --file - --yes")),
                (29, Reads),
            ],
        ),
        story(
            "she takes it back",
            &["dina", "saule", "marat"],
            &["erlan"],
            &[
                (4, Reports),
                (8, Tells("saule", REPLY)),
                (11, Writes(Withdraw)),
                (18, Erases),
                (22, Does("dina", "delete {case} --yes")),
            ],
        ),
        story(
            "a reader turns out to be his friend",
            &["aigul", "erlan", "marat"],
            &[],
            &[
                (1, Reports),
                (3, Tells("marat", REPLY)),
                (9, Tells("aigul", NOTE)),
                (9, ShutsOut("erlan")),
                (10, Tells("marat", NOTE)),
                (11, Tells("aigul", REPLY)),
                (15, Reads),
                (17, Tells("marat", FEEDBACK)),
                (24, Reads),
            ],
        ),
        story(
            "a long holiday",
            &["aigul", "dina"],
            &["erlan"],
            &[
                (10, Reports),
                (12, Does("aigul", "away --days 4")),
                (15, Tells("dina", REPLY)),
                (18, Tells("aigul", NOTE)),
                (20, Writes(Message)),
                (22, Tells("aigul", FEEDBACK)),
                (26, Reads),
            ],
        ),
        story(
            "she telephones",
            &["marat", "dina"],
            &["erlan"],
            &[
                (5, Files("marat")),
                (9, Tells("dina", REPLY)),
                (12, Reads),
                (15, Does("marat", "label {case} телефон")),
                (17, Writes(Message)),
                (22, Tells("marat", FEEDBACK)),
                (26, Reads),
            ],
        ),
    ]
}

/// What is done at desks that is not done every day.
fn they_act() -> [Story; 5] {
    [
        story(
            "he steps out",
            &["erlan", "marat"],
            &[],
            &[
                (6, Reports),
                (8, Tells("marat", REPLY)),
                (9, Tells("erlan", "declare {case} conflict --file -")),
                (9, Does("erlan", "recuse {case} --yes")),
                (15, Writes(Message)),
                (17, Tells("marat", FEEDBACK)),
                (22, Reads),
            ],
        ),
        story(
            "it was opened by mistake",
            &["marat", "dina", "saule"],
            &["aigul", "erlan"],
            &[
                (8, Reports),
                (10, Tells("dina", REPLY)),
                (14, Reads),
                (22, Does("marat", "delete {case} --reason {text} --yes")),
                (24, Does("dina", "delete {case} --yes")),
            ],
        ),
        story(
            "two take the lead at once",
            &["marat", "dina", "aigul"],
            &["saule"],
            &[
                (9, Reports),
                (11, Does("marat", "assign {case} --me")),
                (11, Does("dina", "assign {case} --me")),
                // The next day she goes, and what waits for its turn then waits until she is back.
                (11, Tells("aigul", REPLY)),
                (17, Does("marat", "keep {case} --until 2027-07-01 --reason {text}")),
                (18, Tells("dina", "accused {case} asked --file -")),
                (19, Does("aigul", "assign {case} Марат")),
                (24, Tells("marat", "close {case} not-confirmed --reason причина --file - --yes")),
                (29, Reads),
            ],
        ),
        story(
            EXTENDED.0,
            &["marat", "saule"],
            &["erlan"],
            &[
                (3, Reports),
                (5, Tells("marat", REPLY)),
                (18, Tells("marat", "extend {case} --to 2026-11-04 --file - --yes")),
                (22, Reads),
                (26, Tells("saule", "status {case} decision --file - --yes")),
                (29, Reads),
            ],
        ),
        story(
            PAUSED,
            &["aigul", "saule"],
            &[],
            &[
                (2, Reports),
                (5, Tells("aigul", REPLY)),
                (8, Tells("aigul", "pause {case} --file - --yes")),
                (11, Reads),
                (18, Tells("aigul", "resume {case} --file - --yes")),
                (25, Tells("saule", FEEDBACK)),
                (29, Reads),
            ],
        ),
    ]
}

/// Eight in one night, more answers than a day has places for.
fn after_the_party() -> impl Iterator<Item = Story> {
    const SCENES: [Happening; 4] =
        [(16, Reports), (18, Tells("marat", REPLY)), (18, Tells("dina", NOTE)), (23, Reads)];
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
