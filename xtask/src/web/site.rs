//! The finished files, each beside its two compressed forms.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use dauys_wire::site::{self, ListedFile, Manifest};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::integrity::{INTEGRITY_POLICY, Integrity};

/// The strongest there is: it is done once, and downloaded on slow networks.
const BROTLI_QUALITY: i32 = 11;
/// 16 MiB, the largest window that every browser takes.
const BROTLI_WINDOW: i32 = 24;

/// The document that answers for unknown paths.
const FALLBACK: &str = "index.html";

/// Files by their path.
#[derive(Default)]
pub(super) struct Site(BTreeMap<String, Vec<u8>>);

impl Site {
    pub(super) fn add(&mut self, path: &str, bytes: Vec<u8>) {
        self.0.insert(path.to_owned(), bytes);
    }

    pub(super) fn file(&self, path: &str) -> Result<&[u8]> {
        self.0.get(path).map(Vec::as_slice).with_context(|| format!("the site has no {path}"))
    }

    /// Adds the list of all that is there: `site.json`.
    pub(super) fn add_list(&mut self, integrity: &Integrity) -> Result<()> {
        let text = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let manifest = Manifest {
            format: site::FORMAT.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            fallback: FALLBACK.to_owned(),
            headers: site::HEADERS
                .into_iter()
                .chain([(site::CSP, integrity.csp().as_str())])
                .map(text)
                .collect(),
            document_headers: site::DOCUMENT_HEADERS
                .into_iter()
                .chain([(site::INTEGRITY_POLICY, INTEGRITY_POLICY)])
                .map(text)
                .collect(),
            files: self.0.iter().map(|(path, bytes)| ListedFile::of(path, bytes)).collect(),
        };
        let json = serde_json::to_vec(&manifest)?;
        ensure!(Manifest::parse(&json).is_ok(), "the list of the page's files is not one");
        self.add(site::MANIFEST_PATH.trim_start_matches('/'), json);
        Ok(())
    }

    /// Writes what has changed and removes what is no longer part of it. A file that is the same
    /// keeps its time, so that the server is not built anew for nothing.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let mut kept = BTreeSet::new();
        let list = site::MANIFEST_PATH.trim_start_matches('/');
        let is_same =
            fs::read(folder.join(list)).is_ok_and(|there| self.0.get(list) == Some(&there));
        for (path, bytes) in &self.0 {
            let plain = folder.join(path);
            let [br, gz] = [with_suffix(&plain, "br"), with_suffix(&plain, "gz")];
            let same = fs::read(&plain).is_ok_and(|there| there == *bytes);
            if !(same && br.is_file() && gz.is_file()) {
                fs::create_dir_all(plain.parent().context("a path without a folder")?)?;
                fs::write(&br, brotli(bytes)?)?;
                fs::write(&gz, gzip(bytes)?)?;
                fs::write(&plain, bytes)?;
            }
            kept.extend([plain, br, gz]);
        }
        // What the publisher signed stays as long as it is of this list.
        let signature = folder.join(site::PUBLISHER_SIGNATURE_PATH.trim_start_matches('/'));
        if is_same {
            kept.insert(signature);
        }
        remove_others(folder, &kept)
    }

    /// The sizes on the wire, for whoever builds.
    pub(super) fn summary(&self, folder: &Path) -> String {
        let sizes = self.0.keys().map(|path| {
            let packed = fs::metadata(with_suffix(&folder.join(path), "br"));
            format!("{:>8} B  {path}", packed.map_or(0, |packed| packed.len()))
        });
        format!("The page, compressed with brotli:\n{}", sizes.collect::<Vec<_>>().join("\n"))
    }
}

fn remove_others(folder: &Path, kept: &BTreeSet<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_others(&path, kept)?;
        } else if !kept.contains(&path) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    name.into()
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let options = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &options)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
