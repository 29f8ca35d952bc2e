//! What a person reports on: a browser, with a new profile for every visit.

use std::path::Path;

use serde_json::{Value, json};

use crate::folder::Folder;

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
    profiles: Folder,
}

impl Device {
    /// With nothing set.
    pub fn new(browser: Browser) -> Self {
        Self { browser, user_agent: None, plain: false, profiles: Folder::make() }
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
        let Self { user_agent, plain, .. } = self;
        json!({
            "browser": browser,
            "userAgent": user_agent,
            "plain": plain,
            "folder": self.profiles(),
        })
    }
}
