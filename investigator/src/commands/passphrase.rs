//! `dauys passphrase`: seals the file of keys with another passphrase. The vault is sealed with a key
//! from it, and need not be touched.

use dauys_wire::Id;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::{self, Global};
use crate::failure::{Exit, Failure};
use crate::home::Home;
use crate::keys::Keys;
use crate::message;
use crate::passphrase::{Passphrase, PassphraseSource};
use crate::print::Print;
use crate::schema::shape;
use crate::seat::Seat;

/// Whose keys were sealed anew.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// Of the investigator, in the roster.
    #[schemars(with = "shape::Id")]
    id: Id,
}

pub(super) fn run(args: &cli::Passphrase, global: &Global, print: &Print) -> Result<(), Failure> {
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
    seal_anew(&keys, &home, &old, &new)?;
    print.beside(&message!("passphrase-done"));
    print.json(&View { id: keys.id });
    Ok(())
}

/// The same at an open desk.
pub(crate) fn change(
    old: &Passphrase,
    new: &Passphrase,
    seat: &Seat<'_>,
    print: &Print,
) -> Result<(), Failure> {
    let workplace = seat.sit(print)?;
    // Whoever found the desk open does not have it.
    let keys = Keys::open(workplace.home(), old)?;
    seal_anew(&keys, workplace.home(), old, new)
}

fn seal_anew(keys: &Keys, home: &Home, old: &Passphrase, new: &Passphrase) -> Result<(), Failure> {
    if old.expose() == new.expose() {
        return Err(Failure::new(Exit::Usage, message!("passphrase-same")));
    }
    Ok(keys.seal_anew(home, new)?)
}
