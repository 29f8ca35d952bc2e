//! From the sealed report to the one that is kept: between the two somebody has the code on paper, and
//! types its last group from there.

use dauys_wire::Id;
use serde::Serialize;

use super::super::slip::Slip;
use super::super::{Taken, check_ready, seal, slip_of, tell};
use super::{Filled, desk, draft};
use crate::commands::deliver::Pace;
use crate::commands::readdress::readdress_and_tell;
use crate::compose::Filed;
use crate::failure::Failure;
use crate::print::Print;
use crate::seat::Seat;
use crate::text::{Language, Text};
use crate::vault::Record;
use crate::{clock, message};

/// Sealed, and in memory alone.
pub(crate) struct Pending {
    filed: Filed,
    slip: Slip,
    language: Language,
}

/// The slip, in the language of the person.
#[derive(Serialize)]
pub(crate) struct Shown<'a> {
    /// Which report it is of.
    report: Id,
    lang: &'static str,
    address: &'a str,
    code: &'a str,
    open: String,
    look: String,
    cut: String,
    destroy: String,
}

/// Seals what was agreed to.
pub(crate) fn begin(filled: Filled, seat: &Seat<'_>, print: &Print) -> Result<Pending, Failure> {
    let mut workplace = seat.sit(print)?;
    readdress_and_tell(&mut workplace, print)?;
    let today = clock::today();
    check_ready(&workplace, workplace.proxy.as_deref(), today)?;
    let slip = slip_of(&workplace, false, today)?;
    let (language, desk) = (filled.language, desk(&workplace)?);
    Ok(Pending { filed: seal(&desk, draft(filled, &desk))?, slip, language })
}

/// Keeps what is in the right hands, in one step. From here on only the person has the code.
pub(crate) fn keep(pending: Pending, seat: &Seat<'_>, print: &Print) -> Result<Kept, Unkept> {
    let Pending { filed, slip, language } = pending;
    let kept = seat.sit(print).and_then(|mut workplace| {
        Ok(workplace.vault.append(vec![Record::Outgoing(filed.outgoing.clone())])?)
    });
    match kept {
        Ok(()) => Ok(Kept(Taken { id: filed.outgoing.id, look: slip.look })),
        Err(failure) => Err(Box::new((Pending { filed, slip, language }, failure))),
    }
}

/// The report, and why it is not kept.
pub(crate) type Unkept = Box<(Pending, Failure)>;

/// A report that somebody has the code of.
pub(crate) struct Kept(Taken);

impl Kept {
    /// Posts it with the pace of the day, and says from when on the code is of use.
    pub(crate) fn send(&self, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
        let mut workplace = seat.sit(print)?;
        let proxy = workplace.proxy.clone();
        tell(&mut workplace, Pace::Planned, proxy.as_deref(), &self.0, print)
    }
}

impl Pending {
    /// Which it is.
    pub(crate) const fn id(&self) -> Id {
        self.filed.outgoing.id
    }

    /// Whether that stands at the end of the code.
    pub(crate) fn is_last_group(&self, typed: &str) -> bool {
        self.filed.code.last_group_is(typed)
    }

    /// Shows the slip.
    pub(crate) fn show<T>(&self, show: impl FnOnce(&Shown<'_>) -> T) -> T {
        let Slip { address, look, reply_days } = &self.slip;
        let theirs = Text::new(self.language);
        let look = message!("slip-look", day = look.to_string(), days = *reply_days);
        show(&Shown {
            report: self.id(),
            lang: self.language.code(),
            address,
            code: &self.filed.code.grouped(),
            open: theirs.say(&message!("slip-open")),
            look: theirs.say(&look),
            cut: theirs.say(&message!("slip-cut")),
            destroy: theirs.say(&message!("slip-destroy")),
        })
    }
}
