//! "Show what I sent", by a server that gives something else for the first of her two letters.

use dauys_crypto::letter::ReporterLetter;
use dauys_crypto::seal::{self, OwnCopy};
use dauys_tests::addressee::follow_up;
use dauys_tests::direct::{Direct, Visit};
use dauys_tests::hostile::Answer;
use dauys_tests::organisation::MARAT;
use dauys_wire::{Id, api};

use crate::stage::{self, STORY, Stage};
use crate::words::assert_in_words;
use crate::{LANGUAGES, seen};

/// What is given for her letter, and what the page says became of it.
pub(crate) const LIES: [(&str, &str); 8] = [
    ("letter-is-another-of-hers", "other-id"),
    ("letter-is-by-somebody-else", "other-author"),
    // It could be one of which she kept no copy.
    ("letter-is-cover", "no-copy"),
    ("letter-is-damaged", "damaged"),
    ("letter-is-cut", "damaged"),
    ("letter-is-gone", "withdrawn"),
    ("letter-is-not-there", "absent"),
    ("letter-fails", "failed"),
];

/// What she wrote later.
pub(crate) const MORE: &str = "тағы";

#[test]
fn whatever_a_server_shows_for_a_letter_of_hers_is_told_by_name_and_nothing_is_lost() {
    for (lie, outcome) in LIES {
        let shown = &seen().own.own[lie];
        for language in LANGUAGES {
            let letters = &shown[language];
            let outcomes: Vec<&str> =
                letters.iter().map(|letter| letter.told.key.as_str()).collect();
            assert_eq!(outcomes, [outcome, "open"], "{lie}, {language}");
            assert_eq!(letters[0].text, "", "{lie}, {language}: something was shown as hers");
            assert!(letters[1].text.contains(MORE), "{lie}, {language}: the other one is there");
        }
        assert_in_words(outcome, LANGUAGES.map(|it| shown[it][0].told.words.as_str()));
    }
    // The same page, and a server that is honest again.
    for letters in seen().own.own["truth"].values() {
        let [first, second] = letters.as_slice() else { panic!("{letters:?}") };
        assert!(first.text.contains(STORY) && second.text.contains(MORE), "{letters:?}");
        assert!(letters.iter().all(|it| it.told.key == "open" && it.told.words.is_empty()));
    }
    assert_eq!(seen().own.thread["kk"].chosen, ["бар"], "her answer is still there");
}

/// A report with another letter behind it; she kept a copy of both.
pub(crate) struct Kept {
    pub(crate) first: Direct,
    pub(crate) later: ReporterLetter,
    /// The file of the later one.
    file: Vec<u8>,
}

impl Kept {
    pub(crate) fn write(visit: &Visit, to: Vec<Id>) -> Self {
        let first = visit.report_with(OwnCopy::Kept, STORY, to.clone(), Vec::new());
        let (reporter, known) = (&first.reporter, stage::knowing(&first, visit));
        let later = follow_up(reporter, &visit.trusted, &known, to, Vec::new());
        let roster = &visit.trusted.roster;
        let sealed = seal::reporter_letter(&later, reporter, roster, OwnCopy::Kept);
        let file = sealed.expect("a sealed letter").bytes().to_vec();
        visit.put_letter(&later.id, &reporter.withdraw_hash(&later.id), &file);
        Self { first, later, file }
    }
}

impl Stage {
    pub(crate) fn learn_own_letters(&self, visit: &Visit) {
        let Kept { first, later, file } = &self.kept;
        // The answer tells her page of the later one.
        let union = self.addressee(visit, &MARAT);
        self.put(visit, &union, &union.reply(1, later, "бар"), first);

        let path = api::letter_path(&first.letter.id);
        let about = |name: &str, lie: Box<dyn FnMut(Answer) -> Answer + Send>| {
            self.hostile.learn_about(name, &path, lie);
        };
        let file_instead =
            |file: Vec<u8>| Box::new(move |truth: Answer| Answer { body: file.clone(), ..truth });
        let status =
            |status| Box::new(move |truth: Answer| Answer { status, body: Vec::new(), ..truth });
        about("letter-is-another-of-hers", file_instead(file.clone()));
        about("letter-is-by-somebody-else", file_instead(self.by_somebody_else(visit)));
        let cover = seal::cover_letter().expect("a letter").bytes().to_vec();
        about("letter-is-cover", file_instead(cover));
        about(
            "letter-is-damaged",
            Box::new(|mut truth| {
                *truth.body.last_mut().expect("a byte") ^= 1;
                truth
            }),
        );
        about(
            "letter-is-cut",
            Box::new(|mut truth| {
                truth.body.pop();
                truth
            }),
        );
        about("letter-is-gone", status(410));
        about("letter-is-not-there", status(404));
        about("letter-fails", status(500));
    }

    /// The letter of another thread under the id of hers, sealed to her: whoever she writes to knows
    /// her recipient.
    fn by_somebody_else(&self, visit: &Visit) -> Vec<u8> {
        let her = &self.kept.first;
        let theirs = ReporterLetter { id: her.letter.id, ..self.answered.letter.clone() };
        let mut roster = visit.trusted.roster.clone();
        let addressee = roster.investigators.iter_mut().find(|one| theirs.to.contains(&one.id));
        addressee.expect("an addressee").recipient = her.reporter.keys().recipient.clone();
        let author = &self.answered.reporter;
        let sealed = seal::reporter_letter(&theirs, author, &roster, OwnCopy::None);
        sealed.expect("a sealed letter").bytes().to_vec()
    }
}
