//! What is signed beside the roster: the questions and the help directory. The folder has them as
//! people edit them, and they are never written anew; what is published is the same on one line.

use std::path::Path;

use dauys_wire::limits::QUESTIONNAIRE_MAX;
use dauys_wire::questionnaire::Questionnaire;
use dauys_wire::roster::{HelpRef, QuestionnaireRef};
use dauys_wire::{Day, Digest};

use super::OrgError;
use super::edited::one_line;
use super::folder::Folder;
use super::help;
use super::questionnaire::{Checked, FILE_MAX, check};
use crate::files;
use crate::message;
use crate::text::Message;

/// The questions shipped with this program.
const QUESTIONNAIRE: &str = include_str!("../../../client-wasm/data/questionnaire.json");
/// The help directory shipped with this program: two numbers that are the same everywhere.
const HELP: &str = include_str!("../../../client-wasm/data/help.json");

/// What is published, checked.
pub struct Data {
    /// `questionnaire.json`.
    pub questionnaire: Vec<u8>,
    /// `help.json`.
    pub help: Vec<u8>,
    /// Name and version of the questions.
    pub id: String,
    /// What to think of, if other questions were published under this id.
    pub same_id: Option<Message>,
}

/// Writes the shipped questions and help directory into a new folder.
pub fn create(folder: &Folder) -> Result<(), OrgError> {
    files::create(&folder.questionnaire(), QUESTIONNAIRE.as_bytes())?;
    Ok(files::create(&folder.help(), HELP.as_bytes())?)
}

/// Takes other questions, or another help directory, into the folder; then what is in the folder is
/// checked. Of files with mistakes nothing is taken.
pub fn take(
    folder: &Folder,
    questionnaire: Option<&Path>,
    help: Option<&Path>,
    today: Day,
) -> Result<Data, OrgError> {
    let (own_questionnaire, own_help) = (folder.questionnaire(), folder.help());
    let path = questionnaire.unwrap_or(&own_questionnaire);
    let text = files::read_text(path, FILE_MAX)?;
    let help_path = help.unwrap_or(&own_help);
    let help_text = files::read_text(help_path, help::FILE_MAX)?;
    let checked = check(&text);
    let same_id = same_id(folder, &checked);
    let Questionnaire { id, .. } = whole(path, &checked)?;
    let directory = help::check(&help_text, today);
    if let Some(first) = directory.mistakes.first() {
        return Err(OrgError::HelpDirectory {
            path: help_path.to_owned(),
            remark: Box::new(first.clone()),
        });
    }
    if questionnaire.is_some() {
        files::replace(&own_questionnaire, text.as_bytes())?;
    }
    if help.is_some() {
        files::replace(&own_help, help_text.as_bytes())?;
    }
    Ok(Data {
        id: id.clone(),
        questionnaire: checked.published,
        help: directory.published,
        same_id,
    })
}

/// The questions, if they have no mistake.
pub fn whole<'c>(path: &Path, checked: &'c Checked) -> Result<&'c Questionnaire, OrgError> {
    checked
        .outcome
        .as_ref()
        .map_err(|first| OrgError::Questionnaire { path: path.to_owned(), remark: first.clone() })
}

/// What to think of, if other questions are published under the same id.
pub fn same_id(folder: &Folder, checked: &Checked) -> Option<Message> {
    let id = &checked.outcome.as_ref().ok()?.id;
    let published = files::read(&folder.publish().join("questionnaire.json"), QUESTIONNAIRE_MAX);
    let published = published.ok().filter(|published| *published != checked.published)?;
    let before = Questionnaire::parse(&published).ok()?;
    (before.id == *id).then(|| message!("warning-same-id", id = id.as_str()))
}

/// Whether the folder has other questions, or another help directory, than these.
pub fn differs(folder: &Folder, questionnaire: &QuestionnaireRef, help: &HelpRef) -> bool {
    let is = |path: &Path, max: usize, digest: Digest| {
        files::read_text(path, max)
            .is_ok_and(|text| Digest::of(one_line(&text).as_bytes()) == digest)
    };
    !is(&folder.questionnaire(), FILE_MAX, questionnaire.sha256)
        || !is(&folder.help(), help::FILE_MAX, help.sha256)
}
