//! A disk that is full, can only be read, is slow, or fails.

use std::time::{Duration, Instant};

use dauys_faults::{Kind, Loss};
use dauys_wire::api;
use dauys_wire::problem::ProblemCode;

use crate::client::Ask;
use crate::killed::id;
use crate::process::{Process, letter_on};

use super::machine::Machine;
use super::sent::{At, Said, Sent, put};

/// Numbers of letters that nothing else sends.
const APART: u32 = 100_000;

fn letter(machine: &Machine, number: u32) -> Ask {
    letter_on(id(APART + number), machine.today())
}

/// With something of everything in it.
fn lived(machine: &Machine) -> (Process, Sent) {
    let (server, mut sent) = (machine.start(), Sent::default());
    sent.send(machine, &server, 30);
    assert_eq!(sent.count(Said::Nothing), 0);
    (server, sent)
}

#[test]
fn on_a_full_disk_what_cannot_be_kept_is_refused_and_it_goes_on_when_there_is_room() {
    let Some(machine) = Machine::make(&[]) else { return };
    let (server, sent) = lived(&machine);
    machine.disk.leave_room(300_000);
    let mut taken = 0;
    let refused = loop {
        let answer = server.send(&letter(&machine, taken));
        if answer.status != 201 {
            break answer;
        }
        taken += 1;
        assert!(taken < 100, "it never fills");
    };
    assert_eq!(refused.problem(), ProblemCode::Full);
    assert!(machine.said().contains("event=disk-full"), "{}", machine.said());
    assert!(machine.doctor("disk").contains("do: make room"), "{}", machine.doctor("disk"));
    sent.check(&machine, &server, "full");
    Machine::kill(server);
    let server = machine.start();
    sent.check(&machine, &server, "started on a full disk");
    machine.disk.make_room();
    for number in 0..=taken {
        let expected = if number < taken { 200 } else { 201 };
        assert_eq!(server.send(&letter(&machine, number)).status, expected, "{number}");
    }
    Machine::kill(server);
    machine.check_database();
}

#[test]
fn on_a_disk_that_can_only_be_read_it_hands_out_refuses_and_says_what_to_do() {
    let Some(machine) = Machine::make(&[]) else { return };
    let (server, sent) = lived(&machine);
    machine.disk.set_read_only(true);
    assert_eq!(server.send(&letter(&machine, 1)).problem(), ProblemCode::Internal);
    sent.check(&machine, &server, "read-only");
    assert!(machine.said().contains("event=store-failed"), "{}", machine.said());
    let doctor = machine.doctor("disk");
    assert!(doctor.contains("can only be read") && doctor.contains("do: "), "{doctor}");
    Machine::kill(server);
    assert!(machine.try_start().is_none());
    assert!(machine.said().contains("Read-only"), "{}", machine.said());
    machine.disk.set_read_only(false);
    let server = machine.start();
    sent.check(&machine, &server, "written again");
    assert_eq!(server.send(&letter(&machine, 1)).status, 201);
    Machine::kill(server);
}

#[test]
fn on_a_slow_disk_senders_wait_and_what_needs_no_disk_is_answered_at_once() {
    const SLOW: Duration = Duration::from_millis(100);
    const AT_ONCE: Duration = Duration::from_secs(2);
    let Some(machine) = Machine::make(&[]) else { return };
    let (server, sent) = lived(&machine);
    machine.disk.slow_down(SLOW);
    std::thread::scope(|threads| {
        let letters: Vec<_> = (0..8)
            .map(|number| {
                let (server, machine) = (&server, &machine);
                threads.spawn(move || server.send(&letter(machine, number)).status)
            })
            .collect();
        let mut asked = 0;
        while asked == 0 || letters.iter().any(|letter| !letter.is_finished()) {
            let begun = Instant::now();
            assert_eq!(server.send(&Ask::get(api::health_path())).status, 200);
            assert!(begun.elapsed() < AT_ONCE, "{:?}", begun.elapsed());
            asked += 1;
        }
        for letter in letters {
            assert_eq!(letter.join().unwrap(), 201);
        }
    });
    machine.disk.slow_down(Duration::ZERO);
    sent.check(&machine, &server, "slow");
    Machine::kill(server);
    machine.check_database();
}

#[test]
fn when_the_disk_fails_nothing_is_acknowledged_and_afterwards_it_goes_on_by_itself() {
    let Some(mut machine) = Machine::make(&[]) else { return };
    let (server, mut sent) = lived(&machine);
    let at = At::of(&machine, &server);
    for (kind, number) in [(Kind::Sync, 100), (Kind::Write, 200)] {
        machine.disk.fail(kind);
        // A letter and a blob.
        for number in [number, number + 7] {
            assert!(!put(number, at), "{kind:?}: acknowledged, and not on the disk");
        }
        machine.disk.mend();
        sent.check(&machine, &server, "after a fault");
        for number in [number, number + 7] {
            assert!(put(number, at), "{kind:?}: it does not go on: {}", machine.said());
            sent.said.insert(number, Said::Kept);
        }
    }
    machine.disk.fail(Kind::Read);
    assert_eq!(server.send(&Ask::get(api::health_path())).status, 200);
    machine.disk.mend();
    sent.check(&machine, &server, "after reading failed");
    assert!(machine.said().contains("event=store-failed"), "{}", machine.said());
    machine.disk.lose_power(Loss::Everything);
    Machine::kill(server);
    machine.disk.restore_power().unwrap();
    let server = machine.start();
    sent.check(&machine, &server, "after the power");
    Machine::kill(server);
    machine.check_database();
}
