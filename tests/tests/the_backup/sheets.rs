//! The key on paper: printed by the real `dauys`, scanned by what has nothing to do with it, and put
//! together on a new machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dauys_tests::folder::Folder;
use dauys_tests::investigator::Investigator;
use dauys_tests::{paper, programs};
use serde_json::{Value, json};

use super::lost::{Office, entries};

const REFUSED: Option<i32> = Some(4);

/// An office with a set of sheets, as a scanner has read them, each in a file.
struct Paper {
    office: Office,
    made: Value,
    read: Vec<PathBuf>,
}

impl Paper {
    fn print(need: &str, of: &str, more: &[&str]) -> Self {
        let office = Office::open();
        let (made, read) = print(&office, "sheets", need, of, more);
        office.marat().ask(&["backup", &office.path("marat.backup"), "--for-sheets"]);
        Self { office, made, read }
    }

    /// With these sheets, by their numbers, on a machine of this name.
    fn join(
        &self,
        machine: &str,
        sheets: &[&Path],
        more: &[&str],
    ) -> (Investigator, (Option<i32>, String, String)) {
        let new =
            self.office.marat().on_machine(&self.office.file(machine), &self.office.file("keys"));
        let backup = self.office.path("marat.backup");
        let mut arguments = vec!["shares", "join", &backup];
        for sheet in sheets {
            arguments.extend(["--sheet", sheet.to_str().unwrap()]);
        }
        arguments.extend(more);
        let told = new.attempt_in("en", &arguments);
        (new, told)
    }

    /// Why these give nothing.
    fn refused(&self, sheets: &[&Path]) -> (String, String) {
        let (new, (exit, failure, text)) = self.join("refused", sheets, &[]);
        assert_eq!(exit, REFUSED, "{failure}: {text}");
        assert!(!new.home().exists(), "{failure}");
        (failure, text)
    }
}

fn print(
    office: &Office,
    folder: &str,
    need: &str,
    of: &str,
    more: &[&str],
) -> (Value, Vec<PathBuf>) {
    let into = office.path(folder);
    let arguments = ["shares", "make", &into, "--need", need, "--of", of];
    let made = office.marat().ask(&[&arguments[..], more].concat());
    let files: Vec<&str> =
        made["files"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    let read = files.iter().map(|file| scan(Path::new(file))).collect();
    (made, read)
}

/// What a scanner reads from the code on a page, in a file.
fn scan(file: &Path) -> PathBuf {
    let read = file.with_extension("txt");
    fs::write(&read, paper::scan(&paper::print(file))).unwrap();
    read
}

#[test]
fn any_three_of_five_sheets_bring_the_case_back_on_a_new_machine() {
    let paper = Paper::print("3", "5", &[]);
    let [one, two, three, four, five] = <&[PathBuf; 5]>::try_from(paper.read.as_slice()).unwrap();
    fs::remove_dir_all(paper.office.marat().home()).unwrap();
    for (at, sheets) in [[two, five, one], [four, three, five]].into_iter().enumerate() {
        let sheets = sheets.map(PathBuf::as_path);
        // Numbers that are drawn for two machines may be the same.
        let device = (at + 2).to_string();
        let (new, told) = paper.join(&format!("machine-{at}"), &sheets, &["--device", &device]);
        assert_eq!(told.0, Some(0), "{told:?}");
        assert_eq!(entries(&new, &paper.office.case()), ["answer", "report"]);
        assert_eq!(new.sync()["faults"], json!([]));
    }
    // Two bring nothing.
    let (failure, text) = paper.refused(&[two, five]);
    assert_eq!(failure, "shares-too-few");
    assert!(text.contains('3') && text.contains("2, 5"), "{text}");
}

#[test]
fn what_is_wrong_with_a_sheet_is_named() {
    let paper = Paper::print("2", "3", &[]);
    let (_, other) = print(&paper.office, "others", "2", "3", &[]);
    let [one, two, three] = <&[PathBuf; 3]>::try_from(paper.read.as_slice()).unwrap();
    let typed = paper.office.file("typed.txt");
    let lines = fs::read_to_string(two).unwrap();
    let mut letters: Vec<char> = lines.trim().chars().collect();
    // In the third line: each has 15 characters, and one between them.
    let at = 2 * 16 + 5;
    letters[at] = if letters[at] == '7' { '8' } else { '7' };
    fs::write(&typed, letters.iter().collect::<String>()).unwrap();
    let (failure, said) = paper.refused(&[one, &typed]);
    assert_eq!(failure, "shares-file-line");
    assert!(said.contains("typed.txt") && said.contains("line 3"), "{said}");

    fs::write(&typed, &lines[..40]).unwrap();
    assert_eq!(paper.refused(&[one, &typed]).0, "shares-file-length");
    let (failure, said) = paper.refused(&[one, &other[2]]);
    assert_eq!(failure, "shares-other-set");
    let set = paper.made["set"].as_str().unwrap();
    assert!(said.contains("Sheet 3") && said.contains(set), "{said}");
    let (failure, said) = paper.refused(&[three, three]);
    assert_eq!(failure, "shares-twice");
    assert!(said.contains("Sheet 3"), "{said}");
    // A whole set, of another backup.
    let others: Vec<&Path> = other.iter().map(PathBuf::as_path).collect();
    assert_eq!(paper.refused(&others[..2]).0, "shares-other-backup");
}

#[test]
fn a_sheet_says_what_it_is_and_for_whom_and_not_what_it_opens() {
    let paper = Paper::print("2", "3", &["--holder", "Айгүл Сейтқали", "--lang", "kk"]);
    let files = paper.made["files"].as_array().unwrap();
    let files: Vec<PathBuf> = files.iter().map(|file| file.as_str().unwrap().into()).collect();
    let [first, second, _] = <&[PathBuf; 3]>::try_from(files.as_slice()).unwrap();
    let page = paper::words(first);
    for said in ["3 парақтың 1-парағы", "2 парағы", "Сақтаушы: Айгүл Сейтқали"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains(paper.made["set"].as_str().unwrap()), "{page}");
    assert!(paper::words(second).contains("Сақтаушы:") && !paper::words(second).contains("Айгүл"));
    // The lines that are typed say what the code says.
    let code = fs::read_to_string(&paper.read[0]).unwrap();
    for line in code.trim().as_bytes().chunks(16).map(|line| &line[..15]) {
        let line = std::str::from_utf8(line).unwrap();
        assert!(page.contains(line), "{line}: {page}");
    }
    let marat = paper.office.marat();
    for opens in ["dauys", "Dauys", "Марат", marat.id.as_str(), "көшірме", "іс"] {
        let is_said = page.split(|c: char| !c.is_alphanumeric()).any(|word| word == opens);
        assert!(!is_said, "{opens}: {page}");
    }
    let facts = programs::must(Command::new("pdfinfo").arg(first));
    assert!(facts.contains("Pages:           1"), "{facts}");
    assert!(facts.contains("Tagged:          yes"), "{facts}");

    // Nothing is replaced, and what was asked for wrongly makes nothing.
    let into = paper.office.path("sheets");
    let again = marat.attempt(&["shares", "make", &into, "--need", "2", "--of", "3"]);
    assert_eq!(again, (Some(1), "file-exists".to_owned()));
    let new = paper.office.path("new-sheets");
    let wrong = marat.attempt(&["shares", "make", &new, "--need", "3", "--of", "2"]);
    assert_eq!(wrong, (Some(2), "shares-numbers".to_owned()));
    assert!(!Path::new(&new).exists());
}

#[test]
fn at_a_terminal_sheets_are_typed_line_by_line_and_a_mistyped_line_is_asked_for_again() {
    let paper = Paper::print("2", "2", &[]);
    let temp = Folder::make();
    let office = &paper.office;
    let new = office.marat().on_machine(&office.file("new"), &office.file("keys"));
    let backup = office.path("marat.backup");
    let mut screen = new.sit_down("en", temp.path(), &["shares", "join", &backup]);
    let [one, two] = [0, 1].map(|at| fs::read_to_string(&paper.read[at]).unwrap());
    for (at, line) in one.trim().as_bytes().chunks(16).enumerate() {
        let line = std::str::from_utf8(&line[..15]).unwrap();
        let question = format!("Sheet 1 here, line {} of 6:", at + 1);
        if at == 3 {
            screen.answer(&question, "0000-0000-00001");
            screen.wait_for("Line 4 is mistyped");
        }
        screen.answer(&question, &line.to_lowercase().replace('-', " "));
    }
    screen.wait_for("One more is needed");
    // The same once more, then the other one, as a scanner reads it.
    screen.answer("Sheet 2 here, line 1 of 6:", one.trim());
    screen.wait_for("Sheet 1 is here already");
    screen.answer("Sheet 2 here, line 1 of 6:", two.trim());
    screen.answer("Clear the screen", "yes");
    screen.wait_for("Your keys and cases are back");
    assert!(screen.end().0.success());
    assert_eq!(entries(&new, &office.case()), ["answer", "report"]);
}

#[test]
fn a_backup_is_opened_by_what_it_was_made_for_and_says_so() {
    let paper = Paper::print("2", "2", &[]);
    let office = &paper.office;
    let new = office.marat().on_machine(&office.file("new"), &office.file("keys"));
    let (backup, passphrase) = (office.path("marat.backup"), office.path("backup"));
    let restore = ["restore", &backup, "--backup-passphrase-file", &passphrase];
    assert_eq!(new.attempt(&restore), (Some(2), "restore-for-sheets".to_owned()));
    office.back_up("other.backup");
    let other = office.path("other.backup");
    let sheet = paper.read[0].to_str().unwrap();
    let join = ["shares", "join", &other, "--sheet", sheet];
    assert_eq!(new.attempt(&join), (Some(2), "shares-has-passphrase".to_owned()));
    assert!(!office.file("new").exists());
    // A desk that has made none.
    let dina = office.dina();
    let none = dina.attempt(&["backup", &office.path("dina.backup"), "--for-sheets"]);
    assert_eq!(none, (Some(2), "backup-no-sheets".to_owned()));
}
