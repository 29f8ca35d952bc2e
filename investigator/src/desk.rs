//! The desk's page: `dauys desk` serves it on this machine, to the one browser that was let in. What can be
//! done on it are the commands of [`crate::commands`], given from another [`Seat`].
//!
//! ```text
//! acts       what can be done in a case, and its forms
//! filing     a report that was taken down, until somebody has its code
//! gate       who is let in: another program or page on this machine gets nothing
//! serve      the server and its headers
//! pages      what is shown, and what its forms do
//! paper      templates that escape everything
//! restoring  a backup that was brought, until it is put back
//! pipe       what is written while a browser takes it
//! settings   its language, and whether letters lead to places
//! shortcuts  which letters
//! table      the file that somebody looks at
//! ```
//!
//! [`Seat`]: crate::seat::Seat

mod acts;
mod filing;
mod gate;
mod pages;
mod paper;
mod pipe;
mod restoring;
mod serve;
mod settings;
mod shortcuts;
mod table;

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use self::acts::lines;
use self::filing::Filing;
use self::gate::Gate;
use self::pages::Taken;
use self::paper::Paper;
#[cfg(test)]
pub(crate) use self::paper::TEMPLATES;
use self::restoring::Restoring;
pub use self::serve::serve;
use self::settings::Settings;
use self::table::{Job, OnTable, Turn};
use crate::cli::Command;
use crate::commands;
use crate::commands::shares::make::NewSet;
use crate::failure::{Exit, Failure};
use crate::files::FileError;
use crate::message;
use crate::passphrase::Passphrase;
use crate::print::{Print, Said, Underway};
use crate::seat::Seat;
use crate::text::{Language, Text};
use crate::workplace::Workplace;

/// Nobody has touched the page for so long: it is locked, as if they had left the room.
const IDLE: Duration = Duration::from_mins(10);

/// A desk and its page.
pub struct Desk {
    gate: Gate,
    home: Option<PathBuf>,
    face: Mutex<Arc<Face>>,
    /// By which the server is reached.
    proxy: Option<String>,
    inside: Mutex<Inside>,
    filing: Mutex<Filing>,
    restoring: Mutex<Restoring>,
    /// Whether sheets were printed, perhaps, that open nothing, and nobody has been told.
    lost_sheets: AtomicBool,
    work: Mutex<Option<Work>>,
    /// Of files that somebody looks at.
    turn: Turn,
}

/// How the page looks.
struct Face {
    settings: Settings,
    paper: Paper,
}

/// What there is once the passphrase was typed.
#[derive(Default)]
struct Inside {
    open: Option<Open>,
    /// What the last form brought about, until a page has shown it.
    said: Vec<Said>,
    table: Option<OnTable>,
    /// The passphrase of a backup that is being made.
    backup: Option<Arc<Passphrase>>,
    /// Sheets with parts of a key that nobody has on paper yet.
    sheets: Option<Arc<NewSet>>,
    /// A case that was taken out, until another one is.
    taken: Option<Taken>,
}

struct Open {
    workplace: RefCell<Workplace>,
    touched: Instant,
}

/// A command that takes long, and has the desk until it is done.
struct Work {
    underway: Arc<Underway>,
    /// Whether somebody locked the page since it began.
    then_lock: bool,
}

/// Why nothing can be shown or done just now.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Away {
    Locked,
    /// So many steps of so many; none are known of before the first.
    Busy(u64, u64),
}

impl Desk {
    /// Locked, behind a gate of this port. The language is the one that was typed, else the one that was
    /// chosen on the page, else that of the terminal.
    pub fn new(
        port: u16,
        home: Option<PathBuf>,
        typed: Option<Language>,
        terminal: Language,
    ) -> Self {
        let kept = Settings::load(home.as_ref(), terminal);
        let settings = Settings { language: typed.unwrap_or(kept.language), ..kept };
        Self {
            gate: Gate::new(port),
            home,
            face: Mutex::new(Arc::new(Face::of(settings))),
            proxy: None,
            inside: Mutex::default(),
            filing: Mutex::default(),
            restoring: Mutex::default(),
            lost_sheets: AtomicBool::default(),
            work: Mutex::default(),
            turn: Turn::default(),
        }
    }

    /// The same, which reaches the server by this proxy.
    #[must_use]
    pub fn by(self, proxy: Option<String>) -> Self {
        Self { proxy, ..self }
    }

    /// Lets the first browser in that opens it, and no other.
    pub fn address(&self) -> String {
        self.gate.address()
    }

    /// Locks it if nobody has been there for a while.
    pub fn lock_if_idle(&self) {
        self.restoring().drop_if_idle(IDLE);
        let work = self.work();
        if work.is_some() {
            return;
        }
        let mut inside = self.inside();
        drop(work);
        if inside.open.as_ref().is_some_and(|open| open.touched.elapsed() >= IDLE) {
            self.shut(&mut inside);
        }
    }

    /// Nothing of it is left; of what somebody may hold in their hands it is known that it is of no use.
    fn shut(&self, inside: &mut Inside) {
        self.filing().lose();
        if inside.sheets.is_some() {
            self.lost_sheets.store(true, Ordering::Relaxed);
        }
        *inside = Inside::default();
    }

    /// Locks it, or has it locked when it has done what it is at.
    fn lock(&self) {
        self.filing().lose();
        match &mut *self.work() {
            Some(work) => work.then_lock = true,
            None => self.shut(&mut self.inside()),
        }
    }

    fn unlock(&self, passphrase: &Passphrase) -> Result<(), Failure> {
        // Another tab of the same browser was first: the folder is ours already.
        let is_open = match self.free() {
            Ok(inside) => inside.open.is_some(),
            Err(why) => matches!(why, Away::Busy(..)),
        };
        if is_open {
            return Ok(());
        }
        // Locked while it is at something, which has the folder until it is over.
        if self.work().is_some() {
            return Err(Failure::new(Exit::Failed, message!("desk-ends")));
        }
        let print = self.print(None);
        let mut workplace = Workplace::unlock_with(self.home.as_ref(), passphrase, &print)?;
        workplace.proxy.clone_from(&self.proxy);
        // Here somebody waits anyway; in their first search they would not expect to.
        workplace.read_passages(self.language());
        let open = Open { workplace: RefCell::new(workplace), touched: Instant::now() };
        {
            let mut filing = self.filing();
            if filing.is_lost() {
                print.warn(&message!("desk-filing-lost"));
                *filing = Filing::None;
            }
        }
        if self.lost_sheets.swap(false, Ordering::Relaxed) {
            print.warn(&message!("desk-sheets-lost"));
        }
        let mut said = self.restoring().take_said();
        said.extend(print.take_said());
        *self.inside() = Inside { open: Some(open), said, ..Inside::default() };
        Ok(())
    }

    /// Shows something of the open desk.
    fn look<T>(&self, look: impl FnOnce(&Seat<'_>, &Print) -> T) -> Result<T, Away> {
        let mut inside = self.free()?;
        let open = inside.open.as_mut().ok_or(Away::Locked)?;
        open.touched = Instant::now();
        Ok(look(&Seat::Page(&open.workplace), &self.print(None)))
    }

    /// The same for a page that asks by itself: it is no sign that somebody is there.
    fn glance<T>(&self, look: impl FnOnce(&Seat<'_>, &Print) -> T) -> Result<T, Away> {
        let inside = self.free()?;
        let open = inside.open.as_ref().ok_or(Away::Locked)?;
        Ok(look(&Seat::Page(&open.workplace), &self.print(None)))
    }

    /// The file that lies on the table, if it is this one.
    fn on_table(&self, case: &str, number: usize) -> Option<Arc<Job>> {
        self.free().ok()?.table.as_ref()?.job(case, number)
    }

    /// In place of what lay there.
    fn put_on_table(&self, file: OnTable) -> Result<(), Away> {
        let mut inside = self.free()?;
        if inside.open.is_none() {
            return Err(Away::Locked);
        }
        inside.table = Some(file);
        Ok(())
    }

    /// Gives a command with what was written for it, and keeps what is said; whether it was done.
    fn give(&self, command: Command, typed: Option<&str>) -> Result<bool, Away> {
        let underway = self.occupy()?;
        let _done = Done(self);
        self.give_now(command, &self.print(typed).followed(underway))
    }

    /// Gives one that takes long: until it is done, the page tells how far it has come.
    fn begin(self: &Arc<Self>, command: Command) -> Result<(), Away> {
        self.begin_work(|desk, print| {
            let _ = desk.give_now(command, print);
        })
    }

    /// The same, of something else that is done at the open desk.
    fn begin_work(
        self: &Arc<Self>,
        does: impl FnOnce(&Self, &Print) + Send + 'static,
    ) -> Result<(), Away> {
        let print = self.print(None).followed(self.occupy()?);
        let desk = Arc::clone(self);
        std::thread::spawn(move || {
            let done = Done(&desk);
            does(&desk, &print);
            drop(done);
        });
        Ok(())
    }

    /// Has the desk for one thing that is done at it, which may wait for the server: until it is [`Done`], whoever
    /// asks for a page is told, and nobody waits for what it holds.
    fn occupy(&self) -> Result<Arc<Underway>, Away> {
        self.lock_if_idle();
        let mut work = self.work();
        if let Some(work) = &*work {
            return Err(work.away());
        }
        if self.inside().open.is_none() {
            return Err(Away::Locked);
        }
        let underway = Arc::<Underway>::default();
        *work = Some(Work { underway: Arc::clone(&underway), then_lock: false });
        Ok(underway)
    }

    fn give_now(&self, command: Command, print: &Print) -> Result<bool, Away> {
        let mut inside = self.inside();
        // After these the case may not be here any more, or not be theirs to see, and nothing of it may be.
        if matches!(
            command,
            Command::Recuse(_) | Command::Delete(_) | Command::Declare(_) | Command::Sync(_)
        ) {
            (inside.table, inside.taken) = (None, None);
        }
        // A file that was made before does not cover what is to be covered now.
        if matches!(command, Command::Mask(_)) {
            inside.taken = None;
        }
        let open = inside.open.as_mut().ok_or(Away::Locked)?;
        let done = commands::give(command, &Seat::Page(&open.workplace), print);
        open.touched = Instant::now();
        if let Err(failure) = &done {
            print.failure(failure);
        }
        inside.said = print.take_said();
        Ok(done.is_ok())
    }

    /// What there is, if the desk is free. It is taken while nothing can begin: whoever asks for a page never waits
    /// for a command that waits for the server.
    fn free(&self) -> Result<MutexGuard<'_, Inside>, Away> {
        self.lock_if_idle();
        let work = self.work();
        work.as_ref().map_or_else(|| Ok(self.inside()), |work| Err(work.away()))
    }

    fn take_said(&self) -> Vec<Said> {
        // While it is at something, what is said is shown afterwards.
        self.free().map(|mut inside| std::mem::take(&mut inside.said)).unwrap_or_default()
    }

    fn print(&self, typed: Option<&str>) -> Print {
        Print::on_page(self.text(), typed.map(lines))
    }

    fn text(&self) -> Text {
        Text::new(self.language()).on_page()
    }

    fn language(&self) -> Language {
        self.face().settings.language
    }

    fn face(&self) -> Arc<Face> {
        Arc::clone(&self.face.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on, and the next time.
    fn set(&self, settings: Settings) -> Result<(), FileError> {
        let face = Arc::new(Face::of(settings));
        *self.face.lock().unwrap_or_else(PoisonError::into_inner) = face;
        settings.save(self.home.as_ref())
    }

    fn work(&self) -> MutexGuard<'_, Option<Work>> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A command that broke down may have left anything: then it is locked.
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(|poisoned: PoisonError<_>| {
            let mut inside = poisoned.into_inner();
            self.shut(&mut inside);
            self.inside.clear_poison();
            inside
        })
    }
}

impl Work {
    fn away(&self) -> Away {
        if self.then_lock {
            return Away::Locked;
        }
        let (come, all) = self.underway.reached();
        Away::Busy(come, all)
    }
}

impl Face {
    fn of(settings: Settings) -> Self {
        Self { settings, paper: Paper::new(settings) }
    }
}

/// What was begun is over, however it ended.
struct Done<'d>(&'d Desk);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        let work = self.0.work().take();
        if work.is_some_and(|work| work.then_lock) {
            self.0.lock();
        }
    }
}
