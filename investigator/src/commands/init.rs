//! `dauys init`: makes the keys and the vault, and prints the card for the organisation.

use dauys_wire::roster::Localised;
use dauys_wire::{Id, InstanceName};
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::{Global, Init};
use crate::failure::Failure;
use crate::files::{self, FileError};
use crate::home::Home;
use crate::keys::{Keys, KeysError};
use crate::passphrase::{Passphrase, PassphraseSource};
use crate::print::Print;
use crate::schema::shape;
use crate::vault::{Record, Vault};
use crate::{ask, message};

/// The keys that were made.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// Of the investigator, in the roster.
    #[schemars(with = "shape::Id")]
    id: Id,
    /// Where the card is.
    #[serde(skip_serializing_if = "Option::is_none")]
    card: Option<String>,
    /// The number of a further machine, with `--device`: 2 for the second.
    #[serde(skip_serializing_if = "Option::is_none")]
    device: Option<u8>,
}

/// Whose keys are made.
pub(crate) struct Person {
    /// As colleagues and reporters read it.
    pub(crate) name: String,
    /// Their position.
    pub(crate) role: Localised,
    /// The installation that the keys are for.
    pub(crate) instance: InstanceName,
}

pub(super) fn run(args: Init, global: &Global, print: &Print) -> Result<(), Failure> {
    let home = Home::locate(global.home.as_ref());
    files::make_folder(home.folder())?;
    let _lock = home.lock()?;
    if let Some(device) = args.device {
        return further_machine(device, &home, global, print);
    }
    if home.keys().exists() {
        return Err(FileError::Exists(home.keys()).into());
    }
    let name = ask::line(print, args.name, "--name", &message!("ask-name"))?;
    let flags = ["--role-kk", "--role-ru", "--role-en"];
    let role = ask::localised(print, args.role.into_parts(), flags, |language| {
        message!("ask-role", language = language)
    })?;
    let question = message!("ask-instance");
    let parse = |text: &str| InstanceName::parse(text).ok();
    let instance = ask::parsed(print, args.instance, "--instance", &question, parse)?;

    let source = PassphraseSource::new(global.passphrase_file.as_ref());
    let passphrase = source.chosen(print, &message!("ask-new-passphrase"))?;
    let (id, card) = make(Person { name, role, instance }, &passphrase, &home)?;

    let path = home.card().display().to_string();
    print.beside(&message!("init-done", path = path.as_str()));
    for line in card.lines() {
        print.line(line);
    }
    print.json(&View { id, card: Some(path), device: None });
    Ok(())
}

/// Makes the keys, the vault and the card in a folder that is there and locked; the card.
pub(crate) fn make(
    person: Person,
    passphrase: &Passphrase,
    home: &Home,
) -> Result<(Id, String), Failure> {
    let keys = Keys::generate(person.instance);
    let card = keys.card(person.name, person.role).map_err(|_| KeysError::Malformed)?;
    // A vault of keys that were lost: its owner's card stays, too.
    if home.vault().exists() {
        return Err(FileError::Exists(home.vault()).into());
    }
    // The keys come last: as long as they are missing, it can be done again.
    files::replace(&home.card(), card.as_bytes())?;
    Vault::create(&home.vault(), &keys.vault)?;
    keys.create(home, passphrase).inspect_err(|_| {
        let _ = files::remove(&home.vault());
    })?;
    Ok((keys.id, card))
}

fn further_machine(device: u8, home: &Home, global: &Global, print: &Print) -> Result<(), Failure> {
    if !home.keys().exists() {
        return Err(Failure::no_keys(home.folder()));
    }
    let source = PassphraseSource::new(global.passphrase_file.as_ref());
    let id = go_on(device, &source.existing(print, &message!("ask-passphrase"))?, home)?;
    print.beside(&message!("init-device-done", device = u32::from(device) + 1));
    print.json(&View { id, card: None, device: Some(device + 1) });
    Ok(())
}

/// A vault on a further machine of somebody whose keys are here already, in a folder that is locked; whose they
/// are. A vault is not copied, for two machines that count on from one number would tell two versions of it.
pub(crate) fn go_on(device: u8, passphrase: &Passphrase, home: &Home) -> Result<Id, Failure> {
    if home.vault().exists() {
        return Err(FileError::Exists(home.vault()).into());
    }
    let keys = Keys::open(home, passphrase)?;
    Vault::create_with(&home.vault(), &keys.vault, &[Record::Device { device }])?;
    Ok(keys.id)
}
