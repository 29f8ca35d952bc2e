//! `dauys get`: takes a file out of a case. What comes is kept sealed, so that it can go on where it
//! broke off; it is opened in one go, held against what the letter says of it, and has a name when it
//! is whole. Nothing is opened with another program.

pub(super) mod fetch;
mod on_page;
mod open;

use std::path::{Path, PathBuf};

use dauys_crypto::letter::BlobRef;
use dauys_wire::{Digest, Id};
use schemars::JsonSchema;
use serde::Serialize;

use self::fetch::Part;
pub(crate) use self::on_page::{Fetched, Wanted, wanted};
use super::show::opened;
use crate::attachment::{self, Attachment, Sort};
use crate::cli::{Get, Global};
use crate::failure::{Exit, Failure};
use crate::files::FileError;
use crate::message;
use crate::print::Print;
use crate::remote::blobs::{Blobs, sizes_of};
use crate::schema::shape;
use crate::workplace::Workplace;

/// A file that was taken out of a case.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    #[schemars(with = "shape::Id")]
    case: Id,
    /// The letter that names it.
    #[schemars(with = "shape::Id")]
    letter: Id,
    /// Its number in the case.
    number: usize,
    /// Where it is now.
    path: String,
    /// What it is, as the letter claims.
    sort: Sort,
    /// The media type, as the letter claims; anybody can write anything there.
    #[serde(rename = "type")]
    media_type: String,
    /// In bytes.
    size: u64,
    #[schemars(with = "shape::Digest")]
    sha256: Digest,
    /// Whether what it tells beside its content was taken out on her device, as the letter says.
    cleaned: bool,
}

pub(super) fn run(args: &Get, global: &Global, print: &Print) -> Result<(), Failure> {
    let mut workplace = Workplace::unlock(global, print)?;
    workplace.drop_stale_parts()?;
    let (blob, target, mut view, records) = {
        let case = workplace.case(&args.case)?;
        let found = Attachment::find(&case, &args.file);
        let found = found.ok_or_else(|| no_file(&args.file, Attachment::all(&case).len()))?;
        let target = target(args.to.as_deref(), &found.name());
        let view = View::of(case.thread, &found);
        (found.blob.clone(), target, view, opened(&workplace, &case, print)?)
    };
    // Nobody waits for hours to be told that there is no place for it.
    drop(open::begin(&target)?);
    let origin = workplace.connected()?.0.origin.clone();
    workplace.vault.append(records)?;
    take_out(
        &blob,
        &target,
        Way { origin: &origin, proxy: args.proxy.as_deref() },
        workplace,
        print,
    )?;
    view.path = target.canonicalize().unwrap_or(target).display().to_string();
    tell(&view, print);
    Ok(())
}

/// How the server is reached.
#[derive(Clone, Copy)]
struct Way<'a> {
    origin: &'a str,
    proxy: Option<&'a str>,
}

/// Others may use the folder meanwhile: nothing is written into the vault any more.
fn take_out(
    blob: &BlobRef,
    target: &Path,
    way: Way<'_>,
    workplace: Workplace,
    print: &Print,
) -> Result<(), Failure> {
    let sizes = sizes_of(blob.size).ok_or_else(open::another_file)?;
    let path = workplace.home().part(&blob.id);
    drop(workplace);
    let blobs = Blobs::at(way.origin, way.proxy)?;
    let mut part = Part::open(&path, &sizes)?;
    let fetched = fetch::fetch(&blobs, blob, &sizes, &mut part, print);
    let done = fetched.and_then(|()| open::open(&mut part, blob, target, print));
    part.end()?;
    done
}

impl View {
    /// Not taken out yet.
    fn of(case: Id, found: &Attachment<'_>) -> Self {
        Self {
            case,
            letter: found.letter.id,
            number: found.number,
            path: String::new(),
            sort: found.kind().sort,
            media_type: found.blob.media_type.clone(),
            size: found.blob.size,
            sha256: found.blob.sha256,
            cleaned: found.blob.cleaned,
        }
    }
}

/// The name that was given, or ours: in the folder that was given, or here.
fn target(to: Option<&Path>, name: &str) -> PathBuf {
    match to {
        None => PathBuf::from(name),
        Some(folder) if folder.is_dir() => folder.join(name),
        Some(path) => path.to_owned(),
    }
}

fn no_file(typed: &str, most: usize) -> Failure {
    Failure::new(Exit::Failed, message!("get-no-file", file = typed, most = most))
}

fn tell(view: &View, print: &Print) {
    print.json(view);
    let (path, size) = (view.path.as_str(), attachment::size(view.size));
    print.say(&message!("get-done", path = path, size = size));
    print.remark(&message!("get-careful"));
}

/// Something is there already.
fn exists(error: FileError) -> Failure {
    match error {
        FileError::Exists(path) => {
            let path = path.display().to_string();
            Failure::new(Exit::Failed, message!("get-exists", path = path))
        }
        error => error.into(),
    }
}

#[cfg(test)]
mod tests;
