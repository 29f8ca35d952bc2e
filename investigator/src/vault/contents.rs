//! What is in the vault, in memory.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::letter::{Author, InvestigatorLetter, Letter, ReporterLetter, RosterRef};
use dauys_wire::limits::{LETTER_JSON_MAX, ROSTER_MAX};
use dauys_wire::questionnaire::Questionnaire;
use dauys_wire::roster::Roster;
use dauys_wire::{Day, Digest, Id, Signature, json};
use serde::Deserialize;

use super::log::VaultError;
use super::record::{
    Connection, KeptLetter, KeptRoster, Outgoing, Record, RejectedLetter, SentReply,
};

/// The index.
#[derive(Default)]
pub struct Contents {
    connection: Option<Connection>,
    roster: Option<KnownRoster>,
    roster_hashes: BTreeMap<u64, BTreeSet<Digest>>,
    letters: BTreeMap<Id, VaultLetter>,
    not_ours: BTreeSet<Id>,
    rejected: BTreeMap<Id, RejectedLetter>,
    complete: BTreeSet<Day>,
    outgoing: Vec<Outgoing>,
    replies: BTreeMap<Id, Vec<SentReply>>,
    read: BTreeSet<Id>,
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
    /// SHA-256 of its JSON: what `prev` and `seen` name.
    pub sha256: Digest,
    /// The author's signature over the JSON.
    pub signature: Signature,
    /// The exact JSON.
    pub json: String,
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

    /// All that was refused, by id.
    pub const fn rejected(&self) -> &BTreeMap<Id, RejectedLetter> {
        &self.rejected
    }

    /// Whether a letter need not be fetched.
    pub fn knows(&self, id: &Id) -> bool {
        self.letters.contains_key(id)
            || self.not_ours.contains(id)
            || self.rejected.contains_key(id)
    }

    /// Whether all letters of a day are known for good.
    pub fn is_complete(&self, day: Day) -> bool {
        self.complete.contains(&day)
    }

    /// What waits to be posted, oldest first.
    pub fn outgoing(&self) -> &[Outgoing] {
        &self.outgoing
    }

    /// Replies of this desk in a thread, oldest first.
    pub fn replies(&self, thread: &Id) -> impl DoubleEndedIterator<Item = &SentReply> {
        self.replies.get(thread).into_iter().flatten()
    }

    /// Whether a letter was shown.
    pub fn is_read(&self, id: &Id) -> bool {
        self.read.contains(id)
    }

    /// Takes in a record. One that cannot be read was not written by this program.
    pub(crate) fn apply(&mut self, record: Record) -> Result<(), VaultError> {
        match record {
            Record::Connection(connection) => self.connection = Some(connection),
            Record::Roster(kept) => self.apply_roster(&kept)?,
            Record::Letter(kept) => {
                self.letters.insert(kept.id, VaultLetter::read(kept)?);
            }
            Record::NotOurs { ids } => self.not_ours.extend(ids),
            Record::Rejected(rejected) => {
                self.rejected.insert(rejected.id, rejected);
            }
            Record::Complete { days } => self.complete.extend(days),
            Record::Outgoing(outgoing) => self.outgoing.push(outgoing),
            Record::Posted { id } => self.outgoing.retain(|outgoing| outgoing.id != id),
            Record::Reply(reply) => self.replies.entry(reply.thread).or_default().push(reply),
            Record::Read { ids } => self.read.extend(ids),
        }
        Ok(())
    }

    fn apply_roster(&mut self, kept: &KeptRoster) -> Result<(), VaultError> {
        let known = KnownRoster::read(kept)?;
        let RosterRef { version, sha256 } = known.reference;
        self.roster_hashes.entry(version).or_default().insert(sha256);
        self.roster = Some(known);
        Ok(())
    }
}

impl KnownRoster {
    /// Parses a roster that was verified before it was kept.
    pub(crate) fn read(kept: &KeptRoster) -> Result<Self, VaultError> {
        let roster: Roster =
            json::parse(kept.json.as_bytes(), ROSTER_MAX).map_err(|_| VaultError::Damaged)?;
        let questionnaire = Questionnaire::verify(kept.questionnaire.as_bytes(), &roster)
            .map_err(|_| VaultError::Damaged)?;
        let sha256 = Digest::of(kept.json.as_bytes());
        let reference = RosterRef { version: roster.version, sha256 };
        Ok(Self { roster, questionnaire, reference })
    }
}

impl VaultLetter {
    /// Parses a letter that was verified before it was kept: the vault's own seal vouches for it.
    fn read(kept: KeptLetter) -> Result<Self, VaultError> {
        let KeptLetter { day, signature, json, .. } = kept;
        let letter = parse_letter(json.as_bytes()).ok_or(VaultError::Damaged)?;
        Ok(Self { letter, day, sha256: Digest::of(json.as_bytes()), signature, json })
    }
}

fn parse_letter(exact: &[u8]) -> Option<Letter> {
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
            json::parse::<InvestigatorLetter>(exact, LETTER_JSON_MAX).ok().map(Letter::Investigator)
        }
    }
}
