//! A SOCKS 5 proxy on this machine, as Tor has one: it writes down what it is asked for, and leads
//! everyone to one server, whatever name they ask for. So what gets through it was not looked up by
//! anybody else: nobody knows these names.

use std::io::{self, Read, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// What the proxy was asked for (RFC 1928, section 4, and RFC 1929).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// A name; `None` if it was an address, which somebody must have looked up.
    pub name: Option<String>,
    /// The port.
    pub port: u16,
    /// The name that was given for a way of one's own.
    pub way: String,
}

/// A running proxy; it takes no more connections when this is dropped.
pub struct Socks {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    server: Mutex<Option<SocketAddr>>,
    asked: Mutex<Vec<Asked>>,
    closing: Mutex<bool>,
}

impl Socks {
    /// Listens on a free port; nothing gets further before [`Socks::lead_to`].
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared::default());
        let life = Arc::clone(&shared);
        thread::spawn(move || {
            while let Ok((client, _)) = listener.accept() {
                if *held(&life.closing) {
                    return;
                }
                let life = Arc::clone(&life);
                // A client that leaves in between is no fault of the proxy.
                thread::spawn(move || life.serve(client));
            }
        });
        Self { address, shared }
    }

    /// Where everyone gets to.
    pub fn lead_to(&self, server: SocketAddr) {
        *held(&self.shared.server) = Some(server);
    }

    /// As a program is told of it.
    pub fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.address)
    }

    /// All that it was asked for.
    pub fn asked(&self) -> Vec<Asked> {
        held(&self.shared.asked).clone()
    }
}

impl Drop for Socks {
    fn drop(&mut self) {
        *held(&self.shared.closing) = true;
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn serve(&self, mut client: TcpStream) -> io::Result<()> {
        let asked = greet(&mut client)?;
        held(&self.asked).push(asked);
        let server = *held(&self.server);
        let mut server = TcpStream::connect(server.ok_or(io::ErrorKind::HostUnreachable)?)?;
        client.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?;
        let (mut back, mut from) = (client.try_clone()?, server.try_clone()?);
        thread::spawn(move || io::copy(&mut from, &mut back));
        io::copy(&mut client, &mut server)?;
        server.shutdown(std::net::Shutdown::Write)
    }
}

/// The greeting, with a name and a word if they are offered, and the request.
fn greet(client: &mut TcpStream) -> io::Result<Asked> {
    let [_version, count] = read(client)?;
    let methods = read_some(client, count)?;
    let mut way = String::new();
    if methods.contains(&2) {
        client.write_all(&[5, 2])?;
        let [_version, length] = read(client)?;
        way = String::from_utf8_lossy(&read_some(client, length)?).into_owned();
        let [length] = read(client)?;
        read_some(client, length)?;
        client.write_all(&[1, 0])?;
    } else {
        client.write_all(&[5, 0])?;
    }
    let [_version, _connect, _reserved, kind] = read(client)?;
    let name = match kind {
        3 => {
            let [length] = read(client)?;
            Some(String::from_utf8_lossy(&read_some(client, length)?).into_owned())
        }
        4 => read::<16>(client).map(|_| None)?,
        _ => read::<4>(client).map(|_| None)?,
    };
    Ok(Asked { name, port: u16::from_be_bytes(read(client)?), way })
}

fn read<const N: usize>(client: &mut TcpStream) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    client.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn read_some(client: &mut TcpStream, count: u8) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; count.into()];
    client.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn held<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
