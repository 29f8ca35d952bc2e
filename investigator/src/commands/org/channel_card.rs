//! `dauys org channel-card`: on the channel's own machine, signs who its members are, with a key
//! that the organisation never sees.

use dauys_wire::PublicKey;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::{Global, OrgChannelCard};
use crate::failure::Failure;
use crate::files;
use crate::message;
use crate::org::statement;
use crate::passphrase::PassphraseSource;
use crate::print::Print;
use crate::schema::shape;

/// The statement that was signed.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View<'a> {
    channel: &'a str,
    /// The channel's own key.
    #[schemars(with = "shape::PublicKey")]
    key: PublicKey,
    /// What the address has behind `#` on the channel's own posters.
    fragment: String,
    /// Where the statement is.
    card: String,
}

pub(super) fn run(args: &OrgChannelCard, global: &Global, print: &Print) -> Result<(), Failure> {
    let source = PassphraseSource::new(global.passphrase_file.as_ref());
    let key = if args.key.exists() {
        let passphrase = source.existing(print, &message!("ask-channel-passphrase"))?;
        statement::open_key(&args.key, &passphrase)?
    } else {
        let passphrase = source.chosen(print, &message!("ask-new-channel-passphrase"))?;
        statement::create_key(&args.key, &passphrase)?
    };
    let text = statement::sign(&key, &args.instance, &args.id, &args.members)?;
    files::replace(&args.out, text.as_bytes())?;
    let public = PublicKey::from_bytes(key.verifying_key().to_bytes());
    let fragment = format!("c={}.{public}", args.id);
    let path = args.out.display().to_string();
    print.say(&message!("channel-card-done", path = path.as_str(), fragment = fragment.as_str()));
    print.json(&View { channel: &args.id, key: public, fragment, card: path });
    Ok(())
}
