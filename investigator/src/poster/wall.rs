//! The poster: what is seen from across the room stands above, what is read before one goes below.

use super::PosterError;
use super::block::{Block, Item, Role};
use super::code::{Code, QUIET};
use super::content::Poster;
use super::fonts::{Face, Fonts};
use super::sheet::{HEIGHT, MM, Sheet, WIDTH};
use super::words::Words;

/// Office printers leave up to 5 mm of each edge white, and frames cover 10.
const MARGIN: f32 = 16.0 * MM;
/// Between two columns.
const GUTTER: f32 = 8.0 * MM;
/// Between two rows, at least; a page that has room spreads out.
const GAP: f32 = 11.0;
const GAP_MOST: f32 = 26.0;
/// Smaller letters are not read from a wall.
const SCALE_LEAST: f32 = 0.55;
const SCALE_STEP: f32 = 0.01;

/// Draws the poster.
pub(super) fn draw(
    sheet: &mut Sheet<'_>,
    poster: &Poster,
    code: &Code,
    words: &[Words<'_>],
) -> Result<(), PosterError> {
    let frame = Frame { top: MARGIN, bottom: HEIGHT - MARGIN, code: 0.92, is_whole: true };
    announce(sheet, poster, code, words, &frame)
}

/// Where on the page it goes, and how much of it.
pub(super) struct Frame {
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// The side of the QR code, of a column.
    pub(super) code: f32,
    /// With what only a few look for.
    pub(super) is_whole: bool,
}

/// Draws all but slips, as large as the frame allows.
pub(super) fn announce(
    sheet: &mut Sheet<'_>,
    poster: &Poster,
    code: &Code,
    words: &[Words<'_>],
    frame: &Frame,
) -> Result<(), PosterError> {
    let grid = Grid::of(words.len(), code, frame);
    // Where the names of channels are too long for the page, it has fewer of them.
    let named = (1..=poster.readers.len().max(1)).rev();
    let mut fitted = Err(PosterError::Full);
    for named in named {
        fitted = fit(sheet.fonts, &rows(poster, words, frame, named), &grid, frame);
        if !matches!(fitted, Err(PosterError::Full)) {
            break;
        }
    }
    let (rows, scale) = fitted?;
    let gaps = rows.len().saturating_sub(1);
    let free = frame.bottom - frame.top - rows.iter().map(|row| row.height).sum::<f32>();
    let gap = (free / f32::from(u16::try_from(gaps).unwrap_or(u16::MAX))).min(GAP_MOST * scale);
    let mut y = frame.top;
    for row in &rows {
        match row.kind {
            Kind::Rule(width) => {
                let y = y + width / 2.0;
                sheet.rule([MARGIN, y], [WIDTH - MARGIN, y], width, None);
            }
            // The quiet zone reaches over the margin, so that what is dark stands at its edge.
            Kind::Code => {
                let alt = words.first().map(Words::code).unwrap_or_default();
                sheet.code(code, MARGIN - grid.quiet * scale, y, grid.code * scale, &alt);
            }
            Kind::Columns => {}
        }
        for ([x, below], block) in &row.blocks {
            sheet.place(block, *x, y + below)?;
        }
        y += row.height + gap;
    }
    Ok(())
}

/// Beside each other.
enum Row {
    Columns(Vec<Vec<Item>>),
    /// The code, and what stands at its right.
    Code(Vec<Item>),
    Rule(f32),
}

/// A row that was laid out.
struct Placed {
    kind: Kind,
    /// Each with its left edge, and how far below the row's it begins.
    blocks: Vec<([f32; 2], Block)>,
    height: f32,
}

enum Kind {
    Columns,
    Code,
    Rule(f32),
}

/// Where columns begin, and how large the code is, in points.
struct Grid {
    column: f32,
    /// The side of the code, with its quiet zone.
    code: f32,
    quiet: f32,
}

impl Grid {
    /// For so many languages. One alone has two columns.
    fn of(languages: usize, code: &Code, frame: &Frame) -> Self {
        let column = column(languages.max(2));
        let module = column * frame.code / f32::from(code.side() - 2 * QUIET);
        let quiet = module * f32::from(QUIET);
        Self { column, code: module * f32::from(code.side()), quiet }
    }
}

/// How wide each of so many columns is.
fn column(count: usize) -> f32 {
    let count = f32::from(u8::try_from(count.max(1)).unwrap_or(u8::MAX));
    (WIDTH - 2.0 * MARGIN - GUTTER * (count - 1.0)) / count
}

/// The largest letters with which all rows fit, and their scale.
fn fit(
    fonts: &Fonts,
    rows: &[Row],
    grid: &Grid,
    frame: &Frame,
) -> Result<(Vec<Placed>, f32), PosterError> {
    let at = |scale: f32| -> Result<Option<Vec<Placed>>, PosterError> {
        let rows: Result<Vec<_>, _> =
            rows.iter().map(|row| place(fonts, row, grid, scale)).collect();
        let rows = rows?;
        let used = rows.iter().map(|row| row.height + GAP * scale).sum::<f32>() - GAP * scale;
        Ok((used <= frame.bottom - frame.top).then_some(rows))
    };
    if let Some(rows) = at(1.0)? {
        return Ok((rows, 1.0));
    }
    let mut found = (at(SCALE_LEAST)?.ok_or(PosterError::Full)?, SCALE_LEAST);
    let mut too_large = 1.0;
    while too_large - found.1 > SCALE_STEP {
        let scale = f32::midpoint(found.1, too_large);
        match at(scale)? {
            Some(rows) => found = (rows, scale),
            None => too_large = scale,
        }
    }
    Ok(found)
}

fn place(fonts: &Fonts, row: &Row, grid: &Grid, scale: f32) -> Result<Placed, PosterError> {
    let (kind, blocks, least) = match row {
        Row::Rule(width) => (Kind::Rule(width * scale), vec![], width * scale),
        Row::Code(items) => {
            let left = grid.column + GUTTER;
            let block = Block::lay(fonts, items, WIDTH - 2.0 * MARGIN - left, scale)?;
            let place = [MARGIN + left, grid.quiet * scale];
            (Kind::Code, vec![(place, block)], grid.code * scale)
        }
        Row::Columns(columns) => {
            let width = column(columns.len());
            let mut blocks = Vec::new();
            let mut x = MARGIN;
            for items in columns {
                blocks.push(([x, 0.0], Block::lay(fonts, items, width, scale)?));
                x += width + GUTTER;
            }
            (Kind::Columns, blocks, 0.0)
        }
    };
    let height = |([_, below], block): &([f32; 2], Block)| below + block.height;
    let height = blocks.iter().map(height).fold(least, f32::max);
    Ok(Placed { kind, blocks, height })
}

/// Sizes of letters, in points.
struct Sizes {
    organisation: f32,
    headline: f32,
    lead: f32,
    label: f32,
    text: f32,
    number: f32,
    address: f32,
    fine: f32,
}

/// One language has the page for itself.
const ALONE: Sizes = Sizes {
    organisation: 14.0,
    headline: 36.0,
    lead: 16.0,
    label: 12.0,
    text: 13.0,
    number: 28.0,
    address: 26.0,
    fine: 9.0,
};
/// Several share it.
const BESIDE: Sizes = Sizes {
    organisation: 10.5,
    headline: 18.0,
    lead: 11.0,
    label: 10.0,
    text: 10.0,
    number: 27.0,
    address: 22.0,
    fine: 8.0,
};

fn rows(poster: &Poster, words: &[Words<'_>], frame: &Frame, named: usize) -> Vec<Row> {
    let sizes = if words.len() > 1 { &BESIDE } else { &ALONE };
    let each =
        |column: &dyn Fn(&Words<'_>) -> Vec<Item>| Row::Columns(words.iter().map(column).collect());
    let mut rows = vec![
        each(&|it| vec![organisation(it, sizes)]),
        Row::Rule(3.0),
        each(&|it| announcement(it, sizes)),
        Row::Code(beside_code(poster, words, sizes)),
    ];
    let readers = |it: &Words<'_>| readers(it, sizes, if frame.is_whole { named } else { 0 });
    if words.len() > 1 {
        rows.push(each(&|it| [steps(it, sizes), readers(it)].concat()));
    } else {
        rows.push(Row::Columns(
            words.iter().flat_map(|it| [steps(it, sizes), readers(it)]).collect(),
        ));
    }
    rows.push(Row::Rule(0.6));
    let mut fine = fine(words, sizes, Words::whole_address, &poster.address);
    if frame.is_whole {
        // The keys of the address stand in it: the check is by them.
        let command = format!("dauys verify-site '{}'", poster.address);
        fine.extend(self::fine(words, sizes, Words::check_page, &command));
        if let Some(onion) = &poster.onion {
            fine.extend(self::fine(words, sizes, Words::tor, onion));
        }
        if let Some(form) = &poster.form {
            fine.extend(self::fine(words, sizes, Words::form, &form.to_string()));
        }
    }
    rows.push(Row::Columns(vec![fine]));
    rows
}

fn organisation(words: &Words<'_>, sizes: &Sizes) -> Item {
    let name = words.organisation().to_owned();
    Item::new(Role::Text, words.language, sizes.organisation, name)
}

fn announcement(words: &Words<'_>, sizes: &Sizes) -> Vec<Item> {
    vec![
        Item::new(Role::Heading, words.language, sizes.headline, words.headline()),
        Item::new(Role::Text, words.language, sizes.lead, words.lead()).below(sizes.lead * 0.6),
    ]
}

/// What is the same in all languages: number and address, each under its name.
fn beside_code(poster: &Poster, words: &[Words<'_>], sizes: &Sizes) -> Vec<Item> {
    let mut items = labels(words, sizes, Words::safety_number);
    let groups: Vec<&str> = poster.safety_number.split(' ').collect();
    for half in groups.chunks(3) {
        let item = literal(words, sizes.number, half.join(" "));
        items.extend(item.map(|item| item.set_in(Face::Bold).whole()));
    }
    items.extend(labels(words, sizes, Words::address));
    if let Some(second) = items.iter_mut().filter(|item| item.role == Role::Label).nth(words.len())
    {
        second.before = sizes.label * 1.5;
    }
    let address = literal(words, sizes.address, poster.typed.clone());
    items.extend(address.map(|item| item.set_in(Face::Bold).whole()));
    items
}

fn labels<'a>(words: &[Words<'a>], sizes: &Sizes, of: fn(&Words<'a>) -> String) -> Vec<Item> {
    let label = |it: &Words<'a>| Item::new(Role::Label, it.language, sizes.label, of(it)).grey();
    words.iter().map(label).collect()
}

fn steps(words: &Words<'_>, sizes: &Sizes) -> Vec<Item> {
    let steps = words.steps().into_iter().zip(1..).map(|(step, number)| {
        Item::new(Role::Entry, words.language, sizes.text, step)
            .marked(number.to_string())
            .below(sizes.text * 0.35)
    });
    steps.collect()
}

/// Who can read it: so many channels by name. On a sheet of slips, whose page is half as high, there
/// is none, only that she chooses them.
fn readers(words: &Words<'_>, sizes: &Sizes, named: usize) -> Vec<Item> {
    let entry = |text| {
        Item::new(Role::Entry, words.language, sizes.text, text)
            .marked("–".to_owned())
            .below(sizes.text * 0.15)
    };
    let label = Item::new(Role::Label, words.language, sizes.text, words.readers());
    let choice = Item::new(Role::Text, words.language, sizes.text * 0.85, words.choice());
    let mut items = vec![label.below(sizes.text)];
    if named > 0 {
        items.extend(words.channels(named).into_iter().map(entry));
    }
    items.push(choice.below(sizes.text * 0.5));
    items
}

/// What few need, under its name in each language.
fn fine<'a>(
    words: &[Words<'a>],
    sizes: &Sizes,
    of: fn(&Words<'a>) -> String,
    exact: &str,
) -> Vec<Item> {
    let name = |it: &Words<'a>| Item::new(Role::Text, it.language, sizes.fine, of(it));
    let mut items: Vec<Item> = words.iter().map(name).collect();
    if let Some(first) = items.first_mut() {
        first.before = sizes.fine * 0.6;
    }
    items.extend(literal(words, sizes.fine * 1.05, exact.to_owned()));
    items
}

fn literal(words: &[Words<'_>], size: f32, text: String) -> Option<Item> {
    words.first().map(|it| Item::new(Role::Literal, it.language, size, text))
}
