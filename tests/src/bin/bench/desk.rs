//! The desk's page after years: 10,000 letters, read in a browser. `dauys desk` as it is released is asked
//! over HTTP for what a browser would ask for, with what lets one in.

mod years;

use std::time::Instant;

use dauys_tests::investigator::Investigator;
use dauys_tests::memory;
use dauys_tests::organisation::{Charter, DINA, INSTANCE, MARAT};
use dauys_tests::seat::Seat;
use dauys_tests::stack::Stack;
use dauys_wire::{Day, Id, InstanceName};

use crate::judge::{at_most, note, quantile};
use years::{CASES, LETTERS, Team, Years, years};

/// Records that are kept at once, as a `sync` keeps them.
const TOGETHER: usize = 64;
/// How often each page is asked for; the median counts.
const TIMES: usize = 40;

const UNLOCK_CEILING: f64 = 5.0;
const PAGE_CEILING_MS: f64 = 100.0;
const SEARCH_CEILING_MS: f64 = 50.0;
const MEMORY_CEILING_MB: f64 = 300.0;

/// What is looked for: a word that is everywhere, one in other forms, without Kazakh letters, several.
const WORDS: [&str; 5] = ["жұмыс", "премию", "ариптестер", "начальник угрозы", "humiliating"];

/// A browser that was let in.
struct Browser<'a> {
    seat: &'a Seat,
    cookie: String,
}

/// Measures and tells; whether all bounds hold.
pub(crate) fn tell(today: Day) -> bool {
    let stack = Stack::of(&Charter { dear_passphrases: true, ..Charter::default() });
    let (marat, dina) =
        (stack.organisation.investigator(&MARAT), stack.organisation.investigator(&DINA));
    marat.first_sync(&stack.address);
    let opened = fill(marat, dina, today);
    println!("\nA desk with {LETTERS} letters of {CASES} cases\n");
    let seat = Seat::take(marat);
    let browser = Browser::let_in(&seat);
    let passphrase = marat.passphrase_text().replace(' ', "+");
    let start = Instant::now();
    browser.send("/unlock", &format!("passphrase={passphrase}"));
    let queue = browser.get("/");
    let unlock = start.elapsed().as_secs_f64();
    assert!(queue.contains("<table>"), "a queue: {queue}");
    let holds = at_most("from the passphrase to the queue", unlock, UNLOCK_CEILING, "s");
    let holds = browser.pages(&opened) & holds;
    let holds = browser.searches() & holds;
    let peak = memory::peak_kib(seat.pid());
    let peak = u32::try_from(peak).map_or(f64::INFINITY, |kib| f64::from(kib) / 1_024.0);
    at_most("memory at its most", peak, MEMORY_CEILING_MB, "MiB") & holds
}

/// What they have on their disk after years; the cases that were opened.
fn fill(marat: &Investigator, dina: &Investigator, today: Day) -> Vec<Id> {
    let mut vault = marat.vault();
    let instance = InstanceName::parse(INSTANCE).expect("a name");
    let (own, colleague) = (marat.signing(), dina.signing());
    let id = |who: &Investigator| Id::parse(&who.id).expect("an id");
    let Years { mut records, opened } = {
        let known = vault.contents().roster().expect("a roster");
        let (own, colleague) = ((id(marat), &own), (id(dina), &colleague));
        years(&Team { own, colleague, instance: &instance, known }, today)
    };
    while !records.is_empty() {
        let first = records.drain(..TOGETHER.min(records.len())).collect();
        vault.append(first).expect("room for it");
    }
    opened
}

impl<'a> Browser<'a> {
    /// Opens the address that lets in.
    fn let_in(seat: &'a Seat) -> Self {
        let (_, head, _) = seat.ask("GET", seat.launch(), &[("Host", seat.host())], "");
        let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        let cookie = cookie.and_then(|cookie| cookie.split(';').next()).expect("a cookie");
        Self { seat, cookie: cookie.to_owned() }
    }

    fn get(&self, path: &str) -> String {
        let headers = [("Host", self.seat.host()), ("Cookie", &self.cookie)];
        let (status, _, body) = self.seat.ask("GET", path, &headers, "");
        assert_eq!(status, 200, "{path}");
        body
    }

    /// Sends a form; the page to which it leads, if it does not lead on.
    fn send(&self, path: &str, form: &str) -> String {
        let origin = format!("http://{}", self.seat.host());
        let headers = [
            ("Host", self.seat.host()),
            ("Cookie", &self.cookie),
            ("Origin", &origin),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        let (status, _, body) = self.seat.ask("POST", path, &headers, form);
        assert!([200, 303].contains(&status), "{path}: {status}");
        body
    }

    /// The pages that are looked at every day; some case another time.
    fn pages(&self, opened: &[Id]) -> bool {
        let case = |time: usize| {
            let id = opened.iter().cycle().nth(time * 53).expect("a case");
            format!("/cases/{id}")
        };
        let pages: [(&str, &dyn Fn(usize) -> String); 7] = [
            ("the queue", &|_| "/".to_owned()),
            ("the queue, all that is closed", &|_| "/?queue=closed".to_owned()),
            ("a case", &case),
            ("the log of a case", &|time| case(time) + "/log"),
            ("what is due", &|_| "/due".to_owned()),
            ("the numbers", &|_| "/numbers".to_owned()),
            ("the organisation", &|_| "/organisation".to_owned()),
        ];
        let mut slowest = 0.0_f64;
        for (what, path) in pages {
            slowest = slowest.max(told(what, |_| (), |time| drop(self.get(&path(time)))));
        }
        let noted = |time| drop(self.send(&(case(time) + "/note"), "text=Ертең+сағат+тоғызда."));
        slowest = slowest.max(told("the queue after a note", noted, |_| drop(self.get("/"))));
        at_most("the slowest page", slowest, PAGE_CEILING_MS, "ms")
    }

    fn searches(&self) -> bool {
        let mut slowest = 0.0_f64;
        for words in WORDS {
            let form = format!("words={}", words.replace(' ', "+"));
            let start = Instant::now();
            let found = self.send("/search", &form);
            slowest = slowest.max(start.elapsed().as_secs_f64() * 1e3);
            assert!(found.contains(words) || found.contains('['), "{words}: {found}");
            slowest = slowest.max(told(words, |_| (), |_| drop(self.send("/search", &form))));
        }
        at_most("the slowest search, the first ones too", slowest, SEARCH_CEILING_MS, "ms")
    }
}

/// Does it many times, each after what is not measured; the median in milliseconds.
fn told(what: &str, before: impl Fn(usize), act: impl Fn(usize)) -> f64 {
    let one = |time| {
        before(time);
        let start = Instant::now();
        act(time);
        start.elapsed().as_secs_f64() * 1e3
    };
    let mut times: Vec<f64> = (0..TIMES).map(one).collect();
    let median = quantile(&mut times, 0.5);
    note(&format!("{what}: median"), median, "ms");
    note("    and 99 of 100", quantile(&mut times, 0.99), "ms");
    median
}
