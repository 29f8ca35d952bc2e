//! How much of something large has come, in words, if somebody watches.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use indicatif::{ProgressBar, ProgressStyle};

use super::Print;
use crate::attachment::size;
use crate::message;
use crate::text::Message;

/// A bar with words behind it, in columns.
const BAR: &str = "{bar:24} {msg}";

/// A bar that goes away when it is done.
pub struct Transfer<'a> {
    print: &'a Print,
    all: u64,
    bar: Option<ProgressBar>,
}

/// Something that takes long while a page is shown: how far it is, in bytes or steps, and whether anybody
/// still waits for it.
#[derive(Default)]
pub struct Underway {
    come: AtomicU64,
    all: AtomicU64,
    is_given_up: AtomicBool,
}

impl Underway {
    /// So many will come.
    pub(super) fn begin(&self, all: u64) {
        self.come.store(0, Relaxed);
        self.all.store(all, Relaxed);
    }

    /// So many more have come.
    pub(super) fn advance(&self, more: u64) {
        self.come.fetch_add(more, Relaxed);
    }

    /// So many have come, of so many; none of none before the first.
    pub fn reached(&self) -> (u64, u64) {
        (self.come.load(Relaxed), self.all.load(Relaxed))
    }

    /// Nobody waits any more: what is done for it ends soon.
    pub fn give_up(&self) {
        self.is_given_up.store(true, Relaxed);
    }
}

impl Print {
    /// The same, followed from elsewhere.
    #[must_use]
    pub fn followed(self, underway: Arc<Underway>) -> Self {
        Self { underway: Some(underway), ..self }
    }

    /// Whether nobody waits any more for what is on its way.
    pub fn is_given_up(&self) -> bool {
        self.underway.as_ref().is_some_and(|underway| underway.is_given_up.load(Relaxed))
    }

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
        if let Some(underway) = &self.print.underway {
            underway.come.store(bytes, Relaxed);
            underway.all.store(self.all, Relaxed);
        }
        let Some(bar) = &self.bar else { return };
        bar.set_position(bytes);
        bar.set_message(self.print.text().say(&told(bytes, self.all)));
    }
}

/// In words.
pub fn told(come: u64, all: u64) -> Message {
    let percent = come.saturating_mul(100).checked_div(all).unwrap_or(100).min(100);
    message!("transfer", come = size(come), all = size(all), percent = percent)
}

impl Drop for Transfer<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
