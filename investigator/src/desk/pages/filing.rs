//! Taking a report down for somebody who telephones or comes. What is told goes from form to form with the
//! browser, and the desk keeps nothing of it; the sealed report waits in memory until somebody has the code.

mod fields;
mod slip;

use actix_web::{HttpResponse, web};
use serde_json::json;

use self::fields::{filled, language};
pub(super) use self::slip::{drop_it, hand_over, show_slip};
use super::away::{Kept, away};
use super::{Here, on_to, page};
use crate::commands::file::sheet::hand::begin as seal;
use crate::commands::file::sheet::{Sheet, consent, sheet};
use crate::desk::Away;
use crate::desk::acts::Form;
use crate::failure::Failure;

const ADDRESS: &str = "/file";
const SLIP: &str = "/file/slip";

type Fields = web::Form<Vec<(String, String)>>;

/// The language of the person.
pub(super) async fn begin(desk: Here) -> HttpResponse {
    match desk.look(|_, _| desk.filing().waits()) {
        Err(why) => away(&desk, &why),
        Ok(waits) => page(&desk, "filing-begin.html", &json!({ "is_filing": waits })),
    }
}

/// The next page, by what was filled in: what is read out first, the questions, or all of it once more.
pub(super) async fn go_on(desk: Here, form: Fields) -> HttpResponse {
    let form = Form(form.into_inner());
    let Some(language) = language(&form) else { return on_to(ADDRESS) };
    let kept = Kept::at(ADDRESS).with_all(&form.0);
    if !form.is_ticked("agreed") {
        return match desk.look(|seat, print| consent(language, seat, print)) {
            Err(why) => kept.away(&desk, &why),
            Ok(Err(failure)) => failed(&desk, &failure, &kept),
            Ok(Ok(consent)) => page(&desk, "filing-consent.html", &consent),
        };
    }
    match desk.look(|seat, print| sheet(filled(language, &form), seat, print)) {
        Err(why) => kept.away(&desk, &why),
        Ok(Err(failure)) => failed(&desk, &failure, &kept),
        Ok(Ok(sheet)) => shown(&desk, &sheet, &form),
    }
}

fn shown(desk: &Here, sheet: &Sheet, form: &Form) -> HttpResponse {
    let is_checked = sheet.is_checked() && !form.is_ticked("change");
    let template = if is_checked { "filing-check.html" } else { "filing.html" };
    page(desk, template, &json!({ "sheet": sheet, "fields": fields::kept(form) }))
}

/// What was told stays with the browser.
fn failed(desk: &Here, failure: &Failure, kept: &Kept) -> HttpResponse {
    let said = json!([{ "tone": "urgent", "text": desk.text().say(&failure.message) }]);
    page(desk, "said.html", &json!({ "heading": "desk-filing", "said": said, "kept": kept }))
}

/// It was agreed to: it is sealed, in place of an earlier one whose code nobody typed back, and the slip is
/// shown. If it is not any more what was read out, because the list of people or the day is another one, it
/// is read out again.
pub(super) async fn agree(desk: Here, form: Fields) -> HttpResponse {
    let form = Form(form.into_inner());
    let Some(language) = language(&form) else { return on_to(ADDRESS) };
    // It is read out once more.
    let kept = Kept::at(ADDRESS).with_all(&form.0);
    let sealed = desk.look(|seat, print| {
        let sheet = sheet(filled(language, &form), seat, print)?;
        if !sheet.is_checked() {
            return Ok(Err(sheet));
        }
        let pending = seal(filled(language, &form), seat, print)?;
        Ok(Ok((pending, print.take_said())))
    });
    match sealed {
        Err(why) => kept.away(&desk, &why),
        Ok(Err(failure)) => failed(&desk, &failure, &kept),
        Ok(Ok(Err(sheet))) => shown(&desk, &sheet, &form),
        Ok(Ok(Ok((pending, said)))) => {
            let begun = desk.free().and_then(|mut inside| {
                // Locked just now: nothing waits behind a lock.
                inside.open.as_ref().ok_or(Away::Locked)?;
                desk.filing().begin(pending);
                inside.said = said;
                Ok(())
            });
            match begun {
                Ok(()) => on_to(SLIP),
                Err(why) => kept.away(&desk, &why),
            }
        }
    }
}
