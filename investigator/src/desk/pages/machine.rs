//! Keys without cases: somebody has brought them from another machine of theirs, and begins here under a number of its
//! own.

use actix_web::{HttpResponse, web};
use dauys_crypto::desk::DEVICE_MAX;
use serde::Deserialize;
use serde_json::json;

use super::{Here, on_to, page};
use crate::commands::init::go_on;
use crate::desk::Desk;
use crate::failure::Failure;
use crate::passphrase::Passphrase;

/// The first machine has the number that nothing is written of: 0 in the vault, 1 for people.
const SECOND: u8 = 2;
/// What is said if the folder is somebody's, or has a vault.
const WAS_FIRST: [&str; 2] = ["file-exists", "file-in-use"];
/// People count from 1.
const LAST: u8 = DEVICE_MAX + 1;

#[derive(Deserialize)]
pub(super) struct Typed {
    number: u8,
    passphrase: String,
}

pub(super) fn shown(desk: &Desk, wrong: Option<&Failure>) -> HttpResponse {
    let folder = desk.home().folder().display().to_string();
    let wrong = wrong.map(|failure| desk.text().say(&failure.message));
    page(
        desk,
        "machine.html",
        &json!({ "folder": folder, "wrong": wrong, "least": SECOND, "most": LAST }),
    )
}

/// Begins on it, and opens the desk.
pub(super) async fn begin(desk: Here, form: web::Form<Typed>) -> HttpResponse {
    let Typed { number, passphrase } = form.into_inner();
    if !(SECOND..=LAST).contains(&number) {
        return on_to("/");
    }
    let passphrase = Passphrase::typed(passphrase);
    let begun = web::block({
        let desk = desk.clone();
        move || desk.go_on_as(number - 1, &passphrase)
    });
    match begun.await {
        // Another tab was first: it is told there.
        Ok(Err(failure)) if !WAS_FIRST.contains(&failure.message.key()) => {
            shown(&desk, Some(&failure))
        }
        _ => on_to("/"),
    }
}

impl Desk {
    fn go_on_as(&self, device: u8, passphrase: &Passphrase) -> Result<(), Failure> {
        let home = self.home();
        {
            let _lock = home.lock()?;
            go_on(device, passphrase, &home)?;
        }
        self.unlock(passphrase)
    }
}
