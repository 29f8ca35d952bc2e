//! Posting what waits in the vault. Everything is sealed and kept before it is posted, and posting
//! the same thing twice is taken once: so a crash or a dead line at any moment loses nothing.

use dauys_crypto::thread;
use dauys_wire::Digest;
use dauys_wire::roster::Roster;

use crate::failure::Failure;
use crate::remote::{Remote, RemoteError};
use crate::vault::Record;
use crate::vault::record::{Outgoing, Place};
use crate::workplace::Workplace;

/// What came of posting.
#[derive(Debug, Default)]
pub struct Posted {
    /// Things posted now.
    pub posted: usize,
    /// Things that still wait.
    pub waiting: usize,
    /// Why, of the first.
    pub reason: Option<RemoteError>,
}

/// Posts what waits, oldest first. A refusal of one thing does not keep the others back; without a
/// line there is no use in going on.
pub fn post_waiting(
    workplace: &mut Workplace,
    origin: &str,
    proxy: Option<&str>,
) -> Result<Posted, Failure> {
    let roster = workplace.connected()?.1.roster.clone();
    let Workplace { keys, vault, .. } = workplace;
    let remote = Remote::new(origin, proxy, keys.signer())?;
    let mut posted = Posted::default();
    for outgoing in vault.contents().outgoing().to_vec() {
        match post(&remote, &outgoing, &roster) {
            Ok(()) => {
                vault.append(vec![Record::Posted { id: outgoing.id }])?;
                posted.posted += 1;
            }
            Err(error) => {
                let refused = matches!(error, RemoteError::Problem(_));
                posted.reason.get_or_insert(error);
                if !refused {
                    break;
                }
            }
        }
    }
    posted.waiting = vault.contents().outgoing().len();
    Ok(posted)
}

fn post(remote: &Remote<'_>, outgoing: &Outgoing, roster: &Roster) -> Result<(), RemoteError> {
    let Outgoing { id, place, file } = outgoing;
    match place {
        Place::Inbox { token } => {
            remote.put_letter(id, file, &Digest::of(token), &roster.server_key).map(|_| ())
        }
        Place::Drop { thread } => {
            let bucket = thread::bucket(thread, roster.reply_buckets.count);
            remote.put_reply(bucket, id, file)
        }
    }
}
