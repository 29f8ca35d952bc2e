//! Ten minutes of a flood with readers in it: memory stays as it is, and nobody is refused.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use dauys_tests::organisation::MARAT;
use dauys_wire::limits::FETCH_MAX;
use dauys_wire::{Day, Id, api};

use crate::judge::{at_least, at_most, note, number, quantile};
use crate::place::Place;
use crate::reader::Reader;
use crate::sender::{Letters, Sender};
use crate::server::{Memory, Server};

const DURATION: Duration = Duration::from_mins(10);
/// Until caches are full; from then on memory is judged.
const WARM: Duration = Duration::from_mins(2);
const RATE: f64 = 100.0;
/// Of a real organisation the whole year has fewer letters than a minute of this.
const SENDERS: usize = 50;
/// Desks that list the day and fetch its newest letters, and pages that look for answers.
const READERS: usize = 4;
const PAUSE: Duration = Duration::from_secs(2);
/// Letters that are sent: with less, the machine was too slow to say anything.
const SHARE_FLOOR: f64 = 99.0;
/// A list of the day grows with the day, and is in memory while it is sent: some 0.2 MB a minute.
const SLOPE_CEILING: f64 = 1.0;

/// Measures and tells; whether all bounds hold.
pub(crate) fn tell(place: &Place, today: Day) -> bool {
    println!("\nTen minutes at {RATE} letters a second, with {READERS} readers\n");
    let letters = Letters::new(today);
    let server = Server::start(&place.data(), place.address);
    let (errors, taken, over) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicBool::new(false));
    let start = Instant::now();
    let (samples, mut late, read) = thread::scope(|threads| {
        let count = |done: bool| {
            if done { &taken } else { &errors }.fetch_add(1, Ordering::Relaxed);
        };
        let (server, letters, over) = (&server, &letters, &over);
        let readers: Vec<_> = (0..READERS)
            .map(|_| reader(place, server))
            .map(|reader| threads.spawn(move || read_on(&reader, today, over)))
            .collect();
        let senders: Vec<_> = (0..SENDERS)
            .map(|sender| threads.spawn(move || send_on(server, letters, start, sender, &count)))
            .collect();
        let samples = watch(server, start);
        let late: Vec<f64> = senders.into_iter().flat_map(|it| it.join().expect("times")).collect();
        over.store(true, Ordering::Relaxed);
        let read: usize = readers.into_iter().map(|it| it.join().expect("a number")).sum();
        (samples, late, read)
    });
    let due = DURATION.as_secs_f64() * RATE;
    let mut holds = at_most("errors", number(errors.into_inner()), 0.0, "");
    holds &= at_least(
        "letters taken, of those due",
        number(taken.into_inner()) / due * 100.0,
        SHARE_FLOOR,
        "%",
    );
    note("from due to acknowledged, p99", quantile(&mut late, 0.99), "ms");
    note("lists and letters that readers were given", number(read), "answers");
    note("memory after two minutes", samples.first().map_or(0.0, |sample| sample.1), "MB");
    note("memory at the end", samples.last().map_or(0.0, |sample| sample.1), "MB");
    holds &= at_most("slope of it, least squares", slope(&samples) * 60.0, SLOPE_CEILING, "MB/min");
    note("the most that ever was", server.memory(Memory::Peak), "MB");
    server.stop();
    holds
}

fn reader(place: &Place, server: &Server) -> Reader {
    let marat = place.stack.organisation.investigator(&MARAT);
    let id = Id::parse(&marat.id).expect("an id");
    Reader::new(format!("http://{}", server.address), id, marat.signing())
}

/// Lists the day, fetches its last letters, looks into a bucket; how many answers there were. What is
/// refused ends the measuring.
fn read_on(reader: &Reader, today: Day, over: &AtomicBool) -> usize {
    let mut answers = 0;
    while !over.load(Ordering::Relaxed) {
        let ids = reader.ids(today);
        let last = ids.len().saturating_sub(FETCH_MAX);
        if let Some(ids) = ids.get(last..).filter(|ids| !ids.is_empty()) {
            reader.letters(ids);
            answers += 1;
        }
        reader.anybody(&api::bucket_path(0));
        answers += 2;
        thread::sleep(PAUSE);
    }
    answers
}

/// Every so many-th letter, each when it is due; the milliseconds from then to when it was taken.
fn send_on(
    server: &Server,
    letters: &Letters,
    start: Instant,
    sender: usize,
    count: &(impl Fn(bool) + Sync),
) -> Vec<f64> {
    let mut connection = Sender::connect(server.address, letters).expect("a connection");
    let (mut times, mut due) = (Vec::new(), number(sender) / RATE);
    while due < DURATION.as_secs_f64() {
        let moment = start + Duration::from_secs_f64(due);
        thread::sleep(moment.saturating_duration_since(Instant::now()));
        let sent = connection.send().is_ok();
        count(sent);
        if sent {
            times.push(moment.elapsed().as_secs_f64() * 1e3);
        } else {
            connection = Sender::connect(server.address, letters).expect("a connection");
        }
        due += number(SENDERS) / RATE;
    }
    times
}

/// Seconds and megabytes, from when caches are full to the end.
fn watch(server: &Server, start: Instant) -> Vec<(f64, f64)> {
    let mut samples = Vec::new();
    while start.elapsed() < DURATION {
        thread::sleep(Duration::from_secs(1));
        if start.elapsed() > WARM {
            samples.push((start.elapsed().as_secs_f64(), server.memory(Memory::Now)));
        }
    }
    samples
}

/// Of the straight line that fits best, a second.
fn slope(samples: &[(f64, f64)]) -> f64 {
    let count = number(samples.len());
    let mean = |of: fn(&(f64, f64)) -> f64| samples.iter().map(of).sum::<f64>() / count;
    let (time, memory) = (mean(|it| it.0), mean(|it| it.1));
    let both = samples.iter().map(|(t, m)| (t - time) * (m - memory)).sum::<f64>();
    both / samples.iter().map(|(t, _)| (t - time).powi(2)).sum::<f64>()
}
