//! How many of many answers have come, if somebody watches.

use indicatif::{ProgressBar, ProgressStyle};

use super::Print;
use crate::message;

/// A bar with words behind it, in columns.
const BAR: &str = "{bar:24} {msg}";

/// A bar that goes away when it is done.
pub struct Answers<'a> {
    print: &'a Print,
    bar: Option<ProgressBar>,
}

impl Print {
    /// A bar for answers; how many there will be is told with the first.
    pub fn answers(&self) -> Answers<'_> {
        let bar = self.is_watched().then(|| {
            let style = ProgressStyle::with_template(BAR);
            ProgressBar::new(1).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        Answers { print: self, bar }
    }
}

impl Answers<'_> {
    /// So many of so many have come.
    pub fn reach(&self, come: usize, all: usize) {
        let Some(bar) = &self.bar else { return };
        bar.set_length(all as u64);
        bar.set_position(come as u64);
        let words = message!("answers-come", come = come, all = all);
        bar.set_message(self.print.text().say(&words));
    }
}

impl Drop for Answers<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
