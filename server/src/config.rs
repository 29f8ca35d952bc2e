//! The settings of the server, and the only place that reads the environment. Each can be given as a
//! flag, as a variable `DAUYS_…`, or in a TOML file; the flag wins over the variable, the variable
//! over the file.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr as _;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use dauys_wire::PublicKey;
use dauys_wire::limits::STAMP_BITS_MAX;
use serde::Deserialize;

use crate::backup::Recipient;
use crate::blobs::BlobLimits;

/// `dauys-server`.
#[derive(Debug, Parser)]
#[command(name = "dauys-server", version, about, arg_required_else_help = true)]
#[command(
    after_help = "The server keeps sealed letters and replies. It cannot open any, keeps no \
    access log, and stores no time but the day."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print this server's public key for the roster; make the key first if there is none
    Key {
        /// The directory with everything that the server keeps
        #[arg(long, value_name = "DIR", env = "DAUYS_DATA")]
        data: PathBuf,
    },
    /// Serve the page, take letters and replies, hand them out
    ///
    /// The data directory must hold the key made by `dauys-server key`, and roster.json,
    /// roster.json.minisig, questionnaire.json and help.json as the organisation signed them. SIGHUP
    /// reads these four again; SIGTERM and Ctrl-C finish what is in flight and stop.
    Serve(Box<ServeArgs>),
    /// Look at everything that has to be looked after, and say what to do
    ///
    /// Directory, key, roster, disk, clock, limits, and whether the server answers. Give it the settings
    /// of `serve` and run it as the server's account. It changes nothing. It ends with 0 if nothing is to
    /// be done, 3 if something is to be done in the next days, 4 if something is wrong now.
    Doctor(Box<DoctorArgs>),
    /// Make a backup while the server runs, sealed to a key of the organisation's
    ///
    /// Takes the program `age` to seal it, before anything of it is written. Older backups in the same
    /// directory are removed. Give it the settings of `serve` and run it as the server's account, in the
    /// hour after midnight (UTC).
    Backup(Box<BackupArgs>),
    /// Put a backup back into a new directory: `age -d -i KEY FILE | dauys-server restore --data DIR`
    ///
    /// What was taken back before the backup stays taken back. What was taken back later would be there
    /// again: if anything of the old directory is left, name it.
    Restore {
        /// A new directory, or an empty one
        #[arg(long, value_name = "DIR", env = "DAUYS_DATA")]
        data: PathBuf,
        /// The old directory: letters that were taken back in it are taken back here too
        #[arg(long, value_name = "DIR")]
        withdrawn_as_in: Option<PathBuf>,
    },
}

/// The arguments of `backup`.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The directory of the backups
    #[arg(long, value_name = "DIR", env = "DAUYS_BACKUP_INTO")]
    pub into: PathBuf,
    /// For whom it is sealed: a public key of age, which the organisation keeps the other half of
    #[arg(long, value_name = "AGE1…", env = "DAUYS_BACKUP_TO", value_parser = Recipient::from_str)]
    pub to: Recipient,
    /// Days for which backups are kept: as long, letters live on that have expired or were taken back
    #[arg(long, value_name = "DAYS", default_value_t = 14)]
    pub keep_days: u32,
    /// Those of the server that is backed up.
    #[command(flatten)]
    pub serve: ServeArgs,
}

/// The arguments of `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Say it as JSON
    #[arg(long)]
    pub json: bool,
    /// Those of the server that is looked at.
    #[command(flatten)]
    pub serve: ServeArgs,
}

/// The arguments of `serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// A TOML file with the settings below, their names written with `_`
    #[arg(long, value_name = "FILE", env = "DAUYS_CONFIG")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

/// Every setting, given or not.
#[derive(Debug, Default, Args, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// The directory with everything that the server keeps
    #[arg(long, value_name = "DIR", env = "DAUYS_DATA")]
    data: Option<PathBuf>,
    /// Where to listen [default: 127.0.0.1:8080]; port 0 takes a free one and prints it
    #[arg(long, value_name = "ADDRESS", env = "DAUYS_LISTEN")]
    listen: Option<SocketAddr>,
    /// The organisation root that must have signed the roster: base64url, as in the poster's
    /// address behind `k=`. Without it the roster's own root is believed
    // One key in 64 begins with a hyphen.
    #[arg(long, value_name = "KEY", env = "DAUYS_ROOT", value_parser = PublicKey::parse,
          allow_hyphen_values = true)]
    root: Option<PublicKey>,
    /// The price of a letter on a quiet day, in bits [default: 14]; 0 only for measuring
    #[arg(long, value_name = "BITS", env = "DAUYS_STAMP_BITS",
          value_parser = clap::value_parser!(u8).range(0..=i64::from(STAMP_BITS_MAX)))]
    stamp_bits: Option<u8>,
    /// Threads that answer requests [default: as many as processors]
    #[arg(long, value_name = "COUNT", env = "DAUYS_WORKERS")]
    workers: Option<usize>,
    /// Connections at a time [default: 3072]; more wait to be accepted
    #[arg(long, value_name = "COUNT", env = "DAUYS_MAX_CONNECTIONS")]
    max_connections: Option<usize>,
    /// Letters that may wait to be written [default: 512]; more are answered 503
    #[arg(long, value_name = "COUNT", env = "DAUYS_QUEUE")]
    queue: Option<usize>,
    /// Database connections that read [default: 4]
    #[arg(long, value_name = "COUNT", env = "DAUYS_READERS")]
    readers: Option<usize>,
    /// Mebibytes that each of the two database files may take [default: as much as the disk has];
    /// when one is full, senders are told so
    #[arg(long, value_name = "MIB", env = "DAUYS_STORE_MIB",
          value_parser = clap::value_parser!(u32).range(1..))]
    store_mib: Option<u32>,
    /// Mebibytes of the largest file that reporters may send with a letter [default: 2304]; 0 takes none
    #[arg(long, value_name = "MIB", env = "DAUYS_BLOB_MIB")]
    blob_mib: Option<u32>,
    /// Mebibytes of all such files that are announced in a day [default: 20480]
    #[arg(long, value_name = "MIB", env = "DAUYS_BLOB_DAY_MIB")]
    blob_day_mib: Option<u32>,
    /// Mebibytes of the disk that such files leave free for letters [default: 1024]
    #[arg(long, value_name = "MIB", env = "DAUYS_BLOB_FREE_MIB")]
    blob_free_mib: Option<u32>,
    /// Seconds in which the head of a connection's first request must arrive [default: 20]
    #[arg(long, value_name = "SECONDS", env = "DAUYS_HEAD_SECONDS")]
    head_seconds: Option<u64>,
    /// Seconds in which a body must arrive, and each 64 KiB of a file [default: 60]
    #[arg(long, value_name = "SECONDS", env = "DAUYS_BODY_SECONDS")]
    body_seconds: Option<u64>,
    /// Seconds for which an idle connection is kept [default: 15]
    #[arg(long, value_name = "SECONDS", env = "DAUYS_IDLE_SECONDS")]
    idle_seconds: Option<u64>,
    /// Seconds for what is in flight when the server is to stop [default: 30]
    #[arg(long, value_name = "SECONDS", env = "DAUYS_GRACE_SECONDS")]
    grace_seconds: Option<u64>,
}

/// The settings in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The directory with everything that the server keeps.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
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
}

impl ServeArgs {
    /// Flags and variables over the file over the defaults.
    pub fn resolve(self) -> Result<Config, ConfigError> {
        let file = self.config.as_deref().map(Settings::read).transpose()?.unwrap_or_default();
        Config::new(self.settings.over(file))
    }
}

impl Settings {
    fn read(path: &Path) -> Result<Self, ConfigError> {
        let text =
            fs::read_to_string(path).map_err(|error| ConfigError::File(path.to_owned(), error))?;
        toml::from_str(&text).map_err(|error| ConfigError::Toml(path.to_owned(), error.into()))
    }

    fn over(self, below: Self) -> Self {
        Self {
            data: self.data.or(below.data),
            listen: self.listen.or(below.listen),
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

impl Config {
    /// The defaults, for this directory.
    pub fn for_data(data: PathBuf) -> Self {
        Self {
            data,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
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
        Ok(Self {
            listen: given.listen.unwrap_or(default.listen),
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
    use super::*;

    /// The example with every setting uncommented that has a value.
    fn example() -> String {
        let text = include_str!("../deploy/dauys-server.toml");
        let setting = |line: &&str| line.contains(" = ") && !line.contains('…');
        let lines: Vec<_> = text.lines().map(|line| line.trim_start_matches("# ")).collect();
        lines.iter().filter(|line| setting(line)).copied().collect::<Vec<_>>().join("\n")
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
                "data = \"{number}\"\nlisten = \"127.0.0.1:{number}\"\nroot = \"{}\"\n\
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
