//! `dauys passphrase`: seals the file of keys with another passphrase. The vault is sealed with a key
//! from it, and need not be touched.

use dauys_wire::Id;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::{Global, Passphrase};
use crate::failure::{Exit, Failure};
use crate::home::Home;
use crate::keys::Keys;
use crate::message;
use crate::passphrase::PassphraseSource;
use crate::print::Print;
use crate::schema::shape;

/// Whose keys were sealed anew.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// Of the investigator, in the roster.
    #[schemars(with = "shape::Id")]
    id: Id,
}

pub(super) fn run(args: &Passphrase, global: &Global, print: &Print) -> Result<(), Failure> {
    let home = Home::locate(global.home.as_ref());
    if !home.keys().exists() {
        return Err(Failure::no_keys(home.folder()));
    }
    let _lock = home.lock()?;
    let old = PassphraseSource::new(global.passphrase_file.as_ref());
    let old = old.existing(print, &message!("ask-present-passphrase"))?;
    let keys = Keys::open(&home, &old)?;
    let new = PassphraseSource::of(args.new_passphrase_file.as_ref(), "--new-passphrase-file");
    let new = new.chosen(print, &message!("ask-new-passphrase"))?;
    if old.expose() == new.expose() {
        return Err(Failure::new(Exit::Usage, message!("passphrase-same")));
    }
    keys.seal_anew(&home, &new)?;
    print.beside(&message!("passphrase-done"));
    print.json(&View { id: keys.id });
    Ok(())
}
