//! The same without a terminal: from the address on the poster to days off.

use std::fs;
use std::path::Path;
use std::process::Command;

use dauys_tests::device::{Browser, Device};
use dauys_tests::direct::report;
use dauys_tests::folder::Folder;
use dauys_tests::investigator::Investigator;
use dauys_tests::organisation::MARAT;
use dauys_tests::seat::Seat;
use dauys_tests::stack::Stack;
use dauys_tests::{node, paper, programs};
use serde_json::{Value, json};

use super::lost::{STORY, entries};

const KEEPER: &str = "Айгүл Сейтқали";
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

    // On a new machine everything comes back by the page, too; whoever chose a language there is not refused.
    let backup = fs::read_dir(&downloads).unwrap().next().unwrap().unwrap().path();
    let (new, shown) = put_back(marat, &files, &backup, &json!({ "passphrase": made }));
    let seen = |page: &str| shown["seen"][page].as_str().unwrap();
    let says = |page: &str, words: &str| {
        assert!(seen(page).contains(words), "{page}: {words}: {}", seen(page));
    };
    says("start", "Сақтық көшірмеден қалпына келтіру");
    says("other", "сақтық көшірме емес");
    says("brought", "Файл алынды");
    says("wrong", "Бұл — осы көшірменің құпия сөйлемі емес");
    says("differ", "Екі сөйлем бірдей емес");
    says("back", "Ваши ключи и дела снова здесь");
    says("back", &case[..4]);
    says("again", &case[..4]);
    assert_eq!(entries(&new, &case), ["report"]);
    assert!(fs::read_to_string(new.home().join("page.json")).unwrap().contains("ru"));
    let left: Vec<_> = fs::read_dir(files.path().join("new")).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing lies beside it: {left:?}");
    assert!(!new.home().join("backup").exists(), "nor in it");
}

/// A desk on a machine without keys, and what stood on its page until it had them.
fn put_back(
    marat: &Investigator,
    files: &Folder,
    backup: &Path,
    opened_by: &Value,
) -> (Investigator, Value) {
    let keys = files.path().join("keys");
    fs::write(&keys, ANOTHER).unwrap();
    let other = files.path().join("other.backup");
    fs::write(&other, "age-encryption.org/v1\n").unwrap();
    let new = marat.on_machine(&files.path().join("new/home"), &keys);
    let seat = Seat::take(&new);
    let device = Device::new(Browser::Chromium);
    let input = json!({
        "device": device.settings(),
        "desk": seat.address,
        "files": { "backup": backup, "other": other },
        "opened": opened_by,
        "fresh": ANOTHER,
        "pictures": std::env::var("PICTURES").ok(),
    });
    let shown = node::run("restoring.mjs", &input);
    assert_eq!(shown["complaints"], json!([]));
    (new, shown)
}

#[test]
fn the_key_is_printed_in_parts_and_any_two_bring_a_lost_desk_back_without_a_command() {
    let (stack, files) = (Stack::start(), Folder::make());
    let downloads = files.path().join("downloads");
    fs::create_dir(&downloads).unwrap();
    let marat = stack.organisation.investigator(&MARAT);
    marat.first_sync(&stack.address);
    let case = report(&stack, STORY).reporter.thread().to_string();
    marat.sync();
    let seat = Seat::take(marat);
    let device = Device::new(Browser::Chromium);
    let printed = files.path().join("printed.pdf");
    let input = json!({
        "device": device.settings(),
        "desk": seat.address,
        "passphrase": marat.passphrase_text(),
        "holders": [KEEPER],
        "printed": printed,
        "downloads": downloads,
        "pictures": std::env::var("PICTURES").ok(),
    });
    let shown = node::run("on-paper.mjs", &input);
    let seen = |page: &str| shown["seen"][page].as_str().unwrap();
    let says = |page: &str, words: &str| {
        assert!(seen(page).contains(words), "{page}: {words}: {}", seen(page));
    };
    says("tooMany", "Мұнша парақ жасауға болмайды");
    says("lastWrong", "соңғы парақтың соңғы таңбалары емес");
    for place in ["locked", "lost"] {
        says(place, "олар ештеңе ашпайды");
    }
    says("anew", "Неше парақ");
    assert!(!seen("anew").contains("ештеңе ашпайды"), "it is said once");
    says("kept", "парақтары қағазда");
    assert!(!seen("given").contains("парағы ашады"), "what nobody has on paper opens nothing");
    drop(seat);

    // A printer has three pages of it, and on each is one sheet, whole.
    let facts = programs::must(Command::new("pdfinfo").arg(&printed));
    assert!(facts.contains("Pages:           3"), "{facts}");
    let sheets: Vec<String> = shown["sheets"].as_array().unwrap().iter().map(lines).collect();
    assert_eq!(scanned(&printed), sheets, "a scanner reads what is to be typed");
    let words = paper::words(&printed);
    assert!(words.contains(KEEPER), "{words}");
    let title = facts.lines().find(|line| line.starts_with("Title:")).unwrap();
    assert!(title.contains("жинағы"), "{title}");
    for opens in ["dauys", "Dauys", "localhost", "көшірме", "Марат", marat.id.as_str()]
    {
        for said in [&words, title] {
            assert!(!said.contains(opens), "{opens}: {said}");
        }
    }

    let backup = fs::read_dir(&downloads).unwrap().next().unwrap().unwrap().path();
    let by = json!({ "sheets": [sheets[2], sheets[0]] });
    let (new, shown) = put_back(marat, &files, &backup, &by);
    let seen = |page: &str| shown["seen"][page].as_str().unwrap();
    let says = |page: &str, words: &str| {
        assert!(seen(page).contains(words), "{page}: {words}: {}", seen(page));
    };
    says("mistyped", "6-жолда қате бар");
    says("twice", "бұрыннан осында");
    says("back", &case[..4]);
    assert_eq!(entries(&new, &case), ["report"]);
}

fn lines(sheet: &Value) -> String {
    let lines = sheet.as_array().unwrap().iter().map(|line| line.as_str().unwrap());
    lines.collect::<Vec<_>>().join("-")
}

/// What a scanner reads from the code on each page.
fn scanned(file: &Path) -> Vec<String> {
    let pages = (1..=3).map(|page| {
        let alone = file.with_file_name(format!("page-{page}.pdf"));
        let from = ["-f", "-l"].map(|flag| [flag.to_owned(), page.to_string()]);
        programs::must(Command::new("pdfseparate").args(from.concat()).arg(file).arg(&alone));
        paper::scan(&paper::print(&alone)).trim().to_owned()
    });
    pages.collect()
}
