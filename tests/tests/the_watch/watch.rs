//! A desk that syncs by itself, and the calendar that it lives by.
//!
//! It waits by the clock of the machine, hours at a time. libfaketime moves that one for it as well, and a
//! program that was stopped and goes on looks at it anew: so hours are over without a way for it in the
//! program.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use dauys_tests::calendar_clock::CalendarClock;
use dauys_tests::folder::Folder;
use dauys_tests::investigator::Investigator;
use dauys_tests::lifeline::Lifeline;
use dauys_tests::organisation::{Charter, MARAT};
use dauys_tests::stack::{Server, Stack};
use dauys_wire::Day;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

const DAY: &str = "2026-10-05";
/// More than there ever are between two rounds, and less than between three.
const HOURS: u32 = 4;
/// Longer than a round takes on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// An organisation whose programs all live by one calendar.
pub(crate) struct Office {
    pub(crate) stack: Stack,
    pub(crate) clock: CalendarClock,
    _folder: Folder,
}

impl Office {
    /// With a desk that has synced once.
    pub(crate) fn open() -> Self {
        let folder = Folder::make();
        let day = Day::parse(DAY).unwrap();
        let clock = CalendarClock::at(&folder.path().join("clock"), day, 0);
        let charter = Charter { surroundings: clock.surroundings(), ..Charter::default() };
        let stack = Stack::of(&charter);
        let office = Self { stack, clock, _folder: folder };
        office.marat().first_sync(&office.stack.address);
        office
    }

    pub(crate) fn marat(&self) -> &Investigator {
        self.stack.organisation.investigator(&MARAT)
    }

    /// Where it was before.
    pub(crate) fn start_server(&mut self) {
        let (address, data) = (self.stack.server.address, self.stack.data());
        let server = Server::start(address, &data, &self.clock.surroundings());
        self.stack.server = server.unwrap();
    }
}

/// `dauys --json watch`.
pub(crate) struct Watch {
    process: Child,
    _lifeline: Lifeline,
    lines: Receiver<Value>,
    complaint: PathBuf,
    clock: CalendarClock,
    hour: u32,
}

impl Watch {
    pub(crate) fn begin(office: &Office, bus: &str) -> Self {
        let complaint = office.stack.folder().join("complaint");
        let mut command = office.marat().command("kk", &["--json", "watch"]);
        command.env("DBUS_SESSION_BUS_ADDRESS", bus);
        // The clock by which it waits goes with the calendar.
        command.env("FAKETIME_DONT_FAKE_MONOTONIC", "0");
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = command.stderr(File::create(&complaint).unwrap()).spawn().unwrap();
        let lifeline = Lifeline::of(&process);
        let (sender, lines) = channel();
        let said = BufReader::new(process.stdout.take().unwrap());
        thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                let _ = sender.send(serde_json::from_str(&line).unwrap());
            }
        });
        let clock = office.clock.clone();
        let begun = u64::from(Day::parse(DAY).unwrap().number()) * 24;
        let hour = u32::try_from(clock.unix_seconds() / 3_600 - begun).unwrap();
        Self { process, _lifeline: lifeline, lines, complaint, clock, hour }
    }

    /// The round that takes place now.
    pub(crate) fn round(&mut self) -> Value {
        let line = self.lines.recv_timeout(PATIENCE);
        assert!(line.is_ok(), "no round: {}", fs::read_to_string(&self.complaint).unwrap());
        line.unwrap()
    }

    /// The one after that, when some hours are over.
    pub(crate) fn next(&mut self) -> Value {
        assert!(self.lines.try_recv().is_err(), "not before its time");
        self.pass();
        self.round()
    }

    /// Some hours are over.
    pub(crate) fn pass(&mut self) {
        // Otherwise it would reckon from the later hour: between its last word and its sleep nothing holds it up.
        self.wait_until_it_is('S');
        self.hour += HOURS;
        let day = Day::parse(DAY).unwrap().plus(self.hour / 24);
        self.clock.move_to(day, self.hour % 24);
        self.tell(Signal::STOP);
        self.wait_until_it_is('T');
        self.tell(Signal::CONT);
    }

    /// Asleep or stopped, as `/proc` has it.
    fn wait_until_it_is(&self, state: char) {
        let begun = Instant::now();
        let (stat, state) = (format!("/proc/{}/stat", self.process.id()), format!(") {state} "));
        while !fs::read_to_string(&stat).unwrap().contains(&state) {
            assert!(begun.elapsed() < PATIENCE, "it is not {state}");
            thread::yield_now();
        }
    }

    pub(crate) fn tell(&self, signal: Signal) {
        kill(self.process.id(), signal);
    }

    /// Waits until it has said this beside its results.
    pub(crate) fn wait_for(&self, words: &str) {
        let begun = Instant::now();
        while !fs::read_to_string(&self.complaint).unwrap().contains(words) {
            assert!(begun.elapsed() < PATIENCE, "it does not say {words:?}");
            thread::yield_now();
        }
    }

    /// Ends it while it waits; what it said since, and all that it said beside.
    pub(crate) fn end(self, signal: Signal) -> (Vec<Value>, String) {
        self.tell(signal);
        self.ended(Some(0))
    }

    /// Waits for its end.
    pub(crate) fn ended(mut self, exit: Option<i32>) -> (Vec<Value>, String) {
        let mut said = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(PATIENCE) {
            said.push(line);
        }
        let status = self.process.wait().unwrap();
        let complaint = fs::read_to_string(&self.complaint).unwrap();
        assert_eq!(status.code(), exit, "{complaint}");
        (said, complaint)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.process.kill().and_then(|()| self.process.wait());
    }
}

/// By its own number.
pub(crate) fn kill(pid: u32, signal: Signal) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw).unwrap();
    kill_process(pid, signal).unwrap();
}
