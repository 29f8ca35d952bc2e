//! `dauys org form`: the page as a file, for those who cannot open it where they are.

use dauys_wire::{Day, Digest};
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::Global;
use crate::failure::Failure;
use crate::org::folder::Folder;
use crate::org::form;
use crate::passphrase::PassphraseSource;
use crate::print::Print;
use crate::schema::shape;
use crate::{clock, message};

/// The form that was made.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// The file.
    file: String,
    /// The signature of it.
    signature: String,
    /// Of the file; `dauys org poster --offline-form` prints it.
    #[schemars(with = "shape::Digest")]
    sha256: Digest,
    /// The last day on which it can be used: that of the list inside.
    #[schemars(with = "shape::Day")]
    expires: Day,
}

pub(super) fn run(folder: &Folder, global: &Global, print: &Print) -> Result<(), Failure> {
    let form = form::make(folder, clock::today())?;
    let (sha256, expires) = (Digest::of(form.html.as_bytes()), form.roster.expires);
    let source = PassphraseSource::new(global.passphrase_file.as_ref());
    let passphrase = source.existing(print, &message!("ask-root-passphrase"))?;
    let [file, signature] = form::sign(folder, &form, &passphrase)?;
    let [file, signature] = [file, signature].map(|path| path.display().to_string());
    print.line(&file);
    print.line(&signature);
    print.say(&message!(
        "org-form-done",
        sha256 = sha256.to_string(),
        day = expires.to_string(),
        file = file.as_str(),
    ));
    print.json(&View { file, signature, sha256, expires });
    Ok(())
}
