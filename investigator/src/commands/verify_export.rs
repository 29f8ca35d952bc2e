//! `dauys verify-export`: whether an exported case is what somebody signed, by whom, and what was
//! changed. It needs no keys, no folder and no network.

use std::path::Path;

use dauys_crypto::card::Card;
use dauys_crypto::roster::signer_number;
use dauys_wire::{Day, Digest, Id, InstanceName, PublicKey};
use schemars::JsonSchema;
use serde::Serialize;

use super::list::short;
use crate::attachment;
use crate::cli::VerifyExport;
use crate::export::{Change, Checked, EvidenceOf, NotAnExport, Signer, Variant, Verdict, verify};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::message;
use crate::print::{Print, Tone};
use crate::schema::shape;
use crate::text::Message;

/// A card has some 2,400 bytes.
pub(crate) const CARD_MAX: usize = 8_192;

/// What an export is, and what was changed in it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// Whether every byte is as it was signed.
    whole: bool,
    signer: Signer,
    /// To be compared with whoever signed.
    number: String,
    /// Whether it is the key that was given; nothing if none was.
    is_key: Option<bool>,
    #[schemars(with = "String")]
    instance: InstanceName,
    #[schemars(with = "shape::Id")]
    case: Id,
    variant: Variant,
    #[schemars(with = "shape::Day")]
    day: Day,
    program: String,
    /// SHA-256 of the manifest, which the log of the case names.
    #[schemars(with = "shape::Digest")]
    manifest: Digest,
    files: Vec<Checked>,
    evidence: Vec<EvidenceOf>,
    changes: Vec<Change>,
}

pub(super) fn run(args: &VerifyExport, print: &Print) -> Result<(), Failure> {
    let wanted = args.key.as_deref().map(named).transpose()?;
    let verdict = verify(&args.file);
    tell(verdict, wanted, print)
}

/// Says what was found, and whether it is as it was signed, by the wanted key if there is one.
pub(crate) fn tell(
    verdict: Result<Verdict, NotAnExport>,
    wanted: Option<PublicKey>,
    print: &Print,
) -> Result<(), Failure> {
    let view = View::of(verdict.map_err(refused)?, wanted);
    print.json(&view);
    view.tell(print);
    let failed = if !view.whole {
        Some(message!("verify-export-changed", count = view.changes.len()))
    } else if view.is_key == Some(false) {
        Some(message!("verify-export-another-key"))
    } else {
        None
    };
    match failed {
        Some(message) => {
            Err(Failure { is_alarm: true, ..Failure::new(Exit::Refused, message) }.told())
        }
        None if view.is_key.is_some() => {
            print.say(&message!("verify-export-whole-key"));
            Ok(())
        }
        None => {
            print.say(&message!("verify-export-whole"));
            Ok(())
        }
    }
}

/// A signing key, or that of a card in a file.
fn named(typed: &str) -> Result<PublicKey, Failure> {
    if let Ok(key) = PublicKey::parse(typed.trim()) {
        return Ok(key);
    }
    key(&files::read_text(Path::new(typed), CARD_MAX)?)
}

/// A signing key, or that of a card.
pub(crate) fn key(text: &str) -> Result<PublicKey, Failure> {
    if let Ok(key) = PublicKey::parse(text.trim()) {
        return Ok(key);
    }
    let no_key = |_| Failure::new(Exit::Usage, message!("verify-export-no-key"));
    Ok(Card::parse(text).map_err(no_key)?.signing_key)
}

fn refused(error: NotAnExport) -> Failure {
    let (message, is_alarm) = match error {
        NotAnExport::File(error) => return error.into(),
        NotAnExport::Sealed => (message!("verify-export-sealed"), false),
        NotAnExport::Other => (message!("verify-export-other"), true),
        NotAnExport::Signature => (message!("verify-export-signature"), true),
    };
    Failure { is_alarm, ..Failure::new(Exit::Refused, message) }
}

impl View {
    fn of(verdict: Verdict, wanted: Option<PublicKey>) -> Self {
        let Verdict { manifest, sha256, files, changes } = verdict;
        Self {
            whole: changes.is_empty(),
            number: signer_number(&manifest.by.key),
            is_key: wanted.map(|key| key == manifest.by.key),
            signer: manifest.by,
            instance: manifest.instance,
            case: manifest.case,
            variant: manifest.variant,
            day: manifest.day,
            program: manifest.program,
            manifest: sha256,
            files,
            evidence: manifest.evidence,
            changes,
        }
    }

    fn tell(&self, print: &Print) {
        let (case, day, variant) = (short(&self.case), self.day.to_string(), self.variant.words());
        let head = message!("verify-export-head", case = case, day = day, variant = variant);
        print.say_in(Tone::Heading, &head);
        let instance = self.instance.as_str();
        let (name, id) = (self.signer.name.as_str(), self.signer.id.to_string());
        print.say(&message!("verify-export-by", name = name, id = id, instance = instance));
        print.say(&message!("verify-export-number", number = self.number.as_str()));
        print.say(&message!("verify-export-key", key = self.signer.key.to_string()));
        for file in &self.files {
            let (name, size) = (file.name.as_str(), attachment::size(file.size));
            let line = if file.whole {
                message!("verify-export-file", name = name, size = size)
            } else {
                message!("verify-export-file-changed", name = name, size = size)
            };
            print.say(&line);
        }
        let missing = self.evidence.iter().filter(|file| file.file.is_none()).count();
        if missing > 0 {
            print.say(&message!("verify-export-missing", count = missing));
        }
        for change in &self.changes {
            print.alarm(&words(change));
        }
    }
}

fn words(change: &Change) -> Message {
    match change {
        Change::File { name } => message!("change-file", name = name.as_str()),
        Change::Cut { name } => message!("change-cut", name = name.as_str()),
        Change::Container { at } => message!("change-container", at = *at),
        Change::More { bytes } => message!("change-more", bytes = *bytes),
    }
}
