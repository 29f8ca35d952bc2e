//! The slip: it is there until its last group was typed back, or it was given up, or the desk was locked.
//! Whoever comes back to it later, by another press or by "Back", reads on the first page what came of it.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::json;
use zeroize::Zeroizing;

use super::super::away::{Kept, away};
use super::super::{Here, on_to, page};
use super::SLIP;
use crate::commands::file::sheet::hand::{self, keep};
use crate::desk::filing::Filing;
use crate::desk::{Away, Desk};
use crate::message;
use crate::seat::Seat;

#[derive(Deserialize)]
pub(in crate::desk::pages) struct Typed {
    last: Zeroizing<String>,
}

/// What came of typing it back.
enum Handed {
    Kept(hand::Kept),
    /// It waits still, and why.
    Waits(String),
    /// There is none.
    None,
}

/// Shows it.
pub(in crate::desk::pages) async fn show_slip(desk: Here) -> HttpResponse {
    match desk.look(|_, _| ()) {
        Err(why) => away(&desk, &why),
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
        Ok(Ok(Handed::Kept(kept))) => {
            send(&desk, kept);
            on_to("/")
        }
        Ok(Ok(Handed::Waits(why))) => show(&desk, Some(&why)),
        Ok(Ok(Handed::None)) => on_to("/"),
        // The code is no field that goes through other pages: the slip is still there afterwards.
        Ok(Err(why)) => away(&desk, &why),
        Err(_) => away(&desk, &Away::Locked),
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
            *desk.filing() = Filing::None;
            desk.inside().said = print.take_said();
            on_to("/")
        }
    }
}

fn show(desk: &Here, wrong: Option<&str>) -> HttpResponse {
    let filing = desk.filing();
    let Filing::Waits(pending) = &*filing else { return on_to("/") };
    pending.show(|slip| {
        page(desk, "filing-slip.html", &json!({ "slip": slip, "action": SLIP, "wrong": wrong }))
    })
}

fn take(desk: &Desk, last: &str) -> Result<Handed, Away> {
    desk.at_hand()?;
    let mut inside = desk.inside();
    let open = inside.open.as_mut().ok_or(Away::Locked)?;
    open.touched = std::time::Instant::now();
    let mut filing = desk.filing();
    let Some(pending) = filing.take() else { return Ok(Handed::None) };
    if !pending.is_last_group(last) {
        *filing = Filing::Waits(pending);
        return Ok(Handed::Waits(desk.text().say(&message!("desk-filing-wrong"))));
    }
    match keep(pending, &Seat::Page(&open.workplace), &desk.print(None)) {
        Ok(kept) => Ok(Handed::Kept(kept)),
        Err(unkept) => {
            let (pending, failure) = *unkept;
            *filing = Filing::Waits(pending);
            Ok(Handed::Waits(desk.text().say(&failure.message)))
        }
    }
}

/// Meanwhile the page tells that it is at work. If something else was begun just now, the report goes with
/// what is fetched and posted next: it is kept.
fn send(desk: &Here, kept: hand::Kept) {
    let _ = desk.clone().into_inner().begin_work(move |desk, print| {
        let mut inside = desk.inside();
        let Some(open) = &inside.open else { return };
        if let Err(failure) = kept.send(&Seat::Page(&open.workplace), print) {
            print.failure(&failure);
        }
        inside.said.extend(print.take_said());
    });
}
