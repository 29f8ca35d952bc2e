//! Every setting, as a flag, a variable and a line of the file.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use clap::Args;
use dauys_wire::PublicKey;
use dauys_wire::limits::STAMP_BITS_MAX;
use serde::Deserialize;

use super::ConfigError;
use crate::listen::Listen;

/// Every setting, given or not.
#[derive(Debug, Default, Args, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    /// The directory with everything that the server keeps
    #[arg(long, value_name = "DIR", env = "DAUYS_DATA")]
    pub(super) data: Option<PathBuf>,
    /// Where to listen [default: 127.0.0.1:8080]: an address (port 0 takes a free one and prints it), or a
    /// socket, `unix:/run/dauys/socket`
    #[arg(long, value_name = "ADDRESS", env = "DAUYS_LISTEN", value_parser = Listen::from_str)]
    pub(super) listen: Option<Listen>,
    /// The certificate to speak TLS with: its chain in PEM. It is read again when it has changed
    #[arg(long, value_name = "FILE", env = "DAUYS_TLS_CERTIFICATE")]
    pub(super) tls_certificate: Option<PathBuf>,
    /// The private key of the certificate, in PEM
    #[arg(long, value_name = "FILE", env = "DAUYS_TLS_KEY")]
    pub(super) tls_key: Option<PathBuf>,
    /// Where to listen without TLS as well, usually [::]:80: sends browsers on to https, and shows a
    /// certificate authority what `dauys-server certificate` put there
    #[arg(long, value_name = "ADDRESS", env = "DAUYS_LISTEN_PLAIN")]
    pub(super) listen_plain: Option<SocketAddr>,
    /// A socket on which a monitor may ask for what it may know, `unix:/run/dauys/metrics`: GET /metrics,
    /// in Prometheus' format, for the server's account and its group
    #[arg(long, value_name = "SOCKET", env = "DAUYS_METRICS", value_parser = Listen::from_str)]
    pub(super) metrics: Option<Listen>,
    /// The organisation root that must have signed the roster: base64url, as in the poster's
    /// address behind `k=`. Without it the roster's own root is believed
    // One key in 64 begins with a hyphen.
    #[arg(long, value_name = "KEY", env = "DAUYS_ROOT", value_parser = PublicKey::parse,
          allow_hyphen_values = true)]
    pub(super) root: Option<PublicKey>,
    /// The price of a letter on a quiet day, in bits [default: 14]; 0 only for measuring
    #[arg(long, value_name = "BITS", env = "DAUYS_STAMP_BITS",
          value_parser = clap::value_parser!(u8).range(0..=i64::from(STAMP_BITS_MAX)))]
    pub(super) stamp_bits: Option<u8>,
    /// Threads that answer requests [default: as many as processors]
    #[arg(long, value_name = "COUNT", env = "DAUYS_WORKERS")]
    pub(super) workers: Option<usize>,
    /// Connections at a time [default: 3072]; more wait to be accepted
    #[arg(long, value_name = "COUNT", env = "DAUYS_MAX_CONNECTIONS")]
    pub(super) max_connections: Option<usize>,
    /// Letters that may wait to be written [default: 512]; more are answered 503
    #[arg(long, value_name = "COUNT", env = "DAUYS_QUEUE")]
    pub(super) queue: Option<usize>,
    /// Database connections that read [default: 4]
    #[arg(long, value_name = "COUNT", env = "DAUYS_READERS")]
    pub(super) readers: Option<usize>,
    /// Mebibytes that each of the two database files may take [default: as much as the disk has];
    /// when one is full, senders are told so
    #[arg(long, value_name = "MIB", env = "DAUYS_STORE_MIB",
          value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) store_mib: Option<u32>,
    /// Mebibytes of the largest file that reporters may send with a letter [default: 2304]; 0 takes none
    #[arg(long, value_name = "MIB", env = "DAUYS_BLOB_MIB")]
    pub(super) blob_mib: Option<u32>,
    /// Mebibytes of all such files that are announced in a day [default: 20480]
    #[arg(long, value_name = "MIB", env = "DAUYS_BLOB_DAY_MIB")]
    pub(super) blob_day_mib: Option<u32>,
    /// Mebibytes of the disk that such files leave free for letters [default: 1024]
    #[arg(long, value_name = "MIB", env = "DAUYS_BLOB_FREE_MIB")]
    pub(super) blob_free_mib: Option<u32>,
    /// Seconds in which the head of a connection's first request must arrive [default: 20]
    #[arg(long, value_name = "SECONDS", env = "DAUYS_HEAD_SECONDS")]
    pub(super) head_seconds: Option<u64>,
    /// Seconds in which a body must arrive, and each 64 KiB of a file [default: 60]
    #[arg(long, value_name = "SECONDS", env = "DAUYS_BODY_SECONDS")]
    pub(super) body_seconds: Option<u64>,
    /// Seconds for which an idle connection is kept [default: 15]
    #[arg(long, value_name = "SECONDS", env = "DAUYS_IDLE_SECONDS")]
    pub(super) idle_seconds: Option<u64>,
    /// Seconds for what is in flight when the server is to stop [default: 30]
    #[arg(long, value_name = "SECONDS", env = "DAUYS_GRACE_SECONDS")]
    pub(super) grace_seconds: Option<u64>,
}

impl Settings {
    pub(super) fn read(path: &Path) -> Result<Self, ConfigError> {
        let text =
            fs::read_to_string(path).map_err(|error| ConfigError::File(path.to_owned(), error))?;
        toml::from_str(&text).map_err(|error| ConfigError::Toml(path.to_owned(), error.into()))
    }

    pub(super) fn over(self, below: Self) -> Self {
        Self {
            data: self.data.or(below.data),
            listen: self.listen.or(below.listen),
            tls_certificate: self.tls_certificate.or(below.tls_certificate),
            tls_key: self.tls_key.or(below.tls_key),
            listen_plain: self.listen_plain.or(below.listen_plain),
            metrics: self.metrics.or(below.metrics),
            root: self.root.or(below.root),
            stamp_bits: self.stamp_bits.or(below.stamp_bits),
            workers: self.workers.or(below.workers),
            max_connections: self.max_connections.or(below.max_connections),
            queue: self.queue.or(below.queue),
            readers: self.readers.or(below.readers),
            store_mib: self.store_mib.or(below.store_mib),
            blob_mib: self.blob_mib.or(below.blob_mib),
            blob_day_mib: self.blob_day_mib.or(below.blob_day_mib),
            blob_free_mib: self.blob_free_mib.or(below.blob_free_mib),
            head_seconds: self.head_seconds.or(below.head_seconds),
            body_seconds: self.body_seconds.or(below.body_seconds),
            idle_seconds: self.idle_seconds.or(below.idle_seconds),
            grace_seconds: self.grace_seconds.or(below.grace_seconds),
        }
    }
}
