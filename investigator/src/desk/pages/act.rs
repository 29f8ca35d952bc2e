//! The form of one act in a case, and what it brings about.

use actix_web::{HttpResponse, web};
use serde_json::json;

use super::away::{Kept, away};
use super::case::{case, failed, missing};
use super::{Here, give as give_command, page};
use crate::commands::choices::choices;
use crate::commands::link::warning;
use crate::desk::acts::{Act, Form};
use crate::text::Message;

type Path = web::Path<(String, String)>;

fn asked(path: &Path) -> Option<(String, Act)> {
    let (id, act) = &**path;
    Some((case(id)?, Act::parse(act)?))
}

pub(super) async fn show(desk: Here, path: Path) -> HttpResponse {
    let Some((case, act)) = asked(&path) else { return missing(&desk) };
    empty(&desk, &case, act, false)
}

/// The form, nothing filled in; whether something in it was wrong.
fn empty(desk: &Here, case: &str, act: Act, is_wrong: bool) -> HttpResponse {
    match desk.look(|seat, print| choices(case, seat, print)) {
        Err(why) => away(desk, &why),
        Ok(Err(failure)) => failed(desk, &failure),
        Ok(Ok(choices)) => {
            let fields = act.fields(choices);
            page(
                desk,
                "act.html",
                &json!({
                    "case": case, "act": act, "tells": act.tells(), "fields": fields, "is_wrong": is_wrong,
                }),
            )
        }
    }
}

/// What is told to the reporter is shown first, and goes when it was seen.
pub(super) async fn give(
    desk: Here,
    path: Path,
    form: web::Form<Vec<(String, String)>>,
) -> HttpResponse {
    let Some((case, act)) = asked(&path) else { return missing(&desk) };
    let form = Form(form.into_inner());
    if act == Act::Link && !form.is_ticked("seen") {
        let other = form.one("other").unwrap_or_default();
        // What is in the way is said by the command itself.
        if let Ok(Ok(Some(warning))) = desk.look(|seat, print| warning(&case, &other, seat, print))
        {
            return ask(&desk, &case, act, &form, &warning);
        }
    }
    let is_told = act.tells() && !form.is_ticked("internal");
    let seen = !is_told || form.is_ticked("seen");
    let Some(command) = act.command(case.clone(), &form, seen) else {
        return empty(&desk, &case, act, true);
    };
    let typed = act.typed(&form);
    let kept = Kept::at(&format!("/cases/{case}/do/{}", act.code())).with_all(&form.0);
    if seen {
        let address = if act.ends_here() { "/".to_owned() } else { format!("/cases/{case}") };
        return give_command(desk, command, typed, &address, kept).await;
    }
    match desk.give(command, typed.as_deref()) {
        Err(why) => kept.away(&desk, &why),
        Ok(is_whole) => page(
            &desk,
            "preview.html",
            &json!({
                "address": format!("/cases/{case}"), "action": format!("/cases/{case}/do/{}", act.code()),
                "fields": form.0, "is_whole": is_whole, "said": desk.take_said(),
            }),
        ),
    }
}

/// Before something is done that cannot be taken back.
fn ask(desk: &Here, case: &str, act: Act, form: &Form, warning: &Message) -> HttpResponse {
    let address = format!("/cases/{case}");
    let action = format!("{address}/do/{}", act.code());
    let asked = json!({
        "address": address, "action": action, "act": act, "fields": form.0,
        "warning": desk.text().say(warning),
    });
    page(desk, "ask.html", &asked)
}
