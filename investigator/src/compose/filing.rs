//! A report that this desk takes down for somebody who telephones or comes in person: the same
//! questions and the same sealing as on the page, and a code that is theirs.
//!
//! What is kept here is the sealed file and nothing that opens it: not the code, not its keys, not
//! the letter in clear. If this desk is among the readers it gets the letter like everyone else.

use dauys_crypto::code::Code;
use dauys_crypto::draft::{DraftError, Published, ReportDraft};
use dauys_crypto::seal::{self, OwnCopy, SealError};
use dauys_crypto::thread::Reporter;

use super::Desk;
use crate::vault::contents::KnownRoster;
use crate::vault::record::{Outgoing, Place};

/// A report that is sealed, and not kept yet: first its code must be in the right hands.
pub struct Filed {
    /// The code, which this machine has now and never again. In a place of its own: what is handed
    /// from function to function leaves copies behind.
    pub code: Box<Code>,
    /// For the vault.
    pub outgoing: Outgoing,
}

/// Why a report cannot be filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FilingError {
    /// The roster does not let this desk write any more.
    #[error("this investigator is not active")]
    NotActive,
    /// A rule of the form.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// It cannot be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
}

impl Desk<'_> {
    /// Seals a report for somebody else, with a new code.
    pub fn file(&self, draft: ReportDraft) -> Result<Filed, FilingError> {
        if !self.is_active(&self.keys.id) {
            return Err(FilingError::NotActive);
        }
        let draft = ReportDraft { taken_by: Some(self.keys.id), day: self.today, ..draft };
        let code = Box::new(Code::generate());
        let her = Reporter::derive(&code, "", &self.keys.instance);
        let letter = draft.write(&her, self.known)?;
        // Whoever finds the code would read the letter too, and here it was on a slip.
        let sealed = seal::reporter_letter(&letter, &her, &self.known.roster, OwnCopy::None)?;
        let place = Place::Filed { withdraw: her.withdraw_hash(&letter.id) };
        let outgoing = Outgoing { id: letter.id, place, file: sealed.bytes().to_vec() };
        Ok(Filed { code, outgoing })
    }
}

impl<'a> From<&'a KnownRoster> for Published<'a> {
    fn from(known: &'a KnownRoster) -> Self {
        let KnownRoster { roster, questionnaire, reference } = known;
        Self { roster, questionnaire, reference: *reference }
    }
}
