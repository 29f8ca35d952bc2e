//! `dauys org remove`: takes an investigator out of all channels, from today.

use serde_json::json;

use crate::cli::OrgRemove;
use crate::failure::Failure;
use crate::org::folder::Folder;
use crate::print::Print;
use crate::{clock, message};

pub(super) fn run(args: &OrgRemove, folder: &Folder, print: &Print) -> Result<(), Failure> {
    let mut settings = folder.read()?;
    let id = settings.remove(&args.who, clock::today())?;
    folder.write(&settings)?;
    print.say(&message!("org-remove-done", id = id.to_string()));
    print.json(&json!({ "id": id }));
    Ok(())
}
