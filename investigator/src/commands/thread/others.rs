//! Who reads and who must not, by itself; and asking that people of another channel read too. Both
//! travel in a letter, because nothing else tells anybody (docs/PROTOCOL.md, section 6.2).

use dauys_crypto::letter::ReporterKind;
use dauys_wire::Id;
use dauys_wire::limits::ADDRESSEES_MAX;
use dauys_wire::roster::Investigator;
use zeroize::Zeroizing;

use super::super::visit::people::{choose, everyone, named, show};
use super::super::visit::talk::Talk;
use super::Hers;
use crate::failure::Failure;
use crate::message;

impl Hers<'_> {
    /// Whoever is not among her readers and is not shut out; nobody while nobody knows who reads.
    pub(super) fn offered(&self) -> Vec<&Investigator> {
        let Some(state) = &self.collected.state else { return Vec::new() };
        let trusted = &self.arrived.trusted;
        let staying = self.staying();
        let is_offered =
            |one: &&Investigator| !staying.contains(&one.id) && !state.shut_out.contains(&one.id);
        everyone(&trusted.roster, trusted.day).into_iter().filter(is_offered).collect()
    }

    /// Adds readers, and asks those who read now to show them what came before.
    pub(super) fn ask_another(&mut self, talk: &mut Talk<'_>) -> Result<(), Failure> {
        talk.title("another-title");
        talk.tell("another-what");
        talk.tell("another-price");
        let added = self.choose_added(talk)?;
        if added.is_empty() {
            return Ok(());
        }
        let mut writing = self.begin(ReporterKind::Message, talk)?;
        writing.text = Zeroizing::new(talk.page.say("another-text", &[]));
        writing.add(added);
        self.check_and_send(&mut writing, talk)
    }

    fn choose_added(&self, talk: &mut Talk<'_>) -> Result<Vec<Id>, Failure> {
        let offered = self.offered();
        let places = ADDRESSEES_MAX.saturating_sub(self.staying().len());
        loop {
            show(&self.arrived.trusted, &offered, &[], talk);
            match choose(talk, &message!("visit-ask-another"), &offered, &[])? {
                Some(added) if added.len() <= places => return Ok(added),
                Some(_) => talk.warn("readers-too-many", &[]),
                None => talk.say(&message!("filing-options", most = offered.len())),
            }
        }
    }

    /// Whom she shut out and who reads; and to change it.
    pub(super) fn show_who(&mut self, talk: &mut Talk<'_>) -> Result<(), Failure> {
        talk.title("shut-title");
        match &self.collected.state {
            None => talk.tell("shut-unknown"),
            Some(state) => {
                let out = named(&self.arrived.trusted, &state.shut_out, talk);
                talk.title("shut-out");
                if out.is_empty() {
                    talk.tell("shut-nobody");
                }
                for one in &out {
                    talk.item(one);
                }
                self.tell_readers(talk);
            }
        }
        talk.tell("shut-price");
        if !talk.agrees(&message!("visit-ask-change-readers"))? {
            return Ok(());
        }
        let is_known = !self.staying().is_empty();
        let mut writing = self.begin(ReporterKind::Message, talk)?;
        // Where nobody reads, she was asked a moment ago.
        if is_known {
            self.choose(&mut writing, talk)?;
        }
        writing.text = Zeroizing::new(talk.page.say("anew-text", &[]));
        self.check_and_send(&mut writing, talk)
    }
}
