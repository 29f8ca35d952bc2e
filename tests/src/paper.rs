//! A page as an office prints it and a telephone reads it: rendered by poppler and scanned by zbar,
//! neither of which has anything to do with what made it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::programs;

/// What office printers have, in dots an inch.
pub const DOTS: u32 = 300;

/// The first page of a PDF, as a picture beside it.
pub fn print(file: &Path) -> PathBuf {
    let picture = file.with_extension("png");
    let mut render = Command::new("pdftoppm");
    render.args(["-r", &DOTS.to_string(), "-gray", "-png", "-singlefile"]);
    programs::must(render.arg(file).arg(file.with_extension("")));
    picture
}

/// What the codes on a picture say.
pub fn scan(picture: &Path) -> String {
    let mut scan = Command::new("zbarimg");
    scan.args(["--raw", "--quiet", "--nodbus", "-Sdisable", "-Sqrcode.enable"]);
    programs::must(scan.arg(picture))
}

/// What stands in a PDF in words, line by line.
pub fn words(file: &Path) -> String {
    programs::must(Command::new("pdftotext").arg("-layout").arg(file).arg("-"))
}
