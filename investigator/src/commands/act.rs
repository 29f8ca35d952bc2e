//! What every command does that adds events to a case: holds what waits against the newest states,
//! writes, keeps, posts what may go now, and tells it.

use dauys_crypto::event::{EventBody, EventKind};
use dauys_crypto::letter::Lang;

use super::deliver::{Delivered, Pace, deliver, outgoing};
use super::readdress::readdress_and_tell;
use crate::case::Case;
use crate::cli::Posting;
use crate::clock;
use crate::compose::Desk;
use crate::failure::Failure;
use crate::print::Print;
use crate::seat::{AtWork, Seat};
use crate::text::Message;
use crate::vault::Record;
use crate::workplace::{self, Workplace};

/// Events to be signed, and what is said when they are.
pub(super) type Said = (Message, Vec<(EventKind, EventBody)>);

/// A case to which something is added.
pub(super) struct Act<'a> {
    /// The first digits of its id.
    pub(super) case: &'a str,
    /// How it is posted.
    pub(super) posting: &'a Posting,
    /// From where it is given.
    pub(super) seat: &'a Seat<'a>,
    /// Who is told.
    pub(super) print: &'a Print,
}

impl Act<'_> {
    /// Adds events that `what` makes of the case, and says that it is done.
    pub(super) fn add(
        &self,
        said: &Message,
        what: impl FnOnce(&Case<'_>, &Workplace) -> Result<Vec<(EventKind, EventBody)>, Failure>,
    ) -> Result<(), Failure> {
        self.write(said, |desk, case, workplace, lang| {
            let events = what(case, workplace)?;
            Ok(desk.events(case, events, lang)?)
        })
    }

    /// The same, for whoever knows only then what there is to say.
    pub(super) fn add_saying(
        &self,
        what: impl FnOnce(&Case<'_>, &Workplace) -> Result<Said, Failure>,
    ) -> Result<(), Failure> {
        let mut said = None;
        let delivered = self.deliver(|desk, case, workplace, lang| {
            let (message, events) = what(case, workplace)?;
            said = Some(message);
            Ok(desk.events(case, events, lang)?)
        })?;
        said.map_or(Ok(()), |said| delivered.tell(&said, self.print))
    }

    /// Keeps and posts what `write` writes in the case, and says that it is done.
    pub(super) fn write(
        &self,
        said: &Message,
        write: impl FnOnce(&Desk<'_>, &Case<'_>, &Workplace, Lang) -> Result<Vec<Record>, Failure>,
    ) -> Result<(), Failure> {
        self.deliver(write)?.tell(said, self.print)
    }

    /// The same, for whoever has more to say.
    pub(super) fn deliver(
        &self,
        write: impl FnOnce(&Desk<'_>, &Case<'_>, &Workplace, Lang) -> Result<Vec<Record>, Failure>,
    ) -> Result<Delivered, Failure> {
        self.deliver_from(self.open()?, write)
    }

    /// The desk, with what waits held against the newest states.
    pub(super) fn open(&self) -> Result<AtWork<'_>, Failure> {
        let mut workplace = self.seat.sit(self.print)?;
        readdress_and_tell(&mut workplace, self.print)?;
        Ok(workplace)
    }

    /// Keeps and posts what `write` writes in the case, from a desk that is open.
    pub(super) fn deliver_from(
        &self,
        mut workplace: AtWork<'_>,
        write: impl FnOnce(&Desk<'_>, &Case<'_>, &Workplace, Lang) -> Result<Vec<Record>, Failure>,
    ) -> Result<Delivered, Failure> {
        let records = {
            let (known, contents) = (workplace.connected()?.1, workplace.vault.contents());
            let case = workplace.case(self.case)?;
            let desk = Desk { keys: &workplace.keys, known, contents, today: clock::today() };
            write(&desk, &case, &workplace, workplace::lang(self.print.text().language()))?
        };
        let new = outgoing(&records);
        workplace.vault.append(records)?;
        let Posting { now, proxy } = self.posting;
        deliver(&mut workplace, &new, Pace::of(*now), proxy.as_deref())
    }
}
