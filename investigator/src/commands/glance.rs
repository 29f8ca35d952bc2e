//! What pages of all cases show of each. An open desk keeps it: to fold the letters of many years takes longer
//! than a page may. A case is looked at again when a letter of it has come or was read, and all of them on
//! another day, or with another roster.

use std::collections::{BTreeMap, BTreeSet};

use dauys_wire::{Day, Id};

use super::deadlines::Owed;
use super::due::{self, Item};
use super::list::{Row, notices_of};
use crate::statistics::Told;
use crate::text::Message;
use crate::vault::Contents;
use crate::workplace::Workplace;

/// What is shown of a case.
pub(super) struct Glance {
    pub(super) row: Row,
    /// That somebody wants it to be gone.
    pub(super) notices: Vec<Message>,
    /// What she was promised by this desk.
    pub(super) owed: Option<Owed>,
    /// What of it has a day, if this desk reads it.
    pub(super) items: Vec<Item>,
    /// How it is counted.
    pub(super) told: Told,
}

/// Of all cases.
#[derive(Default)]
pub(crate) struct Glances {
    /// On which day, and with which roster.
    with: Option<(Day, Option<u64>)>,
    seen: BTreeMap<Id, Seen>,
}

/// As it was seen.
struct Seen {
    state: State,
    /// Nothing is shown of a case that its reader has stepped out of.
    glance: Option<Glance>,
}

/// What of a case can change.
#[derive(PartialEq)]
struct State {
    letters: BTreeSet<Id>,
    /// How many of them were shown; none is ever as if it had not been.
    read: usize,
    is_recused: bool,
}

impl Glances {
    /// Looks at what has changed.
    pub(crate) fn bring_up_to_date(&mut self, workplace: &Workplace, today: Day) {
        let contents = workplace.vault.contents();
        let with = Some((today, contents.roster().map(|known| known.reference.version)));
        if self.with != with {
            *self = Self { with, ..Self::default() };
        }
        self.seen.retain(|thread, _| contents.threads().of(thread).is_some());
        for (thread, letters) in contents.threads().all() {
            let state = State::of(thread, letters, contents);
            if self.seen.get(thread).is_none_or(|seen| seen.state != state) {
                let glance = Glance::of(thread, workplace, today);
                self.seen.insert(*thread, Seen { state, glance });
            }
        }
    }

    /// By thread.
    pub(super) fn all(&self) -> impl Iterator<Item = &Glance> {
        self.seen.values().filter_map(|seen| seen.glance.as_ref())
    }
}

impl State {
    fn of(thread: &Id, letters: &BTreeSet<Id>, contents: &Contents) -> Self {
        let read = letters.iter().filter(|id| contents.is_read(id)).count();
        Self { letters: letters.clone(), read, is_recused: contents.is_recused(thread) }
    }
}

impl Glance {
    fn of(thread: &Id, workplace: &Workplace, today: Day) -> Option<Self> {
        let case = workplace.case_of(thread)?;
        let (contents, own) = (workplace.vault.contents(), &workplace.keys.id);
        let notices = notices_of(&case, contents, own);
        let row = Row::of(&case, workplace, today);
        let owed = Owed::of(&case, row.answer_due, own);
        let roster = contents.roster().map(|known| &known.roster);
        let reads = case.readers().contains(own);
        let items = roster.filter(|_| reads).map(|roster| due::items_of(&case, roster, today));
        let told = Told::of(&case, roster, today);
        Some(Self { row, notices, owed, items: items.unwrap_or_default(), told })
    }
}

#[cfg(test)]
mod tests {
    use dauys_crypto::event::{EventBody, EventKind};
    use dauys_crypto::letter::ReporterKind;

    use super::*;
    use crate::case::Status;
    use crate::commands::office::Office;
    use crate::fixtures::DAY;
    use crate::vault::Record;

    /// What is seen of the case of an office, and its unread letters.
    fn seen(glances: &mut Glances, office: &Office, today: Day) -> Vec<(Status, usize)> {
        glances.bring_up_to_date(&office.workplace, today);
        glances.all().map(|glance| (glance.row.status, glance.row.unread)).collect()
    }

    #[test]
    fn a_case_is_looked_at_again_when_a_letter_comes_or_is_read_and_on_another_day() {
        let (mut office, mut glances) = (Office::open(), Glances::default());
        assert_eq!(seen(&mut glances, &office, DAY), [(Status::New, 1)]);
        office.she_writes(ReporterKind::Retaliation);
        assert_eq!(seen(&mut glances, &office, DAY), [(Status::Retaliation, 2)]);
        let body = EventBody { status: Some("confirmed".to_owned()), ..EventBody::default() };
        office.colleague_without_knowing(EventKind::Close, body);
        assert_eq!(seen(&mut glances, &office, DAY)[0].1, 3);
        let ids = office.workplace.vault.contents().letters().keys().copied().collect();
        office.workplace.vault.append(vec![Record::Read { ids }]).unwrap();
        assert_eq!(seen(&mut glances, &office, DAY)[0].1, 0);
        let due = |glances: &Glances| glances.all().next().unwrap().row.due_in_days;
        let before = due(&glances);
        seen(&mut glances, &office, DAY.plus(1));
        assert_eq!(due(&glances), before.map(|days| days - 1));
    }

    #[test]
    fn nothing_is_shown_of_a_case_that_is_gone_or_that_somebody_stepped_out_of() {
        for is_gone in [true, false] {
            let (mut office, mut glances) = (Office::open(), Glances::default());
            assert_eq!(seen(&mut glances, &office, DAY).len(), 1);
            let thread = office.case().thread;
            if is_gone {
                office.workplace.vault.delete_case(&thread, None).unwrap();
            } else {
                let record = Record::Recused { thread, forward_to: Vec::new() };
                office.workplace.vault.append(vec![record]).unwrap();
            }
            assert!(seen(&mut glances, &office, DAY).is_empty(), "{is_gone}");
        }
    }
}
