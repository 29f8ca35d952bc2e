//! The e-mail of every day: the same whatever there is, through TLS, and whoever is not reached is told of.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use dauys_server::clock::Clock;

use crate::stack::{Stack, id};
use crate::tls::{HOST, certify, free_port};

const SERVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/python/mail_server.py");
const WORD: &str = "kanarienvogel";
const REFUSED: &str = "gone@work.example";

/// Ends when this is dropped: its input is closed.
struct MailServer {
    process: Child,
    address: SocketAddr,
    folder: PathBuf,
}

impl MailServer {
    fn start(folder: &Path) -> Self {
        let files = certify(folder, |wanted| {
            wanted.subject_alt_names.push(rcgen::SanType::IpAddress([127, 0, 0, 1].into()));
        });
        let (address, mail) = (free_port(), folder.join("mail"));
        fs::create_dir(&mail).unwrap();
        let mut command = Command::new(python());
        command.arg(SERVER).arg(address.port().to_string()).arg(files.certificate).arg(files.key);
        command.args(["server", WORD]).arg(&mail).arg(REFUSED);
        let mut process =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect(
                "Python with tests/python/requirements.txt: `cargo xtask test` installs it",
            );
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "listening\n");
        Self { process, address, folder: mail }
    }

    fn messages(&self) -> Vec<String> {
        let mut paths: Vec<_> =
            fs::read_dir(&self.folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// Where `cargo xtask test` installs it.
fn python() -> PathBuf {
    std::env::var_os("DAUYS_PYTHON").map_or_else(
        || std::env::home_dir().unwrap().join(".cache/dauys/tools/python/bin/python"),
        PathBuf::from,
    )
}

fn remind(data: &Path, server: &MailServer, roots: &Path, word: &str, to: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dauys-server"));
    command.env_clear().args(["notice", "--from", "reminder@ngo.example", "--to", to, "--data"]);
    command.arg(data).arg("--roots").arg(roots);
    let through = format!("smtps://server:{word}@{}", server.address);
    command.env("DAUYS_NOTICE_THROUGH", through).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap() + &String::from_utf8_lossy(&output.stderr)
}

/// Without what is made anew each time: the moment, the number, and who it is for.
fn without_the_envelope(message: &str) -> String {
    let changes =
        ["for ", "Date: ", "Message-ID: ", "To: ", "X-Peer: ", "X-MailFrom: ", "X-RcptTo: "];
    let stays = |line: &&str| !changes.iter().any(|beginning| line.starts_with(beginning));
    message.lines().filter(stays).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_message_is_the_same_whether_there_is_something_new_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let server = MailServer::start(folder.path());
    let roots = folder.path().join("certificate.pem");
    let stack = Stack::start();
    let both = "aigul@work.example,marat@work.example";
    let first = remind(stack.data(), &server, &roots, WORD, both);
    assert_eq!(said(&first), "reminded: 2\n");
    stack.put_letter(id(1));
    let second = remind(stack.data(), &server, &roots, WORD, both);
    assert_eq!(said(&second), "reminded: 2\n");

    let messages = server.messages();
    assert_eq!(messages.len(), 4, "each alone");
    for message in &messages {
        assert_eq!(message.lines().next().unwrap().matches('@').count(), 1, "{message}");
    }
    assert_eq!(messages[0].len(), messages[2].len());
    assert_eq!(messages[1].len(), messages[3].len());
    for message in &messages[1..] {
        assert_eq!(without_the_envelope(message), without_the_envelope(&messages[0]));
    }
    for word in ["auys", "harass", HOST, "nobody"] {
        assert!(!messages[0].contains(word), "{word}: {}", messages[0]);
    }
    let noted = fs::read_to_string(stack.data().join("reminded")).unwrap();
    assert_eq!(noted, Clock::System.today().to_string());
}

#[test]
fn who_is_not_reached_is_told_of_and_the_others_are_reminded() {
    let folder = tempfile::tempdir().unwrap();
    let server = MailServer::start(folder.path());
    let roots = folder.path().join("certificate.pem");
    let stack = Stack::start();
    let to = format!("{REFUSED},marat@work.example");
    let output = remind(stack.data(), &server, &roots, WORD, &to);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("1 of 2 were not reminded"), "{}", said(&output));
    assert!(said(&output).contains("No such mailbox"), "{}", said(&output));
    assert_eq!(server.messages().len(), 1);
    assert!(!stack.data().join("reminded").exists());

    for (roots, word) in [(roots.as_path(), "wrong"), (Path::new("/dev/null"), WORD)] {
        let output = remind(stack.data(), &server, roots, word, "marat@work.example");
        assert_eq!(output.status.code(), Some(1));
        assert!(!said(&output).contains(WORD) && !said(&output).contains("wrong"));
    }
    let mut mistyped = Command::new(env!("CARGO_BIN_EXE_dauys-server"));
    mistyped.env_clear().args(["notice", "--from", "a@b.example", "--to", "c@d.example", "--data"]);
    mistyped.arg(stack.data()).env("DAUYS_NOTICE_THROUGH", format!("smtp://server:{WORD}@mail"));
    let output = mistyped.output().unwrap();
    assert!(said(&output).contains("write smtps://NAME:PASSWORD@HOST"), "{}", said(&output));
    assert!(!said(&output).contains(WORD), "nobody is shown the password");

    certify(folder.path(), |_| {});
    let output = remind(stack.data(), &server, &roots, WORD, "marat@work.example");
    assert_eq!(output.status.code(), Some(1), "another root: {}", said(&output));
    assert_eq!(server.messages().len(), 1);
}
