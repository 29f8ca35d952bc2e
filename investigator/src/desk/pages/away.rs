//! While the page is locked, or its desk is at work. Whoever has written for an hour must not lose it to a
//! lock: what was filled in is sent back to the browser it came from, and goes on from there.

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, web};
use serde::Serialize;
use serde_json::json;

use super::{Here, machine, on_to, page, start};
use crate::desk::{Away, Desk};
use crate::passphrase::Passphrase;

/// Seconds until the page looks again whether the desk is free.
pub(super) const AGAIN: &str = "2";
/// Before the name of a field that is kept, beside those of the lock's own form.
const BEFORE: &str = "kept-";

/// What was filled in, and where it was to go.
#[derive(Debug, Default, Serialize)]
pub(super) struct Kept {
    to: String,
    fields: Vec<(String, String)>,
}

/// A form's fields, one by one.
type Fields = web::Form<Vec<(String, String)>>;

impl Kept {
    /// Nothing as yet, for this address.
    pub(super) fn at(to: &str) -> Self {
        Self { to: to.to_owned(), fields: Vec::new() }
    }

    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(super) fn with_all(mut self, fields: &[(String, String)]) -> Self {
        self.fields.extend_from_slice(fields);
        self
    }

    pub(super) fn to(&self) -> &str {
        &self.to
    }

    pub(super) fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// Why it has to wait, with what was filled in.
    pub(super) fn away(&self, desk: &Desk, why: &Away) -> HttpResponse {
        match why {
            Away::Locked => self.lock(desk, None),
            Away::Busy(done, all) => {
                page(desk, "busy.html", &json!({ "done": done, "all": all, "kept": self }))
            }
        }
    }

    fn lock(&self, desk: &Desk, wrong: Option<&str>) -> HttpResponse {
        // Put back, it is opened too; until then there is nothing to open.
        if !desk.restoring().is_none() {
            return on_to("/restore");
        }
        if !desk.has_keys() {
            return start::shown(desk);
        }
        if !desk.has_vault() {
            return machine::shown(desk, None);
        }
        // What was lost by the lock is said above its form.
        let lost = desk.filing().is_lost();
        page(
            desk,
            "lock.html",
            &json!({
                "wrong": wrong, "kept": self, "is_filing_lost": lost,
                "are_sheets_lost": desk.are_sheets_lost(),
            }),
        )
    }

    /// Out of the lock's form. An address that is no page of ours is none.
    fn take(fields: Vec<(String, String)>) -> (String, Self) {
        let (mut passphrase, mut kept) = (String::new(), Self::default());
        for (name, value) in fields {
            match name.strip_prefix(BEFORE) {
                Some(name) => kept.fields.push((name.to_owned(), value)),
                None if name == "passphrase" => passphrase = value,
                None if name == "to" && is_ours(&value) => kept.to = value,
                None => {}
            }
        }
        (passphrase, kept)
    }
}

fn is_ours(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && address.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-".contains(&byte))
}

/// Nothing was filled in.
pub(super) fn away(desk: &Desk, why: &Away) -> HttpResponse {
    let mut response = Kept::default().away(desk, why);
    if matches!(why, Away::Busy(..)) {
        response.headers_mut().insert(header::REFRESH, HeaderValue::from_static(AGAIN));
    }
    response
}

pub(super) async fn unlock(desk: Here, form: Fields) -> HttpResponse {
    let (passphrase, kept) = Kept::take(form.into_inner());
    let passphrase = Passphrase::typed(passphrase);
    let opened = web::block({
        let desk = desk.clone();
        move || {
            desk.unlock(&passphrase)
                .map_err(|failure| desk.print(None).text().say(&failure.message))
        }
    });
    match opened.await {
        Ok(Ok(())) if kept.to.is_empty() => on_to("/"),
        Ok(Ok(())) => page(&desk, "kept.html", &json!({ "kept": kept })),
        Ok(Err(words)) => kept.lock(&desk, Some(&words)),
        Err(_) => kept.lock(&desk, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_filled_in_goes_through_the_lock_to_no_address_but_ours() {
        let fields = |to: &str| {
            let fields = [("passphrase", "p"), ("to", to), ("kept-text", "words"), ("other", "x")];
            fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
        };
        let (passphrase, kept) = Kept::take(fields("/cases/3f9a/reply"));
        assert_eq!((passphrase.as_str(), kept.to.as_str()), ("p", "/cases/3f9a/reply"));
        assert_eq!(kept.fields, [("text".to_owned(), "words".to_owned())]);
        for to in ["//evil.example/", "https://evil.example", "javascript:1", "/a?b", "/a\nb"] {
            assert_eq!(Kept::take(fields(to)).1.to, "", "{to}");
        }
    }
}
