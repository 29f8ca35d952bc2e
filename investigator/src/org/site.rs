//! The organisation's signature of the page's list: that somebody it trusts built the page again, and the
//! same came out.

use std::path::{Path, PathBuf};

use dauys_wire::limits::SITE_JSON_MAX;
use dauys_wire::site::Manifest;

use super::OrgError;
use super::folder::Folder;
use super::root;
use crate::files;
use crate::passphrase::Passphrase;

/// Beside the roster.
const SIGNATURE: &str = "site.json.minisig";

/// A list of the page's files.
pub struct List {
    /// `site.json`, byte for byte.
    pub json: Vec<u8>,
    /// The same, read.
    pub manifest: Manifest,
}

/// Reads a list.
pub fn read(path: &Path) -> Result<List, OrgError> {
    let json = files::read(path, SITE_JSON_MAX)?;
    let manifest = Manifest::parse(&json).map_err(|_| OrgError::NotAList(path.to_owned()))?;
    Ok(List { json, manifest })
}

/// Signs it with the root, into the folder of what the server needs.
pub fn sign(folder: &Folder, list: &List, passphrase: &Passphrase) -> Result<PathBuf, OrgError> {
    let comment = format!("page of Dauys {}", list.manifest.version);
    let minisig = root::sign(folder, passphrase, &list.json, &comment)?;
    let place = folder.publish();
    files::make_folder(&place)?;
    let file = place.join(SIGNATURE);
    files::replace(&file, minisig.as_bytes())?;
    Ok(file)
}
