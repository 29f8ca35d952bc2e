//! A desk without an organisation, and passphrases in files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dauys_tests::folder::Folder;
use dauys_tests::investigator::Investigator;
use dauys_tests::organisation::MARAT;
use dauys_tests::programs;

const OLD: &str = "жеті теміреуден тоғыз сөз";
const NEW: &str = "қараңғыда жанған алты шам";
const SHORT: &str = "алты шам";

/// Whose keys are sealed with `old`.
pub(crate) struct Desk {
    folder: Folder,
    pub(crate) marat: Investigator,
}

impl Desk {
    pub(crate) fn make() -> Self {
        let folder = Folder::make();
        for (name, text) in [("old", OLD), ("new", NEW), ("short", SHORT)] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let marat = Investigator::init(folder.path(), &folder.path().join("old"), MARAT);
        Self { folder, marat }
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// With the keys in this folder, and the passphrase of that name.
    pub(crate) fn dauys(&self, home: &Path, passphrase: &str) -> Command {
        let mut dauys = programs::dauys();
        dauys.arg("--home").arg(home).arg("--passphrase-file").arg(self.file(passphrase));
        dauys
    }
}
