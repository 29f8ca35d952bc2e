//! A step that goes on while others do: few of them keep every processor busy.

use std::thread::{self, JoinHandle};

use anyhow::{Result, anyhow};

use crate::run::Outcome;

pub(crate) struct Beside(JoinHandle<Result<Outcome>>);

impl Beside {
    /// Begins it. It shows nothing, so that what the others show stays together.
    pub(crate) fn begin(work: impl FnOnce() -> Result<Outcome> + Send + 'static) -> Self {
        Self(thread::spawn(work))
    }

    /// How it ended.
    pub(crate) fn wait(self) -> Result<Outcome> {
        self.0.join().map_err(|_| anyhow!("a panic"))?
    }
}
