//! Whether the server answers where it listens, and as it should. What a proxy in front makes of that is
//! seen from outside alone.

//! Whether the server answers where it listens, and as it should. What a proxy in front makes of that is
//! seen from outside alone.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use dauys_wire::api;
use dauys_wire::site::HEADERS;
use rustls::pki_types::ServerName;
use rustls::{ClientConnection, StreamOwned};

use super::{Finding, State, tls};
use crate::config::Config;
use crate::listen::Listen;

const PATIENCE: Duration = Duration::from_secs(5);
/// Longer than any answer to this question.
const ANSWER_MAX: u64 = 65_536;

trait Stream: Read + Write {}
impl<T: Read + Write> Stream for T {}

pub(super) fn look(config: &Config, runs: bool) -> Finding {
    let check = "answers";
    let listen = &config.listen;
    if !runs {
        let says = "no server runs on this directory";
        return Finding::bad(
            check,
            State::Now,
            says,
            "systemctl start dauys-server; its log says why it ended",
        );
    }
    let answer = match connect(config).and_then(ask) {
        Ok(answer) => answer.to_ascii_lowercase(),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            let says =
                format!("what answers at {listen} shows another certificate than the files hold");
            let todo = "systemctl reload dauys-server; if it still does, its log says why";
            return Finding::bad(check, State::Now, says, todo);
        }
        Err(error) => {
            let says = format!("nothing answers at {listen}: {}", error.kind());
            let todo = "give the settings that the service has; restart it if these are they";
            return Finding::bad(check, State::Now, says, todo);
        }
    };
    let (head, _) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    let is_there = |(name, value): &(&str, &str)| {
        head.lines().any(|line| line == format!("{name}: {}", value.to_ascii_lowercase()))
    };
    let missing: Vec<_> =
        HEADERS.iter().filter(|header| !is_there(header)).map(|it| it.0).collect();
    if !head.starts_with("http/1.1 200") || !missing.is_empty() {
        let says = format!("what answers at {listen} is not this server, or not as it should be");
        return Finding::bad(
            check,
            State::Now,
            says,
            "look at its log; something else may listen there",
        );
    }
    Finding::good(check, format!("at {listen}, with the headers that it should have"))
}

fn connect(config: &Config) -> io::Result<Box<dyn Stream>> {
    let address = match &config.listen {
        Listen::Address(address) => reachable(*address),
        Listen::Socket(path) => {
            let stream = UnixStream::connect(path)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            return Ok(Box::new(stream));
        }
    };
    let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let Some(files) = &config.tls else { return Ok(Box::new(stream)) };
    let name = ServerName::from(address.ip());
    let client = ClientConnection::new(tls::only(files)?, name).map_err(io::Error::other)?;
    Ok(Box::new(StreamOwned::new(client, stream)))
}

/// Whoever listens at every address is asked at this machine's own.
fn reachable(address: SocketAddr) -> SocketAddr {
    let port = address.port();
    match address {
        SocketAddr::V4(address) if address.ip().is_unspecified() => {
            (Ipv4Addr::LOCALHOST, port).into()
        }
        SocketAddr::V6(address) if address.ip().is_unspecified() => {
            (Ipv6Addr::LOCALHOST, port).into()
        }
        _ => address,
    }
}

fn ask(mut stream: Box<dyn Stream>) -> io::Result<String> {
    let path = api::health_path();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: doctor\r\nconnection: close\r\n\r\n")?;
    stream.flush()?;
    let mut answer = Vec::new();
    match stream.take(ANSWER_MAX).read_to_end(&mut answer) {
        // The other side hangs up when it has said everything, without taking leave of TLS.
        Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => Err(error),
        _ => Ok(String::from_utf8_lossy(&answer).into_owned()),
    }
}
