//! The key to backups in parts, printed by the browser. The desk puts nothing of them into a file: they are in memory until
//! the end of the last one was typed from the paper, or the desk was locked.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::json;
use zeroize::Zeroizing;

use super::away::{Kept, away};
use super::case::failed;
use super::{Here, on_to, page};
use crate::commands::backup::{ForPaper, sheets};
use crate::commands::shares::make::NewSet;
use crate::desk::{Away, Desk};
use crate::failure::Failure;
use crate::sheets::{NEED_LEAST, SHEETS_MOST};

const ADDRESS: &str = "/sheets";

/// What was filled in, and may stand there again.
#[derive(Deserialize, Serialize)]
pub(super) struct Wanted {
    need: u8,
    of: u8,
    /// One on each line.
    holders: String,
}

impl Default for Wanted {
    fn default() -> Self {
        Self { need: 3, of: 5, holders: String::new() }
    }
}

pub(super) async fn show(desk: Here) -> HttpResponse {
    match desk.sheets() {
        Err(why) => away(&desk, &why),
        Ok(Some(set)) => to_print(&desk, &set, false),
        Ok(None) => to_fill_in(&desk, &Wanted::default(), None),
    }
}

fn to_fill_in(desk: &Here, wanted: &Wanted, wrong: Option<&Failure>) -> HttpResponse {
    match desk.look(sheets) {
        Err(why) => away(desk, &why),
        Ok(Err(failure)) => failed(desk, &failure),
        Ok(Ok(present)) => {
            let present = present.map(|ForPaper { set, .. }| set);
            let wrong = wrong.map(|failure| desk.text().say(&failure.message));
            page(
                desk,
                "sheets.html",
                &json!({
                    "wanted": wanted, "wrong": wrong, "present": present,
                    "least": NEED_LEAST, "most": SHEETS_MOST,
                }),
            )
        }
    }
}

fn to_print(desk: &Here, set: &NewSet, is_wrong: bool) -> HttpResponse {
    match set.pages(desk.language()) {
        Err(failure) => failed(desk, &failure),
        Ok(pages) => {
            page(desk, "sheets-print.html", &json!({ "pages": pages, "is_wrong": is_wrong }))
        }
    }
}

/// Makes them.
pub(super) async fn make(desk: Here, form: web::Form<Wanted>) -> HttpResponse {
    let wanted = form.into_inner();
    // Somebody may have those on paper: they are discarded first.
    if matches!(desk.sheets(), Ok(Some(_))) {
        return on_to(ADDRESS);
    }
    let names = wanted.holders.lines().map(str::trim).filter(|name| !name.is_empty());
    let set = match NewSet::make(wanted.need, wanted.of, names.map(str::to_owned).collect()) {
        Ok(set) => set,
        Err(failure) => return to_fill_in(&desk, &wanted, Some(&failure)),
    };
    match desk.set_sheets(Some(set)) {
        Ok(()) => on_to(ADDRESS),
        Err(why) => Kept::at(ADDRESS)
            .with("need", &wanted.need.to_string())
            .with("of", &wanted.of.to_string())
            .with("holders", &wanted.holders)
            .away(&desk, &why),
    }
}

#[derive(Deserialize)]
pub(super) struct Typed {
    last: Zeroizing<String>,
}

/// From now on backups can be sealed for them.
pub(super) async fn keep(desk: Here, form: web::Form<Typed>) -> HttpResponse {
    let set = match desk.sheets() {
        // What was typed is a part of a key: it is typed again.
        Err(Away::Busy(..)) => return on_to(ADDRESS),
        // It was pressed before: what came of it stands there.
        Ok(None) => return on_to("/keeping"),
        Err(why) => return away(&desk, &why),
        Ok(Some(set)) => set,
    };
    if !set.is_last_group(form.last.trim()) {
        return to_print(&desk, &set, true);
    }
    let kept = desk.look(|seat, print| set.keep(seat, print).map(|()| print.take_said()));
    match kept {
        Err(why) => away(&desk, &why),
        Ok(Err(failure)) => failed(&desk, &failure),
        Ok(Ok(said)) => {
            if let Ok(mut inside) = desk.free() {
                (inside.sheets, inside.said) = (None, said);
            }
            on_to("/keeping")
        }
    }
}

/// Nothing of them is left.
pub(super) async fn drop_them(desk: Here) -> HttpResponse {
    match desk.set_sheets(None) {
        Err(Away::Locked) => away(&desk, &Away::Locked),
        Err(Away::Busy(..)) => on_to(ADDRESS),
        Ok(()) => on_to("/keeping"),
    }
}

impl Desk {
    fn sheets(&self) -> Result<Option<Arc<NewSet>>, Away> {
        let inside = self.free()?;
        if inside.open.is_none() { Err(Away::Locked) } else { Ok(inside.sheets.clone()) }
    }

    /// Whether the desk was locked over some, and nobody has been told.
    pub(super) fn are_sheets_lost(&self) -> bool {
        self.lost_sheets.load(Ordering::Relaxed)
    }

    fn set_sheets(&self, set: Option<NewSet>) -> Result<(), Away> {
        let mut inside = self.free()?;
        if inside.open.is_none() {
            return Err(Away::Locked);
        }
        inside.sheets = set.map(Arc::new);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn sheets_are_printed_whole_and_known_by_the_end_of_the_last() {
        let set = NewSet::make(2, 3, vec!["Әлия".to_owned()]).ok().unwrap();
        let pages = serde_json::to_value(set.pages(Language::Kk).ok().unwrap()).unwrap();
        let last = |sheet: usize| {
            let lines = pages[sheet]["lines"].as_array().unwrap();
            lines.last().unwrap().as_str().unwrap().rsplit('-').next().unwrap().to_owned()
        };
        assert!(pages[0]["holder"].as_str().unwrap().contains("Әлия"));
        assert!(!pages[1]["holder"].as_str().unwrap().contains("Әлия"));
        assert!(set.is_last_group(&last(2).to_lowercase()));
        assert!(!set.is_last_group(&last(0)) && !set.is_last_group(""));
        for (need, of, holders) in [(1, 3, 0), (4, 3, 0), (2, 17, 0), (2, 2, 3)] {
            assert!(NewSet::make(need, of, vec![String::new(); holders]).is_err());
        }
    }
}
