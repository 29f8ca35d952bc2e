//! What is done once a day: closing the days that are over, deleting what has expired, and saying so
//! if the roster has.

use crate::context::Context;
use crate::logging::{self, Event};
use crate::store::StoreError;

/// Does the work of today; doing it again does nothing.
pub async fn run(context: &Context) -> Result<(), StoreError> {
    let today = context.clock.today();
    // Closing first: expired rows are looked for among the closed days alone.
    let closed = context.store.close_days_before(today).await?;
    let deleted = context.store.delete_expired(today).await?;
    let (letters, replies) = (deleted.letters, deleted.replies);
    logging::write(today, Event::Retention { letters, replies, closed });
    if today > context.posted().roster.expires {
        logging::write(today, Event::RosterExpired);
    }
    Ok(())
}
