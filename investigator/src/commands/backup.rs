//! `dauys backup`: keys and vault as one sealed file.

use std::io::Write;

use dauys_crypto::hybrid::HybridRecipient;
use dauys_wire::Day;
use schemars::JsonSchema;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::backup::{BackupError, Snapshot, Stopped};
use crate::cli::Backup;
use crate::failure::{Exit, Failure};
use crate::passphrase::{Passphrase, PassphraseSource};
use crate::print::Print;
use crate::schema::shape;
use crate::seat::Seat;
use crate::sheets::Set;
use crate::workplace::Workplace;
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
    let today = clock::today();
    let file = args.file.display().to_string();
    if args.for_sheets {
        let ForPaper { set, need, of, recipient } = sheets_of(&workplace)?
            .ok_or_else(|| Failure::new(Exit::Usage, message!("backup-no-sheets")))?;
        backup::write(&workplace, &recipient, &args.file, today)?;
        print.beside(&message!(
            "backup-done-sheets",
            path = file.as_str(),
            set = set,
            need = u32::from(need),
            of = u32::from(of),
        ));
    } else {
        let passphrase = passphrase(args, print)?;
        backup::write(&workplace, &passphrase.recipient(), &args.file, today)?;
        print.beside(&message!("backup-done", path = file.as_str()));
    }
    let waiting = warn_of_waiting(&workplace, print);
    print.json(&View { file, day: today, waiting });
    Ok(())
}

/// A backup that can be sealed away from the desk.
pub(crate) struct Ready {
    snapshot: Snapshot,
    day: Day,
}

/// Takes what is to be sealed.
pub(crate) fn ready(seat: &Seat<'_>, print: &Print) -> Result<Ready, Failure> {
    let day = clock::today();
    let snapshot = Snapshot::take(&*seat.sit(print)?, day)?;
    Ok(Ready { snapshot, day })
}

impl Ready {
    /// What the file is called.
    pub(crate) fn name(&self) -> String {
        format!("dauys-{}.backup", self.day)
    }

    pub(crate) fn seal(
        self,
        recipient: &dyn age::Recipient,
        output: &mut dyn Write,
    ) -> Result<(), Failure> {
        self.snapshot.seal(recipient, output).map_err(|stopped| match stopped {
            Stopped::Elsewhere(error) => error.into(),
            Stopped::Writing => Failure::new(Exit::Failed, message!("output-lost")),
        })
    }
}

/// The sheets of paper that open a backup.
pub(crate) struct ForPaper {
    /// Which ones, as it stands on them.
    pub(crate) set: String,
    /// So many of them open it.
    pub(crate) need: u8,
    /// So many there are.
    pub(crate) of: u8,
    recipient: HybridRecipient,
}

impl ForPaper {
    pub(crate) fn seal(&self, ready: Ready, output: &mut dyn Write) -> Result<(), Failure> {
        ready.seal(&self.recipient, output)
    }
}

/// Those that were made at this desk.
pub(crate) fn sheets(seat: &Seat<'_>, print: &Print) -> Result<Option<ForPaper>, Failure> {
    Ok(sheets_of(&*seat.sit(print)?)?)
}

/// Says what waits to be posted: it would be in a backup as well.
pub(crate) fn warn_of_waiting(workplace: &Workplace, print: &Print) -> usize {
    let waiting = workplace.vault.contents().outgoing().len();
    if waiting > 0 {
        print.remark(&message!("backup-waiting", count = waiting));
    }
    waiting
}

fn sheets_of(workplace: &Workplace) -> Result<Option<ForPaper>, BackupError> {
    let Some(key) = workplace.vault.contents().sheets() else { return Ok(None) };
    let recipient = HybridRecipient::try_from(&key.recipient);
    let recipient = recipient.map_err(|_| BackupError::Damaged)?;
    let set = Set::of(&recipient).to_string();
    Ok(Some(ForPaper { set, need: key.need, of: key.of, recipient }))
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
