//! How much of something large has come, in words, if somebody watches.

use indicatif::{ProgressBar, ProgressStyle};

use super::Print;
use crate::attachment::size;
use crate::message;

/// A bar with words behind it, in columns.
const BAR: &str = "{bar:24} {msg}";

/// A bar that goes away when it is done.
pub struct Transfer<'a> {
    print: &'a Print,
    all: u64,
    bar: Option<ProgressBar>,
}

impl Print {
    /// A bar for so many bytes.
    pub fn transfer(&self, all: u64) -> Transfer<'_> {
        let bar = (self.is_watched() && all > 0).then(|| {
            let style = ProgressStyle::with_template(BAR);
            ProgressBar::new(all).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Transfer { print: self, all, bar }
    }
}

impl Transfer<'_> {
    /// So many of them have come.
    pub fn reach(&self, bytes: u64) {
        let Some(bar) = &self.bar else { return };
        let percent = bytes.saturating_mul(100).checked_div(self.all).unwrap_or(100);
        let (come, all) = (size(bytes), size(self.all));
        let words = message!("transfer", come = come, all = all, percent = percent.min(100));
        bar.set_position(bytes);
        bar.set_message(self.print.text().say(&words));
    }
}

impl Drop for Transfer<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
