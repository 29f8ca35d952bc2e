//! Letters per second: how many the server takes over HTTP, held against what `SQLite` alone takes of
//! the same rows, and what it needs for that.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use dauys_wire::Day;
use rustix::process::{Resource, getrlimit, setrlimit};

use crate::judge::{at_least, at_most, note, number, quantile};
use crate::place::Place;
use crate::raw;
use crate::sender::{Letters, Sender};
use crate::server::{Memory, Server};

/// Letters in the closed loop, and rows in each of the two runs of the database alone.
const LETTERS: usize = 12_000;
const CONNECTIONS: usize = 64;
/// Connections in the open loop, and for how long it goes.
const CROWD: usize = 1_000;
const CROWD_SECONDS: usize = 10;
const STACK: usize = 256 << 10;

/// Of what the database alone takes; 2,000 a second are the aim.
const SHARE_FLOOR: f64 = 60.0;
const AIM: f64 = 2_000.0;
const P99_CEILING_MS: f64 = 100.0;
const IDLE_CEILING_MB: f64 = 30.0;
const LOAD_CEILING_MB: f64 = 100.0;

/// Measures and tells; whether all bounds hold.
pub(crate) fn tell(place: &Place, today: Day) -> bool {
    println!("\nLetters per second, without the stamp\n");
    let letters = Letters::new(today);
    let server = Server::start(&place.data(), place.address);
    let idle = server.memory(Memory::Now);
    let before = raw::rows_per_second(place, &letters, LETTERS);
    let (rate, mut times) = closed_loop(&server, &letters);
    let after = raw::rows_per_second(place, &letters, LETTERS);
    let alone = f64::midpoint(before, after);

    note("SQLite alone, groups of 64, before and after: mean", alone, "rows/s");
    note("of these, the first run", before, "rows/s");
    note("over HTTP, 64 connections in a closed loop", rate, "letters/s");
    let mut holds =
        at_least("share of what the database takes", rate / alone * 100.0, SHARE_FLOOR, "%");
    if rate < AIM {
        println!("{:<60}the aim of {AIM} letters/s is missed", "");
    }
    holds &= at_most(
        "from sending to acknowledged, p99",
        quantile(&mut times, 0.99),
        P99_CEILING_MS,
        "ms",
    );
    note("the same, median", quantile(&mut times, 0.5), "ms");

    let (errors, mut late) = open_loop(&server, &letters, rate / 2.0);
    holds &=
        at_most("1,000 connections in an open loop at half that: errors", number(errors), 0.0, "");
    note("from due to acknowledged, p99", quantile(&mut late, 0.99), "ms");
    holds &= at_most("memory of the server, idle", idle, IDLE_CEILING_MB, "MB");
    holds &=
        at_most("memory of the server, peak", server.memory(Memory::Peak), LOAD_CEILING_MB, "MB");
    server.stop();
    holds
}

/// Every connection sends its next letter when the one before is acknowledged. Letters per second,
/// and the milliseconds that each took.
fn closed_loop(server: &Server, letters: &Letters) -> (f64, Vec<f64>) {
    let begun = AtomicUsize::new(0);
    let started = Instant::now();
    let times = thread::scope(|threads| {
        let send = || {
            let mut sender = Sender::connect(server.address, letters).expect("a connection");
            let mut times = Vec::new();
            while begun.fetch_add(1, Ordering::Relaxed) < LETTERS {
                let start = Instant::now();
                sender.send().expect("a letter that is taken");
                times.push(start.elapsed().as_secs_f64() * 1e3);
            }
            times
        };
        let senders: Vec<_> = (0..CONNECTIONS).map(|_| threads.spawn(send)).collect();
        senders.into_iter().flat_map(|sender| sender.join().expect("times")).collect::<Vec<_>>()
    });
    (number(times.len()) / started.elapsed().as_secs_f64(), times)
}

/// Letters fall due at a steady rate, whether or not those before were acknowledged. Errors, and
/// milliseconds from when each was due.
fn open_loop(server: &Server, letters: &Letters, rate: f64) -> (usize, Vec<f64>) {
    allow_files(CROWD);
    let errors = AtomicUsize::new(0);
    // The connections are there before the first letter is due.
    let start = Instant::now() + Duration::from_secs(3);
    let every = number(CROWD) / rate;
    let times = thread::scope(|threads| {
        let crowd = (0..CROWD).map(|place| {
            let errors = &errors;
            let send = move || {
                let mut sender = Sender::connect(server.address, letters).ok();
                let mut times = Vec::new();
                let mut due = number(place) / rate;
                while due < number(CROWD_SECONDS) {
                    let moment = start + Duration::from_secs_f64(due);
                    thread::sleep(moment.saturating_duration_since(Instant::now()));
                    match sender.as_mut().map(Sender::send) {
                        Some(Ok(_)) => times.push(moment.elapsed().as_secs_f64() * 1e3),
                        _ => drop(errors.fetch_add(1, Ordering::Relaxed)),
                    }
                    due += every;
                }
                times
            };
            thread::Builder::new().stack_size(STACK).spawn_scoped(threads, send).expect("a thread")
        });
        let crowd: Vec<_> = crowd.collect();
        crowd.into_iter().flat_map(|one| one.join().expect("times")).collect()
    });
    (errors.into_inner(), times)
}

/// So many connections and some files more.
fn allow_files(count: usize) {
    let needed = u64::try_from(count).unwrap_or(u64::MAX).saturating_add(256);
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current.is_some_and(|current| current < needed) {
        limit.current = Some(needed);
        setrlimit(Resource::Nofile, limit).expect("a limit of open files that may be raised");
    }
}
