//! A file of a case: what is seen of it, and how it is saved. It never goes to the browser to be shown, but
//! as pictures, letters and sound that were made of it ([`crate::render`]).

use std::time::Duration;
use std::{sync::Arc, thread};

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::away::away;
use super::case::{case, failed, missing};
use super::{Here, listen, on_to, page};
use crate::attachment;
use crate::commands::get::{Wanted, wanted};
use crate::desk::Desk;
use crate::desk::pipe::{Inlet, pipe};
use crate::desk::table::{Done, Job, NotShown, OnTable, Seen};
use crate::message;
use crate::print::{shorten, told};
use crate::render::{FILE_BYTES_MAX, IS_CONFINED, Reason, Shown, Unseen};
use crate::text::{Message, Text};

/// So long the page itself waits; what takes longer is told on it.
const MOMENT: Duration = Duration::from_secs(2);

/// Characters of what a letter calls a file.
const NAME: usize = 200;

/// Nothing may be done with what is handed out, should a browser show it all the same.
pub(super) const NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

type Path = web::Path<(String, usize)>;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// Whether the page asks again by itself, and nobody is there for certain.
    #[serde(default)]
    waits: bool,
}

pub(super) async fn show(desk: Here, path: Path, asked: web::Query<Asked>) -> HttpResponse {
    let Some((case, number)) = place(&path) else { return missing(&desk) };
    let look = |desk: &Desk| {
        if asked.waits {
            desk.glance(|seat, print| wanted(&case, number, seat, print))
        } else {
            desk.look(|seat, print| wanted(&case, number, seat, print))
        }
    };
    let wanted = match look(&desk) {
        Err(why) => return away(&desk, &why),
        Ok(Err(failure)) => return failed(&desk, &failure),
        Ok(Ok(None)) => return on_to(&format!("/cases/{case}")),
        Ok(Ok(Some(wanted))) => wanted,
    };
    let mut words = facts(&desk, &case, &wanted);
    let begins_by_itself = wanted.size() <= FILE_BYTES_MAX && !asked.waits;
    let job = match desk.on_table(&case, number) {
        None if begins_by_itself => desk.lay(&case, wanted),
        job => job,
    };
    let Some(job) = job else { return page(&desk, "file.html", &words) };
    let waiting = Arc::clone(&job);
    let done = web::block(move || waiting.wait(MOMENT)).await.ok().flatten();
    let text = desk.text();
    let is_done = done.is_some();
    add(&mut words, &text, &job, done);
    let mut response = page(&desk, "file.html", &words);
    if !is_done {
        let again = HeaderValue::from_static("1; url=?waits=true");
        response.headers_mut().insert(header::REFRESH, again);
    }
    response
}

/// Fetches it, whatever its size, and once more if it did not come.
pub(super) async fn fetch(desk: Here, path: Path) -> HttpResponse {
    let Some((case, number)) = place(&path) else { return missing(&desk) };
    let address = format!("/cases/{case}/files/{number}");
    if let Err(why) = desk.look(|_, _| ()) {
        return away(&desk, &why);
    }
    let job = desk.on_table(&case, number);
    let is_here_or_comes = job.is_some_and(|job| job.done().is_none_or(|done| done.is_ok()));
    if is_here_or_comes {
        return on_to(&address);
    }
    match desk.look(|seat, print| wanted(&case, number, seat, print)) {
        Err(why) => away(&desk, &why),
        Ok(Err(failure)) => failed(&desk, &failure),
        Ok(Ok(None)) => on_to(&format!("/cases/{case}")),
        Ok(Ok(Some(wanted))) => {
            desk.lay(&case, wanted);
            on_to(&address)
        }
    }
}

/// One of the pictures that were made of it.
pub(super) async fn picture(desk: Here, path: web::Path<(String, usize, usize)>) -> HttpResponse {
    let (id, number, place) = &*path;
    let seen = case(id).and_then(|case| desk.seen(&case, *number));
    let png = seen.as_deref().and_then(|seen| match seen {
        Ok(Seen { shown: Ok(Shown::Pictures { pictures, .. }), .. }) => pictures.get(*place),
        _ => None,
    });
    let Some(picture) = png else { return HttpResponse::NotFound().finish() };
    HttpResponse::Ok()
        .content_type("image/png")
        .insert_header((header::CONTENT_SECURITY_POLICY, NOTHING))
        .body(picture.png.to_vec())
}

/// The file itself, to be kept by whoever asks for it. It was held against its letter before.
pub(super) async fn save(desk: Here, path: Path) -> HttpResponse {
    let Some((case, number)) = place(&path) else { return missing(&desk) };
    let wanted = match desk.look(|seat, print| wanted(&case, number, seat, print)) {
        Err(why) => return away(&desk, &why),
        Ok(Err(failure)) => return failed(&desk, &failure),
        Ok(Ok(None)) => return on_to(&format!("/cases/{case}")),
        Ok(Ok(Some(wanted))) => wanted,
    };
    let Some(done) = desk.seen(&case, number).filter(|done| done.is_ok()) else {
        return on_to(&format!("/cases/{case}/files/{number}"));
    };
    let (inlet, outlet) = pipe();
    thread::spawn(move || hand_out(&done, inlet));
    HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header((header::CONTENT_SECURITY_POLICY, NOTHING))
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename={}", wanted.file),
        ))
        .no_chunking(wanted.size())
        .body(outlet)
}

/// Until all of it is handed out, or nobody takes any more. What has gone is not taken to be all of it if
/// it turns out to be another file.
fn hand_out(done: &Done, mut inlet: Inlet) {
    let Ok(seen) = &**done else { return };
    if seen.fetched.open(&mut inlet).is_ok() {
        inlet.end();
    }
}

fn place(path: &Path) -> Option<(String, usize)> {
    Some((case(&path.0)?, path.1))
}

impl Desk {
    /// How it ended with this file, if it lies on the table and has.
    pub(super) fn seen(&self, case: &str, number: usize) -> Option<Done> {
        self.on_table(case, number)?.done()
    }

    fn lay(&self, case: &str, wanted: Wanted) -> Option<Arc<Job>> {
        let number = wanted.number;
        let file =
            OnTable::lay(case, wanted, self.proxy.clone(), self.language(), self.turn.clone());
        let job = file.job(case, number);
        self.put_on_table(file).ok()?;
        job
    }
}

/// What the letter says of it.
fn facts(desk: &Desk, case: &str, wanted: &Wanted) -> Value {
    let text = desk.text();
    json!({
        "case": case,
        "number": wanted.number,
        "file": wanted.file,
        "kind": text.say(&wanted.kind.words()),
        "size": text.say(&attachment::size(wanted.size())),
        "called": shorten(wanted.called(), NAME),
        "sha256": wanted.sha256().to_string(),
        "is_confined": IS_CONFINED,
    })
}

/// How it stands with it.
fn add(words: &mut Value, text: &Text, job: &Job, done: Option<Done>) {
    let Some(done) = done else {
        words["waits"] = match job.reached() {
            (_, 0) => json!(text.say(&message!("look-begins"))),
            (come, all) if come == all => json!(text.say(&message!("look-reads"))),
            (come, all) => json!(text.say(&told(come, all))),
        };
        return;
    };
    match &*done {
        Err(why) => words["failed"] = json!(text.say(why)),
        Ok(seen) => {
            words["is_here"] = json!(true);
            match &seen.shown {
                Err(why) => words["unseen"] = json!(text.say(&unseen(*why))),
                Ok(shown) => words["shown"] = self::shown(shown, text),
            }
        }
    }
}

fn shown(shown: &Shown, text: &Text) -> Value {
    match shown {
        Shown::Pictures { all, pictures, are_pages } => {
            let sides = pictures.iter().map(|it| json!({ "width": it.width, "height": it.height }));
            let count = u64::try_from(pictures.len()).unwrap_or(u64::MAX);
            let beside = match (are_pages, *all > count) {
                (_, false) => None,
                (true, true) => Some(message!("look-pages", shown = count, all = *all)),
                (false, true) => Some(message!("look-moves")),
            };
            json!({
                "pictures": sides.collect::<Vec<_>>(),
                "are_pages": are_pages,
                "beside": beside.map(|words| text.say(&words)),
            })
        }
        Shown::Writing { text: writing, encoding, is_guessed, is_cut } => json!({
            "writing": writing.as_str(),
            "encoding": is_guessed.then_some(encoding),
            "is_cut": is_cut,
        }),
        Shown::Recording(recording) => listen::words(recording, text),
    }
}

fn unseen(why: NotShown) -> Message {
    match why {
        NotShown::TooLarge => {
            message!("look-unseen-large", size = attachment::size(FILE_BYTES_MAX))
        }
        NotShown::Unseen(Unseen::Said(Reason::Unknown)) => message!("look-unseen-unknown"),
        NotShown::Unseen(Unseen::Said(Reason::Unplayable)) => message!("look-unseen-unplayable"),
        NotShown::Unseen(Unseen::Said(Reason::Damaged)) => message!("look-unseen-damaged"),
        NotShown::Unseen(Unseen::Said(Reason::TooLarge)) => message!("look-unseen-much"),
        NotShown::Unseen(Unseen::Said(Reason::Locked)) => message!("look-unseen-locked"),
        NotShown::Unseen(Unseen::Said(Reason::Unconfined)) => message!("look-unseen-unconfined"),
        NotShown::Unseen(Unseen::Stopped) => message!("look-unseen-stopped"),
        NotShown::Unseen(Unseen::TooLong) => message!("look-unseen-long"),
        NotShown::Unseen(Unseen::NotStarted) => message!("look-unseen-not-started"),
    }
}
