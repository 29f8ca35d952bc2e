//! A desk without keys that gets them back: the backup is brought by the browser, then opened with its passphrase or
//! with sheets of paper. Each form leads to the one page that shows what is next.

use actix_multipart::Multipart;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::json;
use zeroize::Zeroizing;

use super::away::AGAIN;
use super::start::same;
use super::upload::{Broken, Form, save};
use super::{Here, on_to, page};
use crate::backup::{BACKUP_MAX, Checked, Staging};
use crate::commands::restore::settle;
use crate::desk::Desk;
use crate::desk::restoring::Next;
use crate::failure::{Exit, Failure};
use crate::message;
use crate::passphrase::Passphrase;

const ADDRESS: &str = "/restore";

pub(super) async fn show(desk: Here) -> HttpResponse {
    let mut restoring = desk.restoring();
    if matches!(restoring.next(), Next::Wait) {
        return wait(&desk);
    }
    if desk.has_keys() {
        // Made in another tab, or put back: it leads nowhere any more.
        restoring.drop_file();
        return on_to("/");
    }
    let wrong = restoring.take_wrong().map(|why| desk.text().say(&why));
    let next = match restoring.next() {
        Next::Wait => json!({ "step": "wait" }),
        Next::Bring => json!({ "step": "bring" }),
        Next::Passphrase => json!({ "step": "passphrase" }),
        Next::Keys => json!({ "step": "keys" }),
        Next::Sheet { have, need, wrong } => {
            json!({ "step": "sheet", "have": have, "need": need, "typed": wrong })
        }
    };
    page(&desk, "restore.html", &json!({ "next": next, "wrong": wrong }))
}

fn wait(desk: &Desk) -> HttpResponse {
    let mut response = page(desk, "restore.html", &json!({ "next": { "step": "wait" } }));
    response.headers_mut().insert(header::REFRESH, HeaderValue::from_static(AGAIN));
    response
}

/// The file.
pub(super) async fn bring(desk: Here, form: Multipart) -> HttpResponse {
    let mut form = Form::from(form);
    let received = receive(&desk, &mut form).await;
    form.drain().await;
    if let Err(failure) = received {
        desk.restoring().is_wrong(failure.message);
    }
    on_to(ADDRESS)
}

async fn receive(desk: &Here, form: &mut Form) -> Result<(), Failure> {
    desk.restoring().drop_file();
    let home = desk.home();
    let staging = web::block(move || Staging::begin(&home)).await.map_err(|_| broken())??;
    save(form, &staging.brought(), BACKUP_MAX).await.map_err(|broken| match broken {
        Broken::File(error) => error.into(),
        Broken::Cut => self::broken(),
        Broken::TooLarge => Failure::new(Exit::Refused, message!("backup-malformed")),
    })?;
    desk.restoring().begin(staging)
}

fn broken() -> Failure {
    Failure::new(Exit::Failed, message!("desk-upload-cut"))
}

#[derive(Deserialize)]
pub(super) struct Sheet {
    sheet: Zeroizing<String>,
}

/// One more of those on paper.
pub(super) async fn add_sheet(desk: Here, form: web::Form<Sheet>) -> HttpResponse {
    desk.restoring().add_sheet(form.into_inner().sheet);
    on_to(ADDRESS)
}

#[derive(Deserialize)]
pub(super) struct Typed {
    /// That of the backup, unless sheets open it.
    #[serde(default)]
    passphrase: String,
    new: String,
    again: String,
}

/// Opens and checks it, puts it in its place, and opens the desk.
pub(super) async fn put_back(desk: Here, form: web::Form<Typed>) -> HttpResponse {
    let Typed { passphrase, new, again } = form.into_inner();
    let [passphrase, new, again] = [passphrase, new, again].map(Passphrase::typed);
    if let Err(why) = same(&new, &again) {
        desk.restoring().is_wrong(why);
        return on_to(ADDRESS);
    }
    if let Some(brought) = desk.take_brought() {
        let desk = desk.clone().into_inner();
        let waiting = desk.clone();
        let begun = std::thread::Builder::new().spawn(move || {
            desk.put_back(brought, passphrase, |checked| settled(&desk, checked, &new));
        });
        if begun.is_err() {
            waiting.restoring().give_up(broken().message);
        }
    }
    on_to(ADDRESS)
}

fn settled(desk: &Desk, checked: Checked, new: &Passphrase) -> Result<(), Failure> {
    let print = desk.print(None);
    let device = checked.draw_device()?;
    settle(checked, device, new, &print)?;
    desk.restoring().say(print.take_said());
    // If something is in the way, it is opened by whoever types the passphrase, and told then.
    let _ = desk.unlock(new);
    Ok(())
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum What {
    File,
    Sheets,
}

#[derive(Deserialize)]
pub(super) struct Dropped {
    what: What,
}

/// Another file, or other sheets.
pub(super) async fn drop_it(desk: Here, form: web::Form<Dropped>) -> HttpResponse {
    match form.what {
        What::File => desk.restoring().drop_file(),
        What::Sheets => desk.restoring().drop_sheets(),
    }
    on_to(ADDRESS)
}
