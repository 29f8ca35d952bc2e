//! `dauys shares make`: a key in parts, each a PDF file to be printed. The desk keeps its public half.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::cli::{Global, SharesMake};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::poster::KeySheet;
use crate::print::Print;
use crate::sheets::{self, Part, SheetsKey};
use crate::vault::Record;
use crate::workplace::Workplace;
use crate::{clock, message};

/// The sheets that were made.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// What tells them from those of another set.
    set: String,
    /// So many together give the key.
    need: u8,
    /// The PDF files. Each has a part of the key in clear.
    files: Vec<String>,
}

pub(super) fn run(args: &SharesMake, global: &Global, print: &Print) -> Result<(), Failure> {
    if args.need > args.of || args.holders.len() > usize::from(args.of) {
        return Err(Failure::new(Exit::Usage, message!("shares-numbers")));
    }
    let mut workplace = Workplace::unlock(global, print)?;
    let (recipient, parts) = sheets::split(args.need, args.of)?;
    let pages = parts.iter().zip(0..).map(|(part, at)| {
        let page = page(part, args.holders.get(at).map(String::as_str), print)?;
        Ok((args.folder.join(format!("sheet-{}.pdf", part.place)), page))
    });
    // After all are made: one that cannot be made leaves no half of a set behind.
    let pages = pages.collect::<Result<Vec<_>, Failure>>()?;
    write(args, &pages)?;
    // Now they are there: only then is anything sealed for them.
    let key = SheetsKey { recipient: recipient.to_text(), need: args.need, of: args.of };
    workplace.vault.append(vec![Record::Sheets(key)])?;
    let files: Vec<String> = pages.iter().map(|(path, _)| path.display().to_string()).collect();
    for path in &files {
        print.line(path);
    }
    let set = sheets::Set::of(&recipient).to_string();
    let (need, of) = (u32::from(args.need), u32::from(args.of));
    print.beside(&message!("shares-made", set = set.as_str(), need = need, of = of));
    print.json(&View { set, need: args.need, files });
    Ok(())
}

/// All of them, or none.
fn write(args: &SharesMake, pages: &[(PathBuf, Zeroizing<Vec<u8>>)]) -> Result<(), Failure> {
    files::make_folder(&args.folder)?;
    for (at, (path, page)) in pages.iter().enumerate() {
        if let Err(error) = files::create(path, page) {
            for (made, _) in pages.iter().take(at) {
                files::remove(made)?;
            }
            return Err(error.into());
        }
    }
    Ok(())
}

fn page(part: &Part, holder: Option<&str>, print: &Print) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let lines = sheets::write(part);
    let sheet = KeySheet {
        language: print.text().language(),
        place: part.place,
        of: part.of,
        need: part.need,
        set: part.set.to_string(),
        day: clock::today(),
        holder,
        lines: &lines,
    };
    Ok(sheet.pdf()?)
}
