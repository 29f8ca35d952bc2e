//! Fetching an attachment, as what it is: unsigned, over a connection of its own, from where it
//! broke off. What the server says of its size is held against what the file can have been sealed to.

use std::io::{self, Read};
use std::ops::RangeInclusive;
use std::time::Duration;

use dauys_wire::api;
use dauys_wire::blob::{BLOB_BYTES_MAX, BlobSize};
use dauys_wire::problem::{Problem, ProblemCode};
use dauys_wire::{Id, limits::ANSWER_MAX};
use ureq::config::AutoHeaderValue;
use ureq::http::{Response, StatusCode, header};
use ureq::{Agent, Body, BodyReader, Proxy};

use super::{CONNECT_SECONDS, RemoteError, parse, proxy_of, unreachable};

/// So long may nothing come at all. A file of gigabytes takes hours over a bad line: how long all of
/// it takes has no bound.
const SILENCE_SECONDS: u64 = 60;

/// What age seals at once, and the tag behind it (<https://age-encryption.org/v1>, "Payload").
const PIECE: (u64, u64) = (65_536, 16);
/// The header of a blob has one hybrid stanza and grease, some 2,000 bytes; twice that.
const HEADER_MAX: u64 = 4_096;

/// The sizes that the blob of a file of so many bytes can have; nothing if no blob holds it.
pub fn sizes_of(file: u64) -> Option<RangeInclusive<BlobSize>> {
    let tags = file.div_ceil(PIECE.0).max(1).checked_mul(PIECE.1)?;
    let least = BlobSize::holding(file.checked_add(tags)?).ok()?;
    // Where a header fits no more than just, the next size is taken; of the largest there is none.
    let most = least.bytes().max(file + tags).saturating_add(HEADER_MAX).min(BLOB_BYTES_MAX);
    Some(least..=BlobSize::holding(most).ok()?)
}

/// A blob on its way.
pub struct Coming {
    /// How large all of it is.
    pub size: BlobSize,
    /// At which of its bytes this begins: where it was asked to, or at the beginning.
    pub from: u64,
    body: io::Take<BodyReader<'static>>,
}

/// What the server has of a blob.
pub enum Fetched {
    /// The rest of it.
    Coming(Coming),
    /// Nothing behind these bytes.
    Whole,
}

impl Read for Coming {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.body.read(buffer)
    }
}

/// Where blobs are, as whoever asks without signing sees it.
pub struct Blobs {
    origin: String,
    proxy: Option<Proxy>,
}

impl Blobs {
    /// Nothing is sent yet.
    pub fn at(origin: &str, proxy: Option<&str>) -> Result<Self, RemoteError> {
        Ok(Self { origin: origin.to_owned(), proxy: proxy.map(proxy_of).transpose()? })
    }

    /// A blob from this byte on. It must have one of these sizes.
    pub fn blob(
        &self,
        id: &Id,
        from: u64,
        sizes: &RangeInclusive<BlobSize>,
    ) -> Result<Fetched, RemoteError> {
        let mut request =
            patient(self.proxy.clone()).get(self.origin.clone() + &api::blob_path(id));
        if from > 0 {
            request = request.header(header::RANGE.as_str(), format!("bytes={from}-"));
        }
        let answer = request.call().map_err(unreachable)?;
        let (size, begins) = match answer.status() {
            StatusCode::OK => (whole(&answer), 0),
            StatusCode::PARTIAL_CONTENT => (rest(&answer, from), from),
            StatusCode::RANGE_NOT_SATISFIABLE if from > 0 => return Ok(Fetched::Whole),
            _ => return Err(RemoteError::Problem(problem(answer)?)),
        };
        let size = size.and_then(|bytes| BlobSize::try_from(bytes).ok());
        let size = size.filter(|size| sizes.contains(size)).ok_or(RemoteError::Unexpected)?;
        let body = answer.into_body().into_reader().take(size.bytes().saturating_sub(begins));
        Ok(Fetched::Coming(Coming { size, from: begins, body }))
    }
}

/// Of an answer with all of it.
fn whole(answer: &Response<Body>) -> Option<u64> {
    header_text(answer, header::CONTENT_LENGTH.as_str())?.parse().ok()
}

/// Of an answer with all that stands behind so many bytes: `bytes 5-9/10` (RFC 9110, 14.4).
fn rest(answer: &Response<Body>, from: u64) -> Option<u64> {
    let range = header_text(answer, header::CONTENT_RANGE.as_str())?.strip_prefix("bytes ")?;
    let (range, all) = range.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let all: u64 = all.parse().ok()?;
    let is_rest = first.parse() == Ok(from) && last.parse() == Ok(all.checked_sub(1)?);
    is_rest.then_some(all)
}

fn header_text<'a>(answer: &'a Response<Body>, name: &str) -> Option<&'a str> {
    answer.headers().get(name).and_then(|value| value.to_str().ok())
}

fn problem(mut answer: Response<Body>) -> Result<ProblemCode, RemoteError> {
    let mut bytes = Vec::new();
    let body = answer.body_mut().as_reader().take(ANSWER_MAX as u64).read_to_end(&mut bytes);
    body.map_err(unreachable)?;
    parse::<Problem>(&bytes).map(|problem| problem.code)
}

/// As all calls that are not signed, but for its patience.
fn patient(proxy: Option<Proxy>) -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .user_agent(AutoHeaderValue::None)
        .accept_encoding(AutoHeaderValue::None)
        .timeout_connect(Some(Duration::from_secs(CONNECT_SECONDS)))
        .timeout_recv_response(Some(Duration::from_secs(SILENCE_SECONDS)))
        .timeout_per_read(Some(Duration::from_secs(SILENCE_SECONDS)))
        .proxy(proxy)
        .build()
        .into()
}

#[cfg(test)]
mod tests {
    use dauys_crypto::blob::Sealing;
    use proptest::prelude::*;

    use super::*;

    fn answer(name: &str, value: &str) -> Response<Body> {
        Response::builder().header(name, value).body(Body::builder().data("")).unwrap()
    }

    #[test]
    fn only_the_rest_that_was_asked_for_is_one() {
        let size = |value| rest(&answer("content-range", value), 5);
        assert_eq!(size("bytes 5-9/10"), Some(10));
        for wrong in [
            "bytes 4-9/10",
            "bytes 5-8/10",
            "bytes 5-9/*",
            "bytes */10",
            "5-9/10",
            "bytes 5-18446744073709551615/0",
            "",
        ] {
            assert_eq!(size(wrong), None, "{wrong}");
        }
        assert_eq!(whole(&answer("content-length", "7")), Some(7));
        assert_eq!(whole(&answer("content-length", "-7")), None);
    }

    #[test]
    fn no_file_that_no_blob_holds_has_a_size() {
        for bytes in [BLOB_BYTES_MAX, u64::MAX, u64::MAX - 1] {
            assert_eq!(sizes_of(bytes), None, "{bytes}");
        }
        let small = sizes_of(0).unwrap();
        assert_eq!(small, sizes_of(50_000).unwrap());
        assert_eq!(small.start().bytes(), 65_536);
        // 3.6 GiB and what is sealed to 4 GiB: there is no size above that.
        assert!(sizes_of((4 << 30) - (2 << 20)).unwrap().end().bytes() == BLOB_BYTES_MAX);
    }

    proptest! {
        #[test]
        fn whatever_is_sealed_has_one_of_the_sizes_that_are_taken(bytes in 0_u64..4_200_000_000) {
            let sizes = sizes_of(bytes).unwrap();
            prop_assert!(sizes.contains(&Sealing::begin(bytes).unwrap().size()));
            let next = BlobSize::holding(sizes.end().bytes() + 1);
            prop_assert!(next.is_err() || sizes.end().bytes() <= bytes + bytes / 8 + 131_072);
        }
    }
}
