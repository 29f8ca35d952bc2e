//! When it is over: what was promised is told, another channel is asked, whom she shut out is shown, and
//! she says how it was.

use dauys_crypto::experience;
use dauys_crypto::letter::ReporterLetter;
use dauys_tests::direct::Visit;
use dauys_tests::folder::Folder;
use dauys_tests::organisation::{AIGUL, ERLAN, MARAT};
use dauys_tests::stack::Stack;
use dauys_wire::Id;
use dauys_wire::questionnaire::Answer;

use crate::seat::{Seat, flat, number_of};
use crate::{ANSWER, STORIES, letters_of};

#[test]
fn she_asks_another_channel_sees_whom_she_shut_out_and_says_how_it_was_in_each_language() {
    let stack = Stack::start();
    let visit = Visit::arrive(&stack.address);
    let marat = stack.organisation.investigator(&MARAT);
    marat.first_sync(&stack.address);
    let id = |who| Id::parse(&stack.organisation.investigator(who).id).unwrap();
    for (language, story) in STORIES {
        let hers = visit.report(story, vec![id(&MARAT)], vec![id(&ERLAN)]);
        let case = hers.letter.thread.to_string();
        marat.sync();
        marat.reply(&case, ANSWER);
        marat.ask(&["close", &case, "confirmed", "--measure", "apology", "--yes"]);
        marat.now();
        let folder = Folder::make();
        let seat = Seat::new(&folder.path().join("machine"), language);
        come_back_when_it_is_over(&seat, &stack.address, &hers.code);
        marat.sync();
        let letters: Vec<ReporterLetter> = letters_of(marat, &hers.reporter);
        let asks = letters.iter().find(|letter| !letter.body.share_with.is_empty()).unwrap();
        assert_eq!(asks.body.share_with, [id(&AIGUL)]);
        assert!(asks.to.contains(&id(&AIGUL)) && !asks.to.contains(&id(&ERLAN)));
        let tells = letters.iter().find(|letter| experience::is_in(&letter.body)).unwrap();
        let one = |option: &str| Answer::One(option.to_owned());
        assert_eq!(tells.body.answers["taken-seriously"], one("yes"));
        assert_eq!(tells.body.answers["report-again"], one("no"));
        assert_eq!(tells.body.answers.len(), 2);
        assert_eq!(seat.files(), [""; 0]);
    }
}

/// What was promised is told; she asks Aigul, changes nothing, and answers two of three questions.
fn come_back_when_it_is_over(seat: &Seat, address: &str, code: &str) {
    let mut terminal = seat.sit_down(&["thread", address]);
    let way = seat.word("visit-ask-way");
    terminal.answer(&seat.word("visit-ask-code"), code);
    let said = terminal.wait_for(&way);
    for there in ["promises-title", "promise-answer", "status-closed-confirmed"] {
        assert!(flat(&said).contains(&seat.page(there)), "{there}: {said}");
    }
    terminal.answer("", &number_of(&said, &seat.page("another-title")));
    let asked = terminal.wait_for(&seat.word("visit-ask-another"));
    assert!(!asked.contains(ERLAN.name) && !asked.contains(MARAT.name), "{asked}");
    terminal.answer("", &number_of(&asked, AIGUL.name));
    let shown = terminal.wait_for(&seat.word("visit-ask-send-more"));
    assert!(shown.contains(AIGUL.name), "{shown}");
    terminal.answer("", "yes");
    let said = terminal.wait_for(&way);
    terminal.answer("", &number_of(&said, &seat.page("shut-open")));
    let shown = terminal.wait_for(&seat.word("visit-ask-change-readers"));
    assert!(shown.contains(ERLAN.name) && shown.contains(AIGUL.name), "{shown}");
    terminal.answer("", "no");
    let said = terminal.wait_for(&way);
    terminal.answer("", &number_of(&said, &seat.page("experience-title")));
    for answer in ["1", "", "3"] {
        terminal.answer(&seat.word("visit-ask-experience"), answer);
    }
    terminal.answer(&seat.word("visit-ask-text"), "");
    terminal.answer(&seat.word("visit-ask-send-more"), "yes");
    let said = terminal.wait_for(&way);
    assert!(!flat(&said).contains(&seat.page("experience-title")), "once is enough: {said}");
    terminal.answer("", "");
    let (status, said) = seat.leave(terminal);
    assert!(status.success(), "{said}");
    assert!(!said.contains("{$") && !said.contains("{ $"), "every value is put in: {said}");
}
