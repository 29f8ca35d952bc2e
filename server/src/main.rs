//! The program `dauys-server`; `dauys-server --help` explains it.

use std::alloc::System;
use std::error::Error;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;
use dauys_server::backup::{self, Restored};
use dauys_server::certificate::{self, Obtained, Wanted};
use dauys_server::clock::Clock;
use dauys_server::config::{
    BackupArgs, CertificateArgs, Cli, Command, Config, DoctorArgs, NoticeArgs,
};
use dauys_server::descriptors;
use dauys_server::doctor::Report;
use dauys_server::key::AcceptanceKey;
use dauys_server::listen::Listen;
use dauys_server::logging;
use dauys_server::notice::{self, Reminder};
use dauys_server::posted::Posted;
use dauys_server::server::{self, Server};
use dauys_server::site::Site;
use dauys_server::store::sqlite::copies::Withdrawn;
use sd_notify::NotifyState;
use tokio::signal::unix::{SignalKind, signal};
use zeroizing_alloc::ZeroAlloc;

/// Overwrites what is given back, so that addresses, headers and bodies of requests that are over do
/// not lie about in memory (docs/decisions/zeroed-memory.md).
#[global_allocator]
static MEMORY: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    logging::silence_panics();
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            explain(&*error);
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Box<dyn Error>> {
    match command {
        Command::Key { data } => {
            server::make_private(&data)?;
            let key = AcceptanceKey::read_or_make(&data)?;
            writeln!(io::stdout(), "{}", key.public())?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Serve(args) => serve(&args.resolve()?).map(|()| ExitCode::SUCCESS),
        Command::Doctor(args) => doctor(*args),
        Command::Certificate(args) => certify(*args).map(|()| ExitCode::SUCCESS),
        Command::Notice(args) => remind(*args).map(|()| ExitCode::SUCCESS),
        Command::Backup(args) => back_up(*args).map(|()| ExitCode::SUCCESS),
        Command::Restore { data, withdrawn_as_in } => {
            restore(&data, withdrawn_as_in.as_deref()).map(|()| ExitCode::SUCCESS)
        }
    }
}

fn certify(args: CertificateArgs) -> Result<(), Box<dyn Error>> {
    let CertificateArgs { agree_to_terms: _, authority, authority_roots: roots, serve } = args;
    let config = serve.resolve()?;
    let today = Clock::System.today();
    let key = AcceptanceKey::read(&config.data)?.public();
    let hosts = Posted::read(&config.data, config.root.as_ref(), &key, today)?.tls_hosts();
    let wanted = Wanted { data: config.data, authority, roots, hosts };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (word, term) = match runtime.block_on(certificate::obtain(&wanted, today))? {
        Obtained::Kept(term) => ("kept", term),
        Obtained::New(term) => ("new", term),
    };
    writeln!(io::stdout(), "{word}: for {}, until {}", term.hosts.join(", "), term.ends)?;
    Ok(())
}

fn remind(args: NoticeArgs) -> Result<(), Box<dyn Error>> {
    let NoticeArgs { data, through, roots, from, to } = args;
    let reminder = Reminder { data, through: through.read()?, roots, from, to };
    let count = notice::remind(&reminder, Clock::System.today())?;
    writeln!(io::stdout(), "reminded: {count}")?;
    Ok(())
}

fn back_up(args: BackupArgs) -> Result<(), Box<dyn Error>> {
    let BackupArgs { into, to, keep_days, serve } = args;
    let data = serve.resolve()?.data;
    let today = Clock::System.today();
    let (file, removed) = backup::back_up(&data, &into, &to, keep_days, today)?;
    writeln!(io::stdout(), "{}", file.display())?;
    if removed > 0 {
        writeln!(io::stdout(), "removed {removed} older than {keep_days} days")?;
    }
    Ok(())
}

fn restore(data: &Path, old: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let Restored { letters, replies, blobs, withdrawn } =
        backup::restore(io::stdin().lock(), data, old)?;
    let mut output = io::stdout();
    writeln!(output, "put back: {letters} letters, {replies} replies, {blobs} files")?;
    match withdrawn {
        Some(Withdrawn { read: 2, ids }) => {
            writeln!(output, "taken back as in the old directory: {ids}")?;
        }
        Some(Withdrawn { read, ids }) => writeln!(
            output,
            "taken back as in the old directory: {ids}; of its two database files {read} could be read: what \
             was taken back after the backup may be there again, so tell the investigators its day"
        )?,
        None => writeln!(
            output,
            "what was taken back after the backup is there again: tell the investigators its day"
        )?,
    }
    Ok(())
}

fn doctor(DoctorArgs { json, serve }: DoctorArgs) -> Result<ExitCode, Box<dyn Error>> {
    let report = Report::of(&serve.resolve()?, &Clock::System);
    if json {
        writeln!(io::stdout(), "{}", serde_json::to_string_pretty(&report)?)?;
    } else {
        write!(io::stdout(), "{report}")?;
    }
    Ok(ExitCode::from(report.state.exit_code()))
}

fn serve(config: &Config) -> Result<(), Box<dyn Error>> {
    descriptors::provide(config.max_connections)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // Before the start, so that no signal falls into the gap.
    let signals = runtime.block_on(async { Signals::listen() })?;
    let server = Server::start(config, Clock::System, Site::embedded())?;
    let scheme = match (server.listens(), &config.tls) {
        (Listen::Socket(_), _) => "",
        (_, None) => "http://",
        (_, Some(_)) => "https://",
    };
    writeln!(io::stdout(), "listening on {scheme}{}", server.listens())?;
    io::stdout().flush()?;
    // Without systemd there is nobody to tell.
    let _ = sd_notify::notify(&[NotifyState::Ready]);
    runtime.block_on(signals.obey(&server));
    server.stop();
    Ok(())
}

/// What the operator says to a running server.
struct Signals {
    hangup: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self {
            hangup: signal(SignalKind::hangup())?,
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Until the server is to stop, or has ended by itself.
    async fn obey(mut self, server: &Server) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return,
                _ = self.interrupt.recv() => return,
                () = server.ended() => return,
                // What is refused stands in the log, and the roster before it stays in force.
                _ = self.hangup.recv() => drop(server.reload().await),
            }
        }
    }
}

/// The error and its causes, one line each.
fn explain(error: &dyn Error) {
    let mut next = Some(error);
    let mut lead = "dauys-server: ";
    while let Some(error) = next {
        // If standard error is gone there is nowhere left to say so.
        let _ = writeln!(io::stderr(), "{lead}{error}");
        lead = "  because: ";
        next = error.source();
    }
}
