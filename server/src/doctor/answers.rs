//! Whether the server answers where it listens, and as it should. What a proxy in front makes of that is
//! seen from outside alone.

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use dauys_wire::api;

use super::{Finding, State};
use crate::http::head::FIXED;

const PATIENCE: Duration = Duration::from_secs(5);
/// Longer than any answer to this question.
const ANSWER_MAX: u64 = 65_536;
pub(super) fn look(listen: SocketAddr, runs: bool) -> Finding {
    let check = "answers";
    if !runs {
        let says = "no server runs on this directory";
        return Finding::bad(
            check,
            State::Now,
            says,
            "systemctl start dauys-server; its log says why it ended",
        );
    }
    let answer = match ask(listen) {
        Ok(answer) => answer.to_ascii_lowercase(),
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
    let missing: Vec<_> = FIXED.iter().filter(|header| !is_there(header)).map(|it| it.0).collect();
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

fn ask(listen: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&listen, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let path = api::health_path();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {listen}\r\nconnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.take(ANSWER_MAX).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
