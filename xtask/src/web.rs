//! The page that reporters load.

use anyhow::Result;

/// What can be chosen about the page.
#[derive(Default)]
pub(crate) struct Options {}

/// Builds the page.
pub(crate) fn build(_: &Options) -> Result<()> {
    anyhow::bail!("the page is not written yet")
}
