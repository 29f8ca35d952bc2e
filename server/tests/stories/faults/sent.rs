//! What was sent, what the server has said of it, and whether that is true.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use dauys_wire::Day;
use dauys_wire::api::{self, letter_path};
use dauys_wire::limits::REPLY_BYTES;

use crate::blobs::Blob;
use crate::client::Ask;
use crate::killed::{id, try_send};
use crate::organisation::investigator;
use crate::process::{Process, file, letter_on};
use crate::stack::{TOKEN, delete, sealed, signed_at};

use super::machine::Machine;

const SENDERS: usize = 6;
/// The smallest there is.
const BLOB_BYTES: u64 = 65_536;

/// What the server has said of a letter, a reply or a blob.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    Nothing,
    Kept,
    /// It was kept, and nothing was said to the wish to take it back.
    AskedBack,
    Withdrawn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Reply,
    Blob,
}

/// Everything by its number, which says what it is.
#[derive(Default)]
pub(crate) struct Sent {
    next: AtomicU32,
    pub(crate) said: BTreeMap<u32, Said>,
}

/// A running server and what time it is there.
#[derive(Clone, Copy)]
pub(crate) struct At {
    pub(crate) server: SocketAddr,
    pub(crate) day: Day,
    pub(crate) seconds: u64,
}

impl At {
    pub(crate) fn of(machine: &Machine, server: &Process) -> Self {
        Self { server: server.address, day: machine.today(), seconds: machine.seconds() }
    }

    fn status(self, ask: &Ask) -> Option<u16> {
        try_send(ask, self.server)
    }
}

fn kind(number: u32) -> Kind {
    match number % 10 {
        0..=5 => Kind::Letter,
        6 => Kind::Reply,
        _ => Kind::Blob,
    }
}

fn is_asked_back(number: u32) -> bool {
    [0, 5, 9].contains(&(number % 10))
}

fn blob(number: u32) -> Blob {
    let mark = format!("blob {number}");
    Blob { id: id(number), bytes: sealed(&mark, BLOB_BYTES.try_into().unwrap()) }
}

fn reply(number: u32, at: At) -> Ask {
    let ask = Ask::new("PUT", api::reply_path(number % 4, &id(number)))
        .header("content-type", api::OCTETS)
        .body(sealed(&number.to_string(), REPLY_BYTES));
    let authors = [1, 2];
    signed_at(ask, &investigator(authors[number as usize % authors.len()]), at.seconds)
}

/// Sends one of them; whether it was taken now or before.
pub(crate) fn put(number: u32, at: At) -> bool {
    let is_taken = |ask: &Ask| matches!(at.status(ask), Some(200 | 201));
    match kind(number) {
        Kind::Letter => is_taken(&letter_on(id(number), at.day)),
        Kind::Reply => is_taken(&reply(number, at)),
        Kind::Blob => {
            let blob = blob(number);
            is_taken(&blob.announce_on(at.day, blob.size().stamp_bits(0)))
                && at.status(&blob.chunk(0)) == Some(204)
                && is_taken(&blob.finish())
        }
    }
}

fn take_back(number: u32, at: At) -> bool {
    let ask = match kind(number) {
        Kind::Blob => blob(number).delete(&TOKEN),
        _ => delete(id(number)),
    };
    matches!(at.status(&ask), Some(204 | 410))
}

/// What is there: its status and its bytes. A reply is shown to nobody for a while: it is sent again.
fn look(number: u32, at: At, server: &Process) -> (u16, bool) {
    let (ask, bytes) = match kind(number) {
        Kind::Letter => (Ask::get(letter_path(&id(number))), file(id(number))),
        Kind::Reply => return (server.send(&reply(number, at)).status, true),
        Kind::Blob => (blob(number).get(), blob(number).bytes),
    };
    let answer = server.send(&ask);
    (answer.status, answer.body == bytes)
}

impl Sent {
    /// Sends until the power goes or so many more were sent, and notes what is said.
    pub(crate) fn send(&mut self, machine: &Machine, server: &Process, most: u32) {
        let (at, end) = (At::of(machine, server), *self.next.get_mut() + most);
        let next = &self.next;
        let said: Vec<(u32, Said)> = thread::scope(|threads| {
            let send = || {
                let mut said = Vec::new();
                while !machine.disk.wait_until_dark(std::time::Duration::ZERO) {
                    let number = next.fetch_add(1, Ordering::SeqCst);
                    if number >= end {
                        break;
                    }
                    said.push((number, exchange(number, at)));
                }
                said
            };
            let senders: Vec<_> = (0..SENDERS).map(|_| threads.spawn(send)).collect();
            senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect()
        });
        *self.next.get_mut() = end.min(*self.next.get_mut());
        self.said.extend(said);
    }

    pub(crate) fn count(&self, said: Said) -> usize {
        self.said.values().filter(|it| **it == said).count()
    }

    /// What was acknowledged is there byte for byte, or gone if that was acknowledged; of the rest there
    /// is all or nothing.
    pub(crate) fn check(&self, machine: &Machine, server: &Process, about: &str) {
        let at = At::of(machine, server);
        for (&number, &said) in &self.said {
            if kind(number) == Kind::Reply && said == Said::Nothing {
                continue;
            }
            let (status, is_whole) = look(number, at, server);
            let is_right = match said {
                Said::Kept => status == 200,
                Said::AskedBack => [200, 410].contains(&status),
                Said::Withdrawn => status == 410,
                Said::Nothing => [200, 404].contains(&status),
            };
            let kind = kind(number);
            assert!(is_right, "{about}: {kind:?} {number} was {said:?} and is {status}");
            assert!(status != 200 || is_whole, "{about}: {kind:?} {number}: other bytes");
        }
    }

    /// Who was not answered tries again, and is.
    pub(crate) fn send_the_rest(&mut self, machine: &Machine, server: &Process) {
        let at = At::of(machine, server);
        for (&number, said) in &mut self.said {
            // Of replies there are so many a day.
            if *said == Said::Nothing && kind(number) != Kind::Reply {
                assert!(
                    put(number, at),
                    "{:?} {number} is not taken: {}",
                    kind(number),
                    machine.said()
                );
                *said = Said::Kept;
            }
            if *said == Said::AskedBack {
                assert!(take_back(number, at), "{:?} {number} cannot be taken back", kind(number));
                *said = Said::Withdrawn;
            }
        }
    }
}

fn exchange(number: u32, at: At) -> Said {
    if !put(number, at) {
        Said::Nothing
    } else if !is_asked_back(number) {
        Said::Kept
    } else if take_back(number, at) {
        Said::Withdrawn
    } else {
        Said::AskedBack
    }
}
