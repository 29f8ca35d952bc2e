//! Whether an exported case is what somebody signed. The file lies in clear, so it is held in memory, and on no disk.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web};
use dauys_wire::PublicKey;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::away::away;
use super::upload::{Broken, Form, NAME, keep};
use super::{Here, page};
use crate::commands::verify_export::{CARD_MAX, key, tell};
use crate::desk::{Away, Desk};
use crate::export::verify_bytes;
use crate::failure::{Exit, Failure};
use crate::message;

/// Megabytes of a file; larger ones are for a terminal.
const MEGABYTES_MAX: usize = 64;
/// The field of whose signature it must have.
const KEY: &str = "key";

/// What was brought.
#[derive(Default)]
struct Brought {
    wanted: Option<PublicKey>,
    file: Zeroizing<Vec<u8>>,
}

pub(super) async fn show(desk: Here) -> HttpResponse {
    shown(&desk, &json!({}))
}

fn shown(desk: &Here, came: &Value) -> HttpResponse {
    match desk.look(|_, _| ()) {
        Err(why) => away(desk, &why),
        Ok(()) => page(desk, "verify.html", &json!({ "came": came, "most": MEGABYTES_MAX })),
    }
}

/// Holds it against its list.
pub(super) async fn hold(desk: Here, form: Multipart) -> HttpResponse {
    let mut form = Form::from(form);
    let looked = desk.look(|_, _| ());
    let received = if looked.is_ok() { receive(&mut form).await } else { Ok(Brought::default()) };
    form.drain().await;
    if let Err(why) = looked {
        return away(&desk, &why);
    }
    let Brought { wanted, file } = match received {
        Ok(brought) => brought,
        Err(failure) => {
            return shown(&desk, &json!({ "wrong": desk.text().say(&failure.message) }));
        }
    };
    let held = web::block({
        let desk = desk.clone();
        move || said(&desk, wanted, &file)
    });
    match held.await {
        Ok(said) => shown(&desk, &said),
        Err(_) => away(&desk, &Away::Locked),
    }
}

fn said(desk: &Desk, wanted: Option<PublicKey>, file: &[u8]) -> Value {
    let print = desk.print(None);
    let verdict = tell(verify_bytes(file), wanted, &print);
    let is_held = verdict.is_ok();
    if let Err(failure) = verdict {
        print.failure(&failure);
    }
    json!({ "said": print.take_said(), "is_held": is_held })
}

async fn receive(form: &mut Form) -> Result<Brought, Failure> {
    let mut brought = Brought::default();
    while let Some(field) = form.next().await.map_err(broken)? {
        match field.name() {
            Some(KEY) => {
                let text = keep(field, CARD_MAX).await.map_err(no_key)?;
                let text = String::from_utf8_lossy(&text);
                brought.wanted =
                    Some(text.trim()).filter(|it| !it.is_empty()).map(key).transpose()?;
            }
            Some(NAME) => brought.file = keep(field, MEGABYTES_MAX << 20).await.map_err(broken)?,
            _ => {}
        }
    }
    Ok(brought)
}

fn no_key(_: Broken) -> Failure {
    Failure::new(Exit::Usage, message!("verify-export-no-key"))
}

fn broken(broken: Broken) -> Failure {
    let message = match broken {
        Broken::File(error) => return error.into(),
        Broken::Cut => message!("desk-upload-cut"),
        Broken::TooLarge => message!("desk-verify-large", most = MEGABYTES_MAX),
    };
    Failure::new(Exit::Failed, message)
}
