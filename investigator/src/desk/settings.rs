//! What somebody chose on the page, in `page.json` in the home: nothing of it is about a case.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::files::{self, FileError};
use crate::home::Home;
use crate::text::Language;

/// Larger than any that we would write.
const FILE_MAX: usize = 4_096;

/// What was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Settings {
    pub(super) language: Language,
    /// Whether letters lead to the places of [`super::shortcuts`].
    pub(super) shortcuts: bool,
}

impl Settings {
    /// Those that were kept; of `language` if there are none, or none that can be read.
    pub(super) fn load(folder: Option<&PathBuf>, language: Language) -> Self {
        let kept = files::read(&Home::locate(folder).page(), FILE_MAX).ok();
        let kept = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        kept.unwrap_or(Self { language, shortcuts: true })
    }

    /// Keeps them for the next time.
    pub(super) fn save(self, folder: Option<&PathBuf>) -> Result<(), FileError> {
        let bytes = serde_json::to_vec(&self).unwrap_or_default();
        let home = Home::locate(folder);
        files::make_folder(home.folder())?;
        files::replace(&home.page(), &bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_kept_and_what_cannot_be_read_is_as_if_nothing_was() {
        let folder = tempfile::tempdir().unwrap();
        let home = Some(folder.path().to_owned());
        let first = Settings { language: Language::En, shortcuts: true };
        assert_eq!(Settings::load(home.as_ref(), Language::En), first);
        let chosen = Settings { language: Language::Kk, shortcuts: false };
        chosen.save(home.as_ref()).unwrap();
        assert_eq!(Settings::load(home.as_ref(), Language::En), chosen);
        std::fs::write(folder.path().join("page.json"), "{\"language\":\"xx\"}").unwrap();
        assert_eq!(Settings::load(home.as_ref(), Language::En), first);
    }
}
