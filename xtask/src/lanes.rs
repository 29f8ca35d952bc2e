//! Jobs, some at a time.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// Does each of the jobs, begun in their order, so many at a time; what came of them, as they ended.
pub(crate) fn each<Job: Send, Done: Send>(
    jobs: impl Into<VecDeque<Job>>,
    lanes: usize,
    work: impl Fn(Job) -> Done + Sync,
) -> Vec<Done> {
    let (waiting, done) = (Mutex::new(jobs.into()), Mutex::new(Vec::new()));
    let next = || lock(&waiting).pop_front();
    thread::scope(|threads| {
        for _ in 0..lanes.max(1) {
            threads.spawn(|| {
                while let Some(job) = next() {
                    let one = work(job);
                    lock(&done).push(one);
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_is_done_once_however_many_lanes_there_are() {
        for lanes in [0, 1, 3, 200] {
            let mut done = each((0..100).collect::<Vec<_>>(), lanes, |job| job * 2);
            done.sort_unstable();
            assert_eq!(done, (0..100).map(|job| job * 2).collect::<Vec<_>>(), "{lanes}");
        }
    }
}
