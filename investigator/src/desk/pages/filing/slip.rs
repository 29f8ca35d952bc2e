//! The slip: it is there until its last group was typed back, or it was given up, or the desk was locked.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::json;
use zeroize::Zeroizing;

use super::super::away::{Kept, away, lost};
use super::super::{Here, on_to, page};
use super::SLIP;
use crate::commands::file::sheet::hand::{Pending, keep};
use crate::desk::{Away, Desk, Inside};
use crate::message;
use crate::seat::Seat;
use crate::text::Message;

#[derive(Deserialize)]
pub(in crate::desk::pages) struct Typed {
    last: Zeroizing<String>,
}

/// What came of typing it back.
enum Handed {
    Kept,
    /// It waits still, and why.
    Waits(String),
    /// There is none.
    Gone,
}

/// Shows it.
pub(in crate::desk::pages) async fn show_slip(desk: Here) -> HttpResponse {
    match desk.look(|_, _| ()) {
        Err(why) => not_now(&desk, &why),
        Ok(()) => show(&desk, None),
    }
}

/// Keeps the report and posts it, if the last group is right.
pub(in crate::desk::pages) async fn hand_over(desk: Here, form: web::Form<Typed>) -> HttpResponse {
    let Typed { last } = form.into_inner();
    let handed = web::block({
        let desk = desk.clone();
        move || take(&desk, last.trim())
    });
    match handed.await {
        Ok(Ok(Handed::Kept)) => on_to("/"),
        Ok(Ok(Handed::Waits(why))) => show(&desk, Some(&why)),
        Ok(Ok(Handed::Gone)) => gone(&desk),
        Ok(Err(why)) => not_now(&desk, &why),
        Err(_) => not_now(&desk, &Away::Locked),
    }
}

/// Nothing of it is left.
pub(in crate::desk::pages) async fn drop_it(desk: Here) -> HttpResponse {
    match desk.look(|_, _| ()) {
        Err(why @ Away::Busy(..)) => Kept::at("/file/drop").away(&desk, &why),
        Err(why) => away(&desk, &why),
        Ok(()) => {
            let print = desk.print(None);
            print.say(&message!("filing-not-done"));
            let mut inside = desk.inside();
            inside.filing = None;
            inside.said = print.take_said();
            drop(inside);
            on_to("/")
        }
    }
}

fn show(desk: &Here, wrong: Option<&str>) -> HttpResponse {
    let inside = desk.inside();
    let Some(pending) = &inside.filing else {
        drop(inside);
        return gone(desk);
    };
    pending.show(|slip| {
        page(desk, "filing-slip.html", &json!({ "slip": slip, "action": SLIP, "wrong": wrong }))
    })
}

fn gone(desk: &Here) -> HttpResponse {
    let words = say(desk, &message!("desk-filing-lost"));
    let said = json!([{ "tone": "urgent", "text": words }]);
    page(desk, "said.html", &json!({ "heading": "desk-filing", "said": said }))
}

/// Whoever has a code that is of no use must hear of it: nothing waits behind a lock.
fn not_now(desk: &Here, why: &Away) -> HttpResponse {
    match why {
        Away::Locked => lost(desk, &say(desk, &message!("desk-filing-lost"))),
        // The code is no field that goes through other pages: the slip is still there afterwards.
        Away::Busy(..) => away(desk, why),
    }
}

fn say(desk: &Desk, message: &Message) -> String {
    desk.text().say(message)
}

fn take(desk: &Desk, last: &str) -> Result<Handed, Away> {
    desk.at_hand()?;
    let mut inside = desk.inside();
    let Inside { open, filing, said, .. } = &mut *inside;
    let open = open.as_mut().ok_or(Away::Locked)?;
    open.touched = std::time::Instant::now();
    let Some(pending) = filing.take() else { return Ok(Handed::Gone) };
    if !pending.is_last_group(last) {
        *filing = Some(pending);
        return Ok(Handed::Waits(say(desk, &message!("desk-filing-wrong"))));
    }
    let (seat, print) = (Seat::Page(&open.workplace), desk.print(None));
    let kept = match keep(pending, &seat, &print) {
        Ok(kept) => kept,
        Err(unkept) => {
            let (pending, failure): (Pending, _) = *unkept;
            *filing = Some(pending);
            return Ok(Handed::Waits(say(desk, &failure.message)));
        }
    };
    if let Err(failure) = kept.send(&seat, &print) {
        print.failure(&failure);
    }
    said.extend(print.take_said());
    Ok(Handed::Kept)
}
