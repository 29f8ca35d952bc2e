//! A client that does as little as possible beside sending letters: what it needs is taken from the
//! server's share of the machine.

use std::fmt::Write as _;
use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use dauys_crypto::seal;
use dauys_tests::organisation::INSTANCE;
use dauys_wire::api::{self, letter_path};
use dauys_wire::stamp::{StampSearch, Subject};
use dauys_wire::{Day, Digest, Id, InstanceName};
use rand::RngCore as _;

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// One sealed file for all letters, and what is known of it.
pub(crate) struct Letters {
    pub(crate) file: Vec<u8>,
    pub(crate) sha256: Digest,
    pub(crate) withdraw: Digest,
    instance: InstanceName,
    day: Day,
}

impl Letters {
    pub(crate) fn new(day: Day) -> Self {
        let file = seal::cover_letter().expect("a letter").bytes().to_vec();
        let sha256 = Digest::of(&file);
        let instance = InstanceName::parse(INSTANCE).expect("a name");
        Self { file, sha256, withdraw: Digest::of(b"token"), instance, day }
    }

    /// A request with this file under a new id, whole.
    fn request(&self, id: &Id) -> Vec<u8> {
        let path = letter_path(id);
        let subject = Subject {
            instance: &self.instance,
            method: "PUT",
            path: &path,
            ahead: None,
            withdraw: &self.withdraw,
            body: &self.sha256,
        };
        let stamp = StampSearch::begin(&subject, self.day, 0).expect("a price").finish();
        let mut head = String::with_capacity(1_024);
        // Writing into a text cannot fail.
        let _ = write!(
            head,
            "PUT {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: {}\r\ncontent-length: {}\r\n\
             {}: {stamp}\r\n{}: {}\r\n\r\n",
            api::OCTETS,
            self.file.len(),
            api::STAMP_HEADER,
            api::WITHDRAW_HEADER,
            self.withdraw,
        );
        [head.as_bytes(), &self.file].concat()
    }

    /// Bytes of one request on the wire.
    pub(crate) fn wire_bytes(&self) -> usize {
        self.request(&random_id()).len()
    }
}

/// A sender who has one connection at a time. The server ends it with each letter that it takes.
pub(crate) struct Sender<'a> {
    server: SocketAddr,
    stream: TcpStream,
    letters: &'a Letters,
}

impl<'a> Sender<'a> {
    pub(crate) fn connect(server: SocketAddr, letters: &'a Letters) -> io::Result<Self> {
        Ok(Self { server, stream: connect(server)?, letters })
    }

    /// Sends a new letter and waits until it is acknowledged; its id.
    pub(crate) fn send(&mut self) -> io::Result<Id> {
        let id = random_id();
        self.stream.write_all(&self.letters.request(&id))?;
        let status = read_answer(&mut self.stream)?;
        // The next one is on its way while nobody waits for it.
        self.stream = connect(self.server)?;
        if status == 201 { Ok(id) } else { Err(io::Error::other(format!("status {status}"))) }
    }
}

fn connect(server: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(server)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(stream)
}

/// Reads an answer whole; its status.
fn read_answer(stream: &mut TcpStream) -> io::Result<u16> {
    let (mut answer, mut chunk) = (Vec::with_capacity(4_096), [0; 4_096]);
    loop {
        let count = stream.read(&mut chunk)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        answer.extend_from_slice(chunk.get(..count).unwrap_or_default());
        let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(answer.get(..end).unwrap_or_default());
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.and_then(|length| length.parse().ok()).unwrap_or(0);
        if answer.len() >= end + 4 + length {
            let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
            return status.ok_or_else(|| io::ErrorKind::InvalidData.into());
        }
    }
}

pub(crate) fn random_id() -> Id {
    let mut bytes = [0; 16];
    rand::thread_rng().fill_bytes(&mut bytes);
    Id::from_bytes(bytes)
}
