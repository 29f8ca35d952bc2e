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
pub const TYPIST: Person = DINA;

/// What the organisation promises beside what `dauys org init` proposes: an answer in so many days,
/// so that a month is long enough to miss some.
pub const CHANGES: &[(&str, &str)] = &[("answer_days = 90", "answer_days = 12")];

const ETHICS: Channel = (
    "ethics",
    "ethics",
    ["Әдеп комитеті", "Комитет по этике", "Ethics committee"],
    ["Қызметкерлер сайлайды.", "Избирается работниками.", "Elected by the employees."],
);
