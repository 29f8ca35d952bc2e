//! The organisation, its channels, and the keys of those who read.

use actix_web::HttpResponse;
use serde_json::json;

use super::away::away;
use super::case::failed;
use super::{Here, page};
use crate::commands::organisation::organisation;

pub(super) async fn show(desk: Here) -> HttpResponse {
    match desk.look(organisation) {
        Err(why) => away(&desk, &why),
        Ok(Err(failure)) => failed(&desk, &failure),
        Ok(Ok(organisation)) => {
            page(&desk, "organisation.html", &json!({ "organisation": organisation }))
        }
    }
}
