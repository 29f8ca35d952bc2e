//! What a reporter asks the server: the same files, and in the same way, as her page does.
//!
//! Nothing here is signed, nothing says which program asks, and every letter goes over a
//! connection of its own, every chunk of a file too: to the server these are the unsigned calls of a desk. Through a proxy
//! the server's name is looked up there and never here, and each visit has a way of its own
//! through Tor.

use dauys_wire::api::{self, Health, OCTETS, STAMP_HEADER, TOKEN_HEADER, WITHDRAW_HEADER};
use dauys_wire::limits::{
    ANSWER_MAX, HELP_MAX, LETTER_BYTES, MINISIG_MAX, QUESTIONNAIRE_MAX, ROSTER_MAX,
};
use dauys_wire::stamp::Stamp;
use dauys_wire::{Digest, Id};
use rand::RngCore as _;
use rand::rngs::OsRng;
use ureq::http::Method;
use ureq::http::header::CONTENT_TYPE;
use ureq::{Agent, Proxy, ProxyProtocol};

use super::{Asked, Published, RemoteError, agent, exchange, parse, proxy_of};

const JSON: &str = "application/json";

/// What the server answered, whatever it is worth.
#[derive(Debug)]
pub struct Answer {
    /// The status of HTTP.
    pub status: u16,
    /// The body, or as much of it as is read and one byte more.
    pub body: Vec<u8>,
}

/// A reporter's way to the server.
pub struct Visitor {
    origin: String,
    proxy: Option<Proxy>,
}

impl Visitor {
    /// Nothing is sent yet. Only SOCKS 5 is taken as a proxy: others want to know an address.
    pub fn new(origin: &str, proxy: Option<&str>) -> Result<Self, RemoteError> {
        Ok(Self { origin: origin.to_owned(), proxy: proxy.map(own_way).transpose()? })
    }

    /// Roster and questionnaire: nothing is verified yet.
    pub fn published(&self) -> Result<Published, RemoteError> {
        let agent = self.agent();
        let minisig = self.file(&agent, &api::roster_signature_path(), MINISIG_MAX)?;
        Ok(Published {
            roster: self.file(&agent, &api::roster_path(), ROSTER_MAX)?,
            minisig: String::from_utf8(minisig).map_err(|_| RemoteError::Unexpected)?,
            questionnaire: self.file(&agent, &api::questionnaire_path(), QUESTIONNAIRE_MAX)?,
        })
    }

    /// The server's day and the price of a letter.
    pub fn health(&self) -> Result<Health, RemoteError> {
        parse(&self.file(&self.agent(), &api::health_path(), ANSWER_MAX)?)
    }

    /// The help directory: nothing is verified yet.
    pub fn help(&self) -> Result<Vec<u8>, RemoteError> {
        self.file(&self.agent(), &api::help_path(), HELP_MAX)
    }

    /// Puts a letter. The same letter twice is taken twice; what the answer is worth is not
    /// decided here.
    pub fn put_letter(
        &self,
        id: &Id,
        file: &[u8],
        stamp: &Stamp,
        withdraw: &Digest,
    ) -> Result<Answer, RemoteError> {
        let headers = [
            (CONTENT_TYPE.as_str(), OCTETS.to_owned()),
            (STAMP_HEADER, stamp.to_string()),
            (WITHDRAW_HEADER, withdraw.to_string()),
        ];
        self.ask(&self.agent(), &Method::PUT, &api::letter_path(id), &headers, file, ANSWER_MAX)
    }

    /// All replies of a bucket, of at most `max` bytes.
    pub fn bucket(&self, bucket: u32, max: usize) -> Result<Answer, RemoteError> {
        self.ask(&self.agent(), &Method::GET, &api::bucket_path(bucket), &[], &[], max)
    }

    /// A letter of hers. The server learns that its author is back.
    pub fn letter(&self, id: &Id) -> Result<Answer, RemoteError> {
        self.ask(&self.agent(), &Method::GET, &api::letter_path(id), &[], &[], LETTER_BYTES)
    }

    /// Erases a letter of hers, with the value of `Dauys-Token`.
    pub fn erase(&self, id: &Id, token: &str) -> Result<Answer, RemoteError> {
        let headers = [(TOKEN_HEADER, token.to_owned())];
        self.ask(&self.agent(), &Method::DELETE, &api::letter_path(id), &headers, &[], ANSWER_MAX)
    }

    /// Announces an attachment. Whether there is room for it is told by the status.
    pub fn announce_blob(
        &self,
        id: &Id,
        body: &[u8],
        stamp: &Stamp,
        withdraw: &Digest,
    ) -> Result<Answer, RemoteError> {
        let headers = [
            (CONTENT_TYPE.as_str(), JSON.to_owned()),
            (STAMP_HEADER, stamp.to_string()),
            (WITHDRAW_HEADER, withdraw.to_string()),
        ];
        self.ask(&self.agent(), &Method::POST, &api::blob_path(id), &headers, body, ANSWER_MAX)
    }

    /// Puts a chunk of it. The same chunk twice is taken twice.
    pub fn put_chunk(&self, id: &Id, chunk: u32, bytes: &[u8]) -> Result<Answer, RemoteError> {
        let headers = [(CONTENT_TYPE.as_str(), OCTETS.to_owned())];
        let path = api::chunk_path(id, chunk);
        self.ask(&self.agent(), &Method::PUT, &path, &headers, bytes, ANSWER_MAX)
    }

    /// Says that it is whole; what the answer is worth is not decided here.
    pub fn finish_blob(&self, id: &Id, body: &[u8]) -> Result<Answer, RemoteError> {
        let headers = [(CONTENT_TYPE.as_str(), JSON.to_owned())];
        self.ask(&self.agent(), &Method::POST, &api::finish_path(id), &headers, body, ANSWER_MAX)
    }

    /// Erases an attachment, with the value of `Dauys-Token`.
    pub fn erase_blob(&self, id: &Id, token: &str) -> Result<Answer, RemoteError> {
        let headers = [(TOKEN_HEADER, token.to_owned())];
        self.ask(&self.agent(), &Method::DELETE, &api::blob_path(id), &headers, &[], ANSWER_MAX)
    }

    fn agent(&self) -> Agent {
        agent(self.proxy.clone())
    }

    /// A file that must be there.
    fn file(&self, agent: &Agent, path: &str, max: usize) -> Result<Vec<u8>, RemoteError> {
        let Answer { status, body } = self.ask(agent, &Method::GET, path, &[], &[], max)?;
        let is_whole = status == 200 && body.len() <= max;
        if is_whole { Ok(body) } else { Err(RemoteError::Unexpected) }
    }

    fn ask(
        &self,
        agent: &Agent,
        method: &Method,
        path: &str,
        headers: &[(&str, String)],
        body: &[u8],
        max: usize,
    ) -> Result<Answer, RemoteError> {
        let url = self.origin.clone() + path;
        let (status, body) = exchange(agent, &Asked { method, url, headers, body }, max)?;
        Ok(Answer { status: status.as_u16(), body })
    }
}

/// Tor builds circuits of their own for each name and password that it is given
/// (`IsolateSOCKSAuth`, on by default), so that no two visits, and nothing else that goes through
/// the same Tor, come out at one place together. Other proxies are not asked to take them.
fn own_way(text: &str) -> Result<Proxy, RemoteError> {
    let given = proxy_of(text)?;
    if given.protocol() != ProxyProtocol::Socks5h {
        return Err(RemoteError::Proxy);
    }
    if given.username().is_some() {
        return Ok(given);
    }
    let (name, word) = (random_word(), random_word());
    let own = Proxy::builder(ProxyProtocol::Socks5h).host(given.host()).port(given.port());
    own.username(&name).password(&word).build().map_err(|_| RemoteError::Proxy)
}

fn random_word() -> String {
    let mut bytes = [0; 16];
    OsRng.fill_bytes(&mut bytes);
    Id::from_bytes(bytes).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_looked_up_by_the_proxy_and_no_two_visits_share_a_way() {
        let own = |text| own_way(text).unwrap();
        let [one, other] = ["socks5://127.0.0.1:9050", "socks5h://127.0.0.1:9050"].map(own);
        for proxy in [&one, &other] {
            assert!(!proxy.resolve_target());
            assert_eq!((proxy.host(), proxy.port()), ("127.0.0.1", 9050));
        }
        assert!(one.username().is_some() && one.username() != other.username());
        assert_eq!(own("socks5h://me:mine@127.0.0.1:1").username(), Some("me"));
        for wrong in ["http://127.0.0.1:1", "socks4://127.0.0.1:1", "socks4a://127.0.0.1:1", ""] {
            assert!(matches!(own_way(wrong), Err(RemoteError::Proxy)), "{wrong}");
        }
    }
}
