//! `dauys org site`: signs the list of the page's files.

use dauys_wire::Digest;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::{Global, OrgSite};
use crate::failure::Failure;
use crate::message;
use crate::org::folder::Folder;
use crate::org::site;
use crate::passphrase::PassphraseSource;
use crate::print::Print;
use crate::schema::shape;

/// The list that was signed.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// The version of Dauys that it belongs to.
    version: String,
    /// Of the list.
    #[schemars(with = "shape::Digest")]
    sha256: Digest,
    /// How many files the page has.
    files: usize,
    /// The file with the signature.
    signature: String,
}

pub(super) fn run(
    args: &OrgSite,
    folder: &Folder,
    global: &Global,
    print: &Print,
) -> Result<(), Failure> {
    let list = site::read(&args.list)?;
    let sha256 = Digest::of(&list.json);
    let (version, files) = (list.manifest.version.clone(), list.manifest.files.len());
    print.say(&message!(
        "org-site-list",
        version = version.as_str(),
        files = files,
        sha256 = sha256.to_string(),
    ));
    let source = PassphraseSource::new(global.passphrase_file.as_ref());
    let passphrase = source.existing(print, &message!("ask-root-passphrase"))?;
    let signature = site::sign(folder, &list, &passphrase)?.display().to_string();
    print.say(&message!("org-site-done", file = signature.as_str()));
    print.json(&View { version, sha256, files, signature });
    Ok(())
}
