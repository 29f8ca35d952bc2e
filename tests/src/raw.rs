//! Requests byte by byte, for what no ordinary client does.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr};

use crate::relay::connect_from;

/// Sends a whole request from this address on a connection of its own; the whole answer. The request
/// has to ask for the connection to be closed.
pub fn ask(source: Ipv4Addr, server: SocketAddr, request: &[u8]) -> io::Result<Vec<u8>> {
    let mut connection = connect_from(source, server)?;
    connection.write_all(request)?;
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer)?;
    Ok(answer)
}

/// The head of a request whose connection is closed after the answer; each of `headers` is a line.
pub fn head(method: &str, path: &str, host: &str, headers: &[String]) -> String {
    let mut lines = vec![format!("{method} {path} HTTP/1.1"), format!("Host: {host}")];
    lines.push("Connection: close".to_owned());
    lines.extend_from_slice(headers);
    lines.join("\r\n") + "\r\n\r\n"
}
