//! What binds the files of the site together: hashes in the documents, an import map for the script
//! that is loaded later, and the policy that lets nothing else run.

use std::collections::BTreeMap;

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sha2::{Digest as _, Sha256, Sha384};

use super::scripts;
use super::site::Site;

/// Scripts without a matching hash are not run at all.
pub(super) const INTEGRITY_POLICY: &str = "blocked-destinations=(script)";

/// How a script that comes later is asked for: one that failed to come is remembered under its
/// address as one that there is not. `web/module.js` counts the same.
const TRIES: [&str; 3] = ["", "?2", "?3"];

/// Hashes of the files that documents name.
pub(super) struct Integrity {
    files: BTreeMap<&'static str, String>,
    import_map: String,
}

impl Integrity {
    pub(super) fn of(site: &Site) -> Result<Self> {
        let names = [("app", "app.js"), ("start", "start.js"), ("style", "style.css")];
        let files = names.map(|(key, name)| anyhow::Ok((key, hash(site.file(name)?))));
        let mut scripts = BTreeMap::new();
        scripts.insert("/app.js".to_owned(), hash(site.file("app.js")?));
        let plain = super::FEATURES.map(scripts::plain);
        for name in plain.iter().map(String::as_str).chain(["thread.js", "evidence.js"]) {
            let hash = hash(site.file(name)?);
            scripts.extend(TRIES.map(|query| (format!("/{name}{query}"), hash.clone())));
        }
        let import_map = json!({ "integrity": scripts });
        Ok(Self {
            files: files.into_iter().collect::<Result<_>>()?,
            import_map: import_map.to_string(),
        })
    }

    /// `integrity` attributes by a short name.
    pub(super) fn files(&self) -> &BTreeMap<&'static str, String> {
        &self.files
    }

    /// The one script that stands in the documents themselves.
    pub(super) fn import_map(&self) -> &str {
        &self.import_map
    }

    /// The policy of every document: one header, without a comma, as web code signing asks for.
    pub(super) fn csp(&self) -> String {
        let map = STANDARD.encode(Sha256::digest(&self.import_map));
        [
            "default-src 'none'",
            &format!("script-src 'self' 'sha256-{map}' 'wasm-unsafe-eval'"),
            "style-src 'self'",
            "img-src 'self' blob:",
            "media-src blob:",
            "connect-src 'self'",
            // No browser holds a worker's script against a hash.
            "worker-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
        .join("; ")
    }

    #[cfg(test)]
    pub(super) fn empty() -> Self {
        Self { files: BTreeMap::new(), import_map: "{}".to_owned() }
    }
}

/// As it stands in an `integrity` attribute.
pub(super) fn hash(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_one_header_without_a_comma() {
        let csp = Integrity::empty().csp();
        assert!(csp.starts_with("default-src 'none'; script-src 'self' 'sha256-"));
        assert!(!csp.contains(','));
        assert!(csp.contains("worker-src 'none'"), "else script-src would allow our own: {csp}");
    }
}
