//! `dauys shares make`: a key in parts, each a PDF file to be printed. The desk keeps its public half.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::cli::{Global, SharesMake};
use crate::failure::{Exit, Failure};
use crate::files;
use crate::poster::{KeySheet, Page};
use crate::print::Print;
use crate::seat::Seat;
use crate::sheets::{self, Part, Set, SheetsKey};
use crate::text::{Language, Message};
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
    let set = NewSet::make(args.need, args.of, args.holders.clone())?;
    let mut workplace = Workplace::unlock(global, print)?;
    let language = print.text().language();
    let pages = set.parts.iter().map(|part| {
        let page = set.sheet(part, language, &sheets::write(part)).pdf()?;
        Ok((args.folder.join(format!("sheet-{}.pdf", part.place)), page))
    });
    // After all are made: one that cannot be made leaves no half of a set behind.
    let pages = pages.collect::<Result<Vec<_>, Failure>>()?;
    write(args, &pages)?;
    // Now they are there: only then is anything sealed for them.
    workplace.vault.append(vec![Record::Sheets(set.key.clone())])?;
    let files: Vec<String> = pages.iter().map(|(path, _)| path.display().to_string()).collect();
    for path in &files {
        print.line(path);
    }
    print.beside(&set.made());
    print.json(&View { set: set.name, need: args.need, files });
    Ok(())
}

/// Sheets that were made, until they are on paper. The key itself is kept nowhere.
pub(crate) struct NewSet {
    key: SheetsKey,
    name: String,
    parts: Vec<Part>,
    holders: Vec<String>,
}

impl NewSet {
    /// Makes a key and its parts. Whoever has no name here writes it on the paper.
    pub(crate) fn make(need: u8, of: u8, holders: Vec<String>) -> Result<Self, Failure> {
        if holders.len() > usize::from(of) {
            return Err(Failure::new(Exit::Usage, message!("shares-numbers")));
        }
        let (recipient, parts) = sheets::split(need, of)?;
        let name = Set::of(&recipient).to_string();
        Ok(Self {
            key: SheetsKey { recipient: recipient.to_text(), need, of },
            name,
            parts,
            holders,
        })
    }

    /// What stands on each, for a page that a browser prints.
    pub(crate) fn pages(&self, language: Language) -> Result<Vec<Page>, Failure> {
        let page = |part| Ok(self.sheet(part, language, &sheets::write(part)).page()?);
        self.parts.iter().map(page).collect()
    }

    /// Whether these are the last letters of the last sheet: whoever types them has it on paper.
    pub(crate) fn is_last_group(&self, typed: &str) -> bool {
        let lines = self.parts.last().map(sheets::write).unwrap_or_default();
        let group = lines.last().and_then(|line| line.rsplit('-').next());
        group.is_some_and(|group| group.eq_ignore_ascii_case(typed))
    }

    /// From now on backups can be sealed for them.
    pub(crate) fn keep(&self, seat: &Seat<'_>, print: &Print) -> Result<(), Failure> {
        seat.sit(print)?.vault.append(vec![Record::Sheets(self.key.clone())])?;
        print.beside(&self.made());
        Ok(())
    }

    fn made(&self) -> Message {
        let SheetsKey { need, of, .. } = self.key;
        let (need, of) = (u32::from(need), u32::from(of));
        message!("shares-made", set = self.name.as_str(), need = need, of = of)
    }

    fn sheet<'a>(&'a self, part: &Part, language: Language, lines: &'a [String]) -> KeySheet<'a> {
        let at = usize::from(part.place).saturating_sub(1);
        KeySheet {
            language,
            place: part.place,
            of: part.of,
            need: part.need,
            set: self.name.clone(),
            day: clock::today(),
            holder: self.holders.get(at).map(String::as_str),
            lines,
        }
    }
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
