//! A relay in front of the server: it takes connections at the address of the page, makes its own to
//! the server from whatever loopback address it is told, and keeps every byte in both directions,
//! unless it is one that forgets. It can be as slow as a bad network, and break connections off where
//! it is told ([`Cut`]).

mod bodies;
mod weather;

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, SocketAddrV4, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

pub use self::weather::Cut;
use self::weather::{Way, Weather};

use rustix::net::{AddressFamily, SocketFlags, SocketType, bind, connect, socket_with};

/// A running relay; it ends with all its connections when this is dropped.
pub struct Relay {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    /// Where the server is, and where connections to it come from.
    way: Mutex<(Option<SocketAddr>, Ipv4Addr)>,
    wires: Mutex<Vec<Arc<Wire>>>,
    weather: Weather,
    forgets: bool,
    closing: AtomicBool,
}

/// One connection, from its beginning.
struct Wire {
    /// As the server sees it.
    from: SocketAddr,
    ends: [TcpStream; 2],
    /// What the server received and what it sent.
    record: [Mutex<Vec<u8>>; 2],
    way: Way,
}

impl Relay {
    /// Listens on a free port; nothing gets further before [`Relay::lead_to`].
    pub fn start() -> Self {
        Self::begin(false)
    }

    /// The same, for more than memory holds: keeps nothing of what passes.
    pub fn forgetful() -> Self {
        Self::begin(true)
    }

    fn begin(forgets: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared {
            way: Mutex::new((None, Ipv4Addr::LOCALHOST)),
            wires: Mutex::default(),
            weather: Weather::default(),
            forgets,
            closing: AtomicBool::new(false),
        });
        let life = Arc::clone(&shared);
        thread::spawn(move || life.accept(&listener));
        Self { address, shared }
    }

    /// Where the page lives for those who come through here.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where the server listens.
    pub fn lead_to(&self, server: SocketAddr) {
        held(&self.shared.way).0 = Some(server);
    }

    /// The address that the server shall see from now on, on new connections.
    pub fn come_from(&self, source: Ipv4Addr) {
        held(&self.shared.way).1 = source;
    }

    /// From now on so many bytes a second pass in each direction, of all connections together.
    pub fn slow_down(&self, bytes_per_second: usize) {
        self.shared.weather.slow_down(bytes_per_second);
    }

    /// Connections are broken off there, one after the other.
    pub fn cut(&self, cuts: impl IntoIterator<Item = Cut>) {
        self.shared.weather.cut(cuts);
    }

    /// Connections are broken off when so many bytes have passed upwards on all of them together:
    /// ascending numbers.
    pub fn cut_at(&self, places: impl IntoIterator<Item = u64>) {
        self.shared.weather.cut_at(places);
    }

    /// How many of the cuts have not come yet.
    pub fn cuts_left(&self) -> usize {
        self.shared.weather.cuts_left()
    }

    /// The ports of all connections so far that came from there.
    pub fn ports_of(&self, source: Ipv4Addr) -> Vec<u16> {
        let wires = held(&self.shared.wires);
        let from = wires.iter().map(|wire| wire.from).filter(|from| from.ip() == source);
        from.map(|from| from.port()).collect()
    }

    /// All that the server has received through here, and once more what of it stands otherwise than it
    /// was meant.
    pub fn received(&self) -> Vec<u8> {
        self.record(0)
    }

    /// All that the server has sent through here, in the same way.
    pub fn sent(&self) -> Vec<u8> {
        self.record(1)
    }

    fn record(&self, direction: usize) -> Vec<u8> {
        let wires = held(&self.shared.wires);
        let recorded = |wire: &Arc<Wire>| {
            let bytes = held(&wire.record[direction]).clone();
            let plain = bodies::plain(&bytes);
            [bytes, plain].concat()
        };
        wires.iter().flat_map(recorded).collect()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.shared.closing.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
        for wire in held(&self.shared.wires).iter() {
            wire.close();
        }
    }
}

impl Shared {
    fn accept(self: &Arc<Self>, listener: &TcpListener) {
        while let Ok((client, _)) = listener.accept() {
            if self.closing.load(Ordering::SeqCst) {
                return;
            }
            let (Some(server), source) = *held(&self.way) else { continue };
            // As a client sees it whose server is gone.
            let Ok(server) = connect_from(source, server) else { continue };
            let from = server.local_addr().expect("an address");
            let ends = [client, server];
            let (record, way) = (Default::default(), Way::default());
            let wire = Arc::new(Wire { from, ends, record, way });
            held(&self.wires).push(Arc::clone(&wire));
            for direction in [0, 1] {
                let (wire, shared) = (Arc::clone(&wire), Arc::clone(self));
                thread::spawn(move || wire.pass(direction, &shared));
            }
        }
    }
}

impl Wire {
    /// Passes on what comes from one end until that closes. What is passed on was recorded before.
    fn pass(&self, direction: usize, Shared { weather, forgets, .. }: &Shared) {
        let (mut from, mut to) = (&self.ends[direction], &self.ends[1 - direction]);
        let mut buffer = [0; 16_384];
        while let Ok(read @ 1..) = from.read(&mut buffer[..weather.piece()]) {
            let mut passes = read;
            if direction == 0 {
                weather.look(&buffer[..read], &self.way);
                passes = weather.pass_upwards(read);
            }
            passes = self.way.take(direction, passes);
            weather.wait(direction, passes);
            if !forgets {
                held(&self.record[direction]).extend_from_slice(&buffer[..passes]);
            }
            if to.write_all(&buffer[..passes]).is_err() {
                break;
            }
            if passes < read {
                self.close();
                return;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    }

    fn close(&self) {
        for end in &self.ends {
            let _ = end.shutdown(Shutdown::Both);
        }
    }
}

/// A connection whose other end sees it come from `source`: all of 127.0.0.0/8 is this machine.
pub fn connect_from(source: Ipv4Addr, to: SocketAddr) -> io::Result<TcpStream> {
    let socket = socket_with(AddressFamily::INET, SocketType::STREAM, SocketFlags::CLOEXEC, None)?;
    bind(&socket, &SocketAddrV4::new(source, 0))?;
    connect(&socket, &to)?;
    Ok(socket.into())
}

fn held<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_pass_both_ways_from_the_address_it_is_told_and_are_kept() {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let relay = Relay::start();
        relay.lead_to(server.local_addr().unwrap());
        let hers = Ipv4Addr::new(127, 77, 66, 55);
        relay.come_from(hers);
        let mut client = TcpStream::connect(relay.address).unwrap();
        client.write_all(b"to the server").unwrap();
        client.shutdown(Shutdown::Write).unwrap();
        let (mut taken, from) = server.accept().unwrap();
        let mut text = String::new();
        taken.read_to_string(&mut text).unwrap();
        taken.write_all(b"to the client").unwrap();
        drop(taken);
        let mut answer = String::new();
        client.read_to_string(&mut answer).unwrap();
        assert_eq!((text.as_str(), answer.as_str()), ("to the server", "to the client"));
        assert_eq!((from.ip(), relay.ports_of(hers)), (hers.into(), vec![from.port()]));
        assert_eq!(
            (relay.received(), relay.sent()),
            (b"to the server".into(), b"to the client".into())
        );
    }

    #[test]
    fn a_forgetful_one_breaks_off_with_the_byte_it_was_told() {
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let relay = Relay::forgetful();
        relay.lead_to(server.local_addr().unwrap());
        relay.cut_at([5, 11]);
        let heard: Vec<_> = ["0123456789", "abcdefgh", "whole"]
            .map(|said| {
                let mut client = TcpStream::connect(relay.address).unwrap();
                client.write_all(said.as_bytes()).unwrap();
                let _ = client.shutdown(Shutdown::Write);
                let mut text = String::new();
                server.accept().unwrap().0.read_to_string(&mut text).unwrap();
                text
            })
            .into();
        assert_eq!(heard, ["01234", "a", "whole"]);
        assert_eq!((relay.cuts_left(), relay.received().len()), (0, 0));
    }
}
