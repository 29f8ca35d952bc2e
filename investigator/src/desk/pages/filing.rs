//! Taking a report down for somebody who telephones or comes. What is told goes from form to form with the
//! browser, and the desk keeps nothing of it; the sealed report waits in memory until somebody has the code.

mod fields;
mod slip;

use actix_web::{HttpResponse, web};
use serde_json::json;

use self::fields::{filled, language};
pub(super) use self::slip::{drop_it, hand_over, show_slip};
use super::away::{Kept, away};
use super::case::failed;
use super::{Here, on_to, page};
use crate::commands::file::sheet::hand::begin as seal;
use crate::commands::file::sheet::{consent, sheet};
use crate::desk::Away;
use crate::desk::acts::Form;

const ADDRESS: &str = "/file";
const SLIP: &str = "/file/slip";

type Fields = web::Form<Vec<(String, String)>>;

/// The language of the person.
pub(super) async fn begin(desk: Here) -> HttpResponse {
    match desk.look(|_, _| ()) {
        Err(why) => away(&desk, &why),
        Ok(()) => page(&desk, "filing-begin.html", &json!({})),
    }
}

/// The next page, by what was filled in: what is read out first, the questions, or all of it once more. An
/// earlier one that waits for its code is dropped.
pub(super) async fn go_on(desk: Here, form: Fields) -> HttpResponse {
    let form = Form(form.into_inner());
    let Some(language) = language(&form) else { return on_to(ADDRESS) };
    let kept = Kept::at(ADDRESS).with_all(&form.0);
    if !form.is_ticked("agreed") {
        return match desk.look(|seat, print| consent(language, seat, print)) {
            Err(why) => kept.away(&desk, &why),
            Ok(Err(failure)) => failed(&desk, &failure),
            Ok(Ok(consent)) => page(&desk, "filing-consent.html", &consent),
        };
    }
    match desk.look(|seat, print| sheet(filled(language, &form), seat, print)) {
        Err(why) => kept.away(&desk, &why),
        Ok(Err(failure)) => failed(&desk, &failure),
        Ok(Ok(sheet)) => {
            desk.inside().filing = None;
            let is_checked = sheet.is_checked() && !form.is_ticked("change");
            let template = if is_checked { "filing-check.html" } else { "filing.html" };
            page(&desk, template, &json!({ "sheet": sheet, "fields": fields::kept(&form) }))
        }
    }
}

/// It was agreed to: it is sealed, and the slip is shown.
pub(super) async fn agree(desk: Here, form: Fields) -> HttpResponse {
    let form = Form(form.into_inner());
    let Some(language) = language(&form) else { return on_to(ADDRESS) };
    let sealed =
        desk.look(|seat, print| (seal(filled(language, &form), seat, print), print.take_said()));
    match sealed {
        // It is read out once more.
        Err(why) => Kept::at(ADDRESS).with_all(&form.0).away(&desk, &why),
        Ok((Err(failure), _)) => failed(&desk, &failure),
        Ok((Ok(pending), said)) => {
            let mut inside = desk.inside();
            if inside.open.is_none() {
                // Locked just now: nothing waits behind a lock.
                drop(inside);
                return Kept::at(ADDRESS).with_all(&form.0).away(&desk, &Away::Locked);
            }
            inside.filing = Some(pending);
            inside.said = said;
            drop(inside);
            on_to(SLIP)
        }
    }
}
