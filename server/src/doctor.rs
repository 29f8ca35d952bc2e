//! `dauys-server doctor`: looks at everything that an operator has to look after, and says what to do.
//! It changes nothing, and can be run while the server runs and while it does not.

mod answers;
mod content;
mod disk;
mod place;
mod posted;
mod time;
mod tls;

use std::fmt;

use serde::Serialize;

use crate::clock::Clock;
use crate::config::Config;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nothing is to be done.
    Good,
    /// Something is to be done in the next days.
    Soon,
    /// Something is wrong now.
    Now,
}

/// What was looked at.
#[derive(Debug, Serialize)]
pub struct Finding {
    /// `data`, `key`, `roster`, `clock`, `database`, `disk`, `content`, `backup`, `notice`, `files`, `tls` or
    /// `answers`.
    pub check: &'static str,
    /// How it is.
    pub state: State,
    /// What was found.
    pub says: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub todo: Option<String>,
}

/// Everything that was looked at.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The worst of all.
    pub state: State,
    /// In the order in which they were looked at.
    pub findings: Vec<Finding>,
}

impl State {
    /// The exit code: 0, 3 and 4, because 1 is a failure of the program and 2 a mistyped command.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Good => 0,
            Self::Soon => 3,
            Self::Now => 4,
        }
    }
}

impl Finding {
    fn good(check: &'static str, says: impl Into<String>) -> Self {
        Self { check, state: State::Good, says: says.into(), todo: None }
    }

    fn bad(check: &'static str, state: State, says: impl Into<String>, todo: &str) -> Self {
        Self { check, state, says: says.into(), todo: Some(todo.to_owned()) }
    }
}

impl Report {
    /// Looks at the server with these settings.
    pub fn of(config: &Config, clock: &Clock) -> Self {
        let (today, runs) = (clock.today(), place::is_running(&config.data));
        let findings: Vec<Finding> = [
            place::data(&config.data),
            place::key(&config.data),
            posted::look(config, today),
            disk::look(config, today, runs),
            content::look(&config.data, runs),
            place::backup(&config.data, today),
            place::notice(&config.data, today),
            time::look(config, today),
            place::files(config.max_connections),
            tls::look(config, today),
            vec![answers::look(config, runs)],
        ]
        .into_iter()
        .flatten()
        .collect();
        let state = findings.iter().map(|finding| finding.state).max().unwrap_or(State::Good);
        Self { state, findings }
    }
}

/// A line for each, and one more for what is to be done.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Finding { check, state, says, todo } in &self.findings {
            let mark = match state {
                State::Good => "good",
                State::Soon => "SOON",
                State::Now => "NOW",
            };
            writeln!(f, "{mark:<5} {check:<9} {says}")?;
            if let Some(todo) = todo {
                writeln!(f, "      {:<9} do: {todo}", "")?;
            }
        }
        match self.state {
            State::Good => writeln!(f, "\nNothing is to be done."),
            State::Soon => writeln!(f, "\nSomething is to be done in the next days."),
            State::Now => writeln!(f, "\nSomething is wrong now."),
        }
    }
}
