//! A terminal: what a program believes that somebody sits before. Nothing that is typed is echoed,
//! so that all that is read was said by the program.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};

use crate::lifeline::Lifeline;

/// Longer than a program takes between two questions on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A program at a terminal.
pub struct Terminal {
    process: Child,
    _lifeline: Lifeline,
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    /// Everything so far.
    said: Vec<u8>,
    /// What was waited for already.
    read: usize,
}

impl Terminal {
    /// Starts it.
    pub fn open(mut command: Command) -> Self {
        let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&keyboard).and_then(|()| unlockpt(&keyboard)).expect("a terminal");
        let name = ptsname(&keyboard, Vec::new()).expect("its name");
        let side = open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).expect("a terminal");
        let mut modes = tcgetattr(&side).expect("its modes");
        modes.local_modes.remove(LocalModes::ECHO);
        tcsetattr(&side, OptionalActions::Now, &modes).expect("its modes");
        let copy = |side: &OwnedFd| side.try_clone().expect("a terminal");
        command.stdin(copy(&side)).stdout(copy(&side)).stderr(side);
        let process = command.spawn().expect("a program");
        // It has the last of its side when this goes: then the screen ends when it does.
        drop(command);
        let keyboard = File::from(keyboard);
        let screen = look(keyboard.try_clone().expect("a terminal"));
        let lifeline = Lifeline::of(&process);
        Self { process, _lifeline: lifeline, keyboard, screen, said: Vec::new(), read: 0 }
    }

    /// Waits until something is said, and types a line then.
    pub fn answer(&mut self, question: &str, line: &str) {
        self.press(question, &format!("{line}\n"));
    }

    /// The same, these keys and no others.
    pub fn press(&mut self, question: &str, keys: &str) {
        self.wait_for(question);
        self.keyboard.write_all(keys.as_bytes()).expect("a keyboard");
    }

    /// Types a line to what was waited for.
    pub fn type_line(&mut self, line: &str) {
        self.keyboard.write_all(format!("{line}\n").as_bytes()).expect("a keyboard");
    }

    /// Waits until something is said that was not waited for before; what was said since, to its end.
    pub fn wait_for(&mut self, what: &str) -> String {
        loop {
            let unread = &self.said[self.read..];
            if let Some(heard) = up_to(unread, what.as_bytes()) {
                self.read += heard.len();
                return String::from_utf8_lossy(heard).replace('\r', "");
            }
            let more = self.screen.recv_timeout(PATIENCE).unwrap_or_else(|_| {
                panic!("it does not say {what:?}, but {:?}", String::from_utf8_lossy(unread))
            });
            self.said.extend(more);
        }
    }

    /// The number of its process.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// As when power is lost.
    pub fn cut(mut self) {
        self.process.kill().and_then(|()| self.process.wait()).expect("an end");
    }

    /// Waits for its end; how it ended, and everything that it said.
    pub fn end(mut self) -> (ExitStatus, String) {
        while let Ok(more) = self.screen.recv_timeout(PATIENCE) {
            self.said.extend(more);
        }
        let status = self.process.wait().expect("an end");
        let said = std::mem::take(&mut self.said);
        (status, String::from_utf8(said).expect("UTF-8").replace('\r', ""))
    }
}

/// Whoever goes takes the terminal along, and what runs on for as long as somebody looks ends with it.
impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.process.kill().and_then(|()| self.process.wait());
    }
}

/// What comes before it, and itself; none if it is not there.
fn up_to<'a>(said: &'a [u8], what: &[u8]) -> Option<&'a [u8]> {
    (0..=said.len())
        .find(|from| said[*from..].starts_with(what))
        .map(|from| &said[..from + what.len()])
}

/// Reads on a thread of its own, so that waiting has an end.
fn look(mut screen: File) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut piece = [0; 4096];
        // When nobody has the other side any more, reading fails.
        while let Ok(read @ 1..) = screen.read(&mut piece) {
            if sender.send(piece[..read].to_vec()).is_err() {
                return;
            }
        }
    });
    receiver
}
