//! The settings of the server, and the only place that reads the environment. Each can be given as a
//! flag, as a variable `DAUYS_…`, or in a TOML file; the flag wins over the variable, the variable
//! over the file.

mod command;
mod settings;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use dauys_wire::PublicKey;
use dauys_wire::limits::STAMP_BITS_MAX;

pub use self::command::{BackupArgs, CertificateArgs, Cli, Command, DoctorArgs, NoticeArgs};
use self::settings::Settings;
use crate::blobs::BlobLimits;
use crate::listen::Listen;
use crate::tls::TlsFiles;

/// The arguments of `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// A TOML file with the settings below, their names written with `_`
    #[arg(long, value_name = "FILE", env = "DAUYS_CONFIG")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

/// The settings in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The directory with everything that the server keeps.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: Listen,
    /// To speak TLS with.
    pub tls: Option<TlsFiles>,
    /// Where to listen without TLS as well.
    pub listen_plain: Option<SocketAddr>,
    /// Where a monitor may ask.
    pub metrics: Option<Listen>,
    /// The organisation root that must have signed the roster.
    pub root: Option<PublicKey>,
    /// The price of a letter on a quiet day.
    pub stamp_bits: u8,
    /// Threads that answer requests.
    pub workers: usize,
    /// Connections at a time.
    pub max_connections: usize,
    /// Letters that may wait to be written.
    pub queue: usize,
    /// Database connections that read.
    pub readers: usize,
    /// Mebibytes that each database file may take; none is as much as the disk has.
    pub store_mib: Option<u32>,
    /// How much of the disk blobs may take.
    pub blobs: BlobLimits,
    /// In which the head of a connection's first request must arrive.
    pub head_time: Duration,
    /// In which a body must arrive.
    pub body_time: Duration,
    /// For which an idle connection is kept.
    pub idle_time: Duration,
    /// For what is in flight when the server is to stop.
    pub grace_time: Duration,
}

/// Why the settings are not taken.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{0} cannot be read")]
    File(PathBuf, #[source] std::io::Error),
    /// The file is not of settings; the rest says where.
    #[error("{0} is not a file of settings")]
    Toml(PathBuf, #[source] Box<toml::de::Error>),
    /// The one setting without a default.
    #[error("say where to keep everything: --data DIR, DAUYS_DATA, or data in the file")]
    NoData,
    /// A price that no client pays.
    #[error("stamp_bits is more than any client pays ({STAMP_BITS_MAX})")]
    TooDear,
    /// One of two.
    #[error("tls_certificate and tls_key belong together: give both or none")]
    HalfTls,
    /// Who connects to a socket is on this machine.
    #[error(
        "TLS is spoken at an address, not on a socket: what stands before the socket speaks it"
    )]
    TlsOnSocket,
    /// There would be nothing to send browsers on to.
    #[error("listen_plain sends browsers on to https: give tls_certificate and tls_key too")]
    PlainAlone,
    /// An address would be open to every account of this machine, or to the network.
    #[error("metrics are told on a socket alone, like unix:/run/dauys/metrics")]
    MetricsAbroad,
}

impl ServeArgs {
    /// Flags and variables over the file over the defaults.
    pub fn resolve(self) -> Result<Config, ConfigError> {
        let file = self.config.as_deref().map(Settings::read).transpose()?.unwrap_or_default();
        Config::new(self.settings.over(file))
    }
}

impl Config {
    /// The defaults, for this directory.
    pub fn for_data(data: PathBuf) -> Self {
        Self {
            data,
            listen: Listen::Address(SocketAddr::from((Ipv4Addr::LOCALHOST, 8080))),
            tls: None,
            listen_plain: None,
            metrics: None,
            root: None,
            stamp_bits: 14,
            workers: std::thread::available_parallelism().map_or(1, usize::from),
            max_connections: 3_072,
            queue: 512,
            readers: 4,
            store_mib: None,
            // Two gibibytes of film, and what they are padded with.
            blobs: BlobLimits { each: 2_304, day: 20_480, free: 1_024 },
            // Through Tor on a cheap telephone a letter may take half a minute.
            head_time: Duration::from_secs(20),
            body_time: Duration::from_mins(1),
            idle_time: Duration::from_secs(15),
            grace_time: Duration::from_secs(30),
        }
    }

    fn new(given: Settings) -> Result<Self, ConfigError> {
        let default = Self::for_data(given.data.ok_or(ConfigError::NoData)?);
        let seconds = |given: Option<u64>, default| given.map_or(default, Duration::from_secs);
        let stamp_bits = given.stamp_bits.unwrap_or(default.stamp_bits);
        if stamp_bits > STAMP_BITS_MAX {
            return Err(ConfigError::TooDear);
        }
        let tls = match (given.tls_certificate, given.tls_key) {
            (Some(certificate), Some(key)) => Some(TlsFiles { certificate, key }),
            (None, None) => None,
            _ => return Err(ConfigError::HalfTls),
        };
        let listen = given.listen.unwrap_or(default.listen);
        if tls.is_some() && matches!(listen, Listen::Socket(_)) {
            return Err(ConfigError::TlsOnSocket);
        }
        if tls.is_none() && given.listen_plain.is_some() {
            return Err(ConfigError::PlainAlone);
        }
        if matches!(given.metrics, Some(Listen::Address(_))) {
            return Err(ConfigError::MetricsAbroad);
        }
        Ok(Self {
            listen,
            tls,
            listen_plain: given.listen_plain,
            metrics: given.metrics,
            root: given.root,
            stamp_bits,
            workers: given.workers.unwrap_or(default.workers).max(1),
            max_connections: given.max_connections.unwrap_or(default.max_connections).max(1),
            queue: given.queue.unwrap_or(default.queue).max(1),
            readers: given.readers.unwrap_or(default.readers).max(1),
            store_mib: given.store_mib.map(|mib| mib.max(1)),
            blobs: BlobLimits {
                each: given.blob_mib.unwrap_or(default.blobs.each),
                day: given.blob_day_mib.unwrap_or(default.blobs.day),
                free: given.blob_free_mib.unwrap_or(default.blobs.free),
            },
            head_time: seconds(given.head_seconds, default.head_time),
            body_time: seconds(given.body_seconds, default.body_time),
            idle_time: seconds(given.idle_seconds, default.idle_time),
            grace_time: seconds(given.grace_seconds, default.grace_time),
            data: default.data,
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    /// The example with every setting uncommented that has a value, but those of the open network.
    fn example() -> String {
        let text = include_str!("../deploy/dauys-server.toml");
        let setting = |line: &&str| line.contains(" = ") && !line.contains('…');
        let open = |line: &&str| ["[::]", "tls_", "metrics"].iter().any(|word| line.contains(word));
        let lines: Vec<_> = text.lines().map(|line| line.trim_start_matches("# ")).collect();
        let lines = lines.iter().filter(|line| setting(line) && !open(line));
        lines.copied().collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_example_file_is_of_settings_and_tells_the_defaults() {
        let config = Config::new(toml::from_str(&example()).unwrap()).unwrap();
        let default = Config::for_data("/var/lib/dauys".into());
        assert_eq!(config, Config { workers: config.workers, ..default });
        assert!(example().lines().count() > 8, "it was read");
    }

    #[test]
    fn a_root_that_begins_with_a_hyphen_is_taken() {
        let root = format!("-{}", "A".repeat(42));
        let cli = Cli::try_parse_from(["dauys-server", "serve", "--data", "d", "--root", &root]);
        let Command::Serve(args) = cli.unwrap().command else { panic!("not serve") };
        assert_eq!(args.resolve().unwrap().root.unwrap().to_string(), root);
    }

    #[test]
    fn what_is_given_above_wins_for_every_setting() {
        let all = |number: u8| {
            let text = format!(
                "data = \"{number}\"\nlisten = \"127.0.0.1:{number}\"\ntls_certificate = \"{number}\"\n\
                 tls_key = \"{number}\"\nlisten_plain = \"127.0.0.1:{number}\"\n\
                 metrics = \"unix:/{number}\"\nroot = \"{}\"\n\
                 stamp_bits = {number}\nworkers = {number}\nmax_connections = {number}\n\
                 queue = {number}\nreaders = {number}\nstore_mib = {number}\nblob_mib = {number}\n\
                 blob_day_mib = {number}\nblob_free_mib = {number}\nhead_seconds = {number}\n\
                 body_seconds = {number}\nidle_seconds = {number}\ngrace_seconds = {number}",
                PublicKey::from_bytes([number; 32])
            );
            toml::from_str::<Settings>(&text).unwrap()
        };
        let resolve = |settings| Config::new(settings).unwrap();
        assert_eq!(resolve(all(1).over(all(2))), resolve(all(1)));
        assert_eq!(resolve(Settings::default().over(all(2))), resolve(all(2)));
        assert_ne!(resolve(all(1)), resolve(all(2)));
    }
}
