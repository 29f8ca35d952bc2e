//! `dauys org remove`: takes an investigator out of all channels, from today.

use dauys_wire::Id;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::OrgRemove;
use crate::failure::Failure;
use crate::org::folder::Folder;
use crate::print::Print;
use crate::schema::shape;
use crate::{clock, message};

/// Who is in no channel any more.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    #[schemars(with = "shape::Id")]
    id: Id,
}

pub(super) fn run(args: &OrgRemove, folder: &Folder, print: &Print) -> Result<(), Failure> {
    let mut settings = folder.read()?;
    let id = settings.remove(&args.who, clock::today())?;
    folder.write(&settings)?;
    print.say(&message!("org-remove-done", id = id.to_string()));
    print.json(&View { id });
    Ok(())
}
