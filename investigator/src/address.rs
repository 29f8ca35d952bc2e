//! The address on the poster: where the server is, and behind `#` the organisation's key, which no
//! browser and no program ever sends (docs/PROTOCOL.md, section 3).

use std::net::Ipv4Addr;

use dauys_crypto::roster::Fragment;
use dauys_wire::PublicKey;
use dauys_wire::roster::is_origin;

/// An address with the root key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// `https://host`, `http://….onion` or loopback; no path.
    pub origin: String,
    /// The organisation root.
    pub root: PublicKey,
}

/// Why an address is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not `https://`, nor `http://` to this machine or an onion service.
    #[error("not an address of a server")]
    Origin,
    /// Nothing behind `#`, so that nothing could be verified.
    #[error("the address has no key")]
    NoKey,
    /// What is behind `#` was cut or changed.
    #[error("the address is not whole")]
    Fragment,
}

impl Address {
    /// From the text on the poster; a page's path (`/kk/`) is left out.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let (place, fragment) = text.trim().split_once('#').unwrap_or((text.trim(), ""));
        let (scheme, rest) = place.split_once("://").ok_or(AddressError::Origin)?;
        let host = rest.split('/').next().unwrap_or_default();
        let origin = format!("{scheme}://{host}").to_ascii_lowercase();
        if !is_origin(&origin) || !is_private_or_encrypted(&origin) {
            return Err(AddressError::Origin);
        }
        let fragment = Fragment::parse(fragment).map_err(|_| AddressError::Fragment)?;
        Ok(Self { origin, root: fragment.root.ok_or(AddressError::NoKey)? })
    }
}

/// Plain `http://` stays on this machine, or inside an onion service, which encrypts by itself.
fn is_private_or_encrypted(origin: &str) -> bool {
    let Some(host) = origin.strip_prefix("http://") else { return true };
    let name = host.split(':').next().unwrap_or_default();
    let loopback = name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    loopback || name == "localhost" || name.rsplit('.').next() == Some("onion")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_safe_origin_and_a_key() {
        let key = PublicKey::from_bytes([9; 32]);
        let origin = |text: &str| Address::parse(text).map(|address| address.origin);
        for (text, expected) in [
            (format!("https://A.example/kk/#k={key}&c=union.{key}"), "https://a.example"),
            (format!(" http://127.0.0.1:8080/#k={key}\n"), "http://127.0.0.1:8080"),
            (format!("http://x.onion#k={key}"), "http://x.onion"),
        ] {
            assert_eq!(origin(&text).as_deref(), Ok(expected));
        }
        for (text, error) in [
            (format!("http://a.example/#k={key}"), AddressError::Origin),
            (format!("http://127.a.example/#k={key}"), AddressError::Origin),
            (format!("a.example#k={key}"), AddressError::Origin),
            ("https://a.example/".to_owned(), AddressError::NoKey),
            ("https://a.example/#k=short".to_owned(), AddressError::Fragment),
        ] {
            assert_eq!(origin(&text), Err(error), "{text}");
        }
    }
}
