//! The attachments of a letter, as they are shown. What the letter says of them anybody could have
//! written.

use dauys_crypto::letter::ReporterLetter;
use dauys_wire::Digest;
use schemars::JsonSchema;
use serde::Serialize;

use crate::attachment::{self, Attachment, Kind, Sort};
use crate::case::Case;
use crate::message;
use crate::print::{Print, shorten};
use crate::schema::shape;

/// Characters of what a letter calls a file.
const NAME: usize = 60;

/// An attachment.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "attachment")]
pub(super) struct FileView {
    /// Its number in the case, which `dauys get` takes.
    pub(super) number: usize,
    /// The name that `dauys get` gives it.
    pub(super) file: String,
    /// What the letter calls it.
    name: String,
    /// What it is, as the letter claims.
    sort: Sort,
    /// The media type, as the letter claims.
    #[serde(rename = "type")]
    media_type: String,
    /// In bytes.
    size: u64,
    #[schemars(with = "shape::Digest")]
    sha256: Digest,
    /// Whether what it tells beside its content was taken out on her device, as the letter says.
    cleaned: bool,
    #[serde(skip)]
    kind: Kind,
}

/// Those of a letter of the case.
pub(super) fn of(letter: &ReporterLetter, case: &Case<'_>) -> Vec<FileView> {
    if letter.blobs.is_empty() {
        return Vec::new();
    }
    let all = Attachment::all(case).into_iter();
    all.filter(|one| std::ptr::eq(one.letter, letter)).map(|one| FileView::of(&one)).collect()
}

impl FileView {
    fn of(one: &Attachment<'_>) -> Self {
        Self {
            number: one.number,
            file: one.name(),
            name: one.blob.name.clone(),
            sort: one.kind().sort,
            media_type: one.blob.media_type.clone(),
            size: one.blob.size,
            sha256: one.blob.sha256,
            cleaned: one.blob.cleaned,
            kind: one.kind(),
        }
    }

    pub(super) fn show(&self, print: &Print) {
        let (number, file, kind) = (self.number, self.file.as_str(), self.kind.words());
        let size = attachment::size(self.size);
        let line = if self.cleaned {
            message!("show-file-cleaned", number = number, file = file, kind = kind, size = size)
        } else {
            message!("show-file", number = number, file = file, kind = kind, size = size)
        };
        print.below(&print.text().say(&line));
        let is_same = self.name == self.file || self.file.split('.').next() == Some(&self.name);
        if !is_same {
            print.below(&print.text().say(&message!("show-file-called")));
            print.passage(&shorten(&self.name, NAME));
        }
    }
}
