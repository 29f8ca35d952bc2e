//! A case: how it stands, what happened, and the forms by which something is added. Before somebody has
//! said whether a conflict of interest stands against them, they see none of it.

use actix_web::{HttpResponse, web};
use dauys_wire::Id;
use serde::Deserialize;
use serde_json::json;

use super::away::{Kept, away};
use super::{Here, give, page, tell};
use crate::cli::{Command, Declare, Interest, Log, Posting, Reply, Words, Write};
use crate::commands::show::sheet;
use crate::commands::templates::{draft, offers};
use crate::desk::acts::{Act, lines};
use crate::failure::Failure;

/// The id of a case, whole.
pub(super) fn case(path: &str) -> Option<String> {
    Id::parse(path).ok().map(|id| id.to_string())
}

pub(super) async fn show(desk: Here, path: web::Path<String>) -> HttpResponse {
    let Some(case) = case(&path) else { return missing(&desk) };
    match desk.look(|seat, print| sheet(&case, seat, print)) {
        Err(why) => away(&desk, &why),
        Ok(Err(failure)) => failed(&desk, &failure),
        Ok(Ok(sheet)) => {
            let said = desk.take_said();
            page(&desk, "case.html", &json!({ "case": sheet, "acts": Act::ALL, "said": said }))
        }
    }
}

pub(super) fn missing(desk: &Here) -> HttpResponse {
    failed(desk, &Failure::no_case(""))
}

pub(super) fn failed(desk: &Here, failure: &Failure) -> HttpResponse {
    let words = desk.print(None).text().say(&failure.message);
    page(desk, "said.html", &json!({ "said": [{ "tone": "urgent", "text": words }] }))
}

#[derive(Deserialize)]
pub(super) struct Declared {
    what: Answer,
    #[serde(default)]
    text: String,
}

/// Whether there is a conflict.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Answer {
    None,
    Conflict,
}

pub(super) async fn declare(
    desk: Here,
    path: web::Path<String>,
    form: web::Form<Declared>,
) -> HttpResponse {
    let Some(case) = case(&path) else { return missing(&desk) };
    let Declared { what, text } = form.into_inner();
    let (what, code) = match what {
        Answer::None => (Interest::None, "none"),
        Answer::Conflict => (Interest::Conflict, "conflict"),
    };
    let kept = Kept::at(&format!("/cases/{case}/declare")).with("what", code).with("text", &text);
    let text = Some(lines(&text)).filter(|text| !text.trim().is_empty());
    let address = format!("/cases/{case}");
    let posting = Posting::default();
    let command = Command::Declare(Declare { case, what, text, file: None, posting });
    give(desk, command, None, &address, kept).await
}

/// With which text somebody begins.
#[derive(Deserialize)]
pub(super) struct Begun {
    template: Option<String>,
}

/// An answer, begun with one of the texts.
pub(super) async fn compose(
    desk: Here,
    path: web::Path<String>,
    begun: web::Query<Begun>,
) -> HttpResponse {
    let Some(case) = case(&path) else { return missing(&desk) };
    let offers = offers(desk.print(None).text());
    let draft = desk.look(|seat, print| {
        begun.template.as_deref().map(|id| draft(id, &case, seat, print)).transpose()
    });
    match draft {
        Err(why) => away(&desk, &why),
        Ok(Err(failure)) => failed(&desk, &failure),
        Ok(Ok(text)) => {
            page(&desk, "compose.html", &json!({ "case": case, "offers": offers, "text": text }))
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Answered {
    text: String,
    /// Whether it is the answer that was promised.
    #[serde(default)]
    feedback: bool,
    /// Whether it was seen as she will see it.
    #[serde(default)]
    seen: bool,
}

/// First it is shown as she will see it.
pub(super) async fn reply(
    desk: Here,
    path: web::Path<String>,
    form: web::Form<Answered>,
) -> HttpResponse {
    let Some(case) = case(&path) else { return missing(&desk) };
    let Answered { text, feedback, seen } = form.into_inner();
    let address = format!("/cases/{case}");
    let mut kept = Kept::at(&format!("{address}/reply")).with("text", &text);
    if feedback {
        kept = kept.with("feedback", "true");
    }
    let words = Words { preview: !seen, yes: seen, ..Words::default() };
    let command = Command::Reply(Reply { case, feedback, words });
    if seen {
        let kept = kept.with("seen", "true");
        return give(desk, command, Some(text), &address, kept).await;
    }
    match desk.give(command, Some(&text)) {
        Err(why) => kept.away(&desk, &why),
        Ok(is_whole) => {
            let shown = json!({
                "address": address, "action": kept.to(), "text": text,
                "fields": kept.fields(), "is_whole": is_whole, "said": desk.take_said(),
            });
            page(&desk, "preview.html", &shown)
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Noted {
    text: String,
}

pub(super) async fn note(
    desk: Here,
    path: web::Path<String>,
    form: web::Form<Noted>,
) -> HttpResponse {
    let Some(case) = case(&path) else { return missing(&desk) };
    let address = format!("/cases/{case}");
    let command = Command::Note(Write { case, file: None, posting: Posting::default() });
    let text = form.into_inner().text;
    let kept = Kept::at(&format!("{address}/note")).with("text", &text);
    give(desk, command, Some(text), &address, kept).await
}

/// Who has seen it, and what was done in it: to be read by whoever checks.
pub(super) async fn log(desk: Here, path: web::Path<String>) -> HttpResponse {
    let Some(case) = case(&path) else { return missing(&desk) };
    tell(desk, Command::Log(Log { case }), "desk-log").await
}
