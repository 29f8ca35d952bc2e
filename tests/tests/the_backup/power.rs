//! The power goes while a backup is made or put back: it is there whole, or nothing is.

use std::fs::{self, File};
use std::path::Path;

use dauys_faults::{Disk, Loss};
use dauys_tests::programs;

use super::desk::Desk;

impl Desk {
    fn back_up(&self, to: &Path) -> bool {
        let mut dauys = self.dauys(self.marat.home(), "old");
        dauys.arg("backup").arg(to).arg("--backup-passphrase-file").arg(self.file("old"));
        programs::run(&mut dauys).status.success()
    }

    fn restore(&self, backup: &Path, home: &Path) -> bool {
        let mut dauys = self.dauys(home, "new");
        dauys.arg("restore").arg(backup).arg("--backup-passphrase-file").arg(self.file("old"));
        programs::run(&mut dauys).status.success()
    }

    fn was_put_back(&self, home: &Path) -> bool {
        programs::run(self.dauys(home, "new").arg("list")).status.success()
    }
}

/// Does something again and again, each time with the power gone one change later, until it was told
/// that it is done; `look` is told whether it was.
fn at_every_step(disk: &mut Disk, work: impl Fn() -> bool, mut look: impl FnMut(bool)) {
    for changes in 0.. {
        File::open(disk.path()).and_then(|folder| folder.sync_all()).unwrap();
        disk.lose_power_after(changes, Loss::ByChance(changes));
        let is_done = work();
        disk.lose_power(Loss::Everything);
        disk.restore_power().unwrap();
        look(is_done);
        if is_done {
            return;
        }
    }
}

#[test]
fn whenever_the_power_goes_a_restore_has_put_everything_in_its_place_or_nothing() {
    let Some(mut disk) = Disk::plug_in_or_say() else { return };
    let his = Desk::make();
    let backup = his.file("backup");
    assert!(his.back_up(&backup));
    let home = disk.path().join("home");
    let mut steps = 0;
    at_every_step(
        &mut disk,
        || his.restore(&backup, &home),
        |is_done| {
            steps += 1;
            assert!(home.exists() || !is_done, "it was told, and is lost at step {steps}");
            if home.exists() {
                assert!(his.was_put_back(&home), "half of it at step {steps}");
                fs::remove_dir_all(&home).unwrap();
            }
        },
    );
    assert!(steps > 15, "the power went at every step: {steps}");
    // What the interrupted ones left is in nobody's way.
    assert!(his.restore(&backup, &home) && his.was_put_back(&home));
}

#[test]
fn whenever_the_power_goes_a_backup_is_whole_or_not_there() {
    let Some(mut disk) = Disk::plug_in_or_say() else { return };
    let his = Desk::make();
    let backup = disk.path().join("backup");
    let mut steps = 0;
    at_every_step(
        &mut disk,
        || his.back_up(&backup),
        |is_done| {
            steps += 1;
            assert!(backup.exists() || !is_done, "it was told, and is lost at step {steps}");
            if backup.exists() {
                let home = his.file(&format!("home-{steps}"));
                let whole = his.restore(&backup, &home);
                assert!(whole, "half of it at step {steps}");
                fs::remove_file(&backup).unwrap();
            }
        },
    );
    assert!(steps > 3, "the power went at every step: {steps}");
}
