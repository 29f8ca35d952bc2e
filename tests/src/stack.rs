//! An organisation and its server, in a folder that goes with them.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

use crate::folder::Folder;
use crate::lifeline::Lifeline;
use crate::organisation::{Charter, Organisation};
use crate::programs;
use crate::relay::Relay;
use crate::surroundings::Surroundings;

/// What the server says when requests are answered, before the address.
const LISTENING: &str = "listening on http://";
/// Longer than a start or a stop takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(40);
/// A port that was free may be taken before the server asks for it.
const TRIES: usize = 5;

/// An organisation with a running server.
pub struct Stack {
    /// The organisation.
    pub organisation: Organisation,
    /// The address on the poster.
    pub address: String,
    /// Its safety number.
    pub safety_number: String,
    /// The server.
    pub server: Server,
    origin: String,
    folder: Folder,
}

impl Stack {
    /// Makes the organisation and starts the server.
    pub fn start() -> Self {
        Self::of(&Charter::default())
    }

    /// The same for another organisation.
    pub fn of(charter: &Charter<'_>) -> Self {
        Self::make(charter, |address| format!("http://{address}"), |_| ())
    }

    /// The same; its desks keep the pace.
    pub fn paced() -> Self {
        Self::settled(Organisation::keep_pace)
    }

    /// The same; this is done with the organisation before it signs.
    pub fn settled(settle: impl Fn(&Organisation)) -> Self {
        Self::make(&Charter::default(), |address| format!("http://{address}"), settle)
    }

    /// The same; the page lives at this origin, to which the server's address is not to be known.
    pub fn at(origin: &str) -> Self {
        Self::make(&Charter::default(), |_| origin.to_owned(), |_| ())
    }

    /// The same; everyone comes through the relay, whose origin is the page's.
    pub fn behind(relay: &Relay) -> Self {
        let stack = Self::make(&Charter::default(), |_| relay.origin(), |_| ());
        relay.lead_to(stack.server.address);
        stack
    }

    /// The page lives where `origin` says, by the address at which the server listens.
    fn make(
        charter: &Charter<'_>,
        origin: impl Fn(SocketAddr) -> String,
        settle: impl Fn(&Organisation),
    ) -> Self {
        let folder = Folder::make();
        let organisation = Organisation::found(charter, folder.path(), &data(folder.path()));
        settle(&organisation);
        let machine = folder.path().join("machines/server");
        let around = charter.surroundings.clone().on_machine(&machine);
        let start = |_| try_start(&organisation, folder.path(), &origin, &around);
        let started = (0..TRIES).find_map(start);
        let (server, origin) = started.expect("a free port");
        let check = organisation.check();
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let address = text(&check["addresses"][0]);
        assert!(address.starts_with(&format!("{origin}/#k=")), "{address}");
        let safety_number = text(&check["safety_number"]);
        Self { organisation, address, safety_number, server, origin, folder }
    }

    /// Where the page lives: `http://127.0.0.1:…`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Everything: the machines of all, the server's too.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Everything that the server keeps.
    pub fn data(&self) -> PathBuf {
        data(self.folder.path())
    }
}

/// The server's directory, with what it says in it too, so that a hunt finds all that it wrote.
fn data(folder: &Path) -> PathBuf {
    folder.join("server")
}

/// Pages are refused at an origin that the roster does not name, so the port is chosen first, then
/// signed, then listened on.
fn try_start(
    organisation: &Organisation,
    folder: &Path,
    origin: impl Fn(SocketAddr) -> String,
    surroundings: &Surroundings,
) -> Option<(Server, String)> {
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = free.local_addr().expect("an address");
    drop(free);
    let origin = origin(address);
    organisation.sign(&origin, &data(folder));
    Server::start(address, &data(folder), surroundings).map(|server| (server, origin))
}

/// The process of the server; ended when this is dropped.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    data: PathBuf,
    surroundings: Surroundings,
    process: Child,
    _lifeline: Lifeline,
    /// Its lines; closed when it has ended.
    lines: Receiver<String>,
    stopped: bool,
}

impl Server {
    /// On what an organisation published there; none if somebody else took the port.
    pub fn start(address: SocketAddr, data: &Path, surroundings: &Surroundings) -> Option<Self> {
        let log = data.join("log");
        let mut command: Command = programs::server();
        surroundings.apply(&mut command);
        command.args(["serve", "--listen", &address.to_string(), "--data"]).arg(data);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        command.stderr(appended(&log));
        let mut process = command.spawn().expect("the server");
        let lifeline = Lifeline::of(&process);
        let output = appended(&data.join("output"));
        let lines = lines_of(process.stdout.take().expect("a pipe"), output);
        if let Ok(line) = lines.recv_timeout(PATIENCE) {
            assert_eq!(line, format!("{LISTENING}{address}"));
            let (data, surroundings) = (data.to_owned(), surroundings.clone());
            return Some(Self {
                address,
                data,
                surroundings,
                process,
                _lifeline: lifeline,
                lines,
                stopped: false,
            });
        }
        let _ = process.kill();
        let status = process.wait().expect("the server");
        let said = fs::read_to_string(&log).unwrap_or_default();
        let _ = fs::remove_file(log);
        assert!(said.contains("cannot listen"), "the server: {status}: {said}");
        None
    }

    /// The number of its process.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Stops it as an operator does. What it kept and said stays until the stack goes.
    pub fn stop(&mut self) {
        let status = self.terminate();
        assert!(status.is_some_and(|status| status.success()), "the server ended with {status:?}");
    }

    /// Stops it and starts it again where it listened, as an operator does for an update.
    pub fn restart(&mut self) {
        self.stop();
        let started = Self::start(self.address, &self.data, &self.surroundings);
        *self = started.expect("the port that it had");
    }

    /// By its own id; none if it does not end by itself.
    fn terminate(&mut self) -> Option<ExitStatus> {
        self.stopped = true;
        let pid = i32::try_from(self.process.id()).ok().and_then(Pid::from_raw)?;
        kill_process(pid, Signal::TERM).ok()?;
        loop {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(_) => {}
                // Its output is closed: it has ended.
                Err(RecvTimeoutError::Disconnected) => return self.process.wait().ok(),
                Err(RecvTimeoutError::Timeout) => {
                    let _ = self.process.kill();
                    let _ = self.process.wait();
                    return None;
                }
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if !self.stopped {
            let status = self.terminate();
            let ended_well = status.is_some_and(|status| status.success());
            assert!(ended_well || std::thread::panicking(), "the server ended with {status:?}");
        }
    }
}

/// What a server says stands below what the one before it said.
fn appended(path: &Path) -> File {
    File::options().create(true).append(true).open(path).expect("a log")
}

/// Reads on a thread of its own, so that waiting has an end, and keeps what was said.
fn lines_of(output: ChildStdout, mut kept: File) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let _ = writeln!(kept, "{line}");
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}
