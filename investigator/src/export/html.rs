//! The document as one page without scripts, which fetches nothing: everything that somebody wrote is
//! cleaned and escaped.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dauys_wire::Digest;
use minijinja::{AutoEscape, Environment, Error, context};

use super::document::{Document, Kind, Part};
use crate::print::clean;

const TEMPLATE: &str = include_str!("templates/report.html");
const STYLE: &str = include_str!("templates/report.css");

/// The page.
pub fn html(document: &Document) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let parts: Vec<_> = document.parts.iter().map(part).collect();
    environment.render_named_str(
        "report.html",
        TEMPLATE,
        context! {
            lang => document.language.code(),
            title => clean(&document.title),
            style => STYLE,
            style_hash => STANDARD.encode(Digest::of(STYLE.as_bytes()).as_bytes()),
            parts => parts,
        },
    )
}

fn part(part: &Part) -> minijinja::Value {
    let kind = match part.kind {
        Kind::Chapter => "chapter",
        Kind::Entry => "entry",
        Kind::Label => "label",
        Kind::Text => "text",
        Kind::Item => "item",
        Kind::Passage => "passage",
    };
    context! { kind => kind, text => clean(&part.text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn what_somebody_wrote_is_text_and_nothing_else() {
        let text =
            "</blockquote><script>alert(1)</script>\u{202e}\u{7}<img src=x onerror=y>".to_owned();
        let title = text.clone();
        let parts =
            [Kind::Chapter, Kind::Entry, Kind::Label, Kind::Text, Kind::Item, Kind::Passage]
                .map(|kind| Part { kind, text: text.clone() });
        let document = Document { title, language: Language::Kk, parts: parts.into() };
        let page = html(&document).unwrap();
        assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
        assert!(!page.contains(['\u{202e}', '\u{7}']), "{page}");
        assert_eq!(page.matches("&lt;script&gt;").count(), 8, "{page}");
        assert!(page.contains("default-src 'none'; style-src 'sha256-"), "{page}");
        assert!(page.contains("<ul><li>"), "{page}");
    }
}
