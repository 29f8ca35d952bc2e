//! The slip: it is there until its last group was typed back, or it was given up, or the desk was locked.
//! Whoever comes back to it later, by another press or by "Back", reads on the first page what came of it.

use std::time::Instant;

use actix_web::{HttpResponse, web};
use dauys_wire::Id;
use serde::Deserialize;
use serde_json::json;
use zeroize::Zeroizing;

use super::super::away::away;
use super::super::{Here, on_to, page};
use super::SLIP;
use crate::commands::file::sheet::hand::{self, keep};
use crate::desk::filing::Filing;
use crate::desk::{Away, Desk};
use crate::message;
use crate::seat::Seat;

#[derive(Deserialize)]
pub(in crate::desk::pages) struct Typed {
    report: Id,
    last: Zeroizing<String>,
}

#[derive(Deserialize)]
pub(in crate::desk::pages) struct Dropped {
    report: Id,
}

/// What came of typing it back.
enum Handed {
    Kept(hand::Kept),
    /// It waits still, and why.
    Waits(String),
    /// It does not: it was kept or given up before, or another one took its place.
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
    let Typed { report, last } = form.into_inner();
    let handed = web::block({
        let desk = desk.clone();
        move || take(&desk, &report, last.trim())
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

/// Nothing of it is left, if it waits still.
pub(in crate::desk::pages) async fn drop_it(desk: Here, form: web::Form<Dropped>) -> HttpResponse {
    match desk.look(|_, _| desk.filing().take(&form.report).is_some()) {
        // It is there still, and can be dropped when the desk is free.
        Err(Away::Busy(..)) => on_to(SLIP),
        Err(why) => away(&desk, &why),
        Ok(false) => on_to("/"),
        Ok(true) => {
            *desk.filing() = Filing::None;
            let print = desk.print(None);
            print.say(&message!("filing-not-done"));
            if let Ok(mut inside) = desk.free() {
                inside.said = print.take_said();
            }
            on_to("/")
        }
    }
}

fn show(desk: &Here, wrong: Option<&str>) -> HttpResponse {
    let filing = desk.filing();
    let Filing::Waits { report, replaces } = &*filing else { return on_to("/") };
    report.show(|slip| {
        let told = json!({
            "slip": slip, "action": SLIP, "wrong": wrong, "replaces": replaces,
        });
        page(desk, "filing-slip.html", &told)
    })
}

fn take(desk: &Desk, report: &Id, last: &str) -> Result<Handed, Away> {
    let mut inside = desk.free()?;
    let open = inside.open.as_mut().ok_or(Away::Locked)?;
    open.touched = Instant::now();
    let mut filing = desk.filing();
    let Some((report, replaces)) = filing.take(report) else { return Ok(Handed::None) };
    if !report.is_last_group(last) {
        *filing = Filing::Waits { report, replaces };
        return Ok(Handed::Waits(desk.text().say(&message!("desk-filing-wrong"))));
    }
    match keep(report, &Seat::Page(&open.workplace), &desk.print(None)) {
        Ok(kept) => {
            *filing = Filing::Kept;
            Ok(Handed::Kept(kept))
        }
        Err(unkept) => {
            let (report, failure) = *unkept;
            *filing = Filing::Waits { report, replaces };
            Ok(Handed::Waits(desk.text().say(&failure.message)))
        }
    }
}

/// Meanwhile the page tells that it is at work. If something else was begun just now, or it was locked, the
/// report goes with what is posted next, and the next page says that it is kept.
fn send(desk: &Here, kept: hand::Kept) {
    let _ = desk.clone().into_inner().begin_work(move |desk, print| {
        let mut inside = desk.inside();
        let Some(open) = &mut inside.open else { return };
        if let Err(failure) = kept.send(&Seat::Page(&open.workplace), print) {
            print.failure(&failure);
        }
        open.touched = Instant::now();
        inside.said.extend(print.take_said());
    });
}
