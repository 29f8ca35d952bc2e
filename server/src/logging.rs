//! What the server says about itself, and nothing else: there is no access log, and no line can
//! carry an address, an id, a path or a header, because no event has a place for one.
//!
//! A line is `day=… event=… key=value …` on standard error. The day is the only time in it. A fault
//! that returns is written once a day, so that an error that a sender can cause does not write down
//! when it was caused, and cannot fill the disk.

use std::fmt;
use std::io::{self, Write as _};
use std::sync::{Mutex, PoisonError};

use dauys_wire::Day;

use crate::clock::Clock;
use crate::posted::PostedError;
use crate::store::StoreError;

/// Everything that may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The server answers requests.
    Started,
    /// It stopped as it should.
    Stopped,
    /// A roster is in force.
    RosterLoaded {
        /// The roster's version.
        version: u64,
    },
    /// A roster was refused; the one before it stays in force.
    RosterRefused {
        /// Why.
        reason: PostedError,
    },
    /// The roster in force ends soon: a new one is to be signed.
    RosterEnds {
        /// Days that are left.
        days: u32,
    },
    /// The roster in force is out of its time: pages refuse it.
    RosterExpired,
    /// Another certificate than before is in force.
    CertificateLoaded,
    /// The certificate's files are not taken; the one before stays in force.
    CertificateRefused {
        /// Why: a [`TlsError`](crate::tls::TlsError)'s code.
        reason: &'static str,
    },
    /// The daily work was done.
    Retention {
        /// Letters deleted.
        letters: u64,
        /// Replies deleted.
        replies: u64,
        /// Blobs deleted.
        blobs: u64,
        /// Letters, replies and blobs of days that were closed.
        closed: u64,
    },
    /// The clock is days ahead of where it was a minute ago: the daily work is not done.
    ClockJumped {
        /// By how many.
        days: u32,
    },
    /// The database failed.
    StoreFailed {
        /// `SQLite`'s extended code.
        code: i32,
    },
    /// There is no room on the disk.
    DiskFull,
    /// The system gives no randomness.
    NoRandomness,
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started => write!(f, "started version={}", env!("CARGO_PKG_VERSION")),
            Self::Stopped => f.write_str("stopped"),
            Self::RosterLoaded { version } => write!(f, "roster-loaded version={version}"),
            Self::RosterRefused { reason } => write!(f, "roster-refused reason={}", reason.code()),
            Self::RosterEnds { days } => write!(f, "roster-ends days={days}"),
            Self::RosterExpired => f.write_str("roster-expired"),
            Self::CertificateLoaded => f.write_str("certificate-loaded"),
            Self::CertificateRefused { reason } => write!(f, "certificate-refused reason={reason}"),
            Self::Retention { letters, replies, blobs, closed } => write!(
                f,
                "retention letters={letters} replies={replies} blobs={blobs} closed={closed}"
            ),
            Self::ClockJumped { days } => write!(f, "clock-jumped days={days}"),
            Self::StoreFailed { code } => write!(f, "store-failed code={code}"),
            Self::DiskFull => f.write_str("disk-full"),
            Self::NoRandomness => f.write_str("no-randomness"),
        }
    }
}

impl From<StoreError> for Event {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::DiskFull,
            StoreError::Failed(code) => Self::StoreFailed { code },
            StoreError::Busy | StoreError::Closed | StoreError::Newer { .. } => {
                Self::StoreFailed { code: 0 }
            }
        }
    }
}

/// Writes a line.
pub fn write(day: Day, event: Event) {
    // If standard error is gone there is nowhere left to say so.
    let _ = writeln!(io::stderr(), "{}", line(day, event));
}

/// Writes a line about a fault, once a day.
pub fn fault(event: Event) {
    write_once_today(&event.to_string());
}

/// A panic tells where in the program it was, once a day; what it says could quote a request.
pub fn silence_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        write_once_today(&format!("panic place={place}"));
    }));
}

/// What was written once today.
static TODAY: Mutex<(Option<Day>, Vec<String>)> = Mutex::new((None, Vec::new()));

/// How many different faults there were on this day, which is today.
pub fn faults_of(day: Day) -> usize {
    let told = TODAY.lock().unwrap_or_else(PoisonError::into_inner);
    if told.0 == Some(day) { told.1.len() } else { 0 }
}

fn write_once_today(event: &str) {
    let today = Clock::System.today();
    let mut told = TODAY.lock().unwrap_or_else(PoisonError::into_inner);
    if told.0 != Some(today) {
        *told = (Some(today), Vec::new());
    }
    if !told.1.iter().any(|line| line == event) {
        told.1.push(event.to_owned());
        let _ = writeln!(io::stderr(), "{}", line(today, event));
    }
}

fn line(day: Day, event: impl fmt::Display) -> String {
    format!("day={day} event={event}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use dauys_wire::roster::RosterError;

    use super::*;

    #[test]
    fn a_line_has_a_day_and_its_own_fields() {
        let day = Day::parse("2026-11-21").unwrap();
        let run = Event::Retention { letters: 3, replies: 2, blobs: 4, closed: 1 };
        assert_eq!(
            line(day, run),
            "day=2026-11-21 event=retention letters=3 replies=2 blobs=4 closed=1"
        );
        let refused = Event::RosterRefused { reason: PostedError::Expired };
        assert_eq!(line(day, refused), "day=2026-11-21 event=roster-refused reason=expired");
    }

    /// Each event once: what follows it here.
    fn after(event: Event) -> Option<Event> {
        Some(match event {
            Event::Started => Event::Stopped,
            Event::Stopped => Event::RosterLoaded { version: 1 },
            Event::RosterLoaded { .. } => Event::RosterRefused { reason: PostedError::Help },
            Event::RosterRefused { .. } => Event::RosterEnds { days: 1 },
            Event::RosterEnds { .. } => Event::RosterExpired,
            Event::RosterExpired => Event::CertificateLoaded,
            Event::CertificateLoaded => Event::CertificateRefused { reason: "key" },
            Event::CertificateRefused { .. } => {
                Event::Retention { letters: 1, replies: 1, blobs: 1, closed: 1 }
            }
            Event::Retention { .. } => Event::ClockJumped { days: 15 },
            Event::ClockJumped { .. } => Event::StoreFailed { code: 1 },
            Event::StoreFailed { .. } => Event::DiskFull,
            Event::DiskFull => Event::NoRandomness,
            Event::NoRandomness => return None,
        })
    }

    fn after_reason(reason: PostedError) -> Option<PostedError> {
        use RosterError::{Contradiction, Malformed, Signature};
        Some(match reason {
            PostedError::File(_) => PostedError::Roster(Malformed),
            PostedError::Roster(Malformed) => PostedError::Roster(Signature),
            PostedError::Roster(Signature) => PostedError::Roster(Contradiction("")),
            PostedError::Roster(Contradiction(_)) => PostedError::Expired,
            PostedError::Expired => PostedError::ServerKey,
            PostedError::ServerKey => PostedError::Questionnaire,
            PostedError::Questionnaire => PostedError::Help,
            PostedError::Help => PostedError::Older,
            PostedError::Older => PostedError::Instance,
            PostedError::Instance => return None,
        })
    }

    /// Words between backquotes.
    fn quoted(text: &str) -> Vec<String> {
        text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn the_page_about_logging_lists_every_event_and_every_field() {
        let page = include_str!("../../docs/LOGGING.md");
        let rows = page.lines().filter(|line| line.starts_with("| `"));
        let cells = rows.map(|row| row.split('|').map(quoted).skip(1).take(2).collect::<Vec<_>>());
        let written: BTreeMap<String, Vec<String>> =
            cells.map(|cells| (cells[0][0].clone(), cells[1].clone())).collect();

        let events = std::iter::successors(Some(Event::Started), |event| after(*event));
        let said = events.map(|event| {
            let said = event.to_string();
            let mut words = said.split(' ');
            let name = words.next().unwrap().to_owned();
            (name, words.map(|word| word.split('=').next().unwrap().to_owned()).collect())
        });
        // A panic is no event: nothing of ours is at hand when it is written.
        let panic = ("panic".to_owned(), vec!["place".to_owned()]);
        assert_eq!(written, said.chain([panic]).collect());

        let reasons = page.split("`reason` is one of").nth(1).unwrap().split("##").next().unwrap();
        let said = std::iter::successors(Some(PostedError::File("")), |it| after_reason(*it));
        assert_eq!(quoted(reasons), said.map(PostedError::code).collect::<Vec<_>>());
    }
}
