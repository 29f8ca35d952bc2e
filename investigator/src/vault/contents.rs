//! What is in the vault, in memory.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::letter::{Author, InvestigatorLetter, Letter, ReporterLetter, RosterRef};
use dauys_wire::limits::{LETTER_JSON_MAX, ROSTER_MAX};
use dauys_wire::questionnaire::Questionnaire;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Digest, Id, Signature, json};
use serde::Deserialize;

use super::log::VaultError;
use super::machines::Machines;
use super::posting::Posting;
use super::reading::Ready;
use super::record::{
    Connection, DeletedCase, KeptLetter, KeptRoster, Outgoing, Place, Record, RejectedLetter,
    SentReply, Tombstone,
};
use super::threads::Threads;
use crate::pace::Kind;
use crate::sheets::SheetsKey;

/// The index.
#[derive(Default)]
pub struct Contents {
    connection: Option<Connection>,
    roster: Option<KnownRoster>,
    roster_hashes: BTreeMap<u64, BTreeSet<Digest>>,
    letters: BTreeMap<Id, VaultLetter>,
    threads: Threads,
    not_ours: BTreeSet<Id>,
    rejected: BTreeMap<Id, RejectedLetter>,
    /// How many times a letter was listed and not handed out.
    undelivered: BTreeMap<Id, u32>,
    complete: BTreeSet<Day>,
    posting: Posting,
    /// Letters of this desk that it has not fetched yet. It fetches them like all others: what it
    /// left out would be known as its own.
    own_unfetched: BTreeSet<Id>,
    replies: BTreeMap<Id, Vec<SentReply>>,
    read: BTreeSet<Id>,
    deleted: BTreeMap<Id, DeletedCase>,
    /// What waited of cases when they were deleted.
    of_deleted: BTreeSet<Id>,
    /// Reports that were written down here for somebody else.
    filed: BTreeSet<Id>,
    /// Cases that this investigator stepped out of, and to whom each is handed on.
    recused: BTreeMap<Id, Vec<Id>>,
    machines: Machines,
    sheets: Option<SheetsKey>,
}

/// The roster in force.
pub struct KnownRoster {
    /// The roster.
    pub roster: Roster,
    /// Its questionnaire.
    pub questionnaire: Questionnaire,
    /// Version and hash, as letters carry them.
    pub reference: RosterRef,
}

/// A letter with what proves it.
pub struct VaultLetter {
    /// The letter.
    pub letter: Letter,
    /// The day under which the inbox lists it.
    pub day: Day,
    /// SHA-256 of its JSON as it was signed: what `prev` and `seen` name.
    pub sha256: Digest,
    /// The author's signature over the JSON.
    pub signature: Signature,
    /// The exact JSON; less the events of cases that were deleted here.
    pub json: String,
    /// Whether such events were cut out.
    pub is_cut: bool,
}

impl Contents {
    /// Where the server is; `None` before the first `sync`.
    pub const fn connection(&self) -> Option<&Connection> {
        self.connection.as_ref()
    }

    /// The roster in force; `None` before the first `sync`.
    pub const fn roster(&self) -> Option<&KnownRoster> {
        self.roster.as_ref()
    }

    /// Whether a letter names a roster that this desk never saw although it knows that version:
    /// its author was shown another list of readers.
    pub fn is_other_roster(&self, reference: &RosterRef) -> bool {
        self.roster_hashes
            .get(&reference.version)
            .is_some_and(|known| !known.contains(&reference.sha256))
    }

    /// All letters, by id.
    pub const fn letters(&self) -> &BTreeMap<Id, VaultLetter> {
        &self.letters
    }

    /// Which of them tell of which thread.
    pub const fn threads(&self) -> &Threads {
        &self.threads
    }

    /// A letter of a reporter, by its hash, out of one that brought it.
    pub fn hers(&self, carrier: &Id, sha256: &Digest) -> Option<&ReporterLetter> {
        let kept = self.letters.get(carrier)?;
        match &kept.letter {
            Letter::Reporter(letter) => (kept.sha256 == *sha256).then_some(letter),
            Letter::Investigator(letter) => {
                letter.shared.iter().find(|it| it.sha256 == *sha256).map(|it| &*it.letter)
            }
        }
    }

    /// All that was refused, by id.
    pub const fn rejected(&self) -> &BTreeMap<Id, RejectedLetter> {
        &self.rejected
    }

    /// Whether a letter need not be fetched.
    pub fn knows(&self, id: &Id) -> bool {
        self.is_taken(id) || self.not_ours.contains(id) || self.rejected.contains_key(id)
    }

    /// Whether a letter was fetched and taken.
    pub fn is_taken(&self, id: &Id) -> bool {
        let is_fetched = !self.own_unfetched.contains(id) && !self.rejected.contains_key(id);
        is_fetched && self.letters.contains_key(id)
    }

    /// Whether of a letter the id is kept and nothing else: it did not open, or belonged to a case
    /// that was deleted here.
    pub fn is_not_ours(&self, id: &Id) -> bool {
        self.not_ours.contains(id)
    }

    /// How many times the server listed a letter and did not hand it out; it never did since.
    pub fn times_undelivered(&self, id: &Id) -> u32 {
        self.undelivered.get(id).copied().unwrap_or_default()
    }

    /// Whether all letters of a day are known for good.
    pub fn is_complete(&self, day: Day) -> bool {
        self.complete.contains(&day)
    }

    /// What waits, what is planned, what was posted.
    pub const fn posting(&self) -> &Posting {
        &self.posting
    }

    /// What waits to be posted, oldest first.
    pub fn outgoing(&self) -> &[Outgoing] {
        self.posting.outgoing()
    }

    /// Replies of this desk in a thread, oldest first.
    pub fn replies(&self, thread: &Id) -> impl DoubleEndedIterator<Item = &SentReply> {
        self.replies.get(thread).into_iter().flatten()
    }

    /// The number of this desk's last reply in a case that was deleted here.
    pub fn deleted(&self, thread: &Id) -> Option<&DeletedCase> {
        self.deleted.get(thread)
    }

    /// Of the cases that were deleted, when and why.
    pub fn tombstones(&self) -> impl Iterator<Item = (&Id, &Tombstone)> {
        self.deleted.iter().filter_map(|(id, case)| Some((id, case.tombstone.as_ref()?)))
    }

    /// Whether a report was written down here for somebody else.
    pub fn is_filed_here(&self, letter: &Id) -> bool {
        self.filed.contains(letter)
    }

    /// All cases that were deleted here.
    pub const fn all_deleted(&self) -> &BTreeMap<Id, DeletedCase> {
        &self.deleted
    }

    /// Whether this investigator stepped out of a case.
    pub fn is_recused(&self, thread: &Id) -> bool {
        self.recused.contains_key(thread)
    }

    /// To whom letters of a case that this investigator stepped out of are handed on unseen.
    pub fn forward_to(&self, thread: &Id) -> &[Id] {
        self.recused.get(thread).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a case was deleted here, and its reporter has not written since.
    pub fn is_deleted(&self, thread: &Id) -> bool {
        let hers = |kept: &VaultLetter| match &kept.letter {
            Letter::Reporter(letter) => letter.thread == *thread,
            Letter::Investigator(letter) => {
                letter.shared.iter().any(|shared| shared.letter.thread == *thread)
            }
        };
        self.deleted.contains_key(thread) && !self.letters.values().any(hers)
    }

    /// What backups are sealed to that sheets of paper open.
    pub const fn sheets(&self) -> Option<&SheetsKey> {
        self.sheets.as_ref()
    }

    /// Which machines of its owner have written here.
    pub const fn machines(&self) -> &Machines {
        &self.machines
    }

    /// The number of this machine among its owner's; the first is 0.
    pub const fn device(&self) -> u8 {
        self.machines.present()
    }

    /// Replies of this machine in a thread, oldest first: without those of one whose backup this is.
    pub fn own_replies(&self, thread: &Id) -> impl DoubleEndedIterator<Item = &SentReply> {
        self.replies(thread).filter(|reply| self.machines.wrote(&reply.id) == self.device())
    }

    /// Whether a letter was shown.
    pub fn is_read(&self, id: &Id) -> bool {
        self.read.contains(id)
    }

    /// Whether the file still holds something of a deleted case that has gone since.
    pub(super) fn is_deletion_unfinished(&self) -> bool {
        let waits = |id: &Id| self.posting.outgoing().iter().any(|one| one.id == *id);
        !self.of_deleted.iter().all(waits)
    }

    /// Reads a record and takes it in.
    #[cfg(test)]
    pub(crate) fn apply(&mut self, record: Record) -> Result<(), VaultError> {
        self.take(Ready::read(record)?);
        Ok(())
    }

    /// Takes in a record.
    pub(super) fn take(&mut self, ready: Ready) {
        match ready {
            Ready::Letter(id, letter) => {
                self.forget(&id);
                self.remove_letter(&id);
                self.threads.insert(id, &letter);
                self.letters.insert(id, *letter);
            }
            Ready::Roster(known) => self.take_roster(*known),
            Ready::Other(record) => self.take_other(record),
        }
    }

    fn take_other(&mut self, record: Record) {
        match record {
            Record::Connection(connection) => self.connection = Some(connection),
            Record::NotOurs { ids } => {
                for id in &ids {
                    self.undelivered.remove(id);
                }
                self.not_ours.extend(ids);
            }
            Record::Undelivered { ids } => {
                for id in ids {
                    *self.undelivered.entry(id).or_default() += 1;
                }
            }
            Record::Rejected(rejected) => {
                self.forget(&rejected.id);
                self.rejected.insert(rejected.id, rejected);
            }
            Record::Complete { days } => {
                self.posting.complete(&days);
                self.complete.extend(days);
            }
            Record::Reply(reply) => self.replies.entry(reply.thread).or_default().push(reply),
            Record::Read { ids } => self.read.extend(ids),
            Record::Sheets(key) => self.sheets = Some(key),
            Record::Device { device } => self.machines.begin(device),
            Record::Restored { device } => {
                let replies = self.replies.values().flatten().map(|reply| reply.id);
                self.machines.go_on(device, replies);
                // A number that the former machine had got to is none of this one's.
                self.deleted.values_mut().for_each(|case| case.last = None);
            }
            Record::Recused { thread, forward_to } => {
                self.recused.insert(thread, forward_to);
            }
            Record::Deleted(case) => {
                self.replies.remove(&case.thread);
                self.await_the_rest(&case.thread);
                self.deleted.insert(case.thread, case);
            }
            Record::Outgoing(outgoing) => {
                if matches!(outgoing.place, Place::Filed { .. }) {
                    self.filed.insert(outgoing.id);
                }
                if outgoing.place.kind() == Kind::Letter {
                    self.own_unfetched.insert(outgoing.id);
                }
                self.posting.wait(outgoing);
            }
            Record::Dropped { ids } => self.drop_waiting(&ids),
            other => self.posting.apply(other),
        }
    }

    /// What waits of a case that is deleted goes when it is posted, and its file with it: it is
    /// sealed to this desk too.
    fn await_the_rest(&mut self, thread: &Id) {
        let is_cut = |id: &Id| self.letters.get(id).is_some_and(|kept| kept.is_cut);
        let is_of_it = |one: &&Outgoing| match &one.place {
            Place::Drop { thread: of } => of == thread,
            Place::Inbox { .. } => is_cut(&one.id),
            Place::Filed { .. } | Place::Bucket { .. } => false,
        };
        let rest = self.posting.outgoing().iter().filter(is_of_it).map(|one| one.id);
        self.of_deleted.extend(rest);
    }

    /// What was known of a letter before it was fetched and opened, or refused.
    fn forget(&mut self, id: &Id) {
        self.own_unfetched.remove(id);
        self.not_ours.remove(id);
        self.rejected.remove(id);
        self.undelivered.remove(id);
    }

    /// As if they had never been written.
    fn drop_waiting(&mut self, ids: &[Id]) {
        self.posting.forget(ids);
        for id in ids {
            self.own_unfetched.remove(id);
            self.remove_letter(id);
        }
        for replies in self.replies.values_mut() {
            replies.retain(|reply| !ids.contains(&reply.id));
        }
    }

    fn remove_letter(&mut self, id: &Id) {
        if let Some(letter) = self.letters.remove(id) {
            self.threads.remove(id, &letter);
        }
    }

    fn take_roster(&mut self, known: KnownRoster) {
        let RosterRef { version, sha256 } = known.reference;
        self.roster_hashes.entry(version).or_default().insert(sha256);
        self.roster = Some(known);
    }
}

impl KnownRoster {
    /// Parses a roster that was verified before it was kept.
    pub(crate) fn read(kept: &KeptRoster) -> Result<Self, VaultError> {
        let roster: Roster =
            json::parse(kept.json.as_bytes(), ROSTER_MAX).map_err(|_| VaultError::Unreadable)?;
        let questionnaire = Questionnaire::verify(kept.questionnaire.as_bytes(), &roster)
            .map_err(|_| VaultError::Unreadable)?;
        let sha256 = Digest::of(kept.json.as_bytes());
        let reference = RosterRef { version: roster.version, sha256 };
        Ok(Self { roster, questionnaire, reference })
    }
}

impl VaultLetter {
    /// Parses a letter that was verified before it was kept: the vault's own seal vouches for it.
    pub(super) fn read(kept: KeptLetter) -> Result<Self, VaultError> {
        let KeptLetter { day, signature, json, whole, .. } = kept;
        let letter = parse_letter(json.as_bytes()).ok_or(VaultError::Unreadable)?;
        let is_cut = whole.is_some();
        let sha256 = whole.unwrap_or_else(|| Digest::of(json.as_bytes()));
        Ok(Self { letter, day, sha256, signature, json, is_cut })
    }
}

/// A letter that was verified before.
pub(crate) fn parse_letter(exact: &[u8]) -> Option<Letter> {
    #[derive(Deserialize)]
    struct From {
        from: Author,
    }
    match serde_json::from_slice::<From>(exact).ok()?.from {
        Author::Reporter => {
            let letter: ReporterLetter = json::parse(exact, LETTER_JSON_MAX).ok()?;
            Some(Letter::Reporter(Box::new(letter)))
        }
        Author::Investigator(_) => {
            let letter: InvestigatorLetter = json::parse(exact, LETTER_JSON_MAX).ok()?;
            Some(Letter::Investigator(Box::new(letter)))
        }
    }
}
