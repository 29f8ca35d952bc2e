//! Killed and started again in the middle of everything.

use std::thread;
use std::time::Duration;

use crate::killed::random_below;

use super::machine::Machine;
use super::sent::{Said, Sent};

const KILLS: u32 = 10;
/// In one life; more than most lives have time for.
const MOST: u32 = 60;

#[test]
fn killed_among_letters_replies_files_and_the_work_of_new_days_it_loses_nothing() {
    let Some(machine) = Machine::make(&[]) else { return };
    let mut sent = Sent::default();
    for kill in 0..KILLS {
        let server = machine.start();
        sent.check(&machine, &server, &format!("before kill {kill}"));
        let moment = machine.disk.changes() + 1 + u64::from(random_below(600));
        thread::scope(|threads| {
            let (machine, server) = (&machine, &server);
            let sending = threads.spawn(|| sent.send(machine, server, MOST));
            while machine.disk.changes() < moment && !sending.is_finished() {
                thread::sleep(Duration::from_millis(1));
            }
            server.kill_now();
        });
        Machine::kill(server);
        if kill % 3 == 2 {
            // And again as soon as its start has changed something: it does the work of a day then.
            machine.next_day();
            machine.kill_at_start(1 + u64::from(random_below(150)));
        }
    }
    let server = machine.start();
    sent.check(&machine, &server, "at the end");
    assert!(sent.count(Said::Nothing) > 0, "no kill fell into anything");
    sent.send_the_rest(&machine, &server);
    sent.check(&machine, &server, "sent again");
    Machine::kill(server);
    machine.check_database();
}
