//! A sheet with a part of a key: what it is, how to keep it, and the part, as a QR code and to be typed.
//! It does not say what the key opens.

use dauys_wire::Day;
use serde::Serialize;
use zeroize::Zeroizing;

use super::PosterError;
use super::block::{Block, Item, Role};
use super::code::{Code, QUIET};
use super::fonts::{Face, Fonts};
use super::sheet::{MM, Sheet, Title, WIDTH, pdf};
use crate::message;
use crate::print::shorten;
use crate::text::{Language, Message, Text};

const MARGIN: f32 = 20.0 * MM;
/// Between what stands below each other.
const GAP: f32 = 7.0 * MM;
/// The side of the code without its quiet zone: 45 modules, which any telephone reads.
const CODE: f32 = 56.0 * MM;
/// Between the code and what is to be typed.
const GUTTER: f32 = 10.0 * MM;
/// Letters of a name.
const NAME_MAX: usize = 80;

/// What stands on it.
pub struct KeySheet<'a> {
    /// The language of whoever keeps it.
    pub language: Language,
    /// Which it is.
    pub place: u8,
    /// Of so many.
    pub of: u8,
    /// So many of them give the key.
    pub need: u8,
    /// Of which set.
    pub set: String,
    /// When it was made.
    pub day: Day,
    /// Who keeps it; otherwise there is a line for a pen.
    pub holder: Option<&'a str>,
    /// The part, line by line.
    pub lines: &'a [String],
}

/// What stands on it, for a template.
#[derive(Serialize)]
pub struct Page {
    title: String,
    what: String,
    set: String,
    /// What the code is.
    code: String,
    /// Modules along one side of it, the quiet zone included.
    side: u16,
    /// Its dark modules, as SVG draws them.
    path: String,
    typed: String,
    lines: Vec<String>,
    rules: Vec<String>,
    holder: String,
}

impl KeySheet<'_> {
    /// A PDF file of one page. Whoever has it has the part.
    pub fn pdf(&self) -> Result<Zeroizing<Vec<u8>>, PosterError> {
        let fonts = Fonts::load()?;
        let words = Words { text: Text::new(self.language), sheet: self };
        let title = Title { text: words.title(), language: self.language };
        let content = Zeroizing::new(self.lines.join("-"));
        let code = Code::of(&content)?;
        pdf(&fonts, &title, |sheet| self.draw(sheet, &code, &words)).map(Zeroizing::new)
    }

    /// The same for a page that a browser prints.
    pub fn page(&self) -> Result<Page, PosterError> {
        let words = Words { text: Text::new(self.language), sheet: self };
        let code = Code::of(&Zeroizing::new(self.lines.join("-")))?;
        let path = code
            .stretches()
            .into_iter()
            .map(|[column, row, length]| format!("M{column} {row}h{length}v1h-{length}z"));
        Ok(Page {
            title: words.title(),
            what: words.what(),
            set: words.set(),
            code: words.say(&message!("key-sheet-code")),
            side: code.side(),
            path: path.collect(),
            typed: words.say(&message!("key-sheet-typed")),
            lines: self.lines.to_vec(),
            rules: words.rules(),
            holder: words.holder(),
        })
    }

    fn draw(
        &self,
        sheet: &mut Sheet<'_>,
        code: &Code,
        words: &Words<'_>,
    ) -> Result<(), PosterError> {
        let width = WIDTH - 2.0 * MARGIN;
        let mut y = MARGIN;
        let above = Block::lay(sheet.fonts, &self.above(words), width, 1.0)?;
        sheet.place(&above, MARGIN, y)?;
        y += above.height + GAP;
        let module = CODE / f32::from(code.side() - 2 * QUIET);
        let quiet = module * f32::from(QUIET);
        // The quiet zone reaches over the margin, so that what is dark stands at its edge.
        let side = module * f32::from(code.side());
        sheet.code(code, MARGIN - quiet, y, side, &words.say(&message!("key-sheet-code")));
        let beside = self.typed(sheet.fonts, words, width - CODE - GUTTER)?;
        sheet.place(&beside, MARGIN + CODE + GUTTER, y + quiet)?;
        y += side.max(beside.height + quiet) + GAP;
        let rules = Block::lay(sheet.fonts, &self.rules(words), width, 1.0)?;
        sheet.place(&rules, MARGIN, y)?;
        y += rules.height + 2.0 * GAP;
        let holder = Block::lay(sheet.fonts, &[self.holder(words)], width, 1.0)?;
        sheet.place(&holder, MARGIN, y)?;
        if self.holder.is_none() {
            let line = y + holder.height;
            sheet.rule([MARGIN + 45.0 * MM, line], [WIDTH - MARGIN, line], 0.5, None);
        }
        Ok(())
    }

    fn item(&self, role: Role, size: f32, text: String) -> Item {
        Item::new(role, self.language, size, text)
    }

    fn above(&self, words: &Words<'_>) -> Vec<Item> {
        vec![
            self.item(Role::Heading, 26.0, words.title()),
            self.item(Role::Text, 13.0, words.what()).below(8.0),
            self.item(Role::Text, 11.0, words.set()).below(6.0).grey(),
        ]
    }

    fn typed(&self, fonts: &Fonts, words: &Words<'_>, width: f32) -> Result<Block, PosterError> {
        let label = words.say(&message!("key-sheet-typed"));
        let mut items = vec![self.item(Role::Label, 11.0, label)];
        for (place, line) in (1..).zip(self.lines) {
            let item = self.item(Role::Entry, 15.0, line.clone());
            items.push(item.set_in(Face::Mono).below(5.0).marked(format!("{place}")));
        }
        Block::lay(fonts, &items, width, 1.0)
    }

    fn rules(&self, words: &Words<'_>) -> Vec<Item> {
        let item = |rule| self.item(Role::Entry, 12.0, rule).below(6.0).marked("–".to_owned());
        words.rules().into_iter().map(item).collect()
    }

    fn holder(&self, words: &Words<'_>) -> Item {
        self.item(Role::Text, 13.0, words.holder())
    }
}

/// Its sentences.
struct Words<'a> {
    text: Text,
    sheet: &'a KeySheet<'a>,
}

impl Words<'_> {
    fn title(&self) -> String {
        let KeySheet { place, of, .. } = self.sheet;
        self.say(&message!("key-sheet-title", place = u32::from(*place), of = u32::from(*of)))
    }

    fn what(&self) -> String {
        let KeySheet { need, of, .. } = self.sheet;
        self.say(&message!("key-sheet-what", need = u32::from(*need), of = u32::from(*of)))
    }

    fn set(&self) -> String {
        let KeySheet { set, day, .. } = self.sheet;
        self.say(&message!("key-sheet-set", set = set.as_str(), day = day.to_string()))
    }

    fn rules(&self) -> Vec<String> {
        let rules = [
            message!("key-sheet-keep"),
            message!("key-sheet-copy"),
            message!("key-sheet-hand"),
            message!("key-sheet-lost"),
        ];
        rules.iter().map(|rule| self.say(rule)).collect()
    }

    /// Who keeps it, or room for their name.
    fn holder(&self) -> String {
        let name = self.sheet.holder.map(|name| shorten(name, NAME_MAX)).unwrap_or_default();
        self.say(&message!("key-sheet-holder", name = name))
    }

    fn say(&self, message: &Message) -> String {
        self.text.say(message)
    }
}
