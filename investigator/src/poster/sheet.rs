//! A page of A4, tagged: whoever listens to the file hears the same in the same order (PDF/UA-1).

use std::num::NonZeroU16;

use krilla::SerializeSettings;
use krilla::color::luma;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, ListNumbering, Node, SpanTag, Tag, TagGroup, TagTree,
};

use super::PosterError;
use super::block::{Block, Line, Piece, Role, Tone};
use super::code::Code;
use super::fonts::Fonts;
use crate::text::Language;

/// One millimetre, in points.
pub(super) const MM: f32 = 72.0 / 25.4;
/// A4.
pub(super) const WIDTH: f32 = 210.0 * MM;
pub(super) const HEIGHT: f32 = 297.0 * MM;

/// What the file is called by programs that show it.
pub(super) struct Title {
    pub(super) text: String,
    pub(super) language: Language,
}

/// Makes a file of one page. `draw` may be called once only: it draws, and what it draws stays.
pub(super) fn pdf(
    fonts: &Fonts,
    title: &Title,
    draw: impl FnOnce(&mut Sheet<'_>) -> Result<(), PosterError>,
) -> Result<Vec<u8>, PosterError> {
    let accessible = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PosterError::Pdf(format!("{error:?}")))?;
    let settings = SerializeSettings { configuration: accessible, ..SerializeSettings::default() };
    let mut document = krilla::Document::new_with(settings);
    let tags = {
        let page = PageSettings::from_wh(WIDTH, HEIGHT).ok_or(PosterError::Full)?;
        let mut page = document.start_page_with(page);
        let mut sheet = Sheet { surface: page.surface(), fonts, tags: vec![], is_repeated: false };
        draw(&mut sheet)?;
        std::mem::take(&mut sheet.tags)
    };
    let language = title.language.code().to_owned();
    document.set_tag_tree(TagTree::from(tags).with_lang(Some(language.clone())));
    // No day and no identifier: what is missing here is made out of the content, or left away.
    let metadata = Metadata::new().title(title.text.clone()).language(language);
    document
        .set_metadata(metadata.creator(concat!("dauys ", env!("CARGO_PKG_VERSION")).to_owned()));
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(title.text.clone(), top));
    document.set_outline(outline);
    document.finish().map_err(|error| PosterError::Pdf(format!("{error:?}")))
}

/// The page while it is drawn. Lengths are points, from the upper left corner.
pub(super) struct Sheet<'a> {
    surface: Surface<'a>,
    pub(super) fonts: &'a Fonts,
    tags: Vec<Node>,
    is_repeated: bool,
}

impl Sheet<'_> {
    /// Places a block with its upper left corner here.
    pub(super) fn place(&mut self, block: &Block, x: f32, y: f32) -> Result<(), PosterError> {
        let mut entries = TagGroup::new(Tag::L(ListNumbering::None));
        for piece in &block.pieces {
            let group = self.piece(piece, x, y)?;
            if self.is_repeated {
                continue;
            }
            if piece.role == Role::Entry {
                entries.push(group);
                continue;
            }
            self.close_list(&mut entries);
            self.tags.push(group.into());
        }
        self.close_list(&mut entries);
        Ok(())
    }

    fn close_list(&mut self, entries: &mut TagGroup) {
        if !entries.children.is_empty() {
            let done = std::mem::replace(entries, TagGroup::new(Tag::L(ListNumbering::None)));
            self.tags.push(done.into());
        }
    }

    fn piece(&mut self, piece: &Piece, x: f32, y: f32) -> Result<TagGroup, PosterError> {
        let mut group = group(piece);
        if let Some(mark) = &piece.mark {
            let mut label = TagGroup::new(Tag::Lbl);
            self.line(mark, piece.language, x, y, &mut label)?;
            group.push(label);
        }
        let mut body = TagGroup::new(Tag::LBody);
        let into = if piece.role == Role::Entry { &mut body } else { &mut group };
        for line in &piece.lines {
            self.line(line, piece.language, x, y, into)?;
        }
        if piece.role == Role::Entry {
            group.push(body);
        }
        Ok(group)
    }

    fn line(
        &mut self,
        line: &Line,
        language: Language,
        x: f32,
        y: f32,
        group: &mut TagGroup,
    ) -> Result<(), PosterError> {
        // The space at its end: lines are joined to sentences again by those who listen or copy.
        let text = format!("{} ", line.text);
        let glyphs = self.fonts.shape(line.face, &text)?.glyphs;
        let span = ContentTag::Span(SpanTag::empty().with_lang(Some(language.code())));
        let tagged = self.surface.start_tagged(if self.is_repeated { artifact() } else { span });
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill(line.tone)));
        let start = Point::from_xy(x + line.x, y + line.y);
        let font = self.fonts.font(line.face);
        self.surface.draw_glyphs(start, &glyphs, font, &text, line.size, false);
        self.surface.end_tagged();
        if !self.is_repeated {
            group.push(tagged);
        }
        Ok(())
    }

    /// Draws the code as a square of `side` points, quiet zone included, with its words.
    pub(super) fn code(&mut self, code: &Code, x: f32, y: f32, side: f32, words: &str) {
        let module = side / f32::from(code.side());
        let mut path = PathBuilder::new();
        for [column, row, length] in code.stretches() {
            let (left, top) = (x + f32::from(column) * module, y + f32::from(row) * module);
            if let Some(dark) = Rect::from_xywh(left, top, f32::from(length) * module, module) {
                path.push_rect(dark);
            }
        }
        let tag = if self.is_repeated { artifact() } else { ContentTag::Other };
        let tagged = self.surface.start_tagged(tag);
        if let Some(path) = path.finish() {
            self.surface.set_stroke(None);
            self.surface.set_fill(Some(fill(Tone::Black)));
            self.surface.draw_path(&path);
        }
        self.surface.end_tagged();
        if !self.is_repeated {
            let figure = Tag::Figure(Some(words.to_owned()));
            let figure = TagGroup::with_children(figure, vec![tagged.into()]);
            self.tags.push(figure.into());
        }
    }

    /// A line from here to there, `dash` on and off.
    pub(super) fn rule(&mut self, from: [f32; 2], to: [f32; 2], width: f32, dash: Option<f32>) {
        let Some(path) = path(from, to) else { return };
        self.surface.start_tagged(artifact());
        self.surface.set_fill(None);
        let dash = dash.map(|length| StrokeDash { array: vec![length, length], offset: 0.0 });
        let paint = luma::Color::new(0).into();
        self.surface.set_stroke(Some(Stroke { paint, width, dash, ..Stroke::default() }));
        self.surface.draw_path(&path);
        self.surface.end_tagged();
    }

    /// What `draw` draws is turned, to be read from below upwards: its upper left corner is here.
    pub(super) fn turned<T>(&mut self, x: f32, y: f32, draw: impl FnOnce(&mut Self) -> T) -> T {
        self.surface.push_transform(&Transform::from_row(0.0, -1.0, 1.0, 0.0, x, y));
        let drawn = draw(self);
        self.surface.pop();
        drawn
    }

    /// What is drawn from now on stands there once more: nobody has to listen to it twice.
    pub(super) const fn repeats(&mut self) {
        self.is_repeated = true;
    }
}

fn group(piece: &Piece) -> TagGroup {
    let language = Some(piece.language.code().to_owned());
    let heading = |level| {
        let lines: Vec<&str> = piece.lines.iter().map(|line| line.text.as_str()).collect();
        Tag::Hn(level, Some(lines.join(" ")))
    };
    let first = NonZeroU16::MIN;
    match piece.role {
        Role::Heading => TagGroup::new(heading(first).with_lang(language)),
        Role::Label => TagGroup::new(heading(first.saturating_add(1)).with_lang(language)),
        Role::Text => TagGroup::new(Tag::P.with_lang(language)),
        Role::Entry => TagGroup::new(Tag::LI.with_lang(language)),
        Role::Literal => TagGroup::new(Tag::P),
    }
}

const fn artifact() -> ContentTag<'static> {
    ContentTag::Artifact(Artifact { kind: ArtifactType::Layout, bbox: None })
}

fn fill(tone: Tone) -> Fill {
    let lightness = match tone {
        Tone::Black => 0,
        Tone::Grey => 80,
    };
    let paint = luma::Color::new(lightness).into();
    Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn path(from: [f32; 2], to: [f32; 2]) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(from[0], from[1]);
    path.line_to(to[0], to[1]);
    path.finish()
}
