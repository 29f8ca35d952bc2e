//! What a program finds around it beside what everybody's programs have: variables of its
//! environment.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Folders of a machine, and the variables that lead programs to them: whatever a program keeps
/// without being told where is below one of these.
const FOLDERS: [(&str, &str); 7] = [
    ("HOME", "home"),
    ("TMPDIR", "tmp"),
    ("XDG_DATA_HOME", "home/.local/share"),
    ("XDG_STATE_HOME", "home/.local/state"),
    ("XDG_CACHE_HOME", "home/.cache"),
    ("XDG_CONFIG_HOME", "home/.config"),
    ("XDG_RUNTIME_DIR", "run"),
];

/// Variables.
#[derive(Clone, Default)]
pub struct Surroundings(Vec<(OsString, OsString)>);

impl Surroundings {
    /// With one more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.0.push((name.into(), value.into()));
        self
    }

    /// On a machine of one's own, which is made there: nothing of whoever runs the tests.
    #[must_use]
    pub fn on_machine(mut self, machine: &Path) -> Self {
        for (name, folder) in FOLDERS {
            let folder = machine.join(folder);
            fs::create_dir_all(&folder).expect("a folder");
            self = self.with(name, folder);
        }
        self
    }

    /// One of them.
    pub fn value(&self, name: &str) -> Option<&OsStr> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_os_str())
    }

    /// Sets them for a program that is to be started.
    pub fn apply(&self, command: &mut Command) {
        command.envs(self.0.iter().map(|(name, value)| (name, value)));
    }

    /// As a shell takes them.
    pub fn exports(&self) -> String {
        let export = |(name, value): &(OsString, OsString)| {
            let [name, value] = [name, value].map(|it| it.to_str().expect("UTF-8"));
            assert!(!value.contains('\''), "{value}");
            format!("export {name}='{value}'\n")
        };
        self.0.iter().map(export).collect()
    }
}
