//! Columns that line up, also where letters are two columns wide or none.

use unicode_width::UnicodeWidthStr as _;

use super::paint::{Tone, paint};
use super::{Print, clean_line};

/// Between two columns.
const GAP: &str = "  ";

impl Print {
    /// Columns as wide as their widest cell, under headings, which are the first row; what follows
    /// has the tone of its place.
    pub fn headed_table(&self, rows: &[Vec<String>], tone: impl Fn(usize) -> Option<Tone>) {
        self.lay_out(rows, |place| place.checked_sub(1).map_or(Some(Tone::Heading), &tone));
    }

    /// Columns as wide as their widest cell.
    pub fn table(&self, rows: &[Vec<String>]) {
        self.lay_out(rows, |_| None);
    }

    fn lay_out(&self, rows: &[Vec<String>], tone: impl Fn(usize) -> Option<Tone>) {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| clean_line(cell)).collect()).collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max()
        };
        let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
        for (place, row) in rows.iter().enumerate() {
            let cells: Vec<String> =
                row.iter().zip(&widths).map(|(cell, width)| filled(cell, *width)).collect();
            let line = cells.join(GAP);
            let line = line.trim_end();
            self.row(
                &tone(place).map_or(line.to_owned(), |tone| paint(self.paint.out, tone, line)),
            );
        }
    }
}

fn filled(cell: &str, width: usize) -> String {
    format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width())))
}

#[cfg(test)]
mod tests {
    use clap::ColorChoice;

    use super::*;
    use crate::text::Language;

    #[test]
    fn columns_line_up_by_what_is_seen() {
        let print = Print::kept(Language::En, false);
        let row = |one: &str, two: &str| vec![one.to_owned(), two.to_owned(), String::new()];
        print.table(&[
            row("ә", "1"),
            row("и\u{306}д", "2"),
            row("漢字", "3"),
            row("a\u{1b}b", "4"),
        ]);
        assert_eq!(print.said(), "ә     1\nи\u{306}д    2\n漢字  3\na�b   4\n");
    }

    #[test]
    fn a_row_has_the_tone_of_its_place_and_colours_take_no_room() {
        let rows = ["ONE TWO", "a b", "c d"].map(|row| row.split(' ').map(str::to_owned).collect());
        let said = |choice| {
            let print = Print::kept(Language::En, false).coloured(choice);
            print.headed_table(&rows, |place| (place == 1).then_some(Tone::Alarm));
            print.said()
        };
        assert_eq!(said(ColorChoice::Never), "ONE  TWO\na    b\nc    d\n");
        let coloured = "\u{1b}[1mONE  TWO\u{1b}[0m\na    b\n\u{1b}[1m\u{1b}[31mc    d\u{1b}[0m\n";
        assert_eq!(said(ColorChoice::Always), coloured);
    }
}
