//! The power goes at any moment, again and again.

use dauys_faults::Loss;

use crate::killed::random_below;

use super::machine::Machine;
use super::sent::{Said, Sent};

/// How often it goes while senders send, and how often in the work of a new day.
const ROUNDS: u64 = 16;
const NIGHTS: u64 = 10;
/// More than any round needs.
const MOST: u32 = 400;

/// Half of the time everything is lost that was not synced, half of the time what chance takes.
fn loss(round: u64, seed: u32) -> Loss {
    if round.is_multiple_of(2) { Loss::Everything } else { Loss::ByChance(u64::from(seed)) }
}

#[test]
fn whenever_the_power_goes_what_was_acknowledged_is_there_and_what_was_not_is_whole_or_absent() {
    let Some(mut machine) = Machine::make(&[]) else { return };
    let mut sent = Sent::default();
    for round in 0..ROUNDS {
        let (moment, seed) = (u64::from(random_below(500)), random_below(u32::MAX));
        let about = format!("round {round}, after {moment} changes, seed {seed}");
        let server = machine.start();
        sent.check(&machine, &server, &about);
        machine.disk.lose_power_after(moment, loss(round, seed));
        sent.send(&machine, &server, MOST);
        machine.disk.lose_power(loss(round, seed));
        Machine::kill(server);
        machine.disk.restore_power().unwrap();
    }
    let server = machine.start();
    sent.check(&machine, &server, "at the end");
    for said in [Said::Kept, Said::Withdrawn, Said::Nothing] {
        assert!(sent.count(said) > 0, "{said:?} never");
    }
    sent.send_the_rest(&machine, &server);
    sent.check(&machine, &server, "sent again");
    Machine::kill(server);
    machine.check_database();
}

#[test]
fn in_the_middle_of_the_work_of_a_new_day_the_power_takes_nothing_that_was_acknowledged() {
    let Some(mut machine) = Machine::make(&[]) else { return };
    let mut sent = Sent::default();
    let mut broken_off = 0;
    for night in 0..NIGHTS {
        let server = machine.start();
        sent.send(&machine, &server, 40);
        sent.check(&machine, &server, "in the evening");
        Machine::kill(server);
        machine.next_day();
        let (moment, seed) = (u64::from(random_below(400)), random_below(u32::MAX));
        machine.disk.lose_power_after(moment, loss(night, seed));
        match machine.try_start() {
            Some(server) => Machine::kill(server),
            None => broken_off += 1,
        }
        machine.disk.lose_power(loss(night, seed));
        machine.disk.restore_power().unwrap();
        let server = machine.start();
        let about = format!("night {night}, after {moment} changes, seed {seed}");
        sent.check(&machine, &server, &about);
        Machine::kill(server);
    }
    assert!(broken_off > 0, "the power never went in the midst of that work");
    machine.check_database();
}
