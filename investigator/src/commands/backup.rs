//! `dauys backup`: keys and vault as one sealed file.

use dauys_crypto::hybrid::HybridRecipient;
use dauys_wire::Day;
use schemars::JsonSchema;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::backup::BackupError;
use crate::cli::Backup;
use crate::failure::{Exit, Failure};
use crate::passphrase::{Passphrase, PassphraseSource};
use crate::print::Print;
use crate::schema::shape;
use crate::seat::Seat;
use crate::sheets::Set;
use crate::{ask, backup, clock, message};

const FLAG: &str = "--backup-passphrase-file";

/// The backup that was made.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// Where it is.
    file: String,
    /// What is in it is of this day.
    #[schemars(with = "shape::Day")]
    day: Day,
    /// Things that wait to be posted, as the backup has them.
    waiting: usize,
}

pub(super) fn run(args: &Backup, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
    let workplace = seat.sit(print)?;
    let waiting = workplace.vault.contents().outgoing().len();
    let today = clock::today();
    let file = args.file.display().to_string();
    if args.for_sheets {
        let key = workplace.vault.contents().sheets();
        let key = key.ok_or_else(|| Failure::new(Exit::Usage, message!("backup-no-sheets")))?;
        let recipient = HybridRecipient::try_from(&key.recipient);
        let recipient = recipient.map_err(|_| BackupError::Damaged)?;
        backup::write(&workplace, &recipient, &args.file, today)?;
        print.beside(&message!(
            "backup-done-sheets",
            path = file.as_str(),
            set = Set::of(&recipient).to_string(),
            need = u32::from(key.need),
            of = u32::from(key.of),
        ));
    } else {
        let passphrase = passphrase(args, print)?;
        backup::write(&workplace, &passphrase.recipient(), &args.file, today)?;
        print.beside(&message!("backup-done", path = file.as_str()));
    }
    if waiting > 0 {
        print.remark(&message!("backup-waiting", count = waiting));
    }
    print.json(&View { file, day: today, waiting });
    Ok(())
}

/// From a file, chosen, or made and written down.
fn passphrase(args: &Backup, print: &Print) -> Result<Passphrase, Failure> {
    let source = PassphraseSource::of(args.backup_passphrase_file.as_ref(), FLAG);
    if args.choose || args.backup_passphrase_file.is_some() {
        return Ok(source.chosen(print, &message!("ask-new-backup-passphrase"))?);
    }
    if !print.is_screen() || !ask::is_asked(print, false) {
        return Err(Failure::flag_missing(FLAG));
    }
    let made = backup::make_passphrase();
    written_down(&made, print)?;
    Ok(made)
}

/// Shows it until its last group is typed back: a backup whose passphrase nobody has is none.
fn written_down(made: &Passphrase, print: &Print) -> Result<(), Failure> {
    print.beside(&message!("backup-passphrase"));
    show(made, print)?;
    loop {
        let typed = ask::optional(print, &message!("backup-ask-last-group"))?;
        match typed.as_deref() {
            None => show(made, print)?,
            Some(no) if ask::yes_or_no(no) == Some(crate::cli::YesNo::No) => {
                return Err(Failure::new(Exit::Failed, message!("backup-not-made")));
            }
            Some(typed) if typed.eq_ignore_ascii_case(backup::last_group(made)) => break,
            Some(_) => print.remark(&message!("backup-last-group-wrong")),
        }
    }
    if ask::yes_no(print, None, FLAG, &message!("filing-ask-clear"))? {
        print.clear_screen();
    }
    Ok(())
}

fn show(made: &Passphrase, print: &Print) -> Result<(), Failure> {
    let mut lines = Zeroizing::new(String::with_capacity(made.expose().len() + 8));
    lines.push_str("\n    ");
    lines.push_str(made.expose());
    lines.push_str("\n\n");
    let shown = print.secret(&lines);
    shown.map_err(|_| Failure::new(Exit::Failed, message!("output-lost")))
}
