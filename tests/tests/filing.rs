//! Somebody telephones, or comes by: an investigator takes the report down, with the real program
//! at a real terminal or out of a file, and hands over the code.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Stdio;

use dauys_crypto::code::Code;
use dauys_crypto::letter::{Lang, Letter, ReporterLetter};
use dauys_crypto::thread::Reporter;
use dauys_tests::addressee::Addressee;
use dauys_tests::canary::Canary;
use dauys_tests::device::{Browser, Device};
use dauys_tests::direct::Visit;
use dauys_tests::folder::Folder;
use dauys_tests::hunt::{Found, Hunt};
use dauys_tests::investigator::{Investigator, Person};
use dauys_tests::node;
use dauys_tests::organisation::{AIGUL, DINA, ERLAN, INSTANCE, MARAT};
use dauys_tests::seat::Seat;
use dauys_tests::secrets;
use dauys_tests::stack::Stack;
use dauys_tests::terminal::Terminal;
use dauys_wire::questionnaire::Answer;
use dauys_wire::{Id, api};
use serde_json::{Value, json};

const STORY: &str = "Ерлан Жұмабеков мені дәлізде тоқтатып, қолымнан ұстады.";
const MORE: &str = "Телефоным: +7 701 234 56 78";
const ANSWER: &str = "Айтқаныңыз бізде. Ертең хабарласамыз, алаңдамаңыз.";

/// `dauys` ends with it when it did not do what was asked.
const FAILED: Option<i32> = Some(1);

#[test]
fn a_report_that_was_told_at_a_terminal_is_read_by_others_and_its_code_opens_the_answers() {
    let stack = Stack::start();
    let [aigul, marat, dina, erlan] = all(&stack).map(|desk| {
        desk.first_sync(&stack.address);
        desk
    });
    let temp = Folder::make();
    let (code, said) = tell(aigul, temp.path());

    // Somebody else reads it, and who took it down; whoever was not chosen sees nothing.
    let told = marat.sync();
    assert_eq!((&told["opened"], &told["rejected"]), (&json!(1), &json!(0)), "{told}");
    let letter = report_at(marat).unwrap();
    assert_eq!(letter.body.taken_by, Some(Id::parse(&aigul.id).unwrap()));
    assert_eq!(letter.body.answers["seen"], Answer::One(format!("{STORY}\n{MORE}")));
    assert_eq!(letter.body.answers["role"], Answer::One("experienced".to_owned()));
    assert_eq!((letter.body.answers.len(), letter.lang), (2, Lang::Kk));
    for desk in [aigul, erlan] {
        assert_eq!(desk.sync()["opened"], 0);
        assert!(report_at(desk).is_none());
    }
    dina.sync();
    assert!(report_at(dina).is_some());

    // The code opens the answers, as it does on the page.
    marat.reply(&letter.thread.to_string(), ANSWER);
    let visit = Visit::arrive(&stack.address);
    let (reporter, conversation) = visit.come_back(&code);
    assert_eq!((reporter.thread(), reporter.first_letter()), (letter.thread, letter.id));
    let replies = conversation.replies.iter();
    let texts: Vec<&str> = replies.map(|it| it.reply.body.text.as_str()).collect();
    assert!(texts.contains(&ANSWER), "{texts:?}");
    let state = conversation.state.as_ref().unwrap();
    assert_eq!(state.shut_out, [Id::parse(&erlan.id).unwrap()], "a page will know whom to avoid");
    assert!(conversation.received().contains(&letter.id));

    // And it takes the letter back.
    assert_eq!(erase(&stack, &reporter, &letter.id), 204);
    assert_eq!(get(&stack, &letter.id), 410);

    nothing_is_left(aigul, temp.path(), &code, &letter.id);
    assert!(said.contains("\u{1b}[3J"), "the screen was cleared");
}

#[test]
fn what_was_written_down_goes_in_its_turn_and_nobody_sees_that_somebody_came() {
    let stack = Stack::paced();
    let [_, marat, dina, erlan] = all(&stack);
    for desk in [marat, dina, erlan] {
        desk.first_sync(&stack.address);
    }
    let visit = Visit::arrive(&stack.address);
    let watcher = Addressee::of(erlan, &visit.trusted.roster.instance);
    let look = || watcher.look(stack.origin(), &visit.trusted);
    let before = look();

    let folder = Folder::make();
    let path = folder.path().join("answers.json");
    fs::write(&path, written(&[marat, dina], &[erlan]).to_string()).unwrap();
    let path = path.to_str().unwrap();
    let [code, told] = marat.lines(&["file", "--file", path, "--yes"]).try_into().unwrap();
    assert_eq!((&told["done"], &told["waiting"]), (&json!("filing-waits"), &json!(1)), "{told}");
    assert_eq!(code["address"], stack.address);
    assert_eq!(before, look());
    marat.sync();
    assert_eq!(before, look(), "its places were drawn before");

    // With the places of the next days, or if it must.
    let told = marat.now();
    assert_eq!(told["waiting"], 0, "{told}");
    dina.sync();
    let letter = report_at(dina).unwrap();
    assert_eq!(letter.body.taken_by, Some(Id::parse(&marat.id).unwrap()));
    assert_eq!(letter.body.name, "Анар Сәрсенова");
    let code = code["code"].as_str().unwrap();
    assert_eq!(visit.come_back(code).0.thread(), letter.thread);
    assert_eq!(marat.sync()["opened"], 1, "it is among its readers, like everyone else");
    assert_eq!(erlan.sync()["opened"], 0);

    // At once, and that is said.
    let now = marat.lines(&["file", "--file", path, "--yes", "--now"]);
    assert_eq!(now[1]["done"], "filing-sent-now");
    assert_eq!((&now[1]["posted"], &now[1]["warning"]), (&json!(1), &json!("now-warning")));
    assert_ne!(now[0]["code"].as_str().unwrap(), code, "each has a code of its own");
    let found = Hunt::new(&[Canary::new(STORY)]).in_files(folder.path());
    assert_ne!(found, Found::default(), "as it was told, it must be destroyed");
    fs::remove_file(path).unwrap();
    nothing_is_left(marat, folder.path(), code, &letter.id);
}

#[test]
fn there_is_never_a_report_whose_code_nobody_has() {
    let stack = Stack::start();
    let [_, marat, dina, _] = all(&stack);
    marat.first_sync(&stack.address);
    let folder = Folder::make();
    let path = folder.path().join("answers.json");
    fs::write(&path, written(&[marat, dina], &[]).to_string()).unwrap();
    let path = path.to_str().unwrap();
    let waits = || marat.vault().contents().outgoing().len();

    // What reads the code is gone, or the disk is full on which it would be.
    for json in [&["--json"][..], &[]] {
        let mut file = marat.command("kk", &[json, &["file", "--file", path, "--yes"]].concat());
        file.stdout(fs::File::create("/dev/full").unwrap()).stderr(Stdio::null());
        assert_eq!(file.status().unwrap().code(), FAILED);
        assert_eq!(waits(), 0);
    }

    // Power is lost while the code is on the screen: at the terminal, nothing was kept yet.
    let mut terminal = marat.sit_down("en", folder.path(), &["file", "--file", path]);
    terminal.answer("Is it to be sent so?", "yes");
    let shown = terminal.wait_for("last four digits");
    assert!(shown.lines().any(|line| Code::parse(line.trim()).is_ok()), "{shown}");
    terminal.cut();
    assert_eq!((waits(), dina.first_sync(&stack.address)["opened"].clone()), (0, json!(0)));

    // Who does not go on is told that nothing was kept.
    let mut terminal = marat.sit_down("en", folder.path(), &["file", "--file", path]);
    terminal.answer("Is it to be sent so?", "yes");
    terminal.answer("last four digits", "no");
    let (status, said) = terminal.end();
    assert_eq!(status.code(), FAILED);
    assert!(said.contains("Nothing was kept"), "{said}");
    assert_eq!(waits(), 0);

    // The server is away: it is kept, with a code that somebody has.
    let [code, failed] =
        marat.attempt_lines(&["file", "--file", path, "--yes", "--proxy", "socks5://127.0.0.1:1"]);
    assert_eq!((waits(), failed["failure"].as_str()), (1, Some("waiting")), "{failed}");
    marat.sync();
    assert_eq!(dina.sync()["opened"], 1);
    let code = code["code"].as_str().unwrap();
    let (reporter, _) = Visit::arrive(&stack.address).come_back(code);
    assert_eq!(report_at(dina).unwrap().thread, reporter.thread());
}

#[test]
fn a_report_that_was_told_on_the_telephone_is_taken_down_on_the_page_of_the_desk() {
    let stack = Stack::start();
    let [aigul, marat, dina, erlan] = all(&stack);
    for desk in [aigul, marat, dina, erlan] {
        desk.first_sync(&stack.address);
    }
    let seat = Seat::take(aigul);
    let device = Device::new(Browser::Chromium);
    let input = json!({
        "device": device.settings(),
        "address": seat.address,
        "passphrase": aigul.passphrase_text(),
        "story": format!("{STORY} {MORE}"),
        "erlan": erlan.id,
        "marat": marat.id,
    });
    let seen = node::run("filing.mjs", &input);
    let says = |place: &Value, words: &str| {
        let shown = place.as_str().unwrap();
        assert!(shown.contains(words), "{words}: {shown}");
    };
    says(&seen["consent"], "Айтқаныңызды жазып аламын");
    says(&seen["consent"], "Человек согласен");
    assert_eq!(seen["marked"], 0, "nobody is shut out beforehand");
    says(&seen["needed"], "исправить");
    assert_eq!(seen["led"], json!(["at_seen"]), "it leads to what is to be mended");
    says(&seen["opened"]["words"], "Новый вопрос");
    says(&seen["opened"]["seen"], STORY);
    assert_eq!(seen["hasHard"], true, "who did nothing is asked what made it hard");
    says(&seen["check"], STORY);
    says(&seen["check"], "телефон нөміріне ұқсайды");
    says(&seen["wrong"]["words"], "Это не последние четыре цифры");
    assert_eq!(seen["wrong"]["code"], seen["slip"]["code"], "it is shown again");
    says(&seen["waits"], "Записанное сообщение ещё не сохранено");
    says(&seen["lost"], "Сообщение не сохранено");
    says(&seen["lostToo"], "Сообщение не сохранено");
    for place in ["sent", "after", "dropped"] {
        let shown = seen[place].as_str().unwrap();
        let is_denied = ["не сохранено", "не отправлено"].iter().any(|words| shown.contains(words));
        assert!(!is_denied, "{place}: it is kept: {shown}");
    }
    says(&seen["given"]["fourth"], "Этот листок вместо прежнего");
    says(&seen["given"]["up"], "не сохранено");
    let alone = seen["given"]["third"].as_str().unwrap();
    assert!(!alone.contains("вместо прежнего"), "{alone}");
    let own = format!("http://{}/", seat.host());
    // Whoever goes on before the icon has come does not wait for it.
    let complaints = seen["complaints"].as_array().unwrap().iter();
    let mut others = complaints.filter(|it| !it.as_str().unwrap().ends_with("/icon.svg"));
    assert_eq!(others.next(), None);
    for path in seen["paths"].as_array().unwrap() {
        let path = path.as_str().unwrap();
        assert!([own.clone(), format!("{own}file/slip")].contains(&path.to_owned()), "{path}");
    }
    drop(seat);

    // What was never typed back is nowhere; what was is with those who were chosen.
    assert_eq!(marat.sync()["opened"], 1);
    let letter = report_at(marat).unwrap();
    assert_eq!(letter.body.taken_by, Some(Id::parse(&aigul.id).unwrap()));
    assert_eq!(letter.lang, Lang::Kk);
    assert_eq!(letter.body.answers["role"], Answer::One("experienced".to_owned()));
    assert_eq!(erlan.sync()["opened"], 0);
    assert!(report_at(erlan).is_none(), "whoever was shut out has nothing");
    dina.sync();
    assert!(report_at(dina).is_some());

    marat.reply(&letter.thread.to_string(), ANSWER);
    let code = seen["second"]["code"].as_str().unwrap();
    let (reporter, conversation) = Visit::arrive(&stack.address).come_back(code);
    assert_eq!(reporter.thread(), letter.thread);
    let replies = conversation.replies.iter();
    let texts: Vec<&str> = replies.map(|it| it.reply.body.text.as_str()).collect();
    assert!(texts.contains(&ANSWER), "{texts:?}");
    let state = conversation.state.as_ref().unwrap();
    assert_eq!(state.shut_out, [Id::parse(&erlan.id).unwrap()]);
    let folder = Folder::make();
    nothing_is_left(aigul, folder.path(), code, &letter.id);
}

/// A conversation, up to the empty screen; the code that was read out, and all that was said.
fn tell(desk: &Investigator, temp: &Path) -> (String, String) {
    let mut terminal = desk.sit_down("en", temp, &["file", "--their-lang", "kk"]);
    terminal.answer("Does the person agree?", "иә");
    terminal.answer("a full stop alone ends it", STORY);
    type_line(&mut terminal, MORE);
    type_line(&mut terminal, ".");
    terminal.answer("a full stop alone ends it", "");
    terminal.answer("One number", "1");
    terminal.answer("One number or several", ">");
    // Erlan is the second of the first channel.
    let asked = terminal.wait_for("must not read it");
    let number = number_of(&asked, ERLAN.name);
    type_line(&mut terminal, &number);
    let asked = terminal.wait_for("Who may read it?");
    let readers = [MARAT, DINA].map(|who| number_of(&asked, who.name)).join(" ");
    type_line(&mut terminal, &readers);
    terminal.answer("The name", "");
    let check = terminal.wait_for("Is it to be sent so?");
    for there in [STORY, MARAT.name, "+7 701 234 56 78: телефон нөміріне ұқсайды"]
    {
        assert!(check.contains(there), "{there}: {check}");
    }
    type_line(&mut terminal, "yes");
    let slip = terminal.wait_for("last four digits");
    let code = slip.lines().find_map(|line| Code::parse(line.trim()).ok()).unwrap();
    let hunt = Hunt::new(&secrets::of_code(&code.grouped(), INSTANCE));
    assert_ne!(hunt.in_memory(terminal.pid()), Found::default(), "now the program has it");
    type_line(&mut terminal, &code.last_group());
    terminal.wait_for("Clear the screen");
    hunt.in_memory(terminal.pid()).assert_nothing("the memory of the program");
    type_line(&mut terminal, "yes");
    let (status, said) = terminal.end();
    assert!(status.success(), "{said}");
    (code.grouped().to_string(), said)
}

fn type_line(terminal: &mut Terminal, line: &str) {
    terminal.answer("", line);
}

/// The number before a name.
fn number_of(asked: &str, name: &str) -> String {
    let line = asked.lines().find(|line| line.contains(name)).unwrap();
    line.split_whitespace().next().unwrap().to_owned()
}

fn all(stack: &Stack) -> [&Investigator; 4] {
    [AIGUL, MARAT, DINA, ERLAN].map(|who: Person| stack.organisation.investigator(&who))
}

fn written(to: &[&Investigator], shut_out: &[&Investigator]) -> Value {
    let ids = |desks: &[&Investigator]| desks.iter().map(|desk| desk.id.clone()).collect();
    let [to, shut_out]: [Vec<String>; 2] = [ids(to), ids(shut_out)];
    let answers = json!({ "seen": STORY, "told": MORE, "role": "experienced" });
    let name = "Анар Сәрсенова";
    json!({ "answers": answers, "to": to, "shut_out": shut_out, "lang": "kk", "name": name })
}

/// The report that a desk has.
fn report_at(desk: &Investigator) -> Option<ReporterLetter> {
    desk.vault().contents().letters().values().find_map(|kept| match &kept.letter {
        Letter::Reporter(letter) => Some((**letter).clone()),
        Letter::Investigator(_) => None,
    })
}

/// Neither code nor text is in clear anywhere on the machine that it was told to.
fn nothing_is_left(desk: &Investigator, temp: &Path, code: &str, letter: &Id) {
    let mut canaries = secrets::of_code(code, INSTANCE);
    canaries.extend(secrets::tokens(code, INSTANCE, &[*letter]));
    canaries.extend([STORY, MORE].map(Canary::new));
    let hunt = Hunt::new(&canaries);
    for folder in [desk.home(), temp] {
        hunt.in_files(folder).assert_nothing(&folder.display().to_string());
    }
}

fn erase(stack: &Stack, reporter: &Reporter, letter: &Id) -> u16 {
    let delete = agent().delete(format!("{}{}", stack.origin(), api::letter_path(letter)));
    let token = reporter.withdraw_token_text(letter);
    delete.header(api::TOKEN_HEADER, token.as_str()).call().unwrap().status().as_u16()
}

fn get(stack: &Stack, letter: &Id) -> u16 {
    let url = format!("{}{}", stack.origin(), api::letter_path(letter));
    agent().get(url).call().unwrap().status().as_u16()
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().into()
}
