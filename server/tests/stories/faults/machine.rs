//! A machine whose disk and clock do what they are told, and the program on it.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use dauys_faults::Disk;
use dauys_server::key::AcceptanceKey;
use dauys_server::server::make_private;
use dauys_server::site::Site;
use dauys_wire::Day;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::organisation::Organisation;
use crate::process::{Process, serve, today};

/// The one for programs with threads; the dynamic linker knows what `$LIB` is here.
const FAKETIME: &str = "/usr/$LIB/faketime/libfaketimeMT.so.1";
/// What libfaketime leaves of programs that were killed, with their numbers at the end.
const LEFT: [&str; 2] = ["faketime_shm_", "sem.faketime_sem_"];
/// A start that changes less is over by then.
const STARTED: Duration = Duration::from_secs(1);

pub(crate) struct Machine {
    pub(crate) disk: Disk,
    /// On a disk that is well: the clock, and what the program says.
    beside: TempDir,
    /// By how many seconds its clock is ahead.
    ahead: AtomicI64,
    settings: Vec<String>,
}

impl Machine {
    /// With flags of `dauys-server serve`; none where there can be no such disk.
    pub(crate) fn make(settings: &[&str]) -> Option<Self> {
        assert!(Site::embedded().is_ok(), "the page is not built: run `cargo xtask web` first");
        let disk = Disk::plug_in_or_say()?;
        sweep_gone();
        let settings = settings.iter().map(|&setting| setting.to_owned()).collect();
        let beside = tempfile::tempdir().unwrap();
        let machine = Self { disk, beside, ahead: AtomicI64::new(0), settings };
        let data = machine.data();
        make_private(&data).unwrap();
        let key = AcceptanceKey::read_or_make(&data).unwrap();
        Organisation::new(&key.public().to_string(), today()).post(&data);
        machine.set_clock(0);
        // The installation is older than the story.
        for path in fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().path()) {
            sync(&path);
        }
        sync(&data);
        sync(machine.disk.path());
        Some(machine)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.disk.path().join("data")
    }

    /// Sets its clock so many seconds ahead, for what runs already too.
    pub(crate) fn set_clock(&self, ahead: i64) {
        self.ahead.store(ahead, Ordering::SeqCst);
        let next = self.beside.path().join("clock.next");
        fs::write(&next, format!("{ahead:+}")).unwrap();
        fs::rename(&next, self.beside.path().join("clock")).unwrap();
    }

    pub(crate) fn next_day(&self) {
        self.set_clock(self.ahead.load(Ordering::SeqCst) + 86_400);
    }

    pub(crate) fn seconds(&self) -> u64 {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        now.checked_add_signed(self.ahead.load(Ordering::SeqCst)).unwrap()
    }

    pub(crate) fn today(&self) -> Day {
        Day::from_unix_seconds(self.seconds())
    }

    /// None if it ends instead of listening.
    pub(crate) fn try_start(&self) -> Option<Process> {
        let log = OpenOptions::new().create(true).append(true).open(self.log()).unwrap();
        let mut command = serve(&self.data());
        Process::begin(self.on_its_clock(command.args(&self.settings)).stderr(log))
    }

    pub(crate) fn start(&self) -> Process {
        self.try_start().unwrap_or_else(|| panic!("it does not start: {}", self.said()))
    }

    /// Everything that the program has said.
    pub(crate) fn said(&self) -> String {
        fs::read_to_string(self.log()).unwrap_or_default()
    }

    fn log(&self) -> PathBuf {
        self.beside.path().join("log")
    }

    fn on_its_clock<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("LD_PRELOAD", FAKETIME)
            .env("FAKETIME_TIMESTAMP_FILE", self.beside.path().join("clock"))
            .env("FAKETIME_NO_CACHE", "1")
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("NO_FAKE_STAT", "1")
    }

    /// Another command of the program, on this data directory.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dauys-server"));
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap());
        command.args(arguments).arg("--data").arg(self.data());
        self.on_its_clock(&mut command);
        command
    }

    /// What the doctor says about one thing.
    pub(crate) fn doctor(&self, check: &str) -> String {
        let said = String::from_utf8(self.run(&["doctor"]).stdout).unwrap();
        let found = said
            .split_inclusive('\n')
            .skip_while(|line| line.split_whitespace().nth(1) != Some(check));
        let found: Vec<&str> = found.take(2).collect();
        assert!(!found.is_empty(), "nothing about {check}: {said}");
        found.concat()
    }

    /// Starts the program and kills it after so many changes, whether or not it listens by then.
    pub(crate) fn kill_at_start(&self, changes: u64) {
        let until = self.disk.changes() + changes;
        let mut command = serve(&self.data());
        let command = self.on_its_clock(command.args(&self.settings));
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let given_up = Instant::now() + STARTED;
        while self.disk.changes() < until && Instant::now() < given_up {
            thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        sweep(child.id());
    }

    /// Kills the program, and takes away what libfaketime leaves of one that was killed.
    pub(crate) fn kill(process: Process) {
        let number = process.number();
        process.kill();
        sweep(number);
    }

    /// Both files of the database are whole, and each letter and reply in them is what its hash says.
    pub(crate) fn check_database(&self) {
        for name in ["open.sqlite", "closed.sqlite"] {
            let file = Connection::open(self.data().join(name)).unwrap();
            let verdict: String =
                file.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
            assert_eq!(verdict, "ok", "{name}");
            let rows = "SELECT sha256, file FROM letters WHERE sha256 IS NOT NULL
                        UNION ALL SELECT sha256, file FROM replies";
            let mut rows = file.prepare(rows).unwrap();
            let rows = rows
                .query_map([], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?)));
            for row in rows.unwrap() {
                let (sha256, file) = row.unwrap();
                assert_eq!(dauys_wire::Digest::of(&file).as_bytes()[..], sha256, "{name}");
            }
        }
    }
}

/// What stories that failed have left.
fn sweep_gone() {
    for entry in fs::read_dir("/dev/shm").into_iter().flatten().flatten() {
        let name = entry.file_name().into_string().unwrap_or_default();
        let number = LEFT.iter().find_map(|beginning| name.strip_prefix(beginning)?.parse().ok());
        if let Some(number) = number.filter(|it: &u32| !Path::new(&format!("/proc/{it}")).exists())
        {
            sweep(number);
        }
    }
}

/// The next program of that number would not start.
fn sweep(number: u32) {
    for beginning in LEFT {
        let _ = fs::remove_file(format!("/dev/shm/{beginning}{number}"));
    }
}

pub(crate) fn sync(path: &Path) {
    File::open(path).unwrap().sync_all().unwrap();
}
