//! Stamps.

use dauys_wire::stamp::{Stamp, StampSearch, Subject};
use dauys_wire::{Day, Digest, InstanceName};
use serde::{Deserialize, Serialize};

use crate::{Agreed, same};

/// A solved stamp.
#[derive(Serialize, Deserialize)]
pub struct Stamped {
    instance: InstanceName,
    method: String,
    path: String,
    /// `Dauys-Day`, if there is one.
    ahead: Option<Day>,
    withdraw: Digest,
    body: Digest,
    day: Day,
    bits: u8,
    /// `Dauys-Stamp`
    stamp: String,
}

const BITS: u8 = 14;

impl Stamped {
    fn subject(&self) -> Subject<'_> {
        Subject {
            instance: &self.instance,
            method: &self.method,
            path: &self.path,
            ahead: self.ahead,
            withdraw: &self.withdraw,
            body: &self.body,
        }
    }
}

/// Makes vectors.
pub fn make() -> Option<Vec<Stamped>> {
    [None, Day::parse("2026-11-25").ok()].into_iter().map(make_one).collect()
}

fn make_one(ahead: Option<Day>) -> Option<Stamped> {
    let mut vector = Stamped {
        instance: InstanceName::parse("dauys.example").ok()?,
        method: "PUT".into(),
        path: "/api/v1/letters/00112233445566778899aabbccddeeff".into(),
        ahead,
        withdraw: Digest::of(b"token"),
        body: Digest::of(b"letter"),
        day: Day::parse("2026-11-20").ok()?,
        bits: BITS,
        stamp: String::new(),
    };
    let search = StampSearch::begin(&vector.subject(), vector.day, BITS).ok()?;
    vector.stamp = search.finish().to_string();
    Some(vector)
}

/// Checks one vector: it verifies, and the search finds the same.
pub fn check(vector: &Stamped) -> Agreed {
    let stamp = Stamp::parse(&vector.stamp).map_err(|_| "stamp")?;
    let subject = vector.subject();
    stamp.verify(&subject, vector.bits, vector.day).map_err(|_| "verification")?;
    let elsewhere = Subject { path: "/api/v1/letters/0", ..subject };
    let refused = stamp.verify(&elsewhere, vector.bits, vector.day).is_err();
    same(&refused, &true, "a stamp buys something else")?;
    let search = StampSearch::begin(&subject, vector.day, vector.bits).map_err(|_| "search")?;
    same(&search.finish().to_string(), &vector.stamp, "search")
}
