//! Embeds the built page, `client-wasm/dist`, into the server: writes `$OUT_DIR/site.rs`.
//!
//! `DAUYS_SITE_DIST` names another directory. Without a page the server is built all the same, and
//! says at its start that it was.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Deserialize;

/// `site.json`: what the page's builder says to the server.
#[derive(Deserialize)]
struct SiteJson {
    fallback: String,
    headers: BTreeMap<String, String>,
    document_headers: BTreeMap<String, String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let dist = dist()?;
    println!("cargo::rerun-if-env-changed=DAUYS_SITE_DIST");
    let source = if dist.join("site.json").is_file() {
        println!("cargo::rerun-if-changed={}", dist.display());
        site(&dist)?
    } else {
        // A watched path that is missing would rebuild the server every time.
        let watched = dist.ancestors().find(|path| path.is_dir()).unwrap_or(Path::new("build.rs"));
        println!("cargo::rerun-if-changed={}", watched.display());
        "use super::Site;\npub(super) static SITE: Option<Site> = None;\n".to_owned()
    };
    let out = PathBuf::from(env::var("OUT_DIR")?).join("site.rs");
    fs::write(out, source)?;
    Ok(())
}

fn dist() -> Result<PathBuf, Box<dyn Error>> {
    let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    match env::var("DAUYS_SITE_DIST") {
        Ok(path) if !path.is_empty() => Ok(package.join(path)),
        _ => Ok(package.join("../client-wasm/dist")),
    }
}

/// The source of the site's table.
fn site(dist: &Path) -> Result<String, Box<dyn Error>> {
    let json: SiteJson = serde_json::from_slice(&fs::read(dist.join("site.json"))?)?;
    let mut paths = Vec::new();
    collect(dist, dist, &mut paths)?;
    paths.sort();
    if !paths.contains(&json.fallback) {
        return Err(
            format!("site.json names a fallback that is not there: {}", json.fallback).into()
        );
    }
    let mut files = String::new();
    for path in &paths {
        let compressed = |suffix: &str| -> Result<String, Box<dyn Error>> {
            let path = dist.join(format!("{path}.{suffix}"));
            Ok(if path.is_file() { format!("Some({})", include(&path)?) } else { "None".into() })
        };
        let identity = include(&dist.join(path))?;
        let (br, gzip) = (compressed("br")?, compressed("gz")?);
        writeln!(
            files,
            "SiteFile {{ path: {path:?}, identity: {identity}, br: {br}, gzip: {gzip} }},"
        )?;
    }
    let SiteJson { fallback, headers, document_headers } = json;
    let csp = headers.get("content-security-policy").cloned().unwrap_or_default();
    let integrity_policy = document_headers.get("integrity-policy").cloned().unwrap_or_default();
    Ok(format!(
        "use super::{{Site, SiteFile}};\n\
         pub(super) static SITE: Option<Site> = Some(Site {{ files: &[\n{files}], csp: {csp:?}, \
         integrity_policy: {integrity_policy:?}, fallback: {fallback:?} }});\n"
    ))
}

/// Paths below `root`, with `/`, of all that is to be served as a file of its own.
fn collect(root: &Path, folder: &Path, paths: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, paths)?;
            continue;
        }
        let name = path.strip_prefix(root)?.to_str().ok_or("a file name is not UTF-8")?.to_owned();
        let original = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz"));
        let is_copy = original.is_some_and(|original| root.join(original).is_file());
        if !is_copy {
            paths.push(name);
        }
    }
    Ok(())
}

fn include(path: &Path) -> Result<String, Box<dyn Error>> {
    let path = fs::canonicalize(path)?;
    let path = path.to_str().ok_or("a path is not UTF-8")?;
    Ok(format!("include_bytes!({path:?})"))
}
