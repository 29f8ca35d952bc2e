//! Stepping out, and what the reporter writes to somebody who has: nobody reads it here. It is handed
//! on to those who read in their place, but never to whom she shut out, nor with a name that she
//! gave to this reader alone. What cannot be handed on is kept unread, and she is told: what she
//! wrote must not disappear without a word.

use std::collections::BTreeSet;

use dauys_crypto::event::{EventBody, EventKind};
use dauys_crypto::letter::{Letter, ReporterLetter};
use dauys_crypto::reply::ReplyKind;
use dauys_wire::{Day, Id};

use super::letters::Item;
use super::replies::{Told, Writing};
use super::tell::Telling;
use super::{ComposeError, Desk};
use crate::case::{Case, Entry, Reporter, What};
use crate::pace::Kind;
use crate::vault::record::Record;

/// What came of her letters to somebody who stepped out.
#[derive(Debug, Default)]
pub struct Unseen {
    /// For the vault: what is handed on, and that she is told of the rest.
    pub records: Vec<Record>,
    /// So many of her letters can be handed on to nobody.
    pub left: usize,
}

impl Desk<'_> {
    /// Steps out: colleagues and the reporter are told, and from now on nothing is sealed to this
    /// investigator. That nothing of the case is shown here any more is kept with it.
    pub fn recuse(
        &self,
        case: &Case<'_>,
        farewell: &str,
        reason: &str,
    ) -> Result<Telling, ComposeError> {
        if self.colleagues(case)?.iter().all(|id| *id == self.keys.id) {
            return Err(ComposeError::LastReader);
        }
        let body = EventBody { text: reason.trim().to_owned(), ..EventBody::default() };
        let mut telling = self.tell(case, farewell, EventKind::Recuse, body)?;
        telling.records.push(self.recused(case));
        Ok(telling)
    }

    /// That this investigator stepped out, and who reads in their place.
    fn recused(&self, case: &Case<'_>) -> Record {
        let others = case.readers().into_iter().filter(|id| *id != self.keys.id);
        Record::Recused { thread: case.thread, forward_to: others.collect() }
    }

    /// That this investigator stepped out, if a case says so and this desk does not know it: they did
    /// it on another machine, which hands on what comes. `None` if there is nothing to learn.
    pub fn recused_elsewhere(&self, case: &Case<'_>) -> Option<Record> {
        let thread = case.thread;
        let place = case.people.recused().get(&self.keys.id)?;
        let What::Event(event) = case.entries.get(*place)?.what else { return None };
        if self.contents.is_recused(&thread) {
            return None;
        }
        let is_here = event.desk() == self.id();
        let elsewhere = Record::Recused { thread, forward_to: Vec::new() };
        Some(if is_here { self.recused(case) } else { elsewhere })
    }

    /// Hands on a case of which this desk keeps nothing, because its owner stepped out: each of her
    /// letters that nobody has who reads in their place. Of what cannot be handed on she is told
    /// once; `words` says it, by the days on which she wrote.
    pub fn hand_on_unseen(
        &self,
        case: &Case<'_>,
        words: impl FnOnce(&Reporter<'_>, &[Day]) -> String,
    ) -> Result<Unseen, ComposeError> {
        let Some(her) = &case.reporter else { return Ok(Unseen::default()) };
        let readers = self.instead(case, her);
        let mut unseen = Unseen::default();
        for reader in &readers {
            let lacks = |(entry, _): &(&Entry<'_>, _)| !entry.audience.contains(reader);
            let letters = self.unread(case, &readers).filter(lacks);
            let missing = letters.filter_map(|(_, letter)| self.without_name(letter)).collect();
            unseen.records.extend(self.hand_on(reader, missing, her.lang)?);
        }
        let can_go =
            |letter: &ReporterLetter| !readers.is_empty() && self.without_name(letter).is_some();
        let is_left = |(entry, letter): &(&Entry<'_>, &ReporterLetter)| {
            !readers.iter().any(|id| entry.audience.contains(id)) && !can_go(letter)
        };
        let left = self.unread(case, &readers).filter(is_left);
        let left: Vec<&ReporterLetter> = left.map(|(_, letter)| letter).collect();
        unseen.left = left.len();
        let is_told =
            |id: &Id| self.contents.replies(&case.thread).any(|reply| reply.received.contains(id));
        let untold: Vec<&ReporterLetter> =
            left.into_iter().filter(|letter| !is_told(&letter.id)).collect();
        if !untold.is_empty() {
            let days: Vec<Day> = untold.iter().map(|letter| letter.day).collect();
            let ids = untold.iter().map(|letter| letter.id).collect();
            let told = self.unread_reply(case, her, &readers, ids, &words(her, &days))?;
            unseen.records.extend(told);
        }
        Ok(unseen)
    }

    /// Whether nothing of a case that its owner stepped out of has to be kept any longer: all of it
    /// was handed on, and has gone.
    pub fn is_handed_on(&self, case: &Case<'_>) -> bool {
        let Some(her) = &case.reporter else { return true };
        let readers = self.instead(case, her);
        let has = |entry: &Entry<'_>| readers.iter().any(|id| entry.audience.contains(id));
        let all_have = self.unread(case, &readers).all(|(entry, _)| has(entry));
        let posting = self.contents.posting();
        let letters = posting.waiting(Kind::Letter);
        let letters = letters.filter_map(|one| self.contents.letters().get(&one.id));
        let mut waits = letters.filter(|kept| match &kept.letter {
            Letter::Investigator(letter) => {
                letter.shared.iter().any(|one| one.letter.thread == case.thread)
            }
            Letter::Reporter(_) => false,
        });
        all_have && waits.next().is_none()
    }

    /// Who reads in the place of this investigator: of those who read when they stepped out, whom
    /// she has not shut out since, and who can be written to.
    fn instead(&self, case: &Case<'_>, her: &Reporter<'_>) -> Vec<Id> {
        let others = self.contents.forward_to(&case.thread).iter().copied();
        let reads = |id: &Id| {
            self.is_active(id)
                && !her.shut_out.contains(id)
                && !case.people.recused().contains_key(id)
        };
        others.filter(|id| *id != self.keys.id && reads(id)).collect()
    }

    /// Her letters that she sealed to none of those who read, oldest first. Not longer than letters
    /// are kept at all.
    fn unread<'c>(
        &self,
        case: &'c Case<'_>,
        readers: &[Id],
    ) -> impl Iterator<Item = (&'c Entry<'c>, &'c ReporterLetter)> {
        let is_kept = |day: Day| self.today.since(day) <= self.known.roster.retention_days;
        let hers = case.entries.iter().filter_map(|entry| match entry.what {
            What::Reporter(letter) => Some((entry, letter)),
            What::Event(_) => None,
        });
        hers.filter(move |(_, letter)| {
            is_kept(letter.day) && !readers.iter().any(|id| letter.to.contains(id))
        })
    }

    /// A letter of hers, verbatim, if her name is not in it: that she gave to this reader.
    fn without_name(&self, letter: &ReporterLetter) -> Option<Item> {
        let is_free = letter.body.name.is_empty();
        self.verbatim(letter).filter(|_| is_free).map(Item::Shared)
    }

    /// Tells her that nobody reads what she wrote. It says once more that this reader reads no more,
    /// and who does.
    fn unread_reply(
        &self,
        case: &Case<'_>,
        her: &Reporter<'_>,
        readers: &[Id],
        letters: Vec<Id>,
        text: &str,
    ) -> Result<Vec<Record>, ComposeError> {
        // To her page nobody speaks who is not of the roster.
        if !self.is_active(&self.keys.id) {
            return Ok(Vec::new());
        }
        let own =
            self.contents.own_replies(&case.thread).next_back().map(|reply| (reply.n, reply.day));
        let named: BTreeSet<Id> = her.readers.iter().chain(readers).copied().collect();
        let named = named.into_iter().filter(|id| *id != self.keys.id);
        let told = Told { readers: named.collect(), ..Told::default() };
        let (kind, last) = (ReplyKind::Answer, self.at_least(own, case));
        let writing = Writing { kind, last, repeats: None, acknowledges: letters, told };
        Ok(self.reply(case, her, &writing, text)?.records)
    }
}
