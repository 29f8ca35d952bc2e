//! `dauys watch`: a desk that syncs by itself, at times that chance draws, and calls whoever is at the machine
//! when there is something to look at (docs/decisions/watch.md).
//!
//! ```text
//! attention  whether somebody has to be called
//! ends       that somebody wants it to end
//! ```
//!
//! Between two rounds others have the folder, and of what was open nothing is left here but the keys.

mod attention;
mod ends;

use std::collections::BTreeSet;
use std::io;
use std::panic::resume_unwind;
use std::path::PathBuf;

use dauys_wire::{Day, Digest};
use rand::rngs::OsRng;
use schemars::JsonSchema;
use serde::Serialize;
use tokio::runtime::Builder;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep_until};

use self::attention::{Attention, Thing, things};
use self::ends::Ends;
use super::sync::{Told, sync};
use crate::cli::{Global, Sync, Watch};
use crate::failure::{Exit, Failure};
use crate::home::Home;
use crate::keys::Keys;
use crate::notice::Notices;
use crate::pace::rounds::until_next;
use crate::print::Print;
use crate::remote::Remote;
use crate::schema::shape;
use crate::text::{Language, Text};
use crate::workplace::Workplace;
use crate::{clock, memory, message};

/// What came of a round, on a line of its own. Nothing of what came stands in it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct View {
    /// Today, as this machine has it.
    #[schemars(with = "shape::Day")]
    day: Day,
    /// Whether the desk has synced.
    done: bool,
    /// The name of the failure, if it has not, or not whole.
    failure: Option<&'static str>,
    /// Whether there is something to look at for which nobody was called before.
    calls: bool,
    /// Whether the desktop showed a notice.
    shown: bool,
}

/// What a watch knows from one round to the next.
struct Watcher<'p> {
    print: &'p Print,
    folder: Option<PathBuf>,
    /// Of the file of keys.
    mark: Digest,
    proxy: Option<String>,
    attention: Attention,
    notices: Notices,
    /// How the last round failed.
    failed: BTreeSet<&'static str>,
    ends: Ends,
}

/// A round that took place.
struct Round {
    workplace: Workplace,
    told: Result<Told, Failure>,
    things: Result<BTreeSet<Thing>, Failure>,
}

pub(super) fn run(args: &Watch, global: &Global, print: &Print) -> Result<(), Failure> {
    let workplace = Workplace::unlock(global, print)?;
    memory::show_nobody();
    let (connection, _) = workplace.connected()?;
    // A proxy that cannot be one would fail at each round.
    Remote::new(&connection.origin, args.proxy.as_deref(), workplace.keys.signer())?;
    let mark = Keys::mark(workplace.home())?;
    let runtime = Builder::new_current_thread().enable_all().build().map_err(|it| broken(&it))?;
    let done = runtime.block_on(async {
        let watcher = Watcher {
            print,
            folder: global.home.clone(),
            mark,
            proxy: args.proxy.clone(),
            attention: Attention::default(),
            notices: Notices::default(),
            failed: BTreeSet::new(),
            ends: Ends::listen().map_err(|reason| broken(&reason))?,
        };
        watcher.watch(workplace).await
    });
    // Of a round whose end somebody would not wait for.
    runtime.shutdown_background();
    done
}

fn broken(reason: &io::Error) -> Failure {
    Failure::new(Exit::Failed, message!("watch-broken", reason = reason.to_string()))
}

impl Watcher<'_> {
    /// Goes on until somebody ends it.
    async fn watch(mut self, first: Workplace) -> Result<(), Failure> {
        self.print.say(&message!("watch-begun"));
        if !self.notices.can_be_shown().await {
            self.print.warn(&message!("watch-no-notices"));
        }
        let mut due = Instant::now();
        let mut keys = self.round(first).await;
        while let Some(unlocked) = keys {
            due = next(due);
            tokio::select! {
                () = sleep_until(due) => (),
                () = self.ends.asked() => break,
            }
            self.check_keys()?;
            keys = match Workplace::come_back(self.folder.as_ref(), unlocked, self.print) {
                Ok(workplace) => self.round(workplace).await,
                Err(away) => {
                    let (keys, failure) = *away;
                    self.tell(Err(failure), None).await;
                    Some(keys)
                }
            };
        }
        self.print.say(&message!("watch-ended"));
        Ok(())
    }

    /// Whoever changes the passphrase, or puts other keys there, does not want the old ones to be at work.
    fn check_keys(&self) -> Result<(), Failure> {
        if Keys::mark(&Home::locate(self.folder.as_ref()))? == self.mark {
            return Ok(());
        }
        Err(Failure::new(Exit::Failed, message!("watch-other-keys")))
    }

    /// Syncs, and tells. The keys for the next round, if there is to be one.
    async fn round(&mut self, workplace: Workplace) -> Option<Keys> {
        let (language, proxy) = (self.print.text().language(), self.proxy.clone());
        let mut work = spawn_blocking(move || sync_once(workplace, proxy, language));
        let mut is_last = false;
        let done = loop {
            tokio::select! {
                done = &mut work => break done,
                () = self.ends.asked() => {
                    if is_last {
                        return None;
                    }
                    is_last = true;
                    self.print.remark(&message!("watch-ends"));
                }
            }
        };
        let round = done.unwrap_or_else(|broken| resume_unwind(broken.into_panic()));
        // The folder is free again before anybody is called.
        let keys = round.workplace.leave();
        self.tell(round.told, Some(round.things)).await;
        (!is_last).then_some(keys)
    }

    /// Says what no other command says later, and calls somebody if there is a reason.
    async fn tell(&mut self, told: Result<Told, Failure>, seen: Seen) {
        let mut there = self.attention.known();
        let (remarks, mut failures) = match &told {
            Ok(told) => (told.remarks(), told.failures()),
            Err(_) => (Vec::new(), Vec::new()),
        };
        match seen {
            Some(Ok(things)) => there = things,
            Some(Err(failure)) => failures.push(failure),
            None => {}
        }
        for remark in remarks {
            let said = Thing::Said(self.print.text().say(&remark));
            if !self.attention.knows(&said) {
                self.print.warn(&remark);
            }
            there.insert(said);
        }
        if let Ok(told) = &told
            && failures.iter().any(|one| one.message.key() == "alarm-undelivered")
        {
            told.name_undelivered(self.print);
        }
        failures.extend(told.err());
        let calling = failures.iter().filter(|one| one.is_alarm || one.exit != Exit::Network);
        let calling = calling.filter(|one| !is_in_use(one));
        there.extend(calling.map(|one| Thing::Said(self.print.text().say(&one.message))));
        self.say_failures(&failures);
        self.call(there, failures.first()).await;
    }

    /// Each is said when it begins, and not at each round.
    fn say_failures(&mut self, failures: &[Failure]) {
        let before = std::mem::take(&mut self.failed);
        self.failed = failures.iter().map(|failure| failure.message.key()).collect();
        if !before.is_empty() && failures.is_empty() {
            self.print.say(&message!("watch-mended"));
        }
        for failure in failures.iter().filter(|one| !before.contains(one.message.key())) {
            if is_in_use(failure) {
                self.print.remark(&message!("watch-in-use"));
            } else if failure.is_alarm {
                self.print.alarm(&failure.message);
            } else {
                self.print.warn(&failure.message);
                self.print.remark(&message!("watch-again"));
            }
        }
    }

    async fn call(&mut self, there: BTreeSet<Thing>, failure: Option<&Failure>) {
        let today = clock::today();
        let calls = self.attention.calls(there, today);
        let mut shown = false;
        if calls {
            self.print.say(&message!("watch-look"));
            shown = self.notices.show(self.print.text()).await;
        }
        let failure = failure.map(|failure| failure.message.key());
        self.print.json(&View { day: today, done: failure.is_none(), failure, calls, shown });
    }
}

/// When the round comes that follows the one of this time. From when that was due and not from its end: how long
/// it took tells what came. The time in which a machine sleeps does not count (`CLOCK_MONOTONIC`), so that nobody
/// sees when it was opened.
fn next(due: Instant) -> Instant {
    let (now, next) = (Instant::now(), due + until_next(&mut OsRng));
    // One that took longer than that is no reason to hurry.
    if next > now { next } else { now + until_next(&mut OsRng) }
}

/// What was seen after a round, if one took place.
type Seen = Option<Result<BTreeSet<Thing>, Failure>>;

/// One `sync`, and what there is to look at then, also if it failed: a promised day comes without a network.
fn sync_once(mut workplace: Workplace, proxy: Option<String>, language: Language) -> Round {
    // How many letters it fetches is not for a screen that nobody sits at.
    let unseen = Print::on_page(Text::new(language), None);
    let told = sync(&mut workplace, &Sync { proxy, ..Sync::default() }, &unseen);
    let things = things(&mut workplace, clock::today());
    Round { workplace, told, things }
}

fn is_in_use(failure: &Failure) -> bool {
    failure.message.key() == "file-in-use"
}
