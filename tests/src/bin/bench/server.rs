//! The server as it is released, in a process of its own, with letters that cost nothing.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Stdio};

use dauys_tests::{memory, programs};
use rustix::process::{Pid, Signal, kill_process};

/// A running server.
pub(crate) struct Server {
    process: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
}

/// Memory of a process.
#[derive(Clone, Copy)]
pub(crate) enum Memory {
    /// In use now.
    Now,
    /// The most that ever was.
    Peak,
}

/// Of KiB.
pub(crate) fn megabytes(kib: u64) -> f64 {
    f64::from(u32::try_from(kib).unwrap_or(u32::MAX)) * 1_024.0 / 1e6
}

impl Server {
    /// On everything that is in this directory.
    pub(crate) fn start(data: &Path, address: SocketAddr) -> Self {
        let mut command = programs::server();
        command.args(["serve", "--stamp-bits", "0", "--listen", &address.to_string(), "--data"]);
        let command = command.arg(data).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = command.stderr(Stdio::null()).spawn().expect("the server");
        let mut line = String::new();
        let output = process.stdout.take().expect("a pipe");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let address = line.trim_end().strip_prefix("listening on http://").expect("an address");
        Self { process, address: address.parse().expect("an address") }
    }

    /// Megabytes of its memory.
    pub(crate) fn memory(&self, which: Memory) -> f64 {
        let read = match which {
            Memory::Now => memory::resident_kib,
            Memory::Peak => memory::peak_kib,
        };
        megabytes(read(self.process.id()))
    }

    /// Ends it as an operator does, so that everything is where it stays.
    pub(crate) fn stop(mut self) {
        let pid = i32::try_from(self.process.id()).ok().and_then(Pid::from_raw).expect("an id");
        kill_process(pid, Signal::TERM).expect("a process that can be ended");
        let status = self.process.wait().expect("its end");
        assert!(status.success(), "the server ended with {status}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It was stopped, or the measuring failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
