//! What the program can be told to do.

use std::path::PathBuf;
use std::str::FromStr as _;

use clap::{Args, Parser, Subcommand};
use lettre::message::Mailbox;

use super::ServeArgs;
use crate::backup::Recipient;
use crate::certificate;
use crate::notice::Unread;

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
    /// Get a certificate for the page's address, or renew it when it is time: run it every day
    ///
    /// Asks an authority that speaks ACME, Let's Encrypt if you name none, which will look at port 80 of
    /// each https address that the roster names: the server has to run, with `listen_plain`. Give it the
    /// settings of `serve` and run it as the server's account. It writes `tls/certificate.pem` and
    /// `tls/key.pem` into the data directory; the server takes them by itself.
    Certificate(Box<CertificateArgs>),
    /// Remind those who investigate to look, by e-mail: run it every day at the same hour
    ///
    /// Every message is the same, whether there is something new or not, and says nothing about what it is
    /// about. It ends with 1 if somebody was not reminded. Run it as the server's account.
    Notice(Box<NoticeArgs>),
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

/// The arguments of `certificate`.
#[derive(Debug, Args)]
pub struct CertificateArgs {
    /// You have read what the authority asks of those who have its certificates, and agree
    #[arg(long, required = true, env = "DAUYS_AGREE_TO_TERMS")]
    pub agree_to_terms: bool,
    /// The authority: the address of its ACME directory
    #[arg(long, value_name = "URL", env = "DAUYS_AUTHORITY", default_value = certificate::AUTHORITY)]
    pub authority: String,
    /// For an authority of your own: the roots that its address is checked by, in PEM [default: those
    /// that are built in]
    #[arg(long, value_name = "FILE", env = "DAUYS_AUTHORITY_ROOTS")]
    pub authority_roots: Option<PathBuf>,
    /// Those of the server that it is for.
    #[command(flatten)]
    pub serve: ServeArgs,
}

/// The arguments of `notice`.
#[derive(Debug, Args)]
pub struct NoticeArgs {
    /// The directory with everything that the server keeps
    #[arg(long, value_name = "DIR", env = "DAUYS_DATA")]
    pub data: PathBuf,
    /// The mail server: `smtps://NAME:PASSWORD@HOST`, or `smtp://NAME:PASSWORD@HOST:587?tls=required`.
    /// Others see what stands in a command: give it in the variable
    // Read later: what is wrong with it here would be told together with the password.
    #[arg(long, value_name = "URL", env = "DAUYS_NOTICE_THROUGH", hide_env_values = true)]
    pub through: Unread,
    /// The roots that the mail server is checked by, in PEM [default: those that are built in]
    #[arg(long, value_name = "FILE", env = "DAUYS_NOTICE_ROOTS")]
    pub roots: Option<PathBuf>,
    /// Whose address is on it
    #[arg(long, value_name = "ADDRESS", env = "DAUYS_NOTICE_FROM")]
    pub from: Mailbox,
    /// Who is reminded; several with commas between them
    #[arg(
        long,
        value_name = "ADDRESSES",
        env = "DAUYS_NOTICE_TO",
        value_delimiter = ',',
        required = true
    )]
    pub to: Vec<Mailbox>,
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
