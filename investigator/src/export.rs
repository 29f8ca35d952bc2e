//! A case as one file, for whoever has to read it elsewhere: made to be checked without us.
//!
//! ```text
//! case_file   what is told of a case        cloak     what is covered in it
//! document    the same, to be read          html, pdf the document
//! readme      how to check it               manifest  what is in the file, and who says so
//! container   the ZIP                       verify    holds one against its manifest
//! ```
//!
//! The same case makes the same bytes: nothing in it goes by time or chance. So the verifier reads no
//! ZIP, of which one can make many that programs read in different ways: it writes the one that there
//! must be, and compares.

mod case_file;
mod cloak;
mod container;
mod document;
mod html;
mod manifest;
mod pdf;
mod readme;
mod verify;

pub use self::case_file::{
    AnswerOf, CaseFile, EntryOf, EvidenceOf, FORMAT as CASE_FORMAT, Missing, PersonOf, ProofOf,
    Variant,
};
pub use self::cloak::{BLOCK, Cloak, Covered, MASK_MAX, is_mask};
pub use self::container::Container;
pub use self::document::{document, sort};
pub use self::html::html;
pub use self::manifest::{
    CASE_FILE, Custody, FORMAT, FileOf, HTML, MANIFEST, Manifest, PDF, README, SIGNATURE, Signer,
    evidence_name, is_bounded,
};
pub use self::pdf::pdf;
pub use self::readme::readme;
pub use self::verify::{Change, Checked, NotAnExport, Verdict, verify, verify_bytes};
