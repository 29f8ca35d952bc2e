//! The page, embedded when the server is built (`build.rs`), so that the one program is all there is
//! to install and nobody can change a file of it on the disk.

use dauys_wire::site;

/// The static site.
#[derive(Debug)]
pub struct Site {
    /// Sorted by path.
    pub files: &'static [SiteFile],
    /// The one `Content-Security-Policy` of its documents.
    pub csp: &'static str,
    /// The `Integrity-Policy` of its documents; none if empty.
    pub integrity_policy: &'static str,
    /// The path of the document that answers for unknown paths.
    pub fallback: &'static str,
}

/// A file of the site, as it is and ready-made compressed.
#[derive(Debug)]
pub struct SiteFile {
    /// Without a leading slash: `kk/index.html`.
    pub path: &'static str,
    /// As it is.
    pub identity: &'static [u8],
    /// Compressed with brotli.
    pub br: Option<&'static [u8]>,
    /// Compressed with gzip.
    pub gzip: Option<&'static [u8]>,
}

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/site.rs"));
}

/// The server was built before the page was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("built without the page: run `cargo xtask web`, then build the server again")]
pub struct NoSite;

impl Site {
    /// The page this program was built with.
    pub fn embedded() -> Result<&'static Self, NoSite> {
        embedded::SITE.as_ref().ok_or(NoSite)
    }

    /// The file for a path as it is asked for: `/` and `/kk/` mean their `index.html`.
    pub fn file(&self, path: &str) -> Option<&'static SiteFile> {
        let path = path.strip_prefix('/')?;
        if path.is_empty() || path.ends_with('/') {
            self.exact(&format!("{path}index.html"))
        } else {
            self.exact(path)
        }
    }

    /// The list of its files: the exact bytes of `site.json`.
    pub fn list(&self) -> Option<&'static [u8]> {
        self.file(site::MANIFEST_PATH).map(|file| file.identity)
    }

    /// The document for unknown paths.
    pub fn fallback(&self) -> Option<&'static SiteFile> {
        self.exact(self.fallback)
    }

    fn exact(&self, path: &str) -> Option<&'static SiteFile> {
        let place = self.files.binary_search_by(|file| file.path.cmp(path)).ok()?;
        self.files.get(place)
    }
}

impl SiteFile {
    /// Whether it is a document and has policies of its own.
    pub fn is_document(&self) -> bool {
        site::is_document(self.path)
    }

    /// Its content type; what is not known is not guessed.
    pub fn content_type(&self) -> &'static str {
        site::content_type(self.path)
    }
}
