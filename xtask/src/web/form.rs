//! The offline form: the page's first half as one file with everything inside, which `dauys org form` makes
//! into that of an organisation. It is not served; `dauys` has it inside.

use std::fs;

use anyhow::{Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use super::site::Site;
use super::{Sources, read, read_text, scripts};
use crate::workspace;

/// Its name among the documents.
pub(super) const FORM: &str = "offline-form.html";

/// What it is made of, beside the documents.
pub(super) struct Form {
    pub(super) style: String,
    pub(super) script: String,
    /// In base64.
    pub(super) module: String,
}

impl Form {
    pub(super) fn read(sources: &Sources, site: &Site) -> Result<Self> {
        let modules = workspace::target()?.join("page/modules");
        let form = Self {
            style: read_text(&sources.web.join("style.css"))?,
            script: scripts::form(&sources.web, &modules)?,
            module: STANDARD.encode(site.file("dauys_report_bg.wasm")?),
        };
        // What ends the element it stands in would be cut off there.
        ensure!(!form.style.contains("</") && !form.script.contains("</script"), "it ends itself");
        ensure!(!form.script.contains("<!--"), "a comment begins in the script");
        Ok(form)
    }

    /// The same as the page's, for one file; `dauys org form` says where it may connect.
    pub(super) fn csp(&self) -> String {
        let hash = |text: &str| STANDARD.encode(Sha256::digest(text));
        [
            "default-src 'none'",
            &format!("script-src 'sha256-{}' 'wasm-unsafe-eval'", hash(&self.script)),
            &format!("style-src 'sha256-{}'", hash(&self.style)),
            "connect-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
        .join("; ")
    }

    /// Writes it, if it has changed: what embeds it would be built anew.
    pub(super) fn write(sources: &Sources, html: &str) -> Result<()> {
        let path = sources.form.join(FORM);
        fs::create_dir_all(&sources.form)?;
        if read(&path).is_ok_and(|there| there == html.as_bytes()) {
            return Ok(());
        }
        Ok(fs::write(path, html)?)
    }

    #[cfg(test)]
    pub(super) fn empty() -> Self {
        Self { style: String::new(), script: String::new(), module: String::new() }
    }
}
