//! The same without a terminal: from the address on the poster to days off.

use std::fs;

use dauys_tests::device::{Browser, Device};
use dauys_tests::direct::report;
use dauys_tests::folder::Folder;
use dauys_tests::node;
use dauys_tests::organisation::MARAT;
use dauys_tests::seat::Seat;
use dauys_tests::stack::Stack;
use serde_json::{Value, json};

use super::lost::{STORY, entries};

const ANOTHER: &str = "қараңғыда жанған алты шам";

#[test]
fn whoever_never_types_a_command_connects_keeps_a_backup_and_changes_the_passphrase_on_the_page() {
    let (stack, files) = (Stack::paced(), Folder::make());
    let downloads = files.path().join("downloads");
    fs::create_dir(&downloads).unwrap();
    let marat = stack.organisation.investigator(&MARAT);
    let case = report(&stack, STORY).reporter.thread().to_string();
    let seat = Seat::take(marat);
    let device = Device::new(Browser::Chromium);
    let input = json!({
        "device": device.settings(),
        "desk": seat.address,
        "passphrase": marat.passphrase_text(),
        "another": ANOTHER,
        "address": stack.address,
        "downloads": downloads,
        "pictures": std::env::var("PICTURES").ok(),
    });
    let shown = node::run("keeping.mjs", &input);
    let seen = |page: &str| shown["seen"][page].as_str().unwrap();
    let says = |page: &str, words: &str| {
        assert!(seen(page).contains(words), "{page}: {words}: {}", seen(page));
    };
    says("begin", "Плакаттағы мекенжай");
    says("mistyped", "Мекенжай толық емес");
    says("connected", "1 жаңа хат");
    let made = shown["made"].as_str().unwrap();
    says("made", made);
    says("wrongLast", "Бұл соңғы төрт таңба емес");
    says("wrongPresent", "Құпия сөйлем қате");
    says("differ", "Екі сөйлем бірдей емес");
    says("short", "тым қысқа");
    says("changed", "жаңа құпия сөйлеммен ашылады");
    says("old", "Құпия сөйлем қате");
    says("new", &case[..4]);
    says("post", "Бірден жіберу");
    says("daysOff", "2 күннің хаттары жіберілді");
    says("now", &case[..4]);
    // What is saved is no page to go on to.
    let mut complaints = shown["complaints"].as_array().unwrap().iter();
    let saved = |complaint: &Value| complaint.as_str().unwrap().ends_with("/backup/save");
    assert_eq!(complaints.find(|complaint| !saved(complaint)), None);
    drop(seat);

    // With the passphrase that stood on the page, another machine has the case as it was.
    let backup = fs::read_dir(&downloads).unwrap().next().unwrap().unwrap().path();
    let [typed, keys] = [("typed", made), ("keys", ANOTHER)].map(|(name, text)| {
        let file = files.path().join(name);
        fs::write(&file, text).unwrap();
        file
    });
    let new = marat.on_machine(&files.path().join("new"), &keys);
    // On a new machine the page of an empty folder says how; whoever chose a language there is not refused.
    let chosen = new.home().join("page.json");
    fs::create_dir(new.home()).unwrap();
    fs::write(&chosen, "{\"language\":\"ru\",\"shortcuts\":true}").unwrap();
    let [backup, typed] = [&backup, &typed].map(|path| path.to_str().unwrap());
    new.ask(&["restore", backup, "--backup-passphrase-file", typed]);
    assert_eq!(entries(&new, &case), ["report"]);
    assert!(fs::read_to_string(&chosen).unwrap().contains("ru"), "and has it afterwards");
}
