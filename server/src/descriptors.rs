//! How many files and connections the system lets this process hold at a time. What a process is
//! given at its start is often less than it may ask for: 1,024 of half a million.

use rustix::process::{Resource, getrlimit, setrlimit};

/// Files that are none of connections: the database's, sixteen for each reader at most, and what the
/// runtime needs.
const OTHERS: u64 = 256;

/// The system allows fewer than the settings promise to senders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the system allows this process {allowed} files, and {needed} are needed: lower \
    max_connections or raise the limit (LimitNOFILE, ulimit -n)"
)]
pub struct TooFew {
    /// By the system.
    pub allowed: u64,
    /// For these settings.
    pub needed: u64,
}

/// Asks for as many as `connections` need.
pub fn provide(connections: usize) -> Result<(), TooFew> {
    let (allowed, needed) = (allowed(connections)?, needed(connections));
    let mut limit = getrlimit(Resource::Nofile);
    // None is no limit.
    if limit.current.is_none_or(|current| current >= needed) {
        return Ok(());
    }
    limit.current = Some(needed);
    setrlimit(Resource::Nofile, limit).map_err(|_| TooFew { allowed, needed })
}

/// How many this process may ask for, if these are enough for so many connections.
pub fn allowed(connections: usize) -> Result<u64, TooFew> {
    let needed = needed(connections);
    let allowed = getrlimit(Resource::Nofile).maximum.unwrap_or(u64::MAX);
    if allowed < needed { Err(TooFew { allowed, needed }) } else { Ok(allowed) }
}

fn needed(connections: usize) -> u64 {
    u64::try_from(connections).unwrap_or(u64::MAX).saturating_add(OTHERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_is_asked_for_and_more_than_is_allowed_is_refused() {
        let allowed = getrlimit(Resource::Nofile).maximum.unwrap_or(u64::MAX);
        assert_eq!(provide(100), Ok(()));
        assert!(getrlimit(Resource::Nofile).current.is_none_or(|current| current >= 100 + OTHERS));
        if allowed < u64::MAX {
            let refused = provide(usize::try_from(allowed).unwrap());
            assert_eq!(refused, Err(TooFew { allowed, needed: allowed + OTHERS }));
        }
    }
}
