//! What the organisation has posted at this server: the signed roster and the files it names. Read
//! from the data directory at the start and when asked to (SIGHUP), checked as a reporter's page
//! checks them: what a page would refuse is not served.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use bytes::Bytes;
use dauys_wire::limits::{HELP_MAX, MINISIG_MAX, QUESTIONNAIRE_MAX, ROSTER_MAX};
use dauys_wire::questionnaire::Questionnaire;
use dauys_wire::roster::{Roster, RosterError};
use dauys_wire::site::webcat;
use dauys_wire::{Day, Digest, PublicKey, minisign};

/// What the organisation signs of the page, beside the roster.
const SITE_SIGNATURE: &str = "site.json.minisig";

/// The roster in force and the exact bytes that were signed.
#[derive(Debug)]
pub struct Posted {
    /// Parsed and verified.
    pub roster: Roster,
    /// `roster.json`.
    pub roster_json: PostedFile,
    /// `roster.json.minisig`.
    pub roster_signature: PostedFile,
    /// `questionnaire.json`.
    pub questionnaire: PostedFile,
    /// `help.json`.
    pub help: PostedFile,
    /// Of [`webcat::FILES`] those that the operator laid there, in the folder `webcat`.
    pub webcat: BTreeMap<&'static str, PostedFile>,
    /// `site.json.minisig`, if there is one, of whatever page.
    pub signature_of_site: Option<PostedFile>,
}

/// A file as it was posted, and compressed once for all who ask for it.
#[derive(Debug)]
pub struct PostedFile {
    /// The exact bytes.
    pub identity: Bytes,
    /// Compressed with brotli.
    pub br: Bytes,
}

/// Why what was posted is not served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostedError {
    /// A file is not there, cannot be read, or is too large.
    #[error("{0} in the data directory is missing, unreadable or too large")]
    File(&'static str),
    /// The roster itself.
    #[error(transparent)]
    Roster(RosterError),
    /// Out of its time.
    #[error(
        "the roster has expired, or is of a day to come: set the clock if it is wrong, or have a new one signed"
    )]
    Expired,
    /// Acceptances of this server would be refused.
    #[error(
        "the roster's server_key is not this server's: `dauys-server key` prints the right one"
    )]
    ServerKey,
    /// Another questionnaire than the roster names.
    #[error("questionnaire.json is not the one the roster was signed with")]
    Questionnaire,
    /// Another help directory than the roster names.
    #[error("help.json is not the one the roster was signed with")]
    Help,
    /// An older version than the one in force, or the same with other bytes.
    #[error("the roster is not newer than the one in force")]
    Older,
    /// A name, once given, is part of every signature.
    #[error("the roster is of another instance, or of another organisation root")]
    Instance,
}

impl PostedError {
    /// A word for the log.
    pub const fn code(self) -> &'static str {
        match self {
            Self::File(_) => "file",
            Self::Roster(RosterError::Malformed) => "malformed",
            Self::Roster(RosterError::Signature) => "signature",
            Self::Roster(RosterError::Contradiction(_)) => "contradiction",
            Self::Expired => "expired",
            Self::ServerKey => "server-key",
            Self::Questionnaire => "questionnaire",
            Self::Help => "help",
            Self::Older => "older",
            Self::Instance => "instance",
        }
    }
}

impl Posted {
    /// Reads and checks the files. `root` is the key that the operator pinned.
    pub fn read(
        directory: &Path,
        root: Option<&PublicKey>,
        server_key: &PublicKey,
        today: Day,
    ) -> Result<Self, PostedError> {
        let roster_json = read(directory, "roster.json", ROSTER_MAX)?;
        let roster_signature = read(directory, "roster.json.minisig", MINISIG_MAX)?;
        let questionnaire = read(directory, "questionnaire.json", QUESTIONNAIRE_MAX)?;
        let help = read(directory, "help.json", HELP_MAX)?;

        let minisig = std::str::from_utf8(&roster_signature.identity)
            .map_err(|_| PostedError::Roster(RosterError::Signature))?;
        let roster =
            Roster::verify(&roster_json.identity, minisig, root).map_err(PostedError::Roster)?;
        if today < roster.issued || today > roster.expires {
            return Err(PostedError::Expired);
        }
        if roster.server_key != *server_key {
            return Err(PostedError::ServerKey);
        }
        Questionnaire::verify(&questionnaire.identity, &roster)
            .map_err(|_| PostedError::Questionnaire)?;
        if Digest::of(&help.identity) != roster.help.sha256 {
            return Err(PostedError::Help);
        }
        // It belongs to one version of the page, and the page is not held back without it.
        let signature_of_site = read(directory, SITE_SIGNATURE, MINISIG_MAX).ok();
        let folder = directory.join("webcat");
        let enrolled = |name| Some((name, read(&folder, name, webcat::FILE_MAX).ok()?));
        let webcat = webcat::FILES.into_iter().filter_map(enrolled).collect();
        let files = Self {
            roster,
            roster_json,
            roster_signature,
            questionnaire,
            help,
            webcat,
            signature_of_site,
        };
        Ok(files)
    }

    /// The organisation's signature of a page's list, if it has signed that very list.
    pub fn site_signature(&self, list: &[u8]) -> Option<&PostedFile> {
        let file = self.signature_of_site.as_ref()?;
        let text = std::str::from_utf8(&file.identity).ok()?;
        minisign::verify(&self.roster.root, list, text).ok().map(|()| file)
    }

    /// Whether the page lives at an address that must not be asked for without TLS. An `.onion`
    /// address and loopback ignore what such an address is told.
    pub fn is_https(&self) -> bool {
        self.roster.origins.iter().any(|origin| origin.starts_with("https://"))
    }

    /// The page's first address with TLS on the open network.
    pub fn https_origin(&self) -> Option<&str> {
        let open = |origin: &&String| origin.starts_with("https://") && !is_onion(origin);
        self.roster.origins.iter().find(open).map(String::as_str)
    }

    /// The page's address in Tor.
    pub fn onion_origin(&self) -> Option<&str> {
        self.roster.origins.iter().find(|origin| is_onion(origin)).map(String::as_str)
    }

    /// The hosts that a certificate has to be for.
    pub fn tls_hosts(&self) -> Vec<String> {
        let open = self.roster.origins.iter().filter(|origin| !is_onion(origin));
        let hosts: BTreeSet<_> =
            open.filter_map(|origin| origin.strip_prefix("https://")).map(host).collect();
        hosts.into_iter().map(str::to_owned).collect()
    }

    /// Whether this may take the place of `before`.
    pub fn may_replace(&self, before: &Self) -> Result<(), PostedError> {
        if self.roster.instance != before.roster.instance || self.roster.root != before.roster.root
        {
            return Err(PostedError::Instance);
        }
        // A version is never used twice; reading the same file again is no change.
        let same = self.roster_json.identity == before.roster_json.identity;
        if same || self.roster.version > before.roster.version {
            Ok(())
        } else {
            Err(PostedError::Older)
        }
    }
}

/// Without the port.
fn host(authority: &str) -> &str {
    authority.split_once(':').map_or(authority, |(host, _)| host)
}

fn is_onion(origin: &str) -> bool {
    let (_, authority) = origin.split_once("://").unwrap_or(("", origin));
    host(authority).rsplit('.').next() == Some("onion")
}

/// At most `max` bytes of a file; one byte more is read to notice that there is more.
fn read(directory: &Path, name: &'static str, max: usize) -> Result<PostedFile, PostedError> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    File::open(directory.join(name))
        .and_then(|file| file.take(limit).read_to_end(&mut bytes))
        .map_err(|_| PostedError::File(name))?;
    if bytes.len() > max {
        return Err(PostedError::File(name));
    }
    let br = brotli(&bytes).map_err(|_| PostedError::File(name))?;
    Ok(PostedFile { identity: bytes.into(), br })
}

/// Compressed as well as it can be: it is done once, and sent to every telephone.
fn brotli(bytes: &[u8]) -> io::Result<Bytes> {
    let options = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &options)?;
    Ok(packed.into())
}
