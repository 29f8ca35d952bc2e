//! `dauys org sign`: signs the next version of the roster.

use serde_json::json;

use crate::cli::{Global, OrgSign};
use crate::failure::Failure;
use crate::org::folder::Folder;
use crate::org::{data, sign};
use crate::passphrase::PassphraseSource;
use crate::print::Print;
use crate::{clock, message};

pub(super) fn run(
    args: &OrgSign,
    folder: &Folder,
    global: &Global,
    print: &Print,
) -> Result<(), Failure> {
    let (questions, help) = (args.questionnaire.as_deref(), args.help_directory.as_deref());
    // Before the passphrase: whoever has to correct a file first has typed nothing in vain.
    let data = data::take(folder, questions, help)?;
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
    print.json(&json!({
        "version": roster.version,
        "issued": roster.issued,
        "expires": roster.expires,
        "publish": place,
    }));
    Ok(())
}
