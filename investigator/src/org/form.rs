//! The offline form of an organisation: the page's own (`client-wasm/web/form.js`), with the signed list, the
//! questions and the help numbers inside, and the addresses that it may send to.

use std::collections::BTreeMap;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dauys_wire::Day;
use dauys_wire::roster::Roster;
use serde::Serialize;

use super::check::{self, Published};
use super::folder::Folder;
use super::{OrgError, root};
use crate::files;
use crate::passphrase::Passphrase;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/form.rs"));
}

/// Where the page's form waits for the organisation.
const SLOT: &str = r#"<script type="application/json" id="organisation">null</script>"#;
/// What its policy lets it connect to: nothing.
const CONNECT: &str = "connect-src 'none'";
/// Its name, on a stick too.
pub const FILE: &str = "offline-form.html";

/// A form, and where it may send.
pub struct Form {
    /// The file.
    pub html: String,
    /// The list that it carries.
    pub roster: Roster,
}

/// What the form reads out of itself.
#[derive(Serialize)]
struct Inside<'a> {
    origins: &'a [String],
    /// By the names that the server has for them, in base64.
    files: BTreeMap<&'static str, String>,
}

/// Makes one out of what is published, as a page would accept it today.
pub fn make(folder: &Folder, today: Day) -> Result<Form, OrgError> {
    let page = embedded::FORM.ok_or(OrgError::NoForm)?;
    let (published, roster) = check::published(folder, today)?;
    let html = fill(page, &published, &roster.origins).ok_or(OrgError::NoForm)?;
    Ok(Form { html, roster })
}

/// None if the page's form is not as this program knows it.
fn fill(page: &str, published: &Published, origins: &[String]) -> Option<String> {
    let Published { roster, minisig, questionnaire, help } = published;
    let files = [
        ("roster.json", roster.as_slice()),
        ("roster.json.minisig", minisig.as_bytes()),
        ("questionnaire.json", questionnaire),
        ("help.json", help),
    ];
    let files = files.map(|(name, bytes)| (name, STANDARD.encode(bytes)));
    let inside = Inside { origins, files: BTreeMap::from(files) };
    // Origins are of few characters, and the rest is base64: nothing in it ends its element.
    let inside = serde_json::to_string(&inside).ok().filter(|json| !json.contains('<'))?;
    let connect = format!("connect-src {}", origins.join(" "));
    let page = replace_one(page, CONNECT, &connect)?;
    replace_one(&page, SLOT, &SLOT.replace("null", &inside))
}

fn replace_one(text: &str, from: &str, to: &str) -> Option<String> {
    (text.matches(from).count() == 1).then(|| text.replace(from, to))
}

/// Signs it with the root and writes both; where they are.
pub fn sign(
    folder: &Folder,
    form: &Form,
    passphrase: &Passphrase,
) -> Result<[PathBuf; 2], OrgError> {
    let comment =
        format!("offline form of {}, until {}", form.roster.instance, form.roster.expires);
    let minisig = root::sign(folder, passphrase, form.html.as_bytes(), &comment)?;
    let place = folder.form();
    files::make_folder(&place)?;
    let (html, signature) = (place.join(FILE), place.join(format!("{FILE}.minisig")));
    files::replace(&html, form.html.as_bytes())?;
    files::replace(&signature, minisig.as_bytes())?;
    Ok([html, signature])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published() -> Published {
        let bytes = |text: &str| text.as_bytes().to_vec();
        let minisig = "untrusted comment: </script>\n".to_owned();
        Published { roster: bytes("{}"), minisig, questionnaire: bytes("q"), help: bytes("h") }
    }

    #[test]
    fn the_form_gets_its_organisation_and_may_connect_to_nobody_else() {
        let page = format!("<meta content=\"default-src 'none'; {CONNECT}; x\">{SLOT}");
        let origins = ["https://dauys.example".to_owned(), "http://abc.onion".to_owned()];
        let form = fill(&page, &published(), &origins).unwrap();
        assert!(form.contains("; connect-src https://dauys.example http://abc.onion; x"), "{form}");
        assert!(
            form.contains(r#"id="organisation">{"origins":["https://dauys.example","#),
            "{form}"
        );
        assert!(form.contains(r#""help.json":"aA==""#), "{form}");
        assert_eq!(form.matches("</script>").count(), 1, "{form}");
    }

    #[test]
    fn a_page_that_is_not_the_form_is_not_filled() {
        let whole = format!("{CONNECT}{SLOT}");
        for page in ["", CONNECT, SLOT, &format!("{whole}{SLOT}")] {
            assert!(fill(page, &published(), &[]).is_none(), "{page}");
        }
    }
}
