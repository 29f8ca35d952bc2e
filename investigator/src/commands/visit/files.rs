//! Files that go with a letter of hers: what each of them tells beside its content, and what she
//! decides about it. Nothing is sent here, and nothing is written.
//!
//! Names and places of her files stay on this machine: what is sent is called by its number and by
//! what its first bytes say it is. No original goes unless she says so.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use dauys_crypto::letter::BlobRef;
use dauys_evidence::finding::{Finding, What};
use dauys_evidence::kind::Kind;
use dauys_evidence::{Cleaned, Cleaner, Refused, cleaner};
use dauys_wire::blob::BLOB_BYTES_MAX;
use dauys_wire::limits::LETTER_BLOBS_MAX;
use zeroize::Zeroizing;

use super::talk::{Talk, number};
use crate::attachment::{self, name, size};
use crate::failure::Failure;
use crate::message;

/// Enough of a file to see what it is.
const HEAD_BYTES: u64 = 4_096;
/// Sizes in the words of the page.
const MIB: u64 = 1 << 20;

/// Those of one letter.
#[derive(Default)]
pub(in crate::commands) struct Files {
    pub(super) items: Vec<Item>,
    /// Places that bear an id of this letter already: of each finished blob the server keeps the id.
    pub(super) used: u8,
    /// Places of blobs that she has taken out again after they were sent.
    pub(super) dropped: Vec<u8>,
}

/// One of them.
pub(super) struct Item {
    path: PathBuf,
    pub(super) kind: Kind,
    /// Whether the cleaned copy is sent.
    pub(super) cleaned: bool,
    /// Bytes of what is sent.
    pub(super) bytes: u64,
    pub(super) place: Option<u8>,
    /// What the letter says of it, once the server has it.
    pub(super) sent: Option<BlobRef>,
}

/// What a file is, and what came of cleaning it.
struct Inspected {
    kind: Kind,
    bytes: u64,
    /// What it reveals, and how long the copy without that is.
    copy: Result<(Vec<Finding>, u64), Option<Refused>>,
}

impl Files {
    pub(in crate::commands) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// What the letter says of them. All are on the server.
    pub(in crate::commands) fn named(&self) -> Vec<BlobRef> {
        let named = self.items.iter().enumerate().filter_map(|(place, item)| {
            Some(BlobRef { name: item.called(place), ..item.sent.clone()? })
        });
        named.collect()
    }

    /// Their names, kinds and sizes.
    pub(in crate::commands) fn show(&self, talk: &Talk<'_>) {
        if self.items.is_empty() {
            talk.item(&talk.page.say("files-none", &[]));
        }
        for (place, item) in self.items.iter().enumerate() {
            talk.item(&item.words(place, talk));
        }
    }

    /// Whether there is one to be added; asked once, before she looks through all of it.
    pub(in crate::commands) fn offer(&mut self, talk: &mut Talk<'_>) -> Result<(), Failure> {
        talk.title("files-title");
        talk.tell("files-what");
        if talk.ask(&message!("visit-ask-files"))?.is_empty() {
            return Ok(());
        }
        self.ask(talk)
    }

    /// Until she adds no more.
    pub(in crate::commands) fn ask(&mut self, talk: &mut Talk<'_>) -> Result<(), Failure> {
        for key in ["files-names", "files-cleaned", "files-keep"] {
            talk.tell(key);
        }
        talk.tell_with("files-most", &[("count", LETTER_BLOBS_MAX.into())]);
        loop {
            self.show(talk);
            let typed = talk.ask(&message!("visit-ask-file"))?;
            match typed.strip_prefix('-').map(|rest| number(rest, self.items.len())) {
                _ if typed.is_empty() => return Ok(()),
                Some(Some(number)) => self.take_out(number - 1),
                _ => self.add(&path_of(&typed), talk)?,
            }
        }
    }

    fn take_out(&mut self, place: usize) {
        let item = self.items.remove(place);
        self.dropped.extend(item.place);
    }

    fn add(&mut self, path: &Path, talk: &mut Talk<'_>) -> Result<(), Failure> {
        if self.items.len() >= LETTER_BLOBS_MAX {
            talk.warn("files-most", &[("count", LETTER_BLOBS_MAX.into())]);
            return Ok(());
        }
        talk.tell("file-reading");
        match inspect(path) {
            Err(_) => talk.warn("file-unreadable", &[]),
            Ok(inspected) if inspected.bytes > BLOB_BYTES_MAX => {
                talk.warn("file-too-large", &[("size", (BLOB_BYTES_MAX / MIB).into())]);
            }
            Ok(inspected) => {
                if let Some((cleaned, bytes)) = decide(&inspected, talk)? {
                    let (path, kind) = (path.to_owned(), inspected.kind);
                    self.items.push(Item { path, kind, cleaned, bytes, place: None, sent: None });
                }
            }
        }
        Ok(())
    }
}

impl Item {
    /// As the letter calls it.
    pub(super) fn called(&self, place: usize) -> String {
        match self.kind.ending() {
            "" => name(place + 1),
            ending => format!("{}.{ending}", name(place + 1)),
        }
    }

    /// What is sent: the file, or the copy of it, made once more so that none waits in memory.
    pub(super) fn content(&self) -> io::Result<Box<dyn Read>> {
        let file = File::open(&self.path)?;
        if !self.cleaned {
            return Ok(Box::new(file));
        }
        let copy = cleaner(self.kind).and_then(|it| it.clean(&whole(file, it).ok()?).ok());
        let copy = Zeroizing::new(copy.ok_or(io::ErrorKind::InvalidData)?);
        Ok(Box::new(Cursor::new(Wiped(copy))))
    }

    fn words(&self, place: usize, talk: &Talk<'_>) -> String {
        let say = |message| talk.text().say(&message);
        let kind = attachment::Kind::of(self.kind.media_type());
        let key = if self.cleaned { "file-send-cleaned" } else { "file-send-as-it-is" };
        format!(
            "{} ({}, {}): {} — {}",
            self.called(place),
            say(kind.words()),
            say(size(self.bytes)),
            self.path.display(),
            talk.page.say(key, &[]),
        )
    }
}

/// Whether the cleaned copy is sent, and how long what is sent is; nothing if it is left out.
fn decide(inspected: &Inspected, talk: &mut Talk<'_>) -> Result<Option<(bool, u64)>, Failure> {
    let as_it_is = Some((false, inspected.bytes));
    let refused = match &inspected.copy {
        Ok((findings, bytes)) => {
            tell_findings(findings, talk);
            loop {
                match talk.ask(&message!("visit-ask-file-cleaned"))?.as_str() {
                    "" => return Ok(Some((true, *bytes))),
                    "1" => return Ok(as_it_is),
                    "-" => return Ok(None),
                    _ => talk.say(&message!("ask-malformed")),
                }
            }
        }
        Err(refused) => refused,
    };
    let key = match refused {
        None | Some(Refused::Strange) => "file-uncleanable",
        Some(Refused::TooLarge | Refused::TooManyPixels) => "file-too-large-to-clean",
        Some(Refused::Damaged) => "file-damaged",
    };
    talk.warn(key, &[]);
    let is_wanted = talk.agrees(&message!("visit-ask-file-original"))?;
    Ok(as_it_is.filter(|_| is_wanted))
}

fn tell_findings(findings: &[Finding], talk: &Talk<'_>) {
    if findings.is_empty() {
        return talk.tell("file-reveals-nothing");
    }
    talk.tell("file-reveals");
    for finding in findings {
        let what = talk.page.say(words(finding.what), &[]);
        if finding.value.is_empty() {
            talk.item(&what);
        } else {
            talk.item(&format!("{what}: {}", finding.value));
        }
    }
}

const fn words(what: What) -> &'static str {
    match what {
        What::Place => "reveals-place",
        What::Device => "reveals-device",
        What::Author => "reveals-author",
        What::Date => "reveals-date",
        What::Software => "reveals-software",
        What::Thumbnail => "reveals-thumbnail",
        What::Comment => "reveals-comment",
        What::Trailer => "reveals-trailer",
        What::Other => "reveals-other",
    }
}

/// What it is and what it reveals; fails if it is no file that can be read, or an empty one.
fn inspect(path: &Path) -> io::Result<Inspected> {
    // Before it is opened: to open a pipe is to wait.
    if !path.metadata()?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut file = File::open(path)?;
    let bytes = file.metadata()?.len();
    let mut head = Zeroizing::new(Vec::new());
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    if head.is_empty() {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let kind = Kind::of(&head);
    let copy = match cleaner(kind) {
        None => Err(None),
        Some(it) if bytes > it.most_bytes() => Err(Some(Refused::TooLarge)),
        Some(it) => copy(&whole(File::open(path)?, it)?, it).map_err(Some),
    };
    Ok(Inspected { kind, bytes, copy })
}

fn copy(file: &[u8], cleaner: &dyn Cleaner) -> Result<(Vec<Finding>, u64), Refused> {
    let Cleaned { findings, file: copy } = cleaner.read(file)?;
    let copy = Zeroizing::new(copy);
    Ok((findings, u64::try_from(copy.len()).unwrap_or(u64::MAX)))
}

fn whole(file: File, cleaner: &dyn Cleaner) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::new());
    file.take(cleaner.most_bytes().saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// For [`Cursor`].
struct Wiped(Zeroizing<Vec<u8>>);

impl AsRef<[u8]> for Wiped {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// A path as it is typed, or as a terminal writes it when a file is dropped onto it: quoted, or with
/// backslashes before what a shell would take for its own.
fn path_of(typed: &str) -> PathBuf {
    let unquoted = ['\'', '"']
        .iter()
        .find_map(|quote| typed.strip_prefix(*quote).and_then(|rest| rest.strip_suffix(*quote)));
    let path = unquoted.unwrap_or(typed);
    let home = path.strip_prefix("~/").zip(std::env::home_dir());
    let path = home.map_or_else(|| PathBuf::from(path), |(rest, home)| home.join(rest));
    match path.to_str() {
        Some(text) if cfg!(unix) && text.contains('\\') && !path.exists() => unescaped(text).into(),
        _ => path,
    }
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        plain.extend(if c == '\\' { characters.next() } else { Some(c) });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::Print;
    use crate::text::Language;

    /// Types these lines where files are asked for; what she has then, and what was said.
    fn asked(script: &str) -> (Files, String) {
        let print = Print::kept(Language::En, false);
        let mut input = script.as_bytes();
        let mut talk = Talk::new(&print, &mut input);
        let mut files = Files::default();
        files.ask(&mut talk).unwrap();
        drop(talk);
        (files, print.said())
    }

    #[test]
    fn what_cannot_be_cleaned_goes_only_if_she_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Айгүл диктофон.mp3");
        std::fs::write(&path, b"ID3 and sound").unwrap();
        let path = path.display();
        let (files, said) = asked(&format!("{path}\nno\n\n"));
        assert!(files.is_empty() && said.contains("cannot be cleaned here yet"), "{said}");
        let (files, _) = asked(&format!("'{path}'\nyes\n\n"));
        let item = &files.items[0];
        assert_eq!((item.called(0).as_str(), item.cleaned), ("evidence-001.mp3", false));
        let mut sent = Vec::new();
        item.content().unwrap().read_to_end(&mut sent).unwrap();
        assert_eq!((sent.as_slice(), item.bytes), (b"ID3 and sound".as_slice(), 13));
    }

    #[test]
    fn what_is_no_file_is_told_and_what_was_added_can_be_taken_out() {
        let folder = tempfile::tempdir().unwrap();
        let empty = folder.path().join("empty");
        std::fs::write(&empty, b"").unwrap();
        let note = folder.path().join("a b.txt");
        std::fs::write(&note, "сөз").unwrap();
        let (folder, empty) = (folder.path().display(), empty.display());
        let dropped = note.display().to_string().replace(' ', "\\ ");
        let (files, said) =
            asked(&format!("/nowhere\n{folder}\n{empty}\n/dev/zero\n{dropped}\nyes\n-1\n-1\n\n"));
        assert!(files.is_empty());
        assert_eq!(said.matches("cannot be read").count(), 5, "{said}");
        assert!(said.contains("evidence-001.txt (text, 6 bytes)"), "{said}");
    }
}
