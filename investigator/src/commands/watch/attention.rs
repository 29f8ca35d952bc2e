//! Whether somebody has to be called. What there is to look at is compared and never told: one notice stands
//! for all of it, until somebody has looked.

use std::collections::BTreeSet;

use dauys_wire::{Day, Digest};

use super::super::deadlines::{Deadline, deadlines};
use super::super::due::{self, Near};
use super::super::list::unread;
use crate::failure::Failure;
use crate::workplace::Workplace;

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    /// An entry of a case that was not shown yet.
    Unread(Digest),
    /// A day that is near, or over.
    Near(Near),
    /// A promise that the queue would break.
    Endangered(Deadline),
    /// What the terminal says.
    Said(String),
}

/// What somebody was called for.
#[derive(Default)]
pub(super) struct Attention {
    known: BTreeSet<Thing>,
    called_on: Option<Day>,
}

impl Attention {
    /// All that was there the last time.
    pub(super) fn known(&self) -> BTreeSet<Thing> {
        self.known.clone()
    }

    /// Whether this was there the last time.
    pub(super) fn knows(&self, thing: &Thing) -> bool {
        self.known.contains(thing)
    }

    /// Whether somebody has to be called, now that this is there.
    ///
    /// Not for what they were called for. As long as they have not looked, which shows by an entry that is not
    /// unread any more, no second notice comes of the same day: how many there are would tell how much there
    /// is. On another day one does, or whoever leaves one letter to colleagues would never be called again.
    pub(super) fn calls(&mut self, there: BTreeSet<Thing>, today: Day) -> bool {
        let is_unread = |thing: &Thing| matches!(thing, Thing::Unread(_));
        let have_looked = self.known.difference(&there).any(is_unread);
        let is_new = there.difference(&self.known).next().is_some();
        self.known = there;
        if have_looked {
            self.called_on = None;
        }
        let calls = is_new && self.called_on != Some(today);
        if calls {
            self.called_on = Some(today);
        }
        calls
    }
}

/// All that there is to look at in the cases of a desk.
pub(super) fn things(workplace: &mut Workplace, today: Day) -> Result<BTreeSet<Thing>, Failure> {
    let near = due::items(workplace, today)?;
    let near = near.iter().filter_map(|item| item.near(today)).map(Thing::Near);
    let endangered = deadlines(workplace, today)?.into_iter().map(Thing::Endangered);
    let (contents, own) = (workplace.vault.contents(), &workplace.keys.id);
    let cases = workplace.cases();
    let unread = cases.values().flat_map(|case| unread(case, contents, own));
    Ok(near.chain(endangered).chain(unread.map(Thing::Unread)).collect())
}

#[cfg(test)]
mod tests {
    use dauys_crypto::letter::ReporterKind;

    use super::*;
    use crate::commands::office::Office;
    use crate::fixtures::DAY;
    use crate::vault::Record;

    /// Whether a round of an office calls somebody.
    fn calls(attention: &mut Attention, office: &mut Office, today: Day) -> bool {
        let there = things(&mut office.workplace, today).unwrap();
        attention.calls(there, today)
    }

    fn look(office: &mut Office) {
        let ids = office.workplace.vault.contents().letters().keys().copied().collect();
        office.workplace.vault.append(vec![Record::Read { ids }]).unwrap();
    }

    #[test]
    fn somebody_is_called_once_for_however_many_letters_until_they_have_looked() {
        let (mut office, mut attention) = (Office::open(), Attention::default());
        assert!(calls(&mut attention, &mut office, DAY), "her report");
        assert!(!calls(&mut attention, &mut office, DAY), "nothing is new");
        for _ in 0..3 {
            office.she_writes(ReporterKind::Message);
            assert!(!calls(&mut attention, &mut office, DAY), "nobody has looked");
        }
        look(&mut office);
        assert!(!calls(&mut attention, &mut office, DAY), "they have, and nothing came since");
        office.she_writes(ReporterKind::Message);
        assert!(calls(&mut attention, &mut office, DAY));
        // Whoever looks after a letter has come and before the next one is called for that.
        look(&mut office);
        office.she_writes(ReporterKind::Retaliation);
        assert!(calls(&mut attention, &mut office, DAY));
    }

    #[test]
    fn whoever_has_not_looked_is_called_on_another_day_if_something_is_new() {
        let (mut office, mut attention) = (Office::open(), Attention::default());
        assert!(calls(&mut attention, &mut office, DAY));
        let next = DAY.plus(1);
        assert!(!calls(&mut attention, &mut office, next), "it is what it was");
        office.she_writes(ReporterKind::Message);
        assert!(calls(&mut attention, &mut office, next));
        office.she_writes(ReporterKind::Message);
        assert!(!calls(&mut attention, &mut office, next));
    }

    #[test]
    fn a_promised_day_that_comes_near_calls_at_each_step_and_not_between() {
        // A person acknowledges her letter within seven days.
        let (mut office, mut attention) = (Office::open(), Attention::default());
        look(&mut office);
        let days = (0..=12).filter(|after| {
            let day = DAY.plus(*after);
            let called = calls(&mut attention, &mut office, day);
            assert!(!calls(&mut attention, &mut office, day), "once on a day");
            called
        });
        let days: Vec<u32> = days.collect();
        let [near, today, over] = days[..] else { panic!("{days:?}") };
        assert!((2..=4).contains(&near) && today == 7 && over == 8, "{days:?}");
    }

    #[test]
    fn what_the_terminal_says_calls_too() {
        let (mut attention, said) = (Attention::default(), Thing::Said("words".to_owned()));
        assert!(!attention.knows(&said));
        assert!(attention.calls(BTreeSet::from([said.clone()]), DAY));
        assert!(attention.knows(&said));
        assert!(!attention.calls(BTreeSet::from([said]), DAY));
    }
}
