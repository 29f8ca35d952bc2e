//! A desk whose page is open, and whoever asks it for something without a browser.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use crate::folder::Folder;
use crate::investigator::Investigator;
use crate::terminal::Terminal;

/// `dauys desk` in a terminal, for as long as it is sat at.
pub struct Seat {
    /// With what lets in.
    pub address: String,
    terminal: Terminal,
    temp: Folder,
}

impl Seat {
    /// Starts it.
    pub fn take(investigator: &Investigator) -> Self {
        Self::take_with(investigator, &["desk"])
    }

    /// With this command.
    pub fn take_with(investigator: &Investigator, command: &[&str]) -> Self {
        Self::take_in(Folder::make(), investigator, command)
    }

    /// At another machine of theirs, on which there are no keys.
    pub fn take_without_keys(investigator: &Investigator) -> Self {
        let temp = Folder::make();
        let bare = investigator.on_machine(&temp.path().join("home"), &temp.path().join("none"));
        Self::take_in(temp, &bare, &["desk"])
    }

    /// At another machine of theirs, to which they have brought their keys and nothing else.
    pub fn take_with_keys_alone(investigator: &Investigator) -> Self {
        let temp = Folder::make();
        let machine = investigator.on_machine(&temp.path().join("home"), &temp.path().join("none"));
        fs::create_dir(machine.home()).expect("a folder");
        let [from, to] = [investigator, &machine].map(|one| one.home().join("keys.age"));
        fs::copy(from, to).expect("its keys");
        Self::take_in(temp, &machine, &["desk"])
    }

    fn take_in(temp: Folder, investigator: &Investigator, command: &[&str]) -> Self {
        let mut terminal = investigator.sit_down("kk", temp.path(), command);
        terminal.wait_for("http://");
        let rest = terminal.wait_for("\n");
        Self { address: format!("http://{}", rest.trim()), terminal, temp }
    }

    /// The program.
    pub fn pid(&self) -> u32 {
        self.terminal.pid()
    }

    /// Of what was made for it; of a machine without cases its `home` too.
    pub fn folder(&self) -> &Path {
        self.temp.path()
    }

    /// The name and port under which the page is asked for.
    pub fn host(&self) -> &str {
        self.address.strip_prefix("http://").expect("a page").split_once('/').expect("a page").0
    }

    /// The port.
    pub fn port(&self) -> &str {
        self.host().rsplit_once(':').expect("a page").1
    }

    /// The path that lets in.
    pub fn launch(&self) -> &str {
        self.address.split_once(self.host()).expect("a page").1
    }

    /// Opens the address, and is given what lets in from then on.
    pub fn cookie(&self) -> String {
        let (_, head, _) = self.ask("GET", self.launch(), &[("Host", self.host())], "");
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        cookie.and_then(|cookie| cookie.split(';').next()).expect("a cookie").to_owned()
    }

    /// Status, head in small letters but for values, and body.
    pub fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> (u16, String, String) {
        let mut line = TcpStream::connect(format!("127.0.0.1:{}", self.port())).expect("a page");
        let first = [format!("{method} {path} HTTP/1.1"), "Connection: close".to_owned()];
        let headers = headers.iter().map(|(name, value)| format!("{name}: {value}"));
        let last = [format!("Content-Length: {}", body.len()), String::new(), body.to_owned()];
        let asked: Vec<String> = first.into_iter().chain(headers).chain(last).collect();
        let asked = asked.join("\r\n");
        line.write_all(asked.as_bytes()).expect("a page");
        let mut answer = String::new();
        line.read_to_string(&mut answer).expect("a page");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a page");
        let status = head.split(' ').nth(1).expect("a page").parse().expect("a page");
        (status, head.to_owned(), body.to_owned())
    }
}
