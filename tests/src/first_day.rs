//! `docs/desk.md`: the first day of somebody who was given `dauys` and nothing else, from making keys
//! to closing a case on the page in a browser, and another case at a terminal. What stands there was typed and
//! pressed, and the real programs answered.
//!
//! What differs from one time to the next (days, keys, ids, the port of the server) is written as
//! something that stays the same.

mod in_a_browser;
mod machine;
mod same;

use dauys_crypto::code::Code;
use dauys_crypto::draft::ReportDraft;
use dauys_crypto::letter::Lang;
use dauys_crypto::seal::{self, OwnCopy};
use dauys_crypto::thread::Reporter;
use dauys_wire::questionnaire::Answer;

use self::machine::{Machine, Typed};
use self::same::Same;
use crate::direct::Visit;
use crate::stack::Stack;

/// Her report, which is read at a terminal.
const STORY: &str = "My manager sends me messages at night and asks me to come to his flat. \
    When I said no, he told me that he decides who stays after the probation.";
/// Another one's, which is read in a browser.
const OTHER_STORY: &str =
    "A colleague shows pictures of naked women at lunch and asks us what we think.";
/// The newcomer.
const NAME: &str = "Aliya Serikova";
/// Their channel.
const CHANNEL: &str = "union";

const OPENING: &str = "\
# A first day at the desk

This page was not written: somebody made keys, received a report, answered it and closed the case, with
the real programs, and this is what the screen showed. `cargo xtask documents` goes through the day
again, and a test holds the page to it (`tests/tests/the_first_day.rs`). Days, keys, ids and the address
are made up. What was typed stands behind `$` and after the questions; passphrases do not show.
";

const KEYS: &str = "\
## Keys

One command opens the page, and it asks for what it needs. The name of the installation comes from the
organisation. (`dauys init` asks for the same at a terminal.) Here `<…>` is what leads somewhere, `[ … ]` what is
pressed, and `[___]` is filled in.
";

const SIGNING: &str = "\
The card goes to the organisation, which puts it into a channel and signs (the [guide for
organisations](ORGANISATION.md)). Then there is an address on a poster.
";

const BROWSER: &str = "\
## A first case, in a browser

Somebody has reported. The same command opens the page, and no other has to be typed.
";

const READING: &str = "\
## Another case, at a terminal

Everything can be done by typing, too. Whoever does not use the page types the address once:
`dauys sync 'https://dauys.example/#k=…'`, in quotation marks. `dauys watch` can fetch by itself, and call you
when there is something to look at.
";

const ANSWERING: &str = "\
## An answer

What the reporter will see is shown before it is sent. The text ends with Ctrl-D on a line of its own.
";

const COURSE: &str = "\
## The course of the case

A step, and in the end how it ended. Both are told to the reporter; measures only to colleagues.
";

/// The whole page.
pub fn page() -> String {
    let machine = Machine::new();
    let mut page = Page { text: OPENING.to_owned(), machine: &machine, same: Same::default() };
    page.shows("dauys", &[]);
    page.shows("dauys --help", &[]);
    page.says(KEYS);
    page.makes_keys_in_a_browser(NAME);
    page.says(SIGNING);

    let stack = Stack::settled(|organisation| {
        organisation.add(&machine.card(), CHANNEL);
        organisation.promise_in_days();
    });
    page.same = Same::on(&stack);
    page.says(BROWSER);
    page.same.cases.push(report(&stack, OTHER_STORY));
    page.reads_a_case_in_a_browser();
    page.says(READING);
    page.same.cases.push(report(&stack, STORY));
    page.shows("dauys sync", &[UNLOCK]);
    page.shows("dauys list", &[UNLOCK]);
    page.shows("dauys show 7c20", &[UNLOCK]);
    page.says(ANSWERING);
    page.shows("dauys reply 7c20", &[UNLOCK, ANSWER, SEND]);
    page.says(COURSE);
    page.shows("dauys status 7c20 investigating", &[UNLOCK, SEND]);
    page.shows("dauys close --help", &[]);
    page.shows("dauys close 7c20 confirmed --measure transfer", &[UNLOCK, SEND]);
    page.text
}

const UNLOCK: Typed = Typed::Secret("Passphrase:");
const ANSWER: Typed = Typed::Text(
    "alone ends it.",
    "Thank you for telling us. You are not to blame for any of it.\n\
     Keep the messages. We come back to you this week.",
);
const SEND: Typed = Typed::Line("Send it? (yes/no)", "yes");

/// Somebody reports to the newcomer alone, in English, for of several readers it is now one who
/// acknowledges and now another. The case's id.
fn report(stack: &Stack, story: &str) -> String {
    let visit = Visit::arrive(&stack.address);
    let trusted = &visit.trusted;
    let reporter = Reporter::derive(&Code::generate(), "", &trusted.roster.instance);
    let newcomer = trusted.roster.investigators.iter().find(|one| one.name == NAME);
    let question = trusted.questionnaire.questions.first().expect("a question");
    let draft = ReportDraft {
        answers: [(question.id.clone(), Answer::One(story.to_owned()))].into(),
        to: vec![newcomer.expect("the newcomer").id],
        shut_out: Vec::new(),
        lang: Lang::En,
        day: trusted.day,
        name: String::new(),
        name_to: Vec::new(),
        taken_by: None,
        only_counted: false,
        blobs: Vec::new(),
    };
    let letter = draft.write(&reporter, trusted).expect("a letter");
    let sealed = seal::reporter_letter(&letter, &reporter, &trusted.roster, OwnCopy::None);
    let withdraw = reporter.withdraw_hash(&letter.id);
    visit.put_letter(&letter.id, &withdraw, sealed.expect("a sealed letter").bytes());
    letter.thread.to_string()
}

/// The page as far as it was written.
struct Page<'a> {
    text: String,
    machine: &'a Machine,
    same: Same,
}

impl Page<'_> {
    fn says(&mut self, words: &str) {
        self.text.push('\n');
        self.text.push_str(words);
    }

    /// Types a command, answers what it asks, and writes down all of it.
    fn shows(&mut self, line: &str, typed: &[Typed]) {
        let said = self.machine.types(&self.same.typed(line), typed);
        let seen = self.same.seen(&said, self.machine);
        self.text.extend(["\n```text\n$ ", line, "\n", seen.trim_end(), "\n```\n"]);
    }
}
