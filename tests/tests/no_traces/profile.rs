//! A browser's profile on the disk, read whole: every file as it is, unpacked, and by its name.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dauys_tests::hunt::Hunt;

use crate::unpacked::unpack;

/// All that a visit left, once the browser was closed.
pub(crate) struct Profile {
    pieces: Vec<Piece>,
}

struct Piece {
    /// From the profile's folder, without what differs each time.
    file: String,
    /// In which form the file was read.
    form: String,
    bytes: Vec<u8>,
}

impl Profile {
    /// Of the one visit that a device has made.
    pub(crate) fn read(profiles: &Path) -> Self {
        let entries = fs::read_dir(profiles).unwrap().map(|entry| entry.unwrap());
        let folders: Vec<_> = entries.filter(|entry| entry.path().is_dir()).collect();
        let [folder] = folders.as_slice() else { panic!("one profile: {folders:?}") };
        let mut profile = Self { pieces: Vec::new() };
        profile.add(&folder.path(), &folder.path());
        profile
    }

    fn add(&mut self, root: &Path, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let path = entry.path();
            let file = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            let mut push = |form: &str, bytes: Vec<u8>| {
                self.pieces.push(Piece { file: file.clone(), form: form.to_owned(), bytes });
            };
            push("name", file.clone().into_bytes());
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                self.add(root, &path);
            } else if kind.is_file() {
                let bytes = fs::read(&path).unwrap();
                for (form, unpacked) in unpack(&bytes) {
                    push(&form, unpacked);
                }
                push("as it is", bytes);
            }
        }
    }

    /// Fails if anything is anywhere, in any form.
    pub(crate) fn assert_without(&self, hunt: &Hunt) {
        for Piece { file, form, bytes } in &self.pieces {
            hunt.in_bytes(&format!("{file} ({form})"), bytes).assert_nothing("the profile");
        }
    }

    /// The files in which anything is, by their names, contents or unpacked contents.
    pub(crate) fn files_with(&self, hunt: &Hunt) -> BTreeSet<String> {
        let found = self.pieces.iter().filter(|it| hunt.in_bytes("", &it.bytes).times() > 0);
        found.map(|it| it.file.clone()).collect()
    }

    /// The forms in which anything is.
    pub(crate) fn forms_with(&self, hunt: &Hunt) -> BTreeSet<String> {
        let found = self.pieces.iter().filter(|it| hunt.in_bytes("", &it.bytes).times() > 0);
        found.filter_map(|it| Some(it.form.split_once(" at ")?.0.to_owned())).collect()
    }

    /// How long the longest file below a folder is.
    pub(crate) fn longest_below(&self, folder: &str) -> usize {
        let files = self.pieces.iter().filter(|it| it.form == "as it is");
        let lengths = files.filter(|it| it.file.starts_with(folder)).map(|it| it.bytes.len());
        lengths.max().unwrap_or_default()
    }

    /// The files whose names end so, but for empty ones.
    pub(crate) fn ending_with(&self, end: &str) -> Vec<&str> {
        let files = self.pieces.iter().filter(|it| it.form == "as it is" && !it.bytes.is_empty());
        files.map(|it| it.file.as_str()).filter(|file| file.ends_with(end)).collect()
    }
}
