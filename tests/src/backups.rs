//! Backups of a desk, to be put back elsewhere: one that a passphrase opens, and one that sheets of paper do.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::folder::Folder;
use crate::investigator::Investigator;
use crate::paper;

/// What opens the first.
pub const PASSPHRASE: &str = "сақтықта қорлық жоқ дейді";

/// The files, until this is dropped.
pub struct Backups {
    folder: Folder,
    /// The first of three sheets, of which two open the second.
    sheet: String,
}

impl Backups {
    /// Makes them.
    pub fn of(investigator: &Investigator) -> Self {
        let folder = Folder::make();
        let at = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
        fs::write(at("passphrase"), PASSPHRASE).expect("a file");
        let by = ["--backup-passphrase-file", &at("passphrase")];
        investigator.ask(&["backup", &at("typed.backup"), by[0], by[1]]);
        investigator.ask(&["shares", "make", &at("sheets"), "--need", "2", "--of", "3"]);
        investigator.ask(&["backup", &at("sheets.backup"), "--for-sheets"]);
        let sheet = paper::scan(&paper::print(Path::new(&at("sheets/sheet-1.pdf"))));
        Self { sheet: sheet.trim().to_owned(), folder }
    }

    /// For a walk through the page.
    pub fn input(&self) -> Value {
        let at = |name: &str| self.folder.path().join(name);
        json!({
            "passphrase": at("typed.backup"), "sheets": at("sheets.backup"), "sheet": self.sheet,
        })
    }
}
