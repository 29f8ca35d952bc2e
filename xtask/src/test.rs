//! `cargo xtask test`: everything that must hold, what is quick to know first.

use std::process::ExitCode;

use anyhow::Result;

use crate::beside::Beside;
use crate::tally::Tally;
use crate::tools::built::{BOOK, DEB, DENY, VERIFPAL};
use crate::{fuzz, model, spelling, steps, stories, tools, twice};

/// Installs what is missing, then runs every step, also after one has failed.
pub(crate) fn run() -> Result<ExitCode> {
    tools::for_testing()?;
    let (deny, deb, book) = (DENY.begin()?, DEB.begin()?, BOOK.begin()?);
    let verifpal = VERIFPAL.begin()?;
    let page = Beside::begin(steps::build_page);
    let mut tally = Tally::default();
    steps::format(&mut tally);
    steps::types(&mut tally);
    steps::container(&mut tally);
    spelling::step(&mut tally);
    steps::lints(&mut tally);
    steps::unit_tests(&mut tally);
    steps::vectors(&mut tally);
    steps::page(&mut tally, page);
    let twice = Beside::begin(twice::compare);
    fuzz::step(&mut tally);
    steps::packages(&mut tally, deb);
    steps::page_twice(&mut tally, twice);
    stories::step(&mut tally);
    model::step(&mut tally, verifpal);
    steps::book(&mut tally, book);
    steps::dependencies(&mut tally, deny);
    Ok(tally.close())
}
