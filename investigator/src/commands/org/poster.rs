//! `dauys org poster`: what is hung up and torn off, made out of what `dauys org check` verifies.

use schemars::JsonSchema;
use serde::Serialize;

use dauys_wire::Digest;

use crate::cli::{OrgPoster, PosterLanguage};
use crate::failure::Failure;
use crate::files;
use crate::org::check::check;
use crate::org::folder::Folder;
use crate::poster::{FORM_MAX, Poster, Press};
use crate::print::Print;
use crate::text::Language;
use crate::{clock, message};

/// What stands on the posters, and where they are.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View<'a> {
    /// With its keys behind `#`, as it is in the QR code.
    address: &'a str,
    /// To be compared with the page.
    safety_number: &'a str,
    /// Whose poster it is, if it is not the organisation's.
    channel: Option<&'a str>,
    /// SHA-256 of the offline form, if one was given.
    offline_form: Option<String>,
    /// The PDF files.
    files: Vec<String>,
}

/// Every poster there is, in the order in which people look for theirs.
const LANGUAGES: [PosterLanguage; 4] =
    [PosterLanguage::All, PosterLanguage::Kk, PosterLanguage::Ru, PosterLanguage::En];

pub(super) fn run(args: &OrgPoster, folder: &Folder, print: &Print) -> Result<(), Failure> {
    let report = check(folder, clock::today())?;
    let channel = args.channel.as_deref();
    let form = args.offline_form.as_deref().map(|path| files::read(path, FORM_MAX)).transpose()?;
    let form = form.map(|form| Digest::of(&form));
    let mut poster = Poster::of(&report, channel)?;
    poster.form = form;
    let (address, safety_number) = (poster.address.clone(), poster.safety_number.clone());
    let press = Press::new(poster)?;
    let place = args.out.clone().unwrap_or_else(|| folder.posters());
    let owner = channel.map(|id| format!("{id}-")).unwrap_or_default();
    let mut made = Vec::new();
    for wanted in LANGUAGES {
        if !args.languages.is_empty() && !args.languages.contains(&wanted) {
            continue;
        }
        let (suffix, languages) = languages(wanted);
        let poster = (format!("{owner}poster{suffix}.pdf"), press.poster(&languages)?);
        let slips = (format!("{owner}slips{suffix}.pdf"), press.slips(&languages)?);
        made.extend([poster, slips].map(|(name, bytes)| (place.join(name), bytes)));
    }
    // After all are made: one that cannot be made leaves no half of a set behind.
    for (path, bytes) in &made {
        files::publish(path, bytes)?;
    }
    // What is amiss with the list is no hindrance, and whoever prints it should know.
    for problem in &report.problems {
        print.warn(problem);
    }
    let files: Vec<String> = made.iter().map(|(path, _)| path.display().to_string()).collect();
    for path in &files {
        print.line(path);
    }
    print.say(&message!("poster-done"));
    print.json(&View {
        address: &address,
        safety_number: &safety_number,
        channel,
        offline_form: form.map(|form| form.to_string()),
        files,
    });
    Ok(())
}

/// What stands behind the name of the file, and the languages in their order.
fn languages(wanted: PosterLanguage) -> (&'static str, Vec<Language>) {
    match wanted {
        PosterLanguage::All => ("", Language::ALL.to_vec()),
        PosterLanguage::Kk => ("-kk", vec![Language::Kk]),
        PosterLanguage::Ru => ("-ru", vec![Language::Ru]),
        PosterLanguage::En => ("-en", vec![Language::En]),
    }
}
