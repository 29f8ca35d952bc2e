//! What goes to the server and comes from it, beside what every day brings: the address, what waits, what
//! cannot wait, the letters of days off, and letters that were refused.

use actix_web::{HttpResponse, web};
use dauys_wire::limits::AHEAD_DAYS_MAX;
use serde_json::json;

use super::away::{Kept, away};
use super::case::failed;
use super::{Here, on_to, page};
use crate::address::Address;
use crate::cli::{Away as DaysOff, Command, Sync};
use crate::commands::deliver::waiting;
use crate::desk::Away;
use crate::desk::acts::Form;
use crate::failure::Failure;

type Fields = web::Form<Vec<(String, String)>>;

pub(super) async fn show(desk: Here) -> HttpResponse {
    shown(&desk, false)
}

/// Whether something of the last form was wrong.
fn shown(desk: &Here, is_wrong: bool) -> HttpResponse {
    match desk.look(|seat, print| (waiting(seat, print), print.take_said())) {
        Err(why) => away(desk, &why),
        Ok((Err(failure), _)) => failed(desk, &failure),
        Ok((Ok(is_connected), said)) => page(
            desk,
            "post.html",
            &json!({
                "is_connected": is_connected, "said": said, "is_wrong": is_wrong, "most": AHEAD_DAYS_MAX,
            }),
        ),
    }
}

/// It takes as long as there are letters; meanwhile the page tells how many have come.
pub(super) async fn sync(desk: Here, form: Fields) -> HttpResponse {
    let proxy = desk.proxy.clone();
    let form = Form(form.into_inner());
    let Some(sync) = wanted(&form, proxy) else { return shown(&desk, true) };
    if let Some(address) = &sync.address
        && let Err(why) = Address::parse(address)
    {
        let words = desk.text().say(&Failure::from(why).message);
        return page(&desk, "post.html", &json!({ "address": address, "wrong": words }));
    }
    begin(&desk, Command::Sync(sync), &Kept::at("/sync").with_all(&form.0))
}

pub(super) async fn days_off(desk: Here, form: Fields) -> HttpResponse {
    let form = Form(form.into_inner());
    let days = form.one("days").and_then(|days| days.parse().ok());
    let Some(days) = days.filter(|days| (1..=AHEAD_DAYS_MAX).contains(days)) else {
        return shown(&desk, true);
    };
    let proxy = desk.proxy.clone();
    let kept = Kept::at("/days-off").with_all(&form.0);
    begin(&desk, Command::Away(DaysOff { days, proxy }), &kept)
}

/// What is more than what every day brings must not be taken for done while the desk is at something else.
fn begin(desk: &Here, command: Command, kept: &Kept) -> HttpResponse {
    match desk.clone().into_inner().begin(command) {
        Ok(()) => on_to("/"),
        Err(Away::Busy(..)) if kept.fields().is_empty() => on_to("/"),
        Err(why) if kept.fields().is_empty() => away(desk, &why),
        Err(why) => kept.away(desk, &why),
    }
}

/// Nothing if a day is none, or its price was not agreed to.
fn wanted(form: &Form, proxy: Option<String>) -> Option<Sync> {
    let again = form.day("again")?;
    if again.is_some() && !form.is_ticked("price") {
        return None;
    }
    Some(Sync {
        address: form.one("poster"),
        rejected: form.is_ticked("rejected"),
        again,
        yes: again.is_some(),
        now: form.is_ticked("now"),
        proxy,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_not_fetched_again_before_its_price_was_agreed_to() {
        let wanted = |fields: &[(&str, &str)]| {
            let fields = fields.iter().map(|(name, value)| ((*name).into(), (*value).into()));
            super::wanted(&Form(fields.collect()), None)
        };
        let day = ("again", "2026-07-01");
        assert!(wanted(&[day]).is_none());
        assert!(wanted(&[("again", "yesterday"), ("price", "yes")]).is_none());
        let again = wanted(&[day, ("price", "yes")]).unwrap();
        assert!(again.yes && again.again.is_some() && !again.now);
        let now = wanted(&[("now", "yes")]).unwrap();
        assert!(now.now && !now.yes && now.again.is_none() && now.address.is_none());
    }
}
