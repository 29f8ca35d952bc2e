//! Canaries: what must be nowhere, in every spelling that programs give it. [`crate::hunt`] looks
//! for them.

use std::net::Ipv4Addr;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// Shorter pieces of text would be met by chance.
const PIECE_BYTES_MIN: usize = 8;

/// The name of a way to spell something, and the bytes that this makes of it.
pub type Spelling = (String, Vec<u8>);

/// Something that must be nowhere.
pub struct Canary {
    /// What it is, for those who read that it was found.
    pub name: String,
    /// Each with a name of its own.
    pub spellings: Vec<Spelling>,
}

impl Canary {
    /// Of a text: a word, a sentence.
    pub fn new(text: &str) -> Self {
        assert!(text.len() >= PIECE_BYTES_MIN, "{text:?} would be found by chance");
        Self { name: format!("{text:?}"), spellings: spellings_of_text(text) }
    }

    /// Of a long text: itself, and each of its lines, so that one paragraph is found too.
    pub fn of_each_line(text: &str) -> Vec<Self> {
        let lines = text.lines().map(str::trim).filter(|line| line.len() >= PIECE_BYTES_MIN);
        let lines: Vec<&str> = lines.collect();
        let whole = Some(text).filter(|whole| lines != [*whole]);
        whole.into_iter().chain(lines).map(Self::new).collect()
    }

    /// Of a code as it is shown: the ways in which people and programs group its digits.
    pub fn of_code(grouped: &str) -> Vec<Self> {
        ["", " ", "-", "+", "%20"].map(|between| Self::new(&grouped.replace(' ', between))).into()
    }

    /// Of bytes: a key, a seed.
    pub fn of_bytes(name: &str, bytes: &[u8]) -> Self {
        assert!(bytes.len() >= PIECE_BYTES_MIN, "{name} would be found by chance");
        Self { name: name.to_owned(), spellings: spellings_of_bytes(bytes) }
    }

    /// Of an address from which connections came: as text, and in the shapes in which programs and
    /// the system keep it beside one of its ports. Its four bytes alone are met by chance, once in
    /// a hundred times that 40 MB are searched.
    pub fn of_address(address: Ipv4Addr, ports: &[u16]) -> Self {
        let ip = address.octets();
        let mut spellings = spellings_of_text(&address.to_string());
        spellings.push(("IPv6".into(), [&[0, 0, 0xff, 0xff], ip.as_slice()].concat()));
        for port in ports {
            for (order, bytes) in [("LE", port.to_le_bytes()), ("BE", port.to_be_bytes())] {
                let [behind, before] = [[&ip, bytes.as_slice()], [bytes.as_slice(), &ip]];
                spellings.push((format!("port {port} {order} behind it"), behind.concat()));
                spellings.push((format!("port {port} {order} before it"), before.concat()));
            }
        }
        Self { name: address.to_string(), spellings }
    }
}

/// Everything a file system, a database, a log or a program could make of a text without sealing it.
fn spellings_of_text(text: &str) -> Vec<Spelling> {
    let utf16 =
        |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let percent: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let escaped: Vec<String> = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let mut all = spellings_of_bytes(text.as_bytes());
    all.extend([
        ("UTF-16LE".into(), utf16(u16::to_le_bytes)),
        ("UTF-16BE".into(), utf16(u16::to_be_bytes)),
        ("percent".into(), percent.concat().into_bytes()),
        ("JSON escapes".into(), escaped.concat().into_bytes()),
    ]);
    all
}

fn spellings_of_bytes(bytes: &[u8]) -> Vec<Spelling> {
    let mut all = vec![
        ("as it is".into(), bytes.to_vec()),
        ("hex".into(), base16ct::lower::encode_string(bytes).into_bytes()),
        ("HEX".into(), base16ct::upper::encode_string(bytes).into_bytes()),
    ];
    for shift in 0..3 {
        let plain = base64_inside(&STANDARD_NO_PAD, bytes, shift);
        let url = base64_inside(&URL_SAFE_NO_PAD, bytes, shift);
        if url != plain {
            all.push((format!("base64url +{shift}"), url));
        }
        all.push((format!("base64 +{shift}"), plain));
    }
    all
}

/// What stands in Base64 of anything with `bytes` in it, `shift` bytes behind a group's beginning:
/// without the characters at both ends that depend on what is around it.
fn base64_inside(engine: &impl Engine, bytes: &[u8], shift: usize) -> Vec<u8> {
    let framed = [&[0].repeat(shift), bytes].concat();
    let encoded = engine.encode(&framed).into_bytes();
    let first = (shift * 8).div_ceil(6);
    let end = framed.len() * 8 / 6;
    encoded[first..end].to_vec()
}
