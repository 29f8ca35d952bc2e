//! What keeps keys and cases from being lost, when it does not succeed.

use std::path::Path;

use super::{Exit, Failure};
use crate::backup::BackupError;
use crate::message;
use crate::sheets::{Mistyped, SheetsError};
use crate::text::Message;

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        use BackupError as E;
        let path = |path: &Path| path.display().to_string();
        let (exit, message) = match error {
            E::File(error) => return error.into(),
            E::Keys(error) => return error.into(),
            E::Vault(error) => return error.into(),
            E::NotABackup => (Exit::Refused, message!("backup-malformed")),
            E::WrongPassphrase => (Exit::Passphrase, message!("backup-wrong-passphrase")),
            E::Damaged => (Exit::Refused, message!("backup-damaged")),
            E::NotEmpty(folder) => {
                (Exit::Failed, message!("restore-not-empty", folder = path(&folder)))
            }
            E::Mounted(folder) => {
                (Exit::Usage, message!("restore-mounted", folder = path(&folder)))
            }
            E::Beside(file) => (Exit::Usage, message!("backup-beside", path = path(&file))),
            E::NoNumber => (Exit::Usage, message!("restore-no-number")),
        };
        Self::new(exit, message)
    }
}

impl From<SheetsError> for Failure {
    fn from(error: SheetsError) -> Self {
        use SheetsError as E;
        let message = match error {
            E::Numbers => return Self::new(Exit::Usage, message!("shares-numbers")),
            E::Mistyped(reason) => mistyped(reason),
            E::OtherSet { place, found, first } => message!(
                "shares-other-set",
                place = u32::from(place),
                found = found.to_string(),
                first = first.to_string(),
            ),
            E::Twice(place) => message!("shares-twice", place = u32::from(place)),
            E::TooFew { have, need } => {
                let have: Vec<String> = have.iter().map(ToString::to_string).collect();
                message!("shares-too-few", have = have.join(", "), need = u32::from(need))
            }
            E::Forged => message!("shares-forged"),
        };
        Self::new(Exit::Refused, message)
    }
}

impl Failure {
    /// What was typed into this file is no sheet.
    pub fn sheet_in_file(path: &Path, reason: Mistyped) -> Self {
        let path = path.display().to_string();
        let message = match reason {
            Mistyped::Length(line) => {
                message!("shares-file-length", path = path, line = line)
            }
            Mistyped::Line(line) => message!("shares-file-line", path = path, line = line),
            Mistyped::Sheet => message!("shares-file-sheet", path = path),
            Mistyped::Version => message!("shares-version"),
        };
        Self::new(Exit::Refused, message)
    }
}

fn mistyped(reason: Mistyped) -> Message {
    match reason {
        Mistyped::Length(line) => message!("shares-length", line = line),
        Mistyped::Line(line) => message!("shares-line", line = line),
        Mistyped::Sheet => message!("shares-sheet"),
        Mistyped::Version => message!("shares-version"),
    }
}
