//! An answer against what had to come: status, headers, bytes.

use std::io::{self, Read};

use dauys_wire::Digest;
use dauys_wire::site::Manifest;

use super::clients::Client;
use super::probe::Probe;
use super::{Code, Findings};
use crate::remote::browser::Seen;

/// The largest file of the page, unpacked, several times.
const UNPACKED_MAX: u64 = 16 << 20;
const BUFFER: usize = 4_096;

/// What belongs to a connection, or what a proxy in front says of itself: nothing that a browser does
/// something else for.
const HARMLESS: [&str; 6] =
    ["connection", "content-length", "date", "keep-alive", "server", "transfer-encoding"];

/// What holds for all answers.
pub(super) struct Rules<'a> {
    pub(super) manifest: &'a Manifest,
    /// Where the page lives.
    pub(super) origin: &'a str,
    /// Where in Tor it lives too, by the roster.
    pub(super) onions: &'a [String],
}

impl Rules<'_> {
    /// Notes everything in which the answer differs.
    pub(super) fn compare(
        &self,
        seen: &Seen,
        probe: &Probe,
        client: &Client,
        findings: &mut Findings,
    ) {
        let mut add = |code, header: Option<&str>| {
            findings.add(code, &probe.path, header, Some(client));
        };
        if (300..400).contains(&seen.status) {
            return add(Code::Redirect, None);
        }
        if seen.status != probe.expected.status {
            return add(Code::Status, None);
        }
        self.compare_headers(seen, probe, &mut add);
        match unpack(seen, client) {
            None => add(Code::Coding, Some("content-encoding")),
            Some(bytes) if Digest::of(&bytes) != probe.expected.sha256 => add(Code::Content, None),
            Some(_) => {}
        }
    }

    fn compare_headers(
        &self,
        seen: &Seen,
        probe: &Probe,
        add: &mut impl FnMut(Code, Option<&str>),
    ) {
        let documents = self.manifest.document_headers.iter();
        let documents = documents.filter(|_| probe.expected.is_document);
        let announced: Vec<(&str, &str)> = self
            .manifest
            .headers
            .iter()
            .chain(documents)
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .chain([("content-type", probe.expected.content_type)])
            .collect();
        for (name, value) in &announced {
            let mut there = seen.headers.iter().filter(|(there, _)| there == name);
            match (there.next(), there.next()) {
                (None, _) => add(Code::HeaderMissing, Some(name)),
                (Some((_, first)), None) if first == value => {}
                _ => add(Code::HeaderOther, Some(name)),
            }
        }
        if self.origin.starts_with("https://") && seen.header("strict-transport-security").is_none()
        {
            add(Code::HeaderMissing, Some("strict-transport-security"));
        }
        for (name, value) in &seen.headers {
            let is_announced = announced.iter().any(|(there, _)| there == name);
            if is_announced || HARMLESS.contains(&name.as_str()) {
                continue;
            }
            match self.is_right(name, value, probe) {
                Some(true) => {}
                Some(false) => add(Code::HeaderOther, Some(name)),
                None => add(Code::HeaderAdded, Some(name)),
            }
        }
    }

    /// Of a header whose value is not the same everywhere; none of one that has no place here.
    fn is_right(&self, name: &str, value: &str, probe: &Probe) -> Option<bool> {
        match name {
            "content-encoding" => Some(true),
            "vary" => Some(value.eq_ignore_ascii_case("accept-encoding")),
            "strict-transport-security" => {
                let seconds =
                    value.strip_prefix("max-age=").and_then(|rest| rest.split(';').next());
                Some(seconds.is_some_and(|seconds| seconds.parse().is_ok_and(|it: u64| it > 0)))
            }
            "onion-location" if probe.expected.is_document => {
                let is_same = |onion: &String| *value == format!("{onion}{}", probe.path);
                Some(self.onions.iter().any(is_same))
            }
            _ => None,
        }
    }
}

/// None if it is packed in a way that this visitor did not ask for, or cannot be unpacked.
pub(super) fn unpack(seen: &Seen, client: &Client) -> Option<Vec<u8>> {
    let coding = seen.header("content-encoding").unwrap_or("identity");
    if coding == "identity" {
        return Some(seen.body.clone());
    }
    if !client.coding.split(", ").any(|accepted| accepted == coding) {
        return None;
    }
    let body = seen.body.as_slice();
    match coding {
        "br" => read(brotli::Decompressor::new(body, BUFFER)),
        "gzip" => read(flate2::read::GzDecoder::new(body)),
        _ => None,
    }
}

fn read(packed: impl Read) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let read: io::Result<_> = packed.take(UNPACKED_MAX + 1).read_to_end(&mut bytes);
    (read.is_ok() && bytes.len() as u64 <= UNPACKED_MAX).then_some(bytes)
}
