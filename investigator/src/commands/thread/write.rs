//! Writing on a thread: more, that she is being punished, her name, or that she takes the report
//! back. Who reads comes from her newest state, which the answers carry; before the first answer
//! nobody knows it but her, and she is asked again.

use dauys_crypto::draft::{Beside, Known, MessageDraft, generate_id};
use dauys_crypto::letter::ReporterKind;
use dauys_crypto::seal::{self, OwnCopy};
use dauys_crypto::state::State;
use dauys_wire::Id;
use dauys_wire::api::Health;
use zeroize::Zeroizing;

use super::super::visit::carry::Carrier;
use super::super::visit::check::own_copy;
use super::super::visit::files::Files;
use super::super::visit::readers::{self, Choice, Naming};
use super::super::visit::revealing::{self, Left};
use super::super::visit::send::{Outgoing, Unsent, deliver, price, tell_unsent};
use super::super::visit::talk::{END, Talk};
use super::{Hers, consents, erase, experience};
use crate::failure::Failure;
use crate::message;

/// Characters that surely fit, in whatever letters they are; a Latin text may be longer.
const MOST: usize = 5_000;

/// A letter as she writes it.
pub(super) struct Writing {
    kind: ReporterKind,
    pub(super) text: Zeroizing<String>,
    pub(super) beside: Beside,
    choice: Choice,
    /// Whether she has chosen readers now, so that her newest state no longer decides.
    chosen: bool,
    naming: Naming,
    own_copy: bool,
    left: Left,
    /// The letter's id, from which those of its files are derived.
    id: Id,
    files: Files,
}

impl Hers<'_> {
    /// More, or that she is being punished.
    pub(super) fn write(&mut self, kind: ReporterKind, talk: &mut Talk<'_>) -> Result<(), Failure> {
        let mut writing = self.begin(kind, talk)?;
        match kind {
            ReporterKind::Retaliation => {
                talk.heading(&talk.text().say(&message!("visit-punished")));
                talk.say(&message!("visit-punished-what"));
            }
            ReporterKind::Withdraw => {
                talk.title("withdraw-letter-title");
                talk.tell("withdraw-letter-words");
            }
            ReporterKind::Report | ReporterKind::Message | ReporterKind::Count => {
                talk.title("message-title");
            }
        }
        if !writing.ask_text(talk)? {
            // A file may say it all.
            writing.files.offer(talk)?;
            if writing.files.is_empty() {
                return Ok(());
            }
        }
        self.check_and_send(&mut writing, talk)
    }

    /// Her name, in a letter to those who may know it.
    pub(super) fn name(&mut self, talk: &mut Talk<'_>) -> Result<(), Failure> {
        let mut writing = self.begin(ReporterKind::Message, talk)?;
        let to = writing.choice.to.clone().unwrap_or_default();
        readers::ask_name(&self.arrived.trusted, &to, &mut writing.naming, talk)?;
        if writing.naming.name.is_empty() {
            return Ok(());
        }
        self.check_and_send(&mut writing, talk)
    }

    /// Two steps that cost different things, each for itself, each with its price.
    pub(super) fn withdraw(&mut self, talk: &mut Talk<'_>) -> Result<(), Failure> {
        talk.title("withdraw-title");
        talk.tell("withdraw-what");
        talk.title("withdraw-tell-title");
        if self.is_withdrawn() {
            talk.tell("withdraw-told");
        } else {
            talk.tell("withdraw-tell-price");
            if consents("withdraw-tell", talk)? {
                self.write(ReporterKind::Withdraw, talk)?;
            }
        }
        talk.title("withdraw-erase-title");
        talk.tell("withdraw-erase-price");
        if consents("erase-sure", talk)? {
            erase::all(self, talk);
        }
        Ok(())
    }

    /// To those who still read, or to those whom she chooses where nobody knows.
    pub(super) fn begin(
        &self,
        kind: ReporterKind,
        talk: &mut Talk<'_>,
    ) -> Result<Writing, Failure> {
        let state = self.collected.state.as_ref();
        let mut writing = Writing {
            kind,
            text: Zeroizing::default(),
            beside: Beside::default(),
            choice: Choice {
                to: state.map(|_| self.staying()),
                shut_out: state.map(|state| state.shut_out.clone()).unwrap_or_default(),
            },
            // Whoever has stepped back is in her newest state all the same.
            chosen: !self.collected.left.is_empty(),
            naming: Naming::default(),
            own_copy: false,
            left: Left::default(),
            id: generate_id(),
            files: Files::default(),
        };
        if writing.choice.to.as_ref().is_none_or(Vec::is_empty) {
            self.choose(&mut writing, talk)?;
        }
        Ok(writing)
    }

    pub(super) fn choose(&self, writing: &mut Writing, talk: &mut Talk<'_>) -> Result<(), Failure> {
        let again = self.collected.state.is_none();
        writing.chosen = true;
        readers::ask(&self.arrived.trusted, &mut writing.choice, again, talk)
    }

    /// Until it is sent, or she goes back.
    pub(super) fn check_and_send(
        &mut self,
        writing: &mut Writing,
        talk: &mut Talk<'_>,
    ) -> Result<(), Failure> {
        loop {
            let texts = [writing.text.as_str()];
            if revealing::ask(&texts, "", &mut writing.left, talk)?.is_some() {
                writing.ask_text(talk)?;
                continue;
            }
            self.show_writing(writing, talk);
            match talk.ask(&message!("visit-ask-send-more"))?.as_str() {
                "1" if writing.naming.name.is_empty() => {
                    writing.ask_text(talk)?;
                }
                "1" => {
                    let to = writing.choice.to.clone().unwrap_or_default();
                    readers::ask_name(&self.arrived.trusted, &to, &mut writing.naming, talk)?;
                }
                "2" => self.choose(writing, talk)?,
                "3" => writing.own_copy = !writing.own_copy,
                "4" => writing.files.ask(talk)?,
                typed => match crate::ask::yes_or_no(typed) {
                    Some(crate::cli::YesNo::Yes) => match self.send(writing, talk) {
                        Ok(()) => return Ok(()),
                        Err(unsent) => tell_unsent(unsent, &writing.text, talk)?,
                    },
                    Some(crate::cli::YesNo::No) => return Ok(()),
                    None => talk.say(&message!("ask-malformed")),
                },
            }
        }
    }

    fn show_writing(&self, writing: &Writing, talk: &Talk<'_>) {
        talk.print.line("");
        let to = writing.choice.to.as_deref().unwrap_or_default();
        experience::show(&writing.beside.experience, talk);
        if !writing.text.is_empty() {
            talk.print.passage(&writing.text);
        }
        if !writing.naming.name.is_empty() {
            readers::tell_name(&self.arrived.trusted, &writing.naming, to, talk);
        }
        readers::tell_choice(&self.arrived.trusted, &writing.choice, talk);
        if self.tell_left(to, talk) {
            talk.tell("reader-left-unticked");
        }
        talk.item(&own_copy(writing.own_copy, talk));
        talk.tell("own-copy-price");
        writing.files.show(talk);
    }

    fn send(&mut self, writing: &mut Writing, talk: &Talk<'_>) -> Result<(), Unsent> {
        talk.title("sending-title");
        talk.say(&message!("visit-sending"));
        let (arrived, reporter, letter) = (self.arrived, self.reporter, writing.id);
        Carrier { arrived, reporter, letter }.carry(&mut writing.files, talk)?;
        let price = price(self.arrived, talk, None)?;
        talk.tell("sending-seal");
        let (outgoing, state) = self.seal(writing, price, talk)?;
        let day = deliver(&outgoing, price, self.arrived, talk, None)?;
        // Accepted: from now on the state in it is her newest.
        self.signed.push(state);
        self.taken = Some(day);
        self.open();
        Ok(())
    }

    fn seal(
        &self,
        writing: &Writing,
        price: Health,
        talk: &Talk<'_>,
    ) -> Result<(Outgoing, State), Unsent> {
        let (trusted, reporter) = (&self.arrived.trusted, self.reporter);
        let state = self.collected.state.as_ref();
        let of_state = state.filter(|_| !writing.chosen);
        let to: Vec<Id> = of_state.map_or_else(
            || writing.choice.to.clone().unwrap_or_default(),
            |state| state.to.clone(),
        );
        let named = |id: &Id| writing.naming.to.contains(id);
        let draft = MessageDraft {
            text: writing.text.as_str().to_owned(),
            kind: writing.kind,
            only_to: to.iter().copied().filter(named).collect(),
            to,
            shut_out: writing.choice.shut_out.clone(),
            lang: talk.lang(),
            day: price.day,
            name: writing.naming.name.clone(),
            id: Some(writing.id),
            blobs: writing.files.named(),
        };
        let known = Known { state: state.cloned(), seen: self.collected.seen.clone() };
        let mut beside = writing.beside.clone();
        beside.share_with.retain(|id| draft.to.contains(id));
        let letter = draft.write_beside(beside, reporter, trusted, &known)?;
        let copy = if writing.own_copy { OwnCopy::Kept } else { OwnCopy::None };
        let sealed = seal::reporter_letter(&letter, reporter, &trusted.roster, copy)?;
        let state = letter.state.verify(&trusted.roster.instance, &reporter.keys().signing_key);
        let state = state.map_err(|error| Unsent::Failed(super::failed(error)))?;
        Ok((Outgoing::of(letter.id, &sealed, reporter), state))
    }
}

impl Writing {
    /// These read too from now on, and are to be shown what came before.
    pub(super) fn add(&mut self, added: Vec<Id>) {
        self.chosen = true;
        self.choice.to.get_or_insert_default().extend(&added);
        self.beside.share_with = added;
    }

    /// False if she wrote nothing where something must be written. Nobody owes a reason for
    /// taking a report back, and whoever is being punished need not wait for words.
    pub(super) fn ask_text(&mut self, talk: &mut Talk<'_>) -> Result<bool, Failure> {
        let enter = message!("filing-enter-leaves");
        let typed = talk.ask(&message!("visit-ask-text", most = MOST, enter = enter))?;
        match typed.as_str() {
            "" | END => {}
            "-" => self.text = Zeroizing::default(),
            first => self.text = talk.text_from(first, MOST)?,
        }
        let has_answers = !self.beside.experience.is_empty();
        let says_other = has_answers || !self.files.is_empty();
        let is_enough = !self.text.is_empty() || says_other || self.kind == ReporterKind::Withdraw;
        if !is_enough {
            talk.warn("message-empty", &[]);
        }
        Ok(is_enough)
    }
}
