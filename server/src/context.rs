//! What every handler has at hand.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use dauys_wire::{Day, Id, PublicKey};

use crate::blobs::Blobs;
use crate::clock::{Clock, Moment};
use crate::domain::price::Price;
use crate::domain::quota::Quota;
use crate::domain::release::{Held, Release};
use crate::key::AcceptanceKey;
use crate::posted::{Posted, PostedError};
use crate::site::Site;
use crate::store::Store;
use crate::tls::Tls;

/// One for the whole server.
pub struct Context {
    /// Where letters and replies are kept.
    pub store: Arc<dyn Store>,
    /// The files of blobs.
    pub blobs: Blobs,
    /// The time.
    pub clock: Clock,
    /// Signs acceptances.
    pub key: AcceptanceKey,
    /// What is published when.
    pub release: Release,
    /// What a letter costs.
    pub price: Price,
    /// How many replies an investigator may post.
    pub quota: Quota,
    /// The page.
    pub site: &'static Site,
    /// The certificate, if the server speaks TLS itself.
    pub tls: Option<Arc<Tls>>,
    /// How long a body may take to arrive.
    pub patience: Duration,
    pub(crate) posted: RwLock<Arc<Posted>>,
    pub(crate) directory: PathBuf,
    pub(crate) root: Option<PublicKey>,
}

impl Context {
    /// The roster in force, and what belongs to it.
    pub fn posted(&self) -> Arc<Posted> {
        Arc::clone(&self.posted.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads what is posted again. What is refused changes nothing.
    pub fn reload(&self) -> Result<u64, PostedError> {
        let today = self.clock.today();
        let new = Posted::read(&self.directory, self.root.as_ref(), &self.key.public(), today)?;
        new.may_replace(&self.posted())?;
        let version = new.roster.version;
        *self.posted.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(new);
        Ok(version)
    }

    /// Notes an arrival that is about to be stored.
    pub fn hold(&self, id: &Id, now: Moment) -> Held {
        self.release.hold(id, now, self.posted().roster.release_hours)
    }

    /// Whether a letter or reply of this day may be listed and fetched now.
    pub fn shows(&self, id: &Id, day: Day) -> bool {
        let hours = self.posted().roster.release_hours;
        self.release.is_published(id, day, self.clock.moment(), hours)
    }
}
