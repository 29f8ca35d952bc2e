//! Runs the modules of `tests/browser` in Node: JSON in on standard input, JSON out as the last line.
//!
//! Each module ends itself after a time, and when its input closes because we were killed (see
//! `main.mjs`): nothing here waits for ever or outlives its test.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;

use crate::folder::Folder;

/// Longer than anything takes that a module is asked for, on a busy machine: it gives up before.
const PATIENCE: Duration = Duration::from_mins(5);

/// Runs a module and returns what it says.
pub fn run(module: &str, input: &Value) -> Value {
    // Browsers leave more behind than their profiles.
    let temporary = Folder::make();
    let mut node = start(module, temporary.path());
    let mut stdin = node.stdin.take().expect("a pipe");
    // A module that fails before it has read everything is told by its exit code.
    let _ = writeln!(stdin, "{input}");
    let output = node.wait_with_output().expect("the end of Node");
    drop(stdin);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{module} failed; its complaint stands above\n{said}");
    let last = said.trim_end().lines().last().unwrap_or_default();
    serde_json::from_str(last).unwrap_or_else(|error| panic!("{module}: {error}: {said}"))
}

fn start(module: &str, temporary: &Path) -> Child {
    let folder = folder();
    let mut node = Command::new("node");
    node.arg(folder.join(module)).current_dir(&folder).env("TMPDIR", temporary);
    let node = node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    node.unwrap_or_else(|error| panic!("Node does not start: {error}"))
}

/// A module that is talked to, by several at once. It ends when this goes.
pub struct Conversation {
    node: Child,
    module: &'static str,
    input: Option<Mutex<ChildStdin>>,
    last: AtomicU64,
    waiting: Arc<Mutex<Waiting>>,
    _temporary: Folder,
}

/// Who waits for the answer with a number; none any more once the module has ended.
type Waiting = Option<BTreeMap<u64, Sender<Value>>>;

impl Conversation {
    /// Starts it with this as its first line, and waits until it is ready.
    pub fn begin(module: &'static str, first: &Value) -> Self {
        let temporary = Folder::make();
        let mut node = start(module, temporary.path());
        let mut input = node.stdin.take().expect("a pipe");
        let output = BufReader::new(node.stdout.take().expect("a pipe"));
        let (sender, ready) = channel();
        let waiting = Arc::new(Mutex::new(Some(BTreeMap::from([(0, sender)]))));
        let hears = Arc::clone(&waiting);
        std::thread::spawn(move || hear(output, &hears));
        writeln!(input, "{first}").expect("a reader");
        let (input, last) = (Some(Mutex::new(input)), AtomicU64::new(0));
        let begun = Self { node, module, input, last, waiting, _temporary: temporary };
        begun.answer(&ready, first);
        begun
    }

    /// Has something done, and waits for the answer.
    pub fn ask(&self, asked: &Value) -> Value {
        let number = self.last.fetch_add(1, Ordering::SeqCst) + 1;
        let (sender, answer) = channel();
        let mut waiting = self.waiting.lock().expect("nobody failed");
        waiting.as_mut().expect("a module that has not ended").insert(number, sender);
        drop(waiting);
        let mut line = asked.clone();
        line["number"] = number.into();
        let input = self.input.as_ref().expect("it has not ended");
        writeln!(input.lock().expect("nobody failed"), "{line}").expect("a reader");
        self.answer(&answer, asked)
    }

    fn answer(&self, answer: &Receiver<Value>, asked: &Value) -> Value {
        let module = self.module;
        let Ok(mut said) = answer.recv_timeout(PATIENCE) else {
            panic!("{module} does not answer {asked}");
        };
        assert!(said["failed"].is_null(), "{module}: {}", said["failed"].as_str().unwrap_or(""));
        said["done"].take()
    }
}

impl Drop for Conversation {
    fn drop(&mut self) {
        // Its input closes, and it ends by itself, and its browsers with it.
        drop(self.input.take());
        let ended = self.node.wait();
        let ended_well = ended.is_ok_and(|status| status.success());
        assert!(ended_well || std::thread::panicking(), "{} failed", self.module);
    }
}

/// Hands each answer to whoever waits for it. When there are no more, nobody waits any more.
fn hear(output: BufReader<ChildStdout>, waiting: &Mutex<Waiting>) {
    for line in output.lines().map_while(Result::ok) {
        let Ok(said) = serde_json::from_str::<Value>(&line) else { continue };
        let mut waiting = waiting.lock().expect("nobody failed");
        let asked = said["number"].as_u64().zip(waiting.as_mut());
        if let Some(sender) = asked.and_then(|(number, waiting)| waiting.remove(&number)) {
            let _ = sender.send(said);
        }
    }
    *waiting.lock().expect("nobody failed") = None;
}

/// `tests/browser`, with the packages of its lock file installed.
pub fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser");
    let installed = folder.join("node_modules").is_dir();
    assert!(installed, "run `cargo xtask test` once, or `npm ci` in {}", folder.display());
    folder
}
