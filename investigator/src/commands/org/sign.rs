//! `dauys org sign`: signs the next version of the roster.

use dauys_wire::Day;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::{Global, OrgSign};
use crate::failure::Failure;
use crate::org::folder::Folder;
use crate::org::{data, sign};
use crate::passphrase::PassphraseSource;
use crate::print::Print;
use crate::schema::shape;
use crate::{clock, message};

/// The roster that was signed.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    version: u64,
    #[schemars(with = "shape::Day")]
    issued: Day,
    /// The last day on which pages take it.
    #[schemars(with = "shape::Day")]
    expires: Day,
    /// The folder of what the server publishes.
    publish: String,
}

pub(super) fn run(
    args: &OrgSign,
    folder: &Folder,
    global: &Global,
    print: &Print,
) -> Result<(), Failure> {
    let (questions, help) = (args.questionnaire.as_deref(), args.help_directory.as_deref());
    // Before the passphrase: whoever has to correct a file first has typed nothing in vain.
    let data = data::take(folder, questions, help, clock::today())?;
    if let Some(same_id) = &data.same_id {
        print.warn(same_id);
    }
    let source = PassphraseSource::new(global.passphrase_file.as_ref());
    let passphrase = source.existing(print, &message!("ask-root-passphrase"))?;
    let roster = sign::sign(folder, data, &passphrase, clock::today(), args.days)?;
    let place = folder.publish().display().to_string();
    print.say(&message!(
        "org-sign-done",
        version = roster.version,
        day = roster.expires.to_string(),
        folder = place.as_str(),
    ));
    let (version, issued, expires) = (roster.version, roster.issued, roster.expires);
    print.json(&View { version, issued, expires, publish: place });
    Ok(())
}
