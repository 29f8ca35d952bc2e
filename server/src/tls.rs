//! TLS without a proxy in front: a certificate and its key from two files, read again when they have
//! changed.
//!
//! No connection can be recognised by another one before it: there are no session tickets and no
//! session ids to resume, which a browser would show again on its next visit
//! (docs/decisions/tls.md).

use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, NoServerSessionStorage, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use zeroize::Zeroizing;

/// Of a chain. Ten certificates have some 20 kB.
const FILE_MAX: u64 = 262_144;
const HTTP_1: &[u8] = b"http/1.1";

/// The two files, as every ACME client writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The chain in PEM, this server's certificate first.
    pub certificate: PathBuf,
    /// Its private key in PEM.
    pub key: PathBuf,
}

/// Why a certificate is not used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file is not there.
    #[error("{0} is missing")]
    Missing(PathBuf),
    /// A file cannot be read, or is too large.
    #[error("{0} cannot be read, or is too large")]
    File(PathBuf),
    /// Not PEM, or not of what it should hold.
    #[error("{0} holds no {1} in PEM")]
    Malformed(PathBuf, &'static str),
    /// Of another certificate, or of a kind that is not known.
    #[error("the key is not the certificate's, or of an unknown kind")]
    Key,
}

impl TlsError {
    /// A word for the log.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "missing",
            Self::File(_) => "file",
            Self::Malformed(..) => "malformed",
            Self::Key => "key",
        }
    }
}

/// The certificate in force. Without one no connection comes about.
#[derive(Debug)]
pub struct Tls {
    files: TlsFiles,
    provider: Arc<CryptoProvider>,
    certified: RwLock<Option<Arc<CertifiedKey>>>,
}

impl Tls {
    /// Reads both files. Where the first certificate is still to be asked for, there may be none:
    /// `may_come`.
    pub fn read(files: TlsFiles, may_come: bool) -> Result<Arc<Self>, TlsError> {
        let provider = Arc::new(ring::default_provider());
        let certified = match files.read(&provider) {
            Err(TlsError::Missing(_)) if may_come => None,
            certified => Some(Arc::new(certified?)),
        };
        Ok(Arc::new(Self { files, provider, certified: RwLock::new(certified) }))
    }

    /// Reads both files again. What is refused changes nothing. Tells whether it is another certificate.
    pub fn reload(&self) -> Result<bool, TlsError> {
        let new = self.files.read(&self.provider)?;
        let mut certified = self.certified.write().unwrap_or_else(PoisonError::into_inner);
        let changed = certified.as_ref().is_none_or(|certified| certified.cert != new.cert);
        *certified = Some(Arc::new(new));
        Ok(changed)
    }

    /// Where it comes from.
    pub(crate) fn files(&self) -> &TlsFiles {
        &self.files
    }

    /// What connections are accepted with.
    pub(crate) fn accepting(self: &Arc<Self>) -> Result<ServerConfig, rustls::Error> {
        let mut config = ServerConfig::builder_with_provider(Arc::clone(&self.provider))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(self) as Arc<dyn ResolvesServerCert>);
        config.send_tls13_tickets = 0;
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.alpn_protocols = vec![HTTP_1.to_vec()];
        Ok(config)
    }
}

impl ResolvesServerCert for Tls {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.certified.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl TlsFiles {
    fn read(&self, provider: &CryptoProvider) -> Result<CertifiedKey, TlsError> {
        let chain = self.chain()?;
        let pem = read(&self.key)?;
        let key = PrivateKeyDer::from_pem_slice(&pem)
            .map_err(|_| TlsError::Malformed(self.key.clone(), "private key"))?;
        CertifiedKey::from_der(chain, key, provider).map_err(|_| TlsError::Key)
    }

    /// The certificates, this server's first; at least one.
    pub(crate) fn chain(&self) -> Result<Vec<CertificateDer<'static>>, TlsError> {
        let pem = read(&self.certificate)?;
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
        match chain {
            Ok(chain) if !chain.is_empty() => Ok(chain),
            _ => Err(TlsError::Malformed(self.certificate.clone(), "certificate")),
        }
    }
}

fn read(path: &Path) -> Result<Zeroizing<Vec<u8>>, TlsError> {
    let refuse = |error: io::Error| match error.kind() {
        ErrorKind::NotFound => TlsError::Missing(path.to_owned()),
        _ => TlsError::File(path.to_owned()),
    };
    let file = File::open(path).map_err(refuse)?;
    let mut bytes = Zeroizing::new(Vec::new());
    file.take(FILE_MAX + 1).read_to_end(&mut bytes).map_err(refuse)?;
    match u64::try_from(bytes.len()) {
        Ok(size) if size <= FILE_MAX => Ok(bytes),
        _ => Err(TlsError::File(path.to_owned())),
    }
}
