//! `dauys restore`: puts keys and vault back from a backup, where there is nothing.

use dauys_wire::{Day, Id};
use schemars::JsonSchema;
use serde::Serialize;

use crate::backup::{self, Checked, Sealed, Staging};
use crate::cli::{Global, Restore};
use crate::failure::{Exit, Failure};
use crate::home::Home;
use crate::message;
use crate::passphrase::{Passphrase, PassphraseSource};
use crate::print::Print;
use crate::schema::shape;

const FLAG: &str = "--backup-passphrase-file";

/// What was put back.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// Of the investigator, in the roster.
    #[schemars(with = "shape::Id")]
    id: Id,
    /// The backup is of this day.
    #[schemars(with = "shape::Day")]
    day: Day,
    /// The number of this machine among theirs: 2 for the second.
    device: u8,
    /// Things that wait to be posted.
    waiting: usize,
}

pub(super) fn run(args: &Restore, global: &Global, print: &Print) -> Result<(), Failure> {
    let home = Home::locate(global.home.as_ref());
    let staging = Staging::begin(&home)?;
    let sealed = Sealed::open(&args.file)?;
    if !sealed.has_passphrase() {
        return Err(Failure::new(Exit::Usage, message!("restore-for-sheets")));
    }
    let checked = open(sealed, args, staging, print)?;
    put_in_place(checked, args.device, global, print)
}

/// With what was typed, else with what was made and typed otherwise.
fn open(
    sealed: Sealed,
    args: &Restore,
    staging: Staging,
    print: &Print,
) -> Result<Checked, Failure> {
    let source = PassphraseSource::of(args.backup_passphrase_file.as_ref(), FLAG);
    let typed = source.existing(print, &message!("ask-backup-passphrase"))?;
    let passphrase = backup::as_made(typed.expose()).unwrap_or(typed);
    Ok(sealed.unseal(&passphrase.identity())?.check(staging)?)
}

/// The last steps, however it was opened.
pub(super) fn put_in_place(
    checked: Checked,
    wanted: Option<u8>,
    global: &Global,
    print: &Print,
) -> Result<(), Failure> {
    let device = match wanted {
        Some(device) => device,
        None => checked.draw_device()?,
    };
    print.remark(&message!("restore-found", day = checked.about.day.to_string()));
    let source = PassphraseSource::new(global.passphrase_file.as_ref());
    let passphrase = source.chosen(print, &message!("ask-new-passphrase"))?;
    settle(checked, device, &passphrase, print)
}

/// Puts it in its place, as a machine of this number and with this passphrase, and says what that means.
pub(crate) fn settle(
    checked: Checked,
    device: u8,
    passphrase: &Passphrase,
    print: &Print,
) -> Result<(), Failure> {
    let (id, day) = (checked.keys.id, checked.about.day);
    let waiting = checked.contents().outgoing().len();
    checked.put_in_place(device, passphrase)?;
    print.beside(&message!("restore-done", day = day.to_string(), device = u32::from(device) + 1));
    print.remark(&message!("restore-deleted", day = day.to_string()));
    if waiting > 0 {
        print.remark(&message!("restore-waiting", count = waiting));
    }
    print.json(&View { id, day, device: device + 1, waiting });
    Ok(())
}
