//! What is done once a day: deleting what has expired, closing the days that are over, and saying so
//! if the roster ends soon or has expired.

use dauys_wire::limits::ROSTER_ENDS_SOON_DAYS;

use crate::context::Context;
use crate::logging::{self, Event};
use crate::store::{Expired, StoreError};

/// Does the work of today; doing it again does nothing.
pub async fn run(context: &Context) -> Result<(), StoreError> {
    let today = context.clock.today();
    // Deleting first: it makes the room that closing may need.
    let expired = match context.store.delete_expired(today).await {
        // The logs could not be emptied because somebody reads; closing need not wait for that.
        Err(StoreError::Busy) => Expired::default(),
        done => done?,
    };
    context.store.forget_stale_uploads(today).await?;
    let closed = context.store.close_days_before(today).await?;
    // And again: expired rows are looked for among the closed days alone, and after a long pause some
    // have become that only now.
    let late = context.store.delete_expired(today).await?;
    context.blobs.retain(&*context.store, today).await?;
    let (letters, replies) = (expired.letters + late.letters, expired.replies + late.replies);
    let blobs = expired.blobs + late.blobs;
    logging::write(today, Event::Retention { letters, replies, blobs, closed });
    let last = context.posted().roster.expires;
    if today > last {
        logging::write(today, Event::RosterExpired);
    } else if last.since(today) <= ROSTER_ENDS_SOON_DAYS {
        logging::write(today, Event::RosterEnds { days: last.since(today) });
    }
    Ok(())
}
