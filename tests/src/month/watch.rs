//! What could be seen from outside on each day: the lists of the inbox, which anyone who
//! investigates may ask for, and the drop, which is everybody's.

use std::collections::{BTreeMap, BTreeSet};

use dauys_crypto::letter::Author;
use dauys_crypto::open;
use dauys_crypto::reply::Reply;
use dauys_wire::limits::REPLY_RECORD_BYTES;
use dauys_wire::{Day, Id};

use super::reporters::Woman;
use crate::addressee::Addressee;
use crate::direct::Visit;

/// A watcher with all the time in the world.
#[derive(Default)]
pub struct Watch {
    /// What was listed, by day of the month: before the desks began their day, and after it.
    pub listed: BTreeMap<u32, [BTreeSet<Id>; 2]>,
    /// Files of the drop that were there on some day.
    files: BTreeSet<Id>,
    /// Replies, with the day on which each could first be read.
    pub replies: Vec<Readable>,
    /// How many files came into the drop, by the day on which they were first there.
    pub came: BTreeMap<u32, usize>,
}

/// A reply that could be read.
pub struct Readable {
    /// From which day on.
    pub from: Day,
    /// Who wrote it.
    pub author: Id,
    /// What it says.
    pub reply: Reply,
}

impl Watch {
    /// Lists the inbox before anything happens on a day.
    pub fn before(&mut self, day: u32, anyone: &Addressee, origin: &str) {
        self.listed.entry(day).or_default()[0] = listed(anyone, origin);
    }

    /// The same when all desks have begun it.
    pub fn after(&mut self, day: u32, anyone: &Addressee, origin: &str) {
        self.listed.entry(day).or_default()[1] = listed(anyone, origin);
    }

    /// Goes through the whole drop, with the codes of all reporters.
    pub fn drop(&mut self, day: u32, visit: &Visit, women: &BTreeMap<usize, Woman>) {
        let roster = &visit.trusted.roster;
        for bucket in 0..roster.reply_buckets.count {
            let files = visit.bucket(bucket);
            let (records, rest) = files.as_chunks::<REPLY_RECORD_BYTES>();
            assert!(rest.is_empty(), "whole files");
            for record in records {
                let (id, file) = record.split_first_chunk().expect("an id");
                let id = Id::from_bytes(*id);
                if !self.files.insert(id) {
                    continue;
                }
                *self.came.entry(day).or_default() += 1;
                let hers = |she: &Woman| open::reply(file, &id, &she.reporter, roster).ok();
                let Some(opened) = women.values().find_map(hers) else { continue };
                let reply = opened.value;
                let Author::Investigator(author) = reply.from else { continue };
                self.replies.push(Readable { from: visit.trusted.day, author, reply });
            }
        }
    }
}

fn listed(anyone: &Addressee, origin: &str) -> BTreeSet<Id> {
    anyone.inbox(origin).into_values().flatten().collect()
}
