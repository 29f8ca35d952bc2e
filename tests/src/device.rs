//! What a person reports on: a browser, with a new profile for every visit.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::folder::Folder;
use crate::programs;

/// The browsers that the whole story is told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// Debian's Chromium.
    Chromium,
    /// Debian's Firefox ESR: what Tor Browser is made of.
    Firefox,
}

/// Somebody's browser, and what its profiles keep on the disk.
pub struct Device {
    browser: Browser,
    user_agent: Option<String>,
    plain: bool,
    trusted: Option<Trusted>,
    profiles: Folder,
}

/// A name that leads to this machine, and the authority that its certificate is believed by.
struct Trusted {
    host: String,
    home: Folder,
}

impl Device {
    /// With nothing set.
    pub fn new(browser: Browser) -> Self {
        Self { browser, user_agent: None, plain: false, trusted: None, profiles: Folder::make() }
    }

    /// With this in place of the browser's own `User-Agent`.
    #[must_use]
    pub fn calling_itself(self, user_agent: &str) -> Self {
        Self { user_agent: Some(user_agent.to_owned()), ..self }
    }

    /// Without WebAssembly and without a compiler for JavaScript: Tor Browser at "Safer", an iPhone in
    /// Lockdown Mode.
    #[must_use]
    pub fn hardened(self) -> Self {
        Self { plain: true, ..self }
    }

    /// For which this name leads to this machine, and which believes this authority, a file in PEM. Of
    /// Chromium alone.
    #[must_use]
    pub fn believing(self, host: &str, authority: &Path) -> Self {
        let home = Folder::make();
        let store = home.path().join(".pki/nssdb");
        std::fs::create_dir_all(&store).expect("a folder");
        let store = format!("sql:{}", store.display());
        let certutil = |arguments: &[&str]| {
            let mut certutil = Command::new("certutil");
            programs::must(certutil.args(["-d", &store]).args(arguments));
        };
        certutil(&["-N", "--empty-password"]);
        let file = authority.to_str().expect("UTF-8");
        certutil(&["-A", "-n", "authority", "-t", "C,,", "-i", file]);
        Self { trusted: Some(Trusted { host: host.to_owned(), home }), ..self }
    }

    /// Whether it is so.
    pub fn is_hardened(&self) -> bool {
        self.plain
    }

    /// Where the profiles of all its visits stay, closed, until the device goes.
    pub fn profiles(&self) -> &Path {
        self.profiles.path()
    }

    /// As `browser.mjs` takes it.
    pub fn settings(&self) -> Value {
        let browser = match self.browser {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
        };
        let Self { user_agent, plain, trusted, .. } = self;
        let trusted = trusted.as_ref();
        json!({
            "browser": browser,
            "userAgent": user_agent,
            "plain": plain,
            "host": trusted.map(|trusted| &trusted.host),
            "home": trusted.map(|trusted| trusted.home.path()),
            "folder": self.profiles(),
        })
    }
}
