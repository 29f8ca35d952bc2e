//! The directory, the key, and how many files the system allows.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;

use dauys_wire::Day;
use rustix::process::geteuid;

use super::{Finding, State};
use crate::backup;
use crate::descriptors;
use crate::key::{AcceptanceKey, KeyError};
use crate::notice;

/// A night or two may be missed.
const FRESH_DAYS: u32 = 2;
/// Reporters have read answers since that nobody would find again.
const STALE_DAYS: u32 = 7;
/// Everyone but the owner.
const OTHERS: u32 = 0o077;

/// Whether a server uses the directory.
pub(super) fn is_running(data: &Path) -> bool {
    let Ok(lock) = File::open(data.join("lock")) else { return false };
    matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock))
}

/// Whose it is, and who may look into it.
pub(super) fn data(data: &Path) -> Vec<Finding> {
    let check = "data";
    let place = data.display();
    let about = match fs::metadata(data) {
        Ok(about) => about,
        Err(error) => {
            let (says, todo) = match error.kind() {
                ErrorKind::NotFound => ("is not there", "make it with `dauys-server key`"),
                _ => ("cannot be looked into", "run this as the account of the server"),
            };
            return vec![Finding::bad(check, State::Now, format!("{place} {says}"), todo)];
        }
    };
    let mut findings = Vec::new();
    if about.permissions().mode() & OTHERS != 0 {
        let todo = "chmod 700 it: the letters in it are sealed, their days and numbers are not";
        let says = format!("{place} is open to other accounts of this machine");
        findings.push(Finding::bad(check, State::Now, says, todo));
    }
    if about.uid() != geteuid().as_raw() {
        let says = format!("{place} belongs to another account than the one that looks");
        let todo = "run this as the account of the server, or give the directory to it";
        findings.push(Finding::bad(check, State::Soon, says, todo));
    }
    if findings.is_empty() {
        findings.push(Finding::good(check, format!("{place} is for its account alone")));
    }
    findings
}

pub(super) fn key(data: &Path) -> Vec<Finding> {
    let check = "key";
    vec![match AcceptanceKey::read(data) {
        Ok(key) => Finding::good(check, format!("{}", key.public())),
        Err(error) => {
            let todo = match error {
                KeyError::Missing(_) => {
                    "`dauys-server key` makes it, once; a lost one comes back from the backup, or the \
                     organisation signs a roster with the new one"
                }
                KeyError::Open(_) => {
                    "if nobody can have read it: chmod 600; otherwise make a new one"
                }
                _ => "put back the file from the backup",
            };
            Finding::bad(check, State::Now, error.to_string(), todo)
        }
    }]
}

/// How old the last backup is.
pub(super) fn backup(data: &Path, today: Day) -> Vec<Finding> {
    let check = "backup";
    let todo = "have `dauys-server backup` run every night, and take a copy to another machine";
    vec![match backup::last_day(data) {
        None => Finding::bad(check, State::Soon, "none was made of this directory", todo),
        Some(day) => {
            let says = format!("the last one is of {day}");
            match today.since(day) {
                0..=FRESH_DAYS => Finding::good(check, says),
                days if days <= STALE_DAYS => Finding::bad(check, State::Soon, says, todo),
                _ => Finding::bad(check, State::Now, says, todo),
            }
        }
    }]
}

/// When everybody was reminded last; nothing, if nobody ever was.
pub(super) fn notice(data: &Path, today: Day) -> Vec<Finding> {
    let check = "notice";
    let Some(day) = notice::last_day(data) else { return Vec::new() };
    let says = format!("everybody was reminded last on {day}");
    vec![if today.since(day) <= 1 {
        Finding::good(check, says)
    } else {
        let todo = "systemctl status dauys-server-notice tells what the mail server said; if nobody is to \
                    be reminded any more, remove the file `reminded` from the data directory";
        Finding::bad(check, State::Now, says, todo)
    }]
}

/// Each connection is one.
pub(super) fn files(connections: usize) -> Vec<Finding> {
    let check = "files";
    vec![match descriptors::allowed(connections) {
        Ok(_) => Finding::good(check, format!("enough for {connections} connections")),
        Err(few) => {
            let todo = "raise LimitNOFILE in the unit, or lower max_connections; what counts is what the \
                        service may have, which can be more than this shell";
            Finding::bad(check, State::Soon, few.to_string(), todo)
        }
    }]
}
