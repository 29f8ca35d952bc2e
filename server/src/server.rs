//! The server from its start to its stop. It lives on a thread of its own with its own runtime, so
//! that the program and the tests start it in the same way.

mod doors;

use std::fs::{File, OpenOptions, Permissions, TryLockError, set_permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use std::sync::{Arc, RwLock};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use actix_web::rt;
use actix_web::web::Data;
use dauys_wire::Day;
use tokio::sync::{mpsc, oneshot};

use crate::blobs::Blobs;
use crate::clock::Clock;
use crate::config::Config;
use crate::context::Context;
use crate::directory;
use crate::domain::price::Price;
use crate::domain::quota::Quota;
use crate::domain::release::Release;
use crate::key::{AcceptanceKey, KeyError};
use crate::listen::Listen;
use crate::logging::{self, Event};
use crate::posted::{Posted, PostedError};
use crate::retention;
use crate::site::{NoSite, Site};
use crate::store::StoreError;
use crate::store::sqlite::{SqliteLimits, SqliteStore};
use crate::tls::{Tls, TlsError};
use doors::Doors;

/// How often is looked whether a day is over.
const LOOK: Duration = Duration::from_mins(1);
/// More days between two looks are no machine that was held, but a clock that was set: nothing is deleted
/// by it. What fewer days delete too early is still in a backup, which are kept for as long.
const MISSED_DAYS: u32 = 14;

/// A running server. Dropped, it is stopped as [`Server::stop`] does.
#[derive(Debug)]
pub struct Server {
    listens: Listen,
    orders: mpsc::UnboundedSender<Order>,
    thread: Option<JoinHandle<()>>,
}

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No page in the program.
    #[error(transparent)]
    Site(#[from] NoSite),
    /// The data directory.
    #[error("the data directory cannot be used")]
    Directory(#[source] io::Error),
    /// Another server uses the data directory.
    #[error("another server uses this data directory")]
    InUse,
    /// No key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// No roster, or one that pages would refuse.
    #[error(transparent)]
    Posted(#[from] PostedError),
    /// The database.
    #[error("the database cannot be opened; `dauys-server doctor` says what to do")]
    Store(#[from] StoreError),
    /// The address.
    #[error("cannot listen on {0}")]
    Listen(Listen, #[source] io::Error),
    /// The certificate.
    #[error("the certificate cannot be used")]
    Tls(#[from] TlsError),
    /// A thread.
    #[error("the system gives no thread")]
    Thread,
}

/// What a running server is told to do.
enum Order {
    /// The work of a new day; then answer.
    Retain(oneshot::Sender<Result<(), StoreError>>),
    /// Read what is posted again; then answer.
    Reload(oneshot::Sender<Result<u64, PostedError>>),
    /// Finish what is in flight and end.
    Stop,
}

impl Server {
    /// Checks everything, then starts; when this returns, requests are answered.
    pub fn start(
        config: &Config,
        clock: Clock,
        site: Result<&'static Site, NoSite>,
    ) -> Result<Self, StartError> {
        make_private(&config.data).map_err(StartError::Directory)?;
        let lock = lock(&config.data)?;
        let context = make_context(config, clock, site)?;
        let doors = Doors::bind(config)?;
        let listens = doors.place(config);
        let listens = listens.map_err(|error| StartError::Listen(config.listen.clone(), error))?;

        let (orders, received) = mpsc::unbounded_channel();
        let (ready, started) = std::sync::mpsc::channel();
        let config = config.clone();
        let life = move || {
            // The lock is this thread's: it ends with the server.
            let _lock = lock;
            rt::System::new().block_on(live(&config, context, doors, received, &ready));
        };
        let thread = thread::Builder::new().name("server".into()).spawn(life);
        let thread = thread.map_err(|_| StartError::Thread)?;
        started.recv().map_err(|_| StartError::Thread)??;
        Ok(Self { listens, orders, thread: Some(thread) })
    }

    /// Where it listens.
    pub fn listens(&self) -> &Listen {
        &self.listens
    }

    /// Does the work of a new day now; otherwise it is done within a minute of midnight.
    pub async fn retain(&self) -> Result<(), StoreError> {
        let (sender, done) = oneshot::channel();
        self.orders.send(Order::Retain(sender)).map_err(|_| StoreError::Closed)?;
        done.await.map_err(|_| StoreError::Closed)?
    }

    /// Reads what is posted again and tells the roster's version; none if the server has stopped.
    pub async fn reload(&self) -> Option<Result<u64, PostedError>> {
        let (sender, done) = oneshot::channel();
        self.orders.send(Order::Reload(sender)).ok()?;
        done.await.ok()
    }

    /// Waits until the server has ended, whatever for.
    pub async fn ended(&self) {
        self.orders.closed().await;
    }

    /// Accepts nothing more, finishes what is in flight, writes all to where it stays.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // It may have ended by itself.
        let _ = self.orders.send(Order::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

/// What every handler has at hand, from a data directory that is ready: all of the server but its
/// connections.
pub fn make_context(
    config: &Config,
    clock: Clock,
    site: Result<&'static Site, NoSite>,
) -> Result<Context, StartError> {
    let key = AcceptanceKey::read(&config.data)?;
    let now = clock.moment();
    let posted = Posted::read(&config.data, config.root.as_ref(), &key.public(), now.day)?;
    logging::write(now.day, Event::RosterLoaded { version: posted.roster.version });
    let site = site?;
    let limits =
        SqliteLimits { queue: config.queue, readers: config.readers, mib: config.store_mib };
    let store = SqliteStore::open(&config.data, limits)?;
    let tls = config.tls.clone();
    let may_come = config.listen_plain.is_some();
    let tls = tls.map(|files| Tls::read(files, may_come)).transpose()?;
    let blobs = Blobs::open(&config.data, config.blobs).map_err(StartError::Directory)?;
    Ok(Context {
        store: Arc::new(store),
        blobs,
        key,
        release: Release::begin(now),
        price: Price::new(config.stamp_bits, now.day, 0),
        quota: Quota::default(),
        clock,
        site,
        tls,
        patience: config.body_time,
        posted: RwLock::new(Arc::new(posted)),
        directory: config.data.clone(),
        root: config.root,
    })
}

type Ready = std::sync::mpsc::Sender<Result<(), StartError>>;

/// The life of the server's thread.
async fn live(
    config: &Config,
    mut context: Context,
    doors: Doors,
    orders: mpsc::UnboundedReceiver<Order>,
    ready: &Ready,
) {
    let clock = context.clock.clone();
    let begun = begin(config, &mut context).await;
    let context = Data::new(context);
    let serving = begun.and_then(|done| {
        let served = doors.open(config, &context).map(|handles| (handles, done));
        served.map_err(|error| StartError::Listen(config.listen.clone(), error))
    });
    match serving {
        Ok((handles, done)) => {
            logging::write(clock.today(), Event::Started);
            // Nobody waits if the starter has gone; then the orders are closed as well.
            let _ = ready.send(Ok(()));
            obey(&context, orders, done).await;
            for handle in handles {
                handle.stop(true).await;
            }
            doors::leave(config);
        }
        Err(error) => {
            let _ = ready.send(Err(error));
        }
    }
    match context.store.close().await {
        Ok(()) => logging::write(clock.today(), Event::Stopped),
        Err(error) => logging::fault(Event::from(error)),
    }
}

/// What must be right before the first request is answered; the day whose work is done. A store whose
/// work cannot be done now serves what it has, and it is tried again each minute.
async fn begin(config: &Config, context: &mut Context) -> Result<Option<Day>, StartError> {
    let today = context.clock.today();
    let done = match retention::run(context).await {
        Ok(()) => Some(today),
        // Full, or somebody else reads the files for long: a copy of them, say.
        Err(error @ (StoreError::Full | StoreError::Busy)) => {
            logging::fault(Event::from(error));
            None
        }
        Err(error) => return Err(error.into()),
    };
    let letters = context.store.count_letters(today).await?;
    context.price = Price::new(config.stamp_bits, today, letters);
    Ok(done)
}

/// Does what is ordered, and the daily work, until the server is to stop.
async fn obey(
    context: &Context,
    mut orders: mpsc::UnboundedReceiver<Order>,
    mut done: Option<Day>,
) {
    let mut look = rt::time::interval(LOOK);
    let mut seen = context.clock.today();
    loop {
        let order = tokio::select! {
            order = orders.recv() => order,
            _ = look.tick() => {
                let today = context.clock.today();
                reload_certificate(context, today);
                // What would be deleted now could not be brought back when the clock is set right.
                if today > seen.plus(MISSED_DAYS) {
                    logging::fault(Event::ClockJumped { days: today.since(seen) });
                    continue;
                }
                seen = today;
                if done != Some(today) && retain(context).await.is_ok() {
                    done = Some(today);
                }
                continue;
            }
        };
        match order {
            Some(Order::Retain(answer)) => {
                let _ = answer.send(retain(context).await);
            }
            Some(Order::Reload(answer)) => {
                let _ = answer.send(reload(context));
            }
            Some(Order::Stop) | None => return,
        }
    }
}

async fn retain(context: &Context) -> Result<(), StoreError> {
    let done = retention::run(context).await;
    if let Err(error) = done {
        logging::fault(Event::from(error));
    }
    done
}

/// Whoever renews it does not have to tell.
fn reload_certificate(context: &Context, today: Day) {
    match context.tls.as_deref().map(Tls::reload) {
        None | Some(Ok(false)) => {}
        Some(Ok(true)) => logging::write(today, Event::CertificateLoaded),
        Some(Err(error)) => logging::fault(Event::CertificateRefused { reason: error.code() }),
    }
}

fn reload(context: &Context) -> Result<u64, PostedError> {
    let loaded = context.reload();
    let event = match loaded {
        Ok(version) => Event::RosterLoaded { version },
        Err(reason) => Event::RosterRefused { reason },
    };
    let today = context.clock.today();
    logging::write(today, event);
    reload_certificate(context, today);
    loaded
}

/// Makes the data directory, or closes it to others.
pub fn make_private(directory: &Path) -> io::Result<()> {
    directory::make(directory)?;
    set_permissions(directory, Permissions::from_mode(0o700))
}

/// Two servers on one directory would each count and publish by their own memory.
fn lock(directory: &Path) -> Result<File, StartError> {
    // Not emptied anew: its time would tell the second of the last start.
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false).mode(0o600);
    let file = options.open(directory.join("lock")).map_err(StartError::Directory)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StartError::InUse),
        Err(TryLockError::Error(error)) => Err(StartError::Directory(error)),
    }
}
