//! Who plays: five investigators in four channels, and the organisation's word to those who report.

use crate::investigator::Person;
use crate::organisation::{AIGUL, CHANNELS, Channel, DINA, ERLAN, MARAT};

/// The ethics committee: elected by the employees.
pub const SAULE: Person = Person {
    folder: "saule",
    name: "Сәуле Төлегенова",
    role: ["әдеп комитетінің мүшесі", "член комитета по этике", "member of the ethics committee"],
    channel: "ethics",
};

/// Everyone.
pub const CAST: [Person; 5] = [AIGUL, ERLAN, MARAT, DINA, SAULE];

/// Their channels: those of the stories, and the committee.
pub const ALL_CHANNELS: [Channel; 4] = {
    let [hr, union, ngo] = CHANNELS;
    [hr, union, ngo, ETHICS]
};

/// Who types into a shell, as people do.
pub const TYPIST: Person = ERLAN;

/// What the organisation promises instead of what `dauys org init` proposes. With four replies a day,
/// each shown when the day is over, three working days for a first word leave none to think: a week.
/// And an answer in three weeks instead of months, so that a month is long enough to miss one; it may
/// be put off for a week.
pub const CHANGES: &[(&str, &str)] = &[
    ("days = 7\nworking_days = 3", "days = 7"),
    (
        "answer]\nmonths = 3",
        "answer]\ndays = 21\nnotice_days = 3\n\n[clocks.profiles.default.answer.extended]\ndays = 28",
    ),
];

const ETHICS: Channel = (
    "ethics",
    "ethics",
    ["Әдеп комитеті", "Комитет по этике", "Ethics committee"],
    ["Қызметкерлер сайлайды.", "Избирается работниками.", "Elected by the employees."],
);
