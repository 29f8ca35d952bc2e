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
        let PageAddress { origin, fragment } = PageAddress::parse(text)?;
        Ok(Self { origin, root: fragment.root.ok_or(AddressError::NoKey)? })
    }
}

/// An address as a reporter brings it to her page: with all keys that stand in it, or without any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageAddress {
    /// As of an [`Address`].
    pub origin: String,
    /// What is behind `#`.
    pub fragment: Fragment,
}

impl PageAddress {
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
        Ok(Self { origin, fragment })
    }

    /// Whether only Tor knows the way there: to ask anybody else for it would tell where she goes.
    pub fn is_onion(&self) -> bool {
        is_onion_origin(&self.origin)
    }
}

/// Whether an origin is a place in Tor.
pub fn is_onion_origin(origin: &str) -> bool {
    origin.split_once("://").is_some_and(|(_, host)| is_onion(host))
}

fn is_onion(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or_default();
    name.trim_end_matches('.').rsplit('.').next() == Some("onion")
}

/// Plain `http://` stays on this machine, or inside an onion service, which encrypts by itself.
fn is_private_or_encrypted(origin: &str) -> bool {
    let Some(host) = origin.strip_prefix("http://") else { return true };
    let name = host.split(':').next().unwrap_or_default();
    let loopback = name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback());
    loopback || name == "localhost" || is_onion(name)
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

    #[test]
    fn a_reporter_may_come_without_a_key_and_an_onion_service_is_known_by_its_name() {
        let key = PublicKey::from_bytes([9; 32]);
        for (text, keys, onion) in [
            (format!("https://a.example/ru/#k={key}&c=union.{key}"), (true, 1), false),
            ("https://onion.example/kk/".to_owned(), (false, 0), false),
            (format!("http://x.onion/#k={key}"), (true, 0), true),
            ("https://X.ONION:8443/".to_owned(), (false, 0), true),
        ] {
            let address = PageAddress::parse(&text).unwrap();
            let Fragment { root, channels } = &address.fragment;
            assert_eq!((root.is_some(), channels.len()), keys, "{text}");
            assert_eq!(address.is_onion(), onion, "{text}");
        }
        let cut = PageAddress::parse("https://a.example/#k=short");
        assert_eq!(cut, Err(AddressError::Fragment));
    }
}
