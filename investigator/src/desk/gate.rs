//! Who is let in: the browser that opens the address first, and nobody after it.
//!
//! The name that the page has is made by chance for each start. Cookies are shared between all ports of a
//! name, so that under `127.0.0.1` any other program of this machine that gets the browser to open a page
//! of its own would be sent ours; and a name that a stranger has pointed at this machine is not it.
//! Browsers take everything below `.localhost` to be this machine (RFC 6761, section 6.3).

use std::sync::Mutex;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dauys_wire::Id;
use rand::RngCore as _;
use rand::rngs::OsRng;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

/// Under which the browser keeps what lets it in.
pub(super) const COOKIE: &str = "desk";

/// What nobody can guess, in letters for an address.
struct Secret(Zeroizing<String>);

/// Why somebody is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// The page was asked for under another name.
    Name,
    /// It was asked for by another page.
    Origin,
    /// Without what lets in, or with what did before.
    Stranger,
}

/// Of a request, what is judged.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asked<'a> {
    pub(super) host: Option<&'a str>,
    pub(super) origin: Option<&'a str>,
    /// `Sec-Fetch-Site`, from browsers that send it.
    pub(super) site: Option<&'a str>,
    pub(super) cookie: Option<&'a str>,
    /// Whether it changes something.
    pub(super) changes: bool,
}

pub(super) struct Gate {
    host: String,
    /// Until somebody has come by it.
    launch: Mutex<Option<Secret>>,
    session: Secret,
}

impl Gate {
    pub(super) fn new(port: u16) -> Self {
        let mut name = [0; 16];
        OsRng.fill_bytes(&mut name);
        let name = Id::from_bytes(name);
        let launch = Mutex::new(Some(Secret::generate()));
        Self { host: format!("{name}.localhost:{port}"), launch, session: Secret::generate() }
    }

    /// Where the page begins, for one browser.
    pub(super) fn address(&self) -> String {
        let launch = self.launch();
        let secret = launch.as_ref().map_or("", |secret| secret.0.as_str());
        format!("http://{}/open/{secret}", self.host)
    }

    /// What the browser is given that comes by the address first.
    pub(super) fn open(&self, secret: &str) -> Option<String> {
        let mut launch = self.launch();
        if !launch.as_ref()?.is(secret) {
            return None;
        }
        *launch = None;
        let session = self.session.0.as_str();
        Some(format!("{COOKIE}={session}; Path=/; HttpOnly; SameSite=Strict"))
    }

    /// Whether it is this page that is asked for, by nobody else's page.
    pub(super) fn knows(&self, asked: &Asked<'_>) -> Result<(), Refused> {
        if asked.host != Some(self.host.as_str()) {
            return Err(Refused::Name);
        }
        let own = asked.origin.and_then(|origin| origin.strip_prefix("http://"));
        let from_here = own == Some(self.host.as_str());
        // Browsers say where a form comes from.
        if (asked.changes || asked.origin.is_some()) && !from_here {
            return Err(Refused::Origin);
        }
        match asked.site {
            None | Some("same-origin" | "none") => Ok(()),
            Some(_) => Err(Refused::Origin),
        }
    }

    /// Whether it comes from the browser that was let in.
    pub(super) fn admits(&self, asked: &Asked<'_>) -> Result<(), Refused> {
        self.knows(asked)?;
        if asked.cookie.is_some_and(|cookie| self.session.is(cookie)) {
            return Ok(());
        }
        Err(Refused::Stranger)
    }

    fn launch(&self) -> std::sync::MutexGuard<'_, Option<Secret>> {
        self.launch.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Secret {
    fn generate() -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        OsRng.fill_bytes(bytes.as_mut());
        Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes.as_slice())))
    }

    fn is(&self, other: &str) -> bool {
        self.0.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate() -> (Gate, String, String) {
        let gate = Gate::new(4_321);
        let address = gate.address();
        let (host, secret) = address.strip_prefix("http://").unwrap().split_once("/open/").unwrap();
        let (host, secret) = (host.to_owned(), secret.to_owned());
        (gate, host, secret)
    }

    #[test]
    fn the_first_browser_is_let_in_and_no_second() {
        let (gate, host, secret) = gate();
        assert!(gate.open("").is_none() && gate.open(secret.get(1..).unwrap()).is_none());
        let cookie = gate.open(&secret).unwrap();
        assert!(gate.open(&secret).is_none(), "once");
        assert!(gate.open("").is_none() && gate.address().ends_with("/open/"));
        let session = cookie.strip_prefix("desk=").unwrap().split(';').next().unwrap();
        let asked = Asked { host: Some(&host), cookie: Some(session), ..Asked::default() };
        assert_eq!(gate.admits(&asked), Ok(()));
        for cookie in [None, Some(""), Some(secret.as_str()), session.get(1..)] {
            assert_eq!(gate.admits(&Asked { cookie, ..asked }), Err(Refused::Stranger));
        }
    }

    #[test]
    fn under_another_name_and_from_another_page_there_is_nothing() {
        let (gate, host, _) = gate();
        let (own, asked) =
            (format!("http://{host}"), Asked { host: Some(&host), ..Asked::default() });
        for other in ["127.0.0.1:4321", "localhost:4321", "evil.example", ""] {
            assert_eq!(gate.knows(&Asked { host: Some(other), ..asked }), Err(Refused::Name));
        }
        assert_eq!(gate.knows(&Asked { host: None, ..asked }), Err(Refused::Name));
        let form = Asked { changes: true, ..asked };
        assert_eq!(
            gate.knows(&Asked { origin: Some(&own), site: Some("same-origin"), ..form }),
            Ok(())
        );
        for origin in
            [None, Some("null"), Some("http://127.0.0.1:4321"), Some("https://evil.example")]
        {
            assert_eq!(gate.knows(&Asked { origin, ..form }), Err(Refused::Origin), "{origin:?}");
        }
        for site in ["cross-site", "same-site"] {
            assert_eq!(gate.knows(&Asked { site: Some(site), ..asked }), Err(Refused::Origin));
        }
        assert_eq!(gate.knows(&Asked { site: Some("none"), ..asked }), Ok(()));
    }
}
