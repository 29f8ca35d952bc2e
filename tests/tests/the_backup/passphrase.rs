//! Another passphrase: afterwards it opens the keys, and if the power goes meanwhile one of the two does.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use dauys_faults::{Disk, Loss};
use dauys_tests::programs;

use super::desk::Desk;

const WRONG_PASSPHRASE: Option<i32> = Some(5);

impl Desk {
    /// From one passphrase to another, of the keys in this folder.
    fn change(&self, home: &Path, from: &str, to: &str) -> Command {
        let mut dauys = self.dauys(home, from);
        dauys.arg("passphrase").arg("--new-passphrase-file").arg(self.file(to));
        dauys
    }

    /// Whether a passphrase opens the keys and the vault in this folder.
    fn opens(&self, home: &Path, passphrase: &str) -> bool {
        let output = programs::run(self.dauys(home, passphrase).arg("list"));
        let code = output.status.code();
        assert!(code == Some(0) || code == WRONG_PASSPHRASE, "{output:?}");
        output.status.success()
    }
}

#[test]
fn afterwards_the_new_passphrase_opens_the_keys_and_the_old_one_does_not() {
    let his = Desk::make();
    let home = his.marat.home();
    let vault = fs::read(home.join("vault")).unwrap();
    programs::must(&mut his.change(home, "old", "new"));
    assert_eq!([his.opens(home, "new"), his.opens(home, "old")], [true, false]);
    assert_eq!(fs::read(home.join("vault")).unwrap(), vault, "nothing else was touched");
    assert!(!home.join("keys.age.new").exists());

    let keys = fs::read(home.join("keys.age")).unwrap();
    for (from, to, code) in [("old", "new", 5), ("new", "new", 2), ("new", "short", 2)] {
        let output = programs::run(&mut his.change(home, from, to));
        assert_eq!(output.status.code(), Some(code), "{from} {to}: {output:?}");
    }
    assert_eq!(fs::read(home.join("keys.age")).unwrap(), keys);
}

#[test]
fn whenever_the_power_goes_one_of_the_two_passphrases_opens_the_keys() {
    let Some(mut disk) = Disk::plug_in_or_say() else { return };
    let his = Desk::make();
    his.marat.make_passphrase_cheap();
    let home = disk.path().join("home");
    let mut opened = [0, 0];
    for changes in 0.. {
        lay_out(his.marat.home(), &home);
        disk.lose_power_after(changes, Loss::ByChance(changes));
        let is_done = programs::run(&mut his.change(&home, "old", "new")).status.success();
        disk.lose_power(Loss::Everything);
        disk.restore_power().unwrap();
        let [old, new] = ["old", "new"].map(|passphrase| his.opens(&home, passphrase));
        assert!(old != new, "after {changes} changes: old {old}, new {new}");
        assert!(new || !is_done, "it was told, and is lost after {changes} changes");
        opened[usize::from(new)] += 1;
        if is_done {
            break;
        }
    }
    assert!(opened[0] >= 3 && opened[1] >= 1, "the power went at every step: {opened:?}");
}

/// The folder of a desk on this disk, as it was before the power went.
fn lay_out(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir(to).unwrap();
    for name in ["keys.age", "vault"] {
        fs::copy(from.join(name), to.join(name)).unwrap();
        File::open(to.join(name)).and_then(|file| file.sync_all()).unwrap();
    }
    for folder in [to, to.parent().unwrap()] {
        File::open(folder).and_then(|folder| folder.sync_all()).unwrap();
    }
}
