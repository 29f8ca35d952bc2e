//! The clock jumps, while the program runs and while it does not.

use std::thread;
use std::time::{Duration, Instant};

use super::machine::Machine;
use super::sent::{At, Sent, put};

/// A letter that nobody looks at.
const APART: u32 = 100_001;
const DAY: i64 = 86_400;
const YEAR: i64 = 365 * DAY;
/// It looks once a minute what day it is.
const LOOKED: Duration = Duration::from_secs(90);

fn wait_until_said(machine: &Machine, what: &str) {
    let until = Instant::now() + LOOKED;
    while !machine.said().contains(what) {
        assert!(Instant::now() < until, "never {what}: {}", machine.said());
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_clock_that_jumps_a_year_ahead_deletes_nothing_while_the_program_runs() {
    let Some(machine) = Machine::make(&[]) else { return };
    let (server, mut sent) = (machine.start(), Sent::default());
    sent.send(&machine, &server, 30);
    machine.set_clock(YEAR + 30 * DAY);
    wait_until_said(&machine, "event=clock-jumped");
    machine.set_clock(0);
    sent.check(&machine, &server, "a year ahead and back");
    Machine::kill(server);
    machine.check_database();
}

#[test]
fn a_clock_that_jumps_while_the_program_does_not_run_loses_nothing_or_is_not_started_with() {
    let Some(machine) = Machine::make(&[]) else { return };
    let (server, mut sent) = (machine.start(), Sent::default());
    sent.send(&machine, &server, 30);
    Machine::kill(server);
    for (ahead, starts) in [(DAY, true), (-DAY, false), (YEAR, false), (-YEAR, false)] {
        machine.set_clock(ahead);
        let server = machine.try_start();
        assert_eq!(server.is_some(), starts, "{ahead}");
        if let Some(server) = server {
            sent.check(&machine, &server, "on another day");
            assert!(put(APART, At::of(&machine, &server)));
            Machine::kill(server);
        }
        machine.set_clock(0);
        let server = machine.start();
        sent.check(&machine, &server, "and back");
        Machine::kill(server);
    }
    let said = machine.said();
    assert!(said.contains("the clock"), "what to do is said: {said}");
}
