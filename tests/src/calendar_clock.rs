//! One calendar for real programs: all that are started under it read the same time. It runs as fast
//! as the system's, and moves to the next hour or day for all of them at once, the running ones too.
//!
//! The programs know nothing of it. They are linked dynamically, and Debian's libfaketime answers
//! instead of the system when they ask what time it is. What they measure (how long a request may
//! take, when a timer is due) goes on as it is. The calendar must not stand still: the age crate
//! times a first scrypt by it, and takes a hundred gigabytes where that takes no time.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use dauys_wire::Day;

use crate::programs;
use crate::surroundings::Surroundings;

/// The one for programs with threads; the dynamic linker knows what `$LIB` is here.
const LIBRARY: &str = "/usr/$LIB/faketime/libfaketimeMT.so.1";
const SECONDS_PER_HOUR: u64 = 3_600;
const HOURS_PER_DAY: u64 = 24;

/// Where libfaketime leaves something of programs that were killed, with their numbers at the end;
/// the next program of that number would not start.
const LEFT: (&str, [&str; 2]) = ("/dev/shm", ["faketime_shm_", "sem.faketime_sem_"]);

/// The calendar; clones are the same one.
#[derive(Clone)]
pub struct CalendarClock(Arc<Inner>);

struct Inner {
    /// By how many seconds the calendar is ahead. It is read whenever a program asks.
    file: PathBuf,
    ahead: AtomicI64,
}

impl CalendarClock {
    /// A calendar of which it is now that hour, in a file of its own.
    pub fn at(file: &Path, day: Day, hour: u32) -> Self {
        sweep();
        let never = AtomicI64::new(i64::MIN);
        let clock = Self(Arc::new(Inner { file: file.to_owned(), ahead: never }));
        clock.move_to(day, hour);
        // A library that is missing is a remark to the dynamic linker, and no fault.
        let apart = clock.read_by_a_program().abs_diff(clock.unix_seconds());
        assert!(apart < 60, "is libfaketime installed?");
        clock
    }

    /// Moves it, for everybody, to the beginning of an hour. Time does not go back.
    pub fn move_to(&self, day: Day, hour: u32) {
        let hours = u64::from(day.number()) * HOURS_PER_DAY + u64::from(hour);
        let ahead = signed(hours * SECONDS_PER_HOUR) - signed(system_seconds());
        let before = self.0.ahead.swap(ahead, Ordering::SeqCst);
        assert!(before < ahead, "{day}, hour {hour}");
        // Whoever reads meanwhile finds one or the other, never half of it.
        let next = self.0.file.with_extension("next");
        fs::write(&next, format!("{ahead:+}")).expect("a file");
        fs::rename(&next, &self.0.file).expect("a file");
    }

    /// What time it is, in seconds since 1970.
    pub fn unix_seconds(&self) -> u64 {
        system_seconds().checked_add_signed(self.0.ahead.load(Ordering::SeqCst)).expect("a time")
    }

    /// The day.
    pub fn today(&self) -> Day {
        Day::from_unix_seconds(self.unix_seconds())
    }

    /// What has programs read it.
    pub fn surroundings(&self) -> Surroundings {
        Surroundings::default()
            .with("LD_PRELOAD", LIBRARY)
            .with("FAKETIME_TIMESTAMP_FILE", &self.0.file)
            // Otherwise a program would look at the file every ten seconds only.
            .with("FAKETIME_NO_CACHE", "1")
            .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .with("NO_FAKE_STAT", "1")
    }

    fn read_by_a_program(&self) -> u64 {
        let mut date = Command::new("date");
        self.surroundings().apply(&mut date);
        programs::must(date.arg("+%s")).trim().parse().expect("a number")
    }
}

fn system_seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_secs()
}

fn signed(seconds: u64) -> i64 {
    i64::try_from(seconds).expect("a time of people")
}

/// Removes what is left of programs that are gone.
fn sweep() {
    let (folder, beginnings) = LEFT;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let number = |beginning: &&str| name.to_str()?.strip_prefix(beginning);
        let of = beginnings.iter().find_map(number);
        if of.is_some_and(|of| !Path::new("/proc").join(of).exists()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::process::Stdio;

    use super::*;

    #[test]
    fn programs_read_the_calendar_and_it_moves_for_those_that_run() {
        let folder = tempfile::tempdir().unwrap();
        let day = Day::parse("2026-10-05").unwrap();
        let clock = CalendarClock::at(&folder.path().join("clock"), day, 9);
        let mut perl = Command::new("perl");
        clock.surroundings().apply(&mut perl);
        // The time for every line that it reads.
        perl.args(["-ne", r#"$| = 1; print time, "\n""#]);
        let mut perl = perl.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (mut output, mut input) =
            (BufReader::new(perl.stdout.take().unwrap()), perl.stdin.take().unwrap());
        let mut tell = || {
            writeln!(input, "?").unwrap();
            let mut line = String::new();
            output.read_line(&mut line).unwrap();
            Day::from_unix_seconds(line.trim().parse().unwrap())
        };
        assert_eq!(tell(), day);
        clock.move_to(day.plus(1), 0);
        let read = Day::from_unix_seconds(clock.read_by_a_program());
        assert_eq!([tell(), read, clock.today()], [day.plus(1); 3]);
        drop(input);
        assert!(perl.wait().unwrap().success());
    }
}
