//! `dauys org add`: puts the investigator of a card into a channel.

use dauys_wire::Id;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::OrgAdd;
use crate::failure::Failure;
use crate::org::folder::Folder;
use crate::org::members::read_card;
use crate::print::Print;
use crate::schema::shape;
use crate::{clock, message};

/// Two years: a card that nobody renews ends by itself.
const VALID_DAYS: u32 = 730;

/// Who is in which channel.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View<'a> {
    /// The investigator.
    #[schemars(with = "shape::Id")]
    id: Id,
    channel: &'a str,
}

pub(super) fn run(args: &OrgAdd, folder: &Folder, print: &Print) -> Result<(), Failure> {
    let mut settings = folder.read()?;
    let card = read_card(&args.card)?;
    let (id, name) = (card.id, card.name.clone());
    let valid_until = args.valid_until.unwrap_or_else(|| clock::today().plus(VALID_DAYS));
    settings.add(card, &args.channel, valid_until)?;
    folder.write(&settings)?;
    let channel = args.channel.as_str();
    print.say(&message!("org-add-done", name = name, channel = channel, id = id.to_string()));
    print.json(&View { id, channel });
    Ok(())
}
