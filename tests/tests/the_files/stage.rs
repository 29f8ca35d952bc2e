//! What the stories of files share: a report with files, and a desk that takes them out.

use std::fs;
use std::path::{Path, PathBuf};

use dauys_crypto::letter::BlobRef;
use dauys_tests::attached::Attaching;
use dauys_tests::direct::Visit;
use dauys_tests::folder::Folder;
use dauys_tests::investigator::Investigator;
use dauys_tests::organisation::MARAT;
use dauys_tests::stack::Stack;
use dauys_wire::{Digest, Id};
use serde_json::Value;

pub(crate) const STORY: &str = "He waits for me in the car park every evening.";

/// Bytes that are like no others, as text.
pub(crate) fn text_of(bytes: usize) -> Vec<u8> {
    let lines = (0_u64..).flat_map(|n| Digest::of(&n.to_be_bytes()).to_string().into_bytes());
    lines.take(bytes).collect()
}

/// A desk that has the one case of a report.
pub(crate) struct Desk<'a> {
    pub(crate) investigator: &'a Investigator,
    pub(crate) case: String,
    folder: Folder,
}

impl<'a> Desk<'a> {
    pub(crate) fn of(stack: &'a Stack) -> Self {
        let marat = stack.organisation.investigator(&MARAT);
        marat.first_sync(&stack.address);
        Self::with(marat)
    }

    pub(crate) fn with(investigator: &'a Investigator) -> Self {
        let case = investigator.list()[0]["case"].as_str().unwrap().to_owned();
        let desk = Self { investigator, case, folder: Folder::make() };
        fs::create_dir(desk.out()).unwrap();
        desk
    }

    /// Where files are taken out to.
    pub(crate) fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    pub(crate) fn get(&self, file: &str) -> Value {
        self.investigator.ask(&["get", &self.case, file, "--to", self.out().to_str().unwrap()])
    }

    pub(crate) fn try_to_get(&self, file: &str) -> (Option<i32>, String) {
        let out = self.out();
        self.investigator.attempt(&["get", &self.case, file, "--to", out.to_str().unwrap()])
    }

    pub(crate) fn files(&self) -> Vec<String> {
        names(&self.out())
    }

    /// What has half come, in the folder of keys and vault.
    pub(crate) fn parts(&self) -> Vec<String> {
        let names = names(self.investigator.home()).into_iter();
        names.filter(|name| Path::new(name).extension().is_some_and(|it| it == "part")).collect()
    }

    pub(crate) fn nothing_is_left(&self) {
        assert_eq!((self.files(), self.parts()), (Vec::new(), Vec::new()));
    }
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A report to Marat alone with these files, by hand.
pub(crate) fn report_with(stack: &Stack, files: &[&[u8]]) -> Vec<BlobRef> {
    let visit = Visit::arrive(&stack.address);
    let mut she = Attaching::new(&visit, stack.origin());
    let blobs = files.iter().map(|file| she.attach(file.len() as u64, *file)).collect();
    she.report(STORY, vec![id_of(stack)]);
    blobs
}

pub(crate) fn id_of(stack: &Stack) -> Id {
    Id::parse(&stack.organisation.investigator(&MARAT).id).unwrap()
}
