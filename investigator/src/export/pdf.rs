//! The document on pages of A4: tagged for those who listen (PDF/UA-1), with the fonts of the posters in
//! it, the same bytes for the same document. A letter that the fonts lack is named by its number.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::num::NonZeroU16;

use krilla::SerializeSettings;
use krilla::color::luma;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, Tag, TagGroup,
    TagTree,
};

use super::document::{Document, Kind};
use crate::poster::fonts::{Face, Fonts};
use crate::poster::{PosterError, lines};
use crate::print::clean;

/// One millimetre, in points.
const MM: f32 = 72.0 / 25.4;
/// A4.
const WIDTH: f32 = 210.0 * MM;
const HEIGHT: f32 = 297.0 * MM;
/// On all sides.
const MARGIN: f32 = 20.0 * MM;
/// How far a passage is set in, behind its bar.
const INSET: f32 = 5.0 * MM;
/// From one line to the next, in sizes.
const LEADING: f32 = 1.4;
/// Of the number of the page.
const FOOT: f32 = 8.0;

/// How a kind of part looks: face, size, and points above it.
const fn look(kind: Kind) -> (Face, f32, f32) {
    match kind {
        Kind::Chapter => (Face::Bold, 14.0, 18.0),
        Kind::Entry => (Face::Bold, 10.5, 12.0),
        Kind::Label => (Face::Bold, 10.0, 5.0),
        Kind::Item => (Face::Text, 10.0, 2.0),
        Kind::Text | Kind::Passage => (Face::Text, 10.0, 3.0),
    }
}

/// A line with its place.
struct Line {
    /// Of which part.
    part: usize,
    y: f32,
    text: String,
}

/// The file.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PosterError> {
    let fonts = Fonts::load()?;
    let mut letters = Letters { fonts: &fonts, known: HashMap::new() };
    // The title is one more part, at the beginning.
    let mut parts = vec![(None, letters.printable(&document.title))];
    let rest = document.parts.iter();
    parts.extend(rest.map(|part| (Some(part.kind), letters.printable(&part.text))));
    let pages = lay(&fonts, &parts)?;
    let accessible = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(broken)?;
    let settings = SerializeSettings { configuration: accessible, ..SerializeSettings::default() };
    let mut file = krilla::Document::new_with(settings);
    let language = document.language.code();
    let mut drawn: Vec<Vec<Identifier>> = parts.iter().map(|_| Vec::new()).collect();
    for (number, page) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(PosterError::Full)?;
        let mut sheet = file.start_page_with(settings);
        let mut surface = sheet.surface();
        for line in page {
            let kind = parts.get(line.part).and_then(|(kind, _)| *kind);
            let tagged = draw(&mut surface, &fonts, line, kind, language)?;
            if let Some(spans) = drawn.get_mut(line.part) {
                spans.push(tagged);
            }
        }
        foot(&mut surface, &fonts, &format!("{} / {}", number + 1, pages.len()))?;
        surface.finish();
        sheet.finish();
    }
    file.set_tag_tree(tree(&parts, drawn).with_lang(Some(language.to_owned())));
    let title = parts.first().map(|(_, text)| text.clone()).unwrap_or_default();
    // No day and no identifier: what is missing here is made out of the content, or left away.
    let metadata = Metadata::new().title(title.clone()).language(language.to_owned());
    file.set_metadata(metadata.creator(concat!("dauys ", env!("CARGO_PKG_VERSION")).to_owned()));
    file.set_outline(outline(&parts, &pages, title));
    file.finish().map_err(broken)
}

fn broken(error: impl std::fmt::Debug) -> PosterError {
    PosterError::Pdf(format!("{error:?}"))
}

/// What the fonts have.
struct Letters<'a> {
    fonts: &'a Fonts,
    known: HashMap<char, bool>,
}

impl Letters<'_> {
    /// The text with every letter that cannot be printed named: `[U+1F600]`.
    fn printable(&mut self, text: &str) -> String {
        let mut printable = String::with_capacity(text.len());
        for c in clean(text).replace('\t', " ").chars() {
            if c == '\n' || self.has(c) {
                printable.push(c);
            } else {
                let _ = write!(printable, "[U+{:04X}]", u32::from(c));
            }
        }
        printable
    }

    fn has(&mut self, c: char) -> bool {
        let fonts = self.fonts;
        let has = |face| fonts.shape(face, c.encode_utf8(&mut [0; 4])).is_ok();
        *self.known.entry(c).or_insert_with(|| has(Face::Text) && has(Face::Bold))
    }
}

type Parts = [(Option<Kind>, String)];

/// Lines on their pages.
fn lay(fonts: &Fonts, parts: &Parts) -> Result<Vec<Vec<Line>>, PosterError> {
    let (mut pages, mut page, mut y) = (Vec::new(), Vec::new(), MARGIN);
    for (part, (kind, text)) in parts.iter().enumerate() {
        let (face, size, before) = kind.map_or((Face::Bold, 18.0, 0.0), look);
        let width = WIDTH - 2.0 * MARGIN - inset(*kind);
        let height = size * LEADING;
        // A heading stays with what it is the heading of.
        let is_heading = matches!(kind, Some(Kind::Chapter | Kind::Entry | Kind::Label));
        let needed = if is_heading { height * 3.0 } else { height };
        y += before;
        if y + needed > HEIGHT - MARGIN && !page.is_empty() {
            pages.push(std::mem::take(&mut page));
            y = MARGIN;
        }
        for paragraph in text.split('\n') {
            let broken = lines(fonts, face, size, paragraph, width)?;
            for text in if broken.is_empty() { vec![String::new()] } else { broken } {
                if y + height > HEIGHT - MARGIN {
                    pages.push(std::mem::take(&mut page));
                    y = MARGIN;
                }
                page.push(Line { part, y, text });
                y += height;
            }
        }
    }
    pages.push(page);
    Ok(pages)
}

fn inset(kind: Option<Kind>) -> f32 {
    if matches!(kind, Some(Kind::Passage | Kind::Item)) { INSET } else { 0.0 }
}

fn draw(
    surface: &mut Surface<'_>,
    fonts: &Fonts,
    line: &Line,
    kind: Option<Kind>,
    language: &str,
) -> Result<Identifier, PosterError> {
    let (face, size, _) = kind.map_or((Face::Bold, 18.0, 0.0), look);
    match kind {
        Some(Kind::Passage) => bar(surface, line.y, size * LEADING),
        Some(Kind::Item) => bar(surface, line.y + size * 0.62, size * 0.16),
        _ => {}
    }
    // Of a passage nobody knows the language.
    let lang = (kind != Some(Kind::Passage)).then_some(language);
    let tagged = surface.start_tagged(ContentTag::Span(SpanTag::empty().with_lang(lang)));
    let place = Point::from_xy(MARGIN + inset(kind), line.y + size * (LEADING / 2.0 + 0.34));
    // The space at its end: lines are joined to sentences again by those who listen or copy.
    write(surface, fonts, face, size, place, &format!("{} ", line.text))?;
    surface.end_tagged();
    Ok(tagged)
}

fn write(
    surface: &mut Surface<'_>,
    fonts: &Fonts,
    face: Face,
    size: f32,
    place: Point,
    text: &str,
) -> Result<(), PosterError> {
    surface.set_stroke(None);
    surface.set_fill(Some(fill(0)));
    let glyphs = fonts.shape(face, text)?.glyphs;
    surface.draw_glyphs(place, &glyphs, fonts.font(face), text, size, false);
    Ok(())
}

/// Beside a passage: what somebody wrote is seen to be theirs on every line.
fn bar(surface: &mut Surface<'_>, y: f32, height: f32) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(MARGIN, y, 1.6, height) {
        path.push_rect(rect);
    }
    surface.start_tagged(ContentTag::Artifact(artifact(ArtifactType::Layout)));
    if let Some(path) = path.finish() {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(110)));
        surface.draw_path(&path);
    }
    surface.end_tagged();
}

/// The number of the page.
fn foot(surface: &mut Surface<'_>, fonts: &Fonts, text: &str) -> Result<(), PosterError> {
    surface.start_tagged(ContentTag::Artifact(artifact(ArtifactType::Footer)));
    let x = WIDTH - MARGIN - fonts.width(Face::Text, FOOT, text)?;
    write(surface, fonts, Face::Text, FOOT, Point::from_xy(x, HEIGHT - MARGIN / 2.0), text)?;
    surface.end_tagged();
    Ok(())
}

const fn artifact(kind: ArtifactType) -> Artifact {
    Artifact { kind, bbox: None }
}

fn fill(lightness: u8) -> Fill {
    let paint = luma::Color::new(lightness).into();
    Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

/// What is listened to: headings, paragraphs, lists, quotations.
fn tree(parts: &Parts, drawn: Vec<Vec<Identifier>>) -> TagTree {
    let mut tree: Vec<Node> = Vec::new();
    let mut list = TagGroup::new(Tag::L(ListNumbering::None));
    for ((kind, text), spans) in parts.iter().zip(drawn) {
        let mut body = TagGroup::new(Tag::LBody);
        let mut group = match kind {
            None => TagGroup::new(heading(1, text)),
            Some(Kind::Chapter) => TagGroup::new(heading(2, text)),
            Some(Kind::Entry) => TagGroup::new(heading(3, text)),
            Some(Kind::Label | Kind::Text) => TagGroup::new(Tag::P),
            Some(Kind::Passage) => TagGroup::new(Tag::BlockQuote),
            Some(Kind::Item) => TagGroup::new(Tag::LI),
        };
        if *kind == Some(Kind::Item) {
            body.children.extend(spans.into_iter().map(Node::from));
            group.push(body);
            list.push(group);
            continue;
        }
        if !list.children.is_empty() {
            let done = std::mem::replace(&mut list, TagGroup::new(Tag::L(ListNumbering::None)));
            tree.push(done.into());
        }
        group.children.extend(spans.into_iter().map(Node::from));
        tree.push(group.into());
    }
    if !list.children.is_empty() {
        tree.push(list.into());
    }
    TagTree::from(tree)
}

fn heading(level: u16, text: &str) -> krilla::tagging::TagKind {
    let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
    // An empty one has no place in a tagged file.
    let text = if text.trim().is_empty() { "…" } else { text };
    Tag::Hn(level, Some(text.replace('\n', " "))).into()
}

/// The chapters, to go to.
fn outline(parts: &Parts, pages: &[Vec<Line>], title: String) -> Outline {
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(title, top));
    for (part, (kind, text)) in parts.iter().enumerate() {
        let on = |page: &Vec<Line>| page.iter().find(|line| line.part == part).map(|line| line.y);
        let place = pages.iter().enumerate().find_map(|(at, page)| Some((at, on(page)?)));
        if let (Some(Kind::Chapter), Some((page, y))) = (kind, place) {
            let here = XyzDestination::new(page, Point::from_xy(0.0, y));
            outline.push_child(OutlineNode::new(text.clone(), here));
        }
    }
    outline
}

#[cfg(test)]
mod tests {
    use super::super::document::Part;
    use super::*;
    use crate::text::Language;

    #[test]
    fn a_document_of_any_letters_makes_the_same_pages_again() {
        let kinds =
            [Kind::Chapter, Kind::Entry, Kind::Label, Kind::Text, Kind::Item, Kind::Passage];
        let long = "Ә".repeat(9_000);
        let texts = ["Қазақ тілі: ә ғ қ ң ө ұ ү һ і", "😀 שלום \u{202e}\u{7} e\u{301}", "", &long];
        let part = |(kind, text): (Kind, &str)| Part { kind, text: text.to_owned() };
        let parts = texts.iter().flat_map(|text| kinds.map(|kind| (kind, *text))).map(part);
        let title = "Іс 3f9a".to_owned();
        let document = Document { title, language: Language::Kk, parts: parts.collect() };
        let file = pdf(&document).unwrap();
        assert!(file.starts_with(b"%PDF-"));
        assert_eq!(file, pdf(&document).unwrap());
    }
}
