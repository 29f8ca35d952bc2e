//! How the page looks and is used.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::json;

use super::{Here, on_to, page};
use crate::desk::settings::Settings;
use crate::desk::shortcuts;
use crate::text::Language;

#[derive(Deserialize)]
pub(super) struct Chosen {
    language: Language,
    shortcuts: Option<String>,
    /// Where it was chosen, if not among the settings.
    to: Option<Elsewhere>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Elsewhere {
    Lock,
    Restore,
}

pub(super) async fn show(desk: Here) -> HttpResponse {
    let letters = shortcuts::all(desk.face().settings.language);
    page(&desk, "settings.html", &json!({ "letters": letters }))
}

pub(super) async fn choose(desk: Here, form: web::Form<Chosen>) -> HttpResponse {
    let Chosen { language, shortcuts, to } = form.into_inner();
    match desk.set(Settings { language, shortcuts: shortcuts.is_some() }) {
        Ok(()) => on_to(match to {
            Some(Elsewhere::Lock) => "/",
            Some(Elsewhere::Restore) => "/restore",
            None => "/settings",
        }),
        Err(error) => super::case::failed(&desk, &error.into()),
    }
}
