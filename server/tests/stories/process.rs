//! The program as it is installed, in a process of its own: with its own memory, and to be killed.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use dauys_server::clock::Clock;
use dauys_server::key::AcceptanceKey;
use dauys_server::site::Site;
use dauys_wire::api::{self, letter_path};
use dauys_wire::limits::LETTER_BYTES;
use dauys_wire::stamp::{StampSearch, Subject};
use dauys_wire::{Day, Digest, Id};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::client::{Answer, Ask};
use crate::organisation::Organisation;
use crate::stack::{instance, sealed, withdraw};

/// A directory with everything that the program needs, and settings to start it with.
pub(crate) struct Installation {
    directory: TempDir,
    settings: Vec<String>,
}

/// A running program; killed when it is dropped, if nobody killed it before.
pub(crate) struct Process {
    child: Child,
    pub(crate) address: SocketAddr,
}

pub(crate) fn today() -> Day {
    Clock::System.today()
}

impl Installation {
    /// With flags of `dauys-server serve`. Letters cost nothing.
    pub(crate) fn make(settings: &[&str]) -> Self {
        assert!(Site::embedded().is_ok(), "the page is not built: run `cargo xtask web` first");
        let directory = tempfile::tempdir().unwrap();
        let key = AcceptanceKey::read_or_make(directory.path()).unwrap();
        Organisation::new(&key.public().to_string(), today()).post(directory.path());
        let settings = settings.iter().map(|&setting| setting.to_owned()).collect();
        Self { directory, settings }
    }

    pub(crate) fn data(&self) -> &Path {
        self.directory.path()
    }

    /// Starts it; when this returns, requests are answered.
    pub(crate) fn start(&self) -> Process {
        let mut command = serve(self.data());
        Process::begin(command.args(&self.settings).stderr(Stdio::null())).expect("it listens")
    }
}

/// The program on a data directory, with nothing else said. Letters cost nothing.
pub(crate) fn serve(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dauys-server"));
    command.env_clear().args(["serve", "--listen", "127.0.0.1:0", "--stamp-bits", "0", "--data"]);
    command.arg(data);
    command
}

impl Process {
    /// Starts a program; none if it ends instead of listening.
    pub(crate) fn begin(command: &mut Command) -> Option<Self> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let line = line.trim_end().replace("https://", "http://");
        let address = line.strip_prefix("listening on http://");
        let address = address.map(|address| address.parse().unwrap());
        if address.is_none() {
            child.wait().unwrap();
        }
        Some(Self { child, address: address? })
    }

    pub(crate) fn number(&self) -> u32 {
        self.child.id()
    }

    /// As `kill -9` does: nothing is finished, nothing is said.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// As systemd does: what is in flight is finished.
    pub(crate) fn stop(mut self) {
        let process = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw).unwrap();
        kill_process(process, Signal::TERM).unwrap();
        assert!(self.child.wait().unwrap().success());
    }

    /// As `kill -9` does, by whoever knows it; it is still waited for in the end.
    pub(crate) fn kill_now(&self) {
        let process = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw).unwrap();
        kill_process(process, Signal::KILL).unwrap();
    }

    pub(crate) fn send(&self, ask: &Ask) -> Answer {
        ask.send(self.address)
    }

    /// Bytes of its memory that are in use now.
    pub(crate) fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1_024
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have been killed already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A letter for a program that asks nothing for it, with its id in the file.
pub(crate) fn letter(id: Id) -> Ask {
    letter_on(id, today())
}

/// The same on another day.
pub(crate) fn letter_on(id: Id, day: Day) -> Ask {
    let (path, file) = (letter_path(&id), file(id));
    let subject = Subject {
        instance: &instance(),
        method: "PUT",
        path: &path,
        ahead: None,
        withdraw: &withdraw(),
        body: &Digest::of(&file),
    };
    let stamp = StampSearch::begin(&subject, day, 0).unwrap().finish();
    Ask::new("PUT", path)
        .header("content-type", api::OCTETS)
        .header(api::STAMP_HEADER, stamp)
        .header(api::WITHDRAW_HEADER, withdraw())
        .body(file)
}

/// What [`letter`] sends.
pub(crate) fn file(id: Id) -> Vec<u8> {
    sealed(&id.to_string(), LETTER_BYTES)
}
