//! Who must not read it and who may, by name and number; nobody is marked beforehand as one who
//! must not.

use dauys_crypto::draft::{self, Proposal, ReportDraft};
use dauys_wire::limits::ADDRESSEES_MAX;
use dauys_wire::roster::{Channel, Investigator, Roster};
use dauys_wire::{Day, Id};

use super::super::visit::people::{chosen, everyone};
use super::talk::Talk;
use crate::failure::Failure;
use crate::message;
use crate::text::{Message, Text};

/// Where a name stands, behind its number and mark.
const INDENT: usize = 9;

/// The people of the roster on a day.
pub(super) struct People<'r> {
    roster: &'r Roster,
    day: Day,
    /// Who takes it down.
    taker: Id,
}

impl<'r> People<'r> {
    pub(super) const fn new(roster: &'r Roster, day: Day, taker: Id) -> Self {
        Self { roster, day, taker }
    }

    /// Asks for both, and says what follows from it.
    pub(super) fn ask(&self, talk: &mut Talk<'_>, draft: &mut ReportDraft) -> Result<(), Failure> {
        self.ask_shut_out(talk, draft)?;
        self.ask_readers(talk, draft)?;
        self.tell_readers(talk, draft);
        Ok(())
    }

    /// Names and positions, as they are read out.
    pub(super) fn names(&self, ids: &[Id], theirs: &Text) -> String {
        let named = |id: &Id| self.roster.investigator(id).map(|one| name(one, theirs));
        ids.iter().filter_map(named).collect::<Vec<_>>().join("; ")
    }

    /// The channels, to say to whom it can go at all.
    pub(super) fn channels(&self, theirs: &Text) -> String {
        let names = self.roster.channels.iter().map(|channel| theirs.pick(&channel.name));
        names.collect::<Vec<_>>().join("; ")
    }

    /// Whether the one who takes it down will be able to open it.
    pub(super) fn of_taker(&self, to: &[Id]) -> Message {
        if to.contains(&self.taker) {
            message!("aloud-taker-reads")
        } else {
            message!("aloud-taker-knows")
        }
    }

    /// What follows from the choice of those who read it, if it is to be said.
    pub(super) fn of_readers(&self, to: &[Id]) -> Option<Message> {
        match to.iter().filter(|id| self.is_independent(id)).count() {
            0 => Some(message!("aloud-readers-dependent")),
            1 => Some(message!("aloud-readers-one-independent")),
            _ => None,
        }
    }

    /// Who is marked beforehand.
    pub(super) fn proposal(&self, shut_out: &[Id]) -> Proposal {
        draft::propose(self.roster, shut_out, self.day)
    }

    fn ask_shut_out(&self, talk: &mut Talk<'_>, draft: &mut ReportDraft) -> Result<(), Failure> {
        talk.print.line("");
        talk.aloud(&message!("aloud-shut-out"));
        talk.aloud(&message!("aloud-shut-out-what"));
        let all = self.everyone();
        loop {
            self.show(talk, &all, &draft.shut_out);
            let question = message!("filing-ask-shut-out");
            match chosen(&talk.ask(&question)?, &all, &draft.shut_out) {
                Some(ids) if all.iter().any(|one| !ids.contains(&one.id)) => {
                    draft.to.retain(|id| !ids.contains(id));
                    draft.shut_out = ids;
                    return Ok(());
                }
                Some(_) => talk.aloud(&message!("aloud-nobody-left")),
                None => talk.say(&message!("filing-options", most = all.len())),
            }
        }
    }

    fn ask_readers(&self, talk: &mut Talk<'_>, draft: &mut ReportDraft) -> Result<(), Failure> {
        talk.print.line("");
        talk.aloud(&message!("aloud-readers"));
        let mut left = self.everyone();
        left.retain(|one| !draft.shut_out.contains(&one.id));
        let proposal = self.proposal(&draft.shut_out);
        if proposal.too_many {
            talk.aloud(&message!("aloud-readers-choose", most = ADDRESSEES_MAX));
        }
        if draft.to.is_empty() {
            draft.to = proposal.to;
        }
        loop {
            self.show(talk, &left, &draft.to);
            let typed = talk.ask(&message!("filing-ask-readers"))?;
            let ids = chosen(&typed, &left, &draft.to);
            if let Some(ids) = ids.filter(|ids| (1..=ADDRESSEES_MAX).contains(&ids.len())) {
                draft.to = ids;
                return Ok(());
            }
            let most = left.len().min(ADDRESSEES_MAX);
            talk.say(&message!("filing-readers", least = 1_u32, most = most));
        }
    }

    /// What follows from the choice.
    fn tell_readers(&self, talk: &Talk<'_>, draft: &ReportDraft) {
        if let Some(message) = self.of_readers(&draft.to) {
            talk.aloud(&message);
        }
        talk.aloud(&self.of_taker(&draft.to));
    }

    fn show(&self, talk: &Talk<'_>, people: &[&Investigator], marked: &[Id]) {
        let mut before: Option<&str> = None;
        for (place, one) in people.iter().enumerate() {
            let Some(channel) = self.channel(&one.id) else { continue };
            if before != Some(channel.id.as_str()) {
                talk.print.paragraph("", 2, &heading(channel, talk.theirs()));
                before = Some(&channel.id);
            }
            let mark = if marked.contains(&one.id) { 'x' } else { ' ' };
            talk.print.paragraph(
                &format!("{:>4} [{mark}]", place + 1),
                INDENT,
                &name(one, talk.theirs()),
            );
        }
    }

    pub(super) fn everyone(&self) -> Vec<&'r Investigator> {
        everyone(self.roster, self.day)
    }

    pub(super) fn channel(&self, id: &Id) -> Option<&'r Channel> {
        self.roster.channels.iter().find(|channel| channel.members.contains(id))
    }

    fn is_independent(&self, id: &Id) -> bool {
        let own = |channel: &Channel| channel.independent && channel.members.contains(id);
        self.roster.channels.iter().any(own)
    }
}

/// A channel, and whether it depends on the organisation.
pub(super) fn heading(channel: &Channel, theirs: &Text) -> String {
    let standing = if channel.independent {
        message!("aloud-channel-independent")
    } else {
        message!("aloud-channel-inside")
    };
    format!("{}. {}", theirs.pick(&channel.name), theirs.say(&standing))
}

/// A name, and a position.
pub(super) fn name(one: &Investigator, theirs: &Text) -> String {
    format!("{}, {}", one.name, theirs.pick(&one.role))
}
