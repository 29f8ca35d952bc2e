//! What WEBCAT asks of every answer and of the manifest, in our words (freedomofpress/webcat, `validators.ts`,
//! `response.ts`, `originstate.ts` of October 2026).

use std::collections::BTreeMap;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dauys_wire::site::webcat::Manifest;

use crate::log::sha256;

/// An answer of the server.
pub(crate) struct Answer {
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    /// Unpacked.
    pub(crate) body: Vec<u8>,
}

/// What is wrong with it; nothing, if a browser shows it.
pub(crate) fn faults(answer: &Answer, manifest: &Manifest) -> Vec<String> {
    let mut faults = header_faults(answer, &manifest.default_csp);
    // Calls of the API are fetched by scripts, and are no part of the page.
    if !answer.path.starts_with("/api/") && !is_whole(answer, manifest) {
        faults.push(format!("{}: other bytes than the manifest has", answer.path));
    }
    faults
}

/// Of every answer, whatever it is.
fn header_faults(answer: &Answer, csp: &str) -> Vec<String> {
    let values = |name: &str| -> Vec<&str> {
        let all = answer.headers.iter().filter(|(there, _)| there == name);
        all.map(|(_, value)| value.as_str()).collect()
    };
    let mut faults = Vec::new();
    if values("content-security-policy") != [csp] {
        faults.push("not exactly the one policy");
    }
    for name in ["refresh", "link"] {
        if !values(name).is_empty() {
            faults.push("a header that is forbidden");
        }
    }
    let leads_away =
        |place: &&str| !["/", "./", "../"].iter().any(|begin| place.starts_with(begin));
    if values("location").iter().any(leads_away) {
        faults.push("a redirect elsewhere");
    }
    faults.into_iter().map(|fault| format!("{}: {fault}", answer.path)).collect()
}

/// The exact path, else the index of the folder, else the fallback.
fn is_whole(answer: &Answer, manifest: &Manifest) -> bool {
    let path = &answer.path;
    let index = format!("{path}{}", manifest.default_index);
    let listed = manifest.files.get(path).or_else(|| {
        let other = if path.ends_with('/') { &index } else { &manifest.default_fallback };
        manifest.files.get(other)
    });
    listed.is_some_and(|hash| *hash == URL_SAFE_NO_PAD.encode(sha256(&[&answer.body])))
}

/// Of the manifest itself.
pub(crate) fn manifest_faults(manifest: &Manifest) -> Vec<&'static str> {
    let rules = [
        (!manifest.files.is_empty(), "no files"),
        (manifest.files.contains_key(&format!("/{}", manifest.default_index)), "no index"),
        (manifest.files.contains_key(&manifest.default_fallback), "no fallback"),
        (manifest.timestamp.is_some(), "no timestamp"),
        (
            manifest.files.iter().all(|(path, hash)| is_listed_wasm(path, hash, manifest)),
            "a module",
        ),
    ];
    let broken = rules.iter().filter(|(holds, _)| !holds).map(|(_, rule)| *rule);
    broken.chain(csp_faults(&manifest.default_csp)).collect()
}

pub(crate) fn is_wasm(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "wasm")
}

/// What is compiled has to be named once more.
fn is_listed_wasm(path: &str, hash: &String, manifest: &Manifest) -> bool {
    !is_wasm(path) || manifest.wasm.contains(hash)
}

/// Nothing may run that is not in the manifest.
fn csp_faults(csp: &str) -> Vec<&'static str> {
    let directives: BTreeMap<&str, Vec<&str>> = csp
        .split(';')
        .filter_map(|directive| {
            let mut words = directive.split_whitespace();
            Some((words.next()?, words.collect()))
        })
        .collect();
    let only = |name: &str, allowed: &[&str]| {
        directives.get(name).is_none_or(|sources| {
            sources.iter().all(|it| allowed.contains(it) || it.starts_with("'sha"))
        })
    };
    let rules = [
        (!csp.contains(','), "a comma in the policy"),
        (directives.get("default-src").is_some_and(|it| *it == ["'none'"]), "default-src"),
        (only("script-src", &["'none'", "'self'", "'wasm-unsafe-eval'"]), "script-src"),
        (only("script-src-elem", &["'none'", "'self'"]), "script-src-elem"),
        (only("style-src", &["'none'", "'self'"]), "style-src"),
        (only("worker-src", &["'none'", "'self'"]), "worker-src"),
        (only("frame-src", &["'none'", "'self'"]), "frame-src"),
        (only("object-src", &["'none'"]), "object-src"),
    ];
    rules.iter().filter(|(holds, _)| !holds).map(|(_, rule)| *rule).collect()
}
