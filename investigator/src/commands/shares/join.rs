//! `dauys shares join`: puts keys and vault back from a backup with as many sheets as are needed.

use dauys_crypto::hybrid::HybridIdentity;
use zeroize::Zeroizing;

use super::super::restore;
use crate::backup::{BackupError, Sealed, Staging, Unsealed};
use crate::cli::{Global, SharesJoin};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::home::Home;
use crate::print::Print;
use crate::sheets::{self, LINES, Mistyped, Part, SheetsError, Typed};
use crate::{ask, message};

/// A sheet has some hundred letters.
const SHEET_MAX: usize = 4_096;

pub(super) fn run(args: &SharesJoin, global: &Global, print: &Print) -> Result<(), Failure> {
    let home = Home::locate(global.home.as_ref());
    let staging = Staging::begin(&home)?;
    let sealed = Sealed::open(&args.file)?;
    if sealed.has_passphrase() {
        return Err(Failure::new(Exit::Usage, message!("shares-has-passphrase")));
    }
    let parts = if args.sheets.is_empty() { ask_for(print)? } else { from_files(args)? };
    let identity = sheets::join(&parts)?;
    drop(parts);
    let checked = unseal(sealed, &identity)?.check(staging)?;
    restore::put_in_place(checked, args.device, global, print)
}

/// Opens it with the key out of sheets.
pub(crate) fn unseal(sealed: Sealed, key: &HybridIdentity) -> Result<Unsealed, Failure> {
    sealed.unseal(key).map_err(|error| match error {
        BackupError::WrongPassphrase => {
            Failure::new(Exit::Refused, message!("shares-other-backup"))
        }
        other => other.into(),
    })
}

fn from_files(args: &SharesJoin) -> Result<Vec<Part>, Failure> {
    let read = |path: &std::path::PathBuf| {
        let text = Zeroizing::new(files::read_text(path, SHEET_MAX)?);
        let mistyped = |reason| Failure::sheet_in_file(path, reason);
        sheets::read(&text).map_err(mistyped)
    };
    args.sheets.iter().map(read).collect()
}

/// One after another, until there are enough. What is wrong with one is said, and it is asked for again.
fn ask_for(print: &Print) -> Result<Vec<Part>, Failure> {
    if !ask::is_asked(print, false) {
        return Err(Failure::flag_missing("--sheet"));
    }
    print.beside(&message!("shares-ask"));
    let mut parts: Vec<Part> = Vec::new();
    loop {
        let part = ask_for_one(parts.len() + 1, print)?;
        parts.push(part);
        match sheets::join(&parts) {
            Err(SheetsError::TooFew { have, need }) => {
                let more = usize::from(need).saturating_sub(have.len());
                print.remark(&message!("shares-more", more = more));
            }
            Err(error @ (SheetsError::OtherSet { .. } | SheetsError::Twice(_))) => {
                parts.pop();
                print.warn(&Failure::from(error).message);
            }
            Err(error) => return Err(error.into()),
            Ok(_) => break,
        }
    }
    if ask::yes_no(print, None, "--sheet", &message!("filing-ask-clear"))? {
        print.clear_screen();
    }
    Ok(parts)
}

fn ask_for_one(which: usize, print: &Print) -> Result<Part, Failure> {
    let mut typed = Typed::default();
    loop {
        let line = typed.lines() + 1;
        let question = message!("shares-ask-line", sheet = which, line = line, lines = LINES);
        let Some(text) = ask::optional(print, &question)? else { continue };
        let added = typed.add(&Zeroizing::new(text));
        match added.and_then(|()| typed.part()) {
            Ok(Some(part)) => return Ok(part),
            Ok(None) => {}
            Err(reason) => {
                print.warn(&Failure::from(SheetsError::Mistyped(reason)).message);
                if matches!(reason, Mistyped::Sheet | Mistyped::Version) {
                    typed = Typed::default();
                }
            }
        }
    }
}
