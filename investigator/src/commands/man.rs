//! `dauys man`: the manual, made of what `--help` says.

mod page;

use std::path::Path;

use self::page::{Page, page, pages};
use crate::cli::{self, Man};
use crate::failure::Failure;
use crate::files;
use crate::message;
use crate::print::Print;

pub(super) fn run(args: &Man, print: &Print) -> Result<(), Failure> {
    if let Some(dir) = &args.dir {
        return write(dir, print);
    }
    print.document(&page(&cli::command()).text);
    Ok(())
}

fn write(dir: &Path, print: &Print) -> Result<(), Failure> {
    let pages = pages(&cli::command());
    for Page { file, text } in &pages {
        files::publish(&dir.join(file), text.as_bytes())?;
    }
    let folder = dir.display().to_string();
    print.say(&message!("man-written", pages = pages.len(), folder = folder));
    Ok(())
}
