//! A sheet of slips: the poster, smaller, over strips to tear off. A strip can stand alone, and says
//! nothing of what it is for: it is carried home in a pocket.

use super::PosterError;
use super::block::{Block, Item, Role};
use super::code::Code;
use super::content::Poster;
use super::fonts::Face;
use super::sheet::{HEIGHT, MM, Sheet, WIDTH};
use super::wall::{self, Frame};
use super::words::Words;

/// White on all sides that no office printer reaches into.
const MARGIN: f32 = 10.0 * MM;
/// How long a strip is.
const LENGTH: f32 = 96.0 * MM;
/// Between its edge and what stands on it.
const INSET: f32 = 1.6 * MM;
/// A telephone reads a module of this size from a hand's breadth, off a printer with 300 dots an
/// inch.
const MODULE_LEAST: f32 = 0.34 * MM;
/// Strips on a sheet.
const MOST: u8 = 8;
const LEAST: u8 = 4;
/// Size of the letters, if there is room.
const SIZE: f32 = 10.5;

/// Draws the sheet.
pub(super) fn draw(
    sheet: &mut Sheet<'_>,
    poster: &Poster,
    code: &Code,
    words: &[Words<'_>],
) -> Result<(), PosterError> {
    let top = HEIGHT - MARGIN - LENGTH;
    let bottom = top - 8.0 * MM;
    let frame = Frame { top: 14.0 * MM, bottom, code: 0.75, is_whole: false };
    wall::announce(sheet, poster, code, words, &frame)?;
    sheet.rule([MARGIN, top], [WIDTH - MARGIN, top], 0.5, Some(2.0));
    let count = count(code)?;
    let width = (WIDTH - 2.0 * MARGIN) / f32::from(count);
    for strip in 0..count {
        let left = MARGIN + width * f32::from(strip);
        if strip > 0 {
            sheet.rule([left, top], [left, HEIGHT - MARGIN], 0.5, Some(2.0));
        }
        draw_strip(sheet, poster, code, words, [left, top, width])?;
        sheet.repeats();
    }
    Ok(())
}

/// As many as leave the code large enough to be read.
fn count(code: &Code) -> Result<u8, PosterError> {
    let module = |count: u8| (WIDTH - 2.0 * MARGIN) / f32::from(count) / f32::from(code.side());
    let found = (LEAST..=MOST).rev().find(|count| module(*count) >= MODULE_LEAST);
    found.ok_or(PosterError::Address)
}

fn draw_strip(
    sheet: &mut Sheet<'_>,
    poster: &Poster,
    code: &Code,
    words: &[Words<'_>],
    [left, top, width]: [f32; 3],
) -> Result<(), PosterError> {
    let foot = HEIGHT - MARGIN;
    let length = LENGTH - width - 2.0 * INSET;
    let block = lay(sheet, poster, words, length, width - 2.0 * INSET)?;
    let across = left + (width - block.height) / 2.0;
    let start = top + INSET + length;
    sheet.turned(across, start, |sheet| sheet.place(&block, 0.0, 0.0))?;
    let alt = words.first().map(Words::code).unwrap_or_default();
    sheet.code(code, left, foot - width, width, &alt);
    Ok(())
}

/// The lines of a strip, as large as its length and width allow.
fn lay(
    sheet: &Sheet<'_>,
    poster: &Poster,
    words: &[Words<'_>],
    length: f32,
    width: f32,
) -> Result<Block, PosterError> {
    let first = words.first().ok_or(PosterError::Full)?;
    let item = |text: &str| {
        let item = Item::new(Role::Literal, first.language, SIZE, text.to_owned());
        item.set_in(Face::Bold).whole()
    };
    let labels: Vec<String> = words.iter().map(Words::safety_number).collect();
    let label = Item::new(Role::Text, first.language, SIZE * 0.65, labels.join(" · "));
    let slip = |it: &Words<'_>| Item::new(Role::Text, it.language, SIZE * 0.7, it.slip()).whole();
    let mut items = vec![item(&poster.typed), label.grey().whole(), item(&poster.safety_number)];
    items.extend(words.iter().map(slip));
    let mut scale = 1.0;
    loop {
        let block = Block::lay(sheet.fonts, &items, length, scale)?;
        if block.height <= width {
            return Ok(block);
        }
        scale -= 0.02;
        if scale < 0.5 {
            return Err(PosterError::Full);
        }
    }
}
