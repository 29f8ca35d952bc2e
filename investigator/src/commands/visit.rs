//! What `dauys report` and `dauys thread` share: her page, at a terminal. The same rules, out of
//! the same crates, and where the page has words for it, the page's words ([`crate::page`]).
//!
//! **Nothing is kept**: no file is written, no history, and nothing is sent before she has said so.
//! What she typed is wiped when it is not needed any more, as far as this program holds it.

pub(super) mod arrive;
pub(super) mod carry;
pub(super) mod check;
pub(super) mod files;
mod help;
pub(super) mod keyboard;
pub(super) mod people;
pub(super) mod question;
pub(super) mod readers;
mod refusal;
pub(super) mod revealing;
pub(super) mod send;
pub(super) mod talk;

use std::fs::File;
use std::io::{self, Read};

use self::talk::Talk;
use crate::failure::{Exit, Failure};
use crate::print::Print;
use crate::{memory, message};

/// A visit from its first word to the cleared screen.
pub(super) fn visit(
    print: &Print,
    go: impl FnOnce(&mut Talk<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if print.is_json() {
        return Err(Failure::new(Exit::Usage, message!("visit-no-json")));
    }
    // Whatever the output went into would have kept her code and her words.
    if !print.is_screen() {
        return Err(Failure::new(Exit::Usage, message!("visit-no-screen")));
    }
    memory::show_nobody();
    let mut input = input();
    let mut talk = Talk::new(print, &mut *input);
    let gone = go(&mut talk);
    if talk.has_shown() && matches!(talk.agrees(&message!("filing-ask-clear")), Ok(true)) {
        print.clear_screen();
    }
    gone
}

/// The standard input, past the buffer in which a copy of what she types would stay.
fn input() -> Box<dyn Read> {
    match unbuffered() {
        Ok(file) => Box::new(file),
        Err(_) => Box::new(io::stdin()),
    }
}

#[cfg(unix)]
fn unbuffered() -> io::Result<File> {
    use std::os::fd::AsFd as _;
    Ok(io::stdin().as_fd().try_clone_to_owned()?.into())
}

#[cfg(not(unix))]
fn unbuffered() -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests;
