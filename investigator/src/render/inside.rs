//! The process that reads a file: this program, started with one word.

use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

use dauys_evidence::kind::Kind;

use super::said::{Reason, Said};
use super::{FILE_BYTES_MAX, confine, document, picture, recording, writing};
use crate::memory;

/// What it is started with. Nobody types it: it is not among the commands.
pub(super) const WORD: &str = "look-at-evidence";

/// A kind is told by so many bytes.
const HEAD: usize = 4_096;

/// Reads the file that comes, says what is seen, and ends; if this process was started for that.
pub fn run_if_asked() -> Option<ExitCode> {
    let mut words = std::env::args_os().skip(1);
    if words.next()? != WORD || words.next().is_some() {
        return None;
    }
    memory::show_nobody();
    let said = match confine() {
        Ok(()) => read().and_then(|file| look(&file)),
        Err(_) => Err(Reason::Unconfined),
    };
    let said = said.unwrap_or_else(Said::Unseen);
    let mut output = io::stdout().lock();
    let is_written = said.write(&mut output).and_then(|()| output.flush()).is_ok();
    Some(if is_written { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read() -> Result<Vec<u8>, Reason> {
    let mut file = Vec::new();
    let read = io::stdin().lock().take(FILE_BYTES_MAX + 1).read_to_end(&mut file);
    read.map_err(|_| Reason::Damaged)?;
    let is_bounded = u64::try_from(file.len()).is_ok_and(|bytes| bytes <= FILE_BYTES_MAX);
    if is_bounded { Ok(file) } else { Err(Reason::TooLarge) }
}

/// By its first bytes, whatever the letter says of it.
fn look(file: &[u8]) -> Result<Said, Reason> {
    match Kind::of(file.get(..HEAD).unwrap_or(file)) {
        kind @ (Kind::Jpeg | Kind::Png | Kind::Webp | Kind::Gif) => picture::look(kind, file),
        Kind::Pdf => document::look(file),
        Kind::M4a
        | Kind::Mp3
        | Kind::Ogg
        | Kind::Wav
        | Kind::Flac
        | Kind::Mp4
        | Kind::ThreeGp
        | Kind::Webm => recording::listen(file),
        Kind::Amr => Err(Reason::Unplayable),
        Kind::Text | Kind::Other => writing::look(file),
        _ => Err(Reason::Unknown),
    }
}
