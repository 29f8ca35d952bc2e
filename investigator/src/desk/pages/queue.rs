//! The queue: every case in one line, the most urgent first.

use std::cmp::Reverse;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::away::away;
use super::{Here, page};
use crate::commands::list::{Line, Lines, lines};
use crate::message;
use crate::print::Said;

/// What is to be shown, in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    queue: Queue,
    #[serde(default)]
    sort: Sort,
}

/// Which cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Queue {
    /// All that are not closed.
    #[default]
    Open,
    New,
    Waiting,
    Reporter,
    Overdue,
    Closed,
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Sort {
    /// What cannot wait first.
    #[default]
    Risk,
    /// What came last first.
    Date,
}

/// The page.
#[derive(Serialize)]
struct Page {
    queue: Queue,
    sort: Sort,
    /// How many cases there are in each.
    counts: [(Queue, usize); 6],
    cases: Vec<Line>,
    /// What the last form brought about.
    said: Vec<Said>,
    /// What is to be known beside the cases.
    beside: Vec<Said>,
    /// Whether the server is known.
    is_connected: bool,
    /// Whether a report waits until somebody has its code.
    is_filing: bool,
}

const QUEUES: [Queue; 6] =
    [Queue::Open, Queue::New, Queue::Waiting, Queue::Reporter, Queue::Overdue, Queue::Closed];

pub(super) async fn show(desk: Here, wanted: web::Query<Wanted>) -> HttpResponse {
    let cases = match desk.look(lines) {
        Err(why) => return away(&desk, &why),
        Ok(cases) => cases,
    };
    let mut said = desk.take_said();
    if desk.filing().tell_kept() {
        let print = desk.print(None);
        print.say(&message!("desk-filing-kept"));
        said.splice(0..0, print.take_said());
    }
    match cases {
        Ok(cases) => {
            page(&desk, "queue.html", &Page::of(&wanted, cases, said, desk.filing().waits()))
        }
        Err(failure) => {
            let words = desk.print(None).text().say(&failure.message);
            page(&desk, "lock.html", &serde_json::json!({ "wrong": words, "kept": {} }))
        }
    }
}

impl Page {
    fn of(wanted: &Wanted, lines: Lines, said: Vec<Said>, is_filing: bool) -> Self {
        let Lines { mut cases, said: beside, is_connected } = lines;
        let Wanted { queue, sort } = *wanted;
        let count = |queue: Queue| cases.iter().filter(|line| queue.has(line)).count();
        let counts = QUEUES.map(|queue| (queue, count(queue)));
        cases.retain(|line| queue.has(line));
        if sort == Sort::Date {
            cases.sort_by_key(|case| Reverse(case.since));
        }
        Self { queue, sort, counts, cases, said, beside, is_connected, is_filing }
    }
}

impl Queue {
    fn has(self, line: &Line) -> bool {
        match self {
            Self::Open => !line.is_closed,
            Self::New => line.is_new,
            Self::Waiting => line.waits_for_us,
            Self::Reporter => line.waits_for_reporter,
            Self::Overdue => line.is_overdue && !line.is_closed,
            Self::Closed => line.is_closed,
        }
    }
}
