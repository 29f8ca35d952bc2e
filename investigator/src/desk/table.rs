//! The one file that somebody looks at. It is fetched and read beside the page, which stays as quick as it
//! was; with the desk it is locked away.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::commands::get::{Fetched, Wanted};
use crate::failure::Failure;
use crate::message;
use crate::print::{Print, Underway};
use crate::render::{FILE_BYTES_MAX, Renderer, Shown, Unseen};
use crate::text::{Language, Message, Text};

/// A file on the table.
pub(super) struct Job {
    case: String,
    number: usize,
    underway: Arc<Underway>,
    done: Mutex<Option<Done>>,
    is_done: Condvar,
}

/// Taken from the table, nobody waits for it any more.
pub(super) struct OnTable(Arc<Job>);

/// Whose turn it is to fetch: one that was given up needs a moment to end, and what has come of its file is
/// locked until then.
#[derive(Clone, Default)]
pub(super) struct Turn(Arc<Mutex<()>>);

/// How it ended, or why the file is not here.
pub(super) type Done = Arc<Result<Seen, Message>>;

/// A file that is here, and is what its letter names.
pub(super) struct Seen {
    pub(super) fetched: Fetched,
    pub(super) shown: Result<Shown, NotShown>,
}

/// Why nothing of it is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotShown {
    /// It is larger than what is looked at.
    TooLarge,
    /// Whoever read it saw nothing.
    Unseen(Unseen),
}

impl OnTable {
    /// Fetches and reads it.
    pub(super) fn lay(
        case: &str,
        wanted: Wanted,
        proxy: Option<String>,
        lang: Language,
        turn: Turn,
    ) -> Self {
        let job = Arc::new(Job {
            case: case.to_owned(),
            number: wanted.number,
            underway: Arc::default(),
            done: Mutex::default(),
            is_done: Condvar::new(),
        });
        let own = Arc::clone(&job);
        thread::spawn(move || {
            let print = Print::on_page(Text::new(lang), None).followed(own.underway.clone());
            let look = AssertUnwindSafe(|| see(&wanted, proxy.as_deref(), &print, &turn));
            let seen = catch_unwind(look).unwrap_or_else(|_| Err(message!("look-broke-down")));
            own.end(seen);
        });
        Self(job)
    }

    /// If it is this file.
    pub(super) fn job(&self, case: &str, number: usize) -> Option<Arc<Job>> {
        let is_it = self.0.case == case && self.0.number == number;
        is_it.then(|| Arc::clone(&self.0))
    }
}

impl Turn {
    /// As soon as nobody else has it.
    pub(super) fn take(&self) -> MutexGuard<'_, ()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for OnTable {
    fn drop(&mut self) {
        self.0.underway.give_up();
    }
}

impl Job {
    /// How far it is, in bytes.
    pub(super) fn reached(&self) -> (u64, u64) {
        self.underway.reached()
    }

    /// How it ended, if it has.
    pub(super) fn done(&self) -> Option<Done> {
        self.wait(Duration::ZERO)
    }

    /// The same, after a while if need be.
    pub(super) fn wait(&self, most: Duration) -> Option<Done> {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.is_done.wait_timeout_while(done, most, |done| done.is_none());
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    fn end(&self, seen: Result<Seen, Message>) {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(seen));
        self.is_done.notify_all();
    }
}

fn see(wanted: &Wanted, proxy: Option<&str>, print: &Print, turn: &Turn) -> Result<Seen, Message> {
    let words = |failure: Failure| failure.message;
    let fetched = {
        let _turn = turn.take();
        wanted.fetch(proxy, print).map_err(words)?
    };
    let size = usize::try_from(fetched.size()).ok();
    let Some(size) = size.filter(|_| fetched.size() <= FILE_BYTES_MAX) else {
        fetched.check().map_err(words)?;
        return Ok(Seen { fetched, shown: Err(NotShown::TooLarge) });
    };
    // All of its place at once: what grows leaves copies behind.
    let mut file = Zeroizing::new(Vec::with_capacity(size));
    fetched.open(&mut *file).map_err(words)?;
    let renderer = Renderer::new().map_err(|_| Unseen::NotStarted);
    let shown = renderer.and_then(|renderer| renderer.look(&file)).map_err(NotShown::Unseen);
    Ok(Seen { fetched, shown })
}
