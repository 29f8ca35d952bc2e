//! The power and backups: one that was told is there afterwards, and one that broke off is none.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use dauys_faults::Loss;
use tempfile::TempDir;

use crate::killed::random_below;

use super::machine::{Machine, sync};
use super::sent::Sent;

const ROUNDS: u64 = 6;

/// The organisation's key, which is on no machine of the server's.
struct Key {
    folder: TempDir,
    recipient: String,
}

impl Key {
    fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new("age-keygen").arg("-o").arg(folder.path().join("key")).output();
        let said = String::from_utf8(made.expect("age").stderr).unwrap();
        Self { folder, recipient: said.trim().rsplit(' ').next().unwrap().to_owned() }
    }
}

fn backups(machine: &Machine) -> PathBuf {
    machine.disk.path().join("backups")
}

fn back_up(machine: &Machine, key: &Key) -> bool {
    let into = backups(machine);
    let arguments = ["backup", "--to", &key.recipient, "--into", into.to_str().unwrap()];
    machine.run(&arguments).status.success()
}

/// Into the data directory, which must be new; whether it was told that it is done.
fn restore(machine: &Machine, key: &Key) -> bool {
    let file = backups(machine).join(format!("dauys-{}.tar.age", machine.today()));
    let mut age = Command::new("age");
    age.arg("-d").arg("-i").arg(key.folder.path().join("key")).arg(file);
    let mut age = age.stdout(Stdio::piped()).spawn().unwrap();
    let mut command = machine.command(&["restore"]);
    let done = command.stdin(age.stdout.take().unwrap()).output().unwrap().status.success();
    drop(command);
    age.wait().unwrap().success() && done
}

#[test]
fn a_backup_that_was_made_and_one_that_was_put_back_outlive_a_loss_of_power() {
    let Some(mut machine) = Machine::make(&[]) else { return };
    let (key, mut sent) = (Key::make(), Sent::default());
    let server = machine.start();
    sent.send(&machine, &server, 30);
    assert!(back_up(&machine, &key));
    let go_dark = |machine: &mut Machine| {
        machine.disk.lose_power(Loss::Everything);
        machine.disk.restore_power().unwrap();
    };
    Machine::kill(server);
    go_dark(&mut machine);
    assert!(backups(&machine).exists(), "it was told");

    fs::remove_dir_all(machine.data()).unwrap();
    sync(machine.disk.path());
    assert!(restore(&machine, &key));
    go_dark(&mut machine);
    let server = machine.start();
    sent.check(&machine, &server, "put back");
    Machine::kill(server);
    machine.check_database();
}

#[test]
fn a_backup_that_the_power_breaks_off_takes_nothing_and_the_next_one_is_made() {
    let Some(mut machine) = Machine::make(&[]) else { return };
    let (key, mut sent) = (Key::make(), Sent::default());
    let server = machine.start();
    sent.send(&machine, &server, 30);
    Machine::kill(server);
    let mut broken_off = 0;
    for round in 0..ROUNDS {
        let server = machine.start();
        let loss = Loss::ByChance(u64::from(random_below(u32::MAX)));
        let moment = u64::from(random_below(120));
        machine.disk.lose_power_after(moment, loss);
        broken_off += u32::from(!back_up(&machine, &key));
        machine.disk.lose_power(loss);
        Machine::kill(server);
        machine.disk.restore_power().unwrap();
        let server = machine.start();
        let about = format!("backup {round}, after {moment} changes, {loss:?}");
        sent.check(&machine, &server, &about);
        Machine::kill(server);
    }
    assert!(broken_off > 0, "the power never went in the midst of one");
    assert!(back_up(&machine, &key));
    assert!(!machine.data().join("backup.part").exists());
}
