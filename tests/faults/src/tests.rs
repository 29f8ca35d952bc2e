use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::FileExt as _;

use super::*;

fn cycle(disk: &mut Disk, loss: Loss) {
    disk.lose_power(loss);
    disk.restore_power().unwrap();
}

#[test]
fn what_was_synced_outlives_the_power_and_nothing_else_does() {
    let Some(mut disk) = Disk::plug_in_or_say() else { return };
    let at = |name: &str| disk.path().join(name);
    let (synced, half, nameless) = (at("synced"), at("half"), at("nameless"));
    for path in [&synced, &half] {
        fs::write(path, "first").unwrap();
        File::open(path).unwrap().sync_all().unwrap();
    }
    File::open(disk.path()).unwrap().sync_all().unwrap();
    fs::write(&half, "second, longer").unwrap();
    fs::write(&nameless, "its content is synced, its name is not").unwrap();
    File::open(&nameless).unwrap().sync_all().unwrap();
    assert_eq!(fs::read(&half).unwrap(), b"second, longer");
    cycle(&mut disk, Loss::Everything);
    assert_eq!(fs::read(&synced).unwrap(), b"first");
    assert_eq!(fs::read(&half).unwrap(), b"first");
    assert!(!nameless.exists());

    fs::rename(&synced, &half).unwrap();
    cycle(&mut disk, Loss::Everything);
    assert!(synced.exists() && half.exists(), "the old names came back");
    fs::rename(&synced, &half).unwrap();
    File::open(disk.path()).unwrap().sync_all().unwrap();
    cycle(&mut disk, Loss::Everything);
    assert!(!synced.exists() && half.exists());
}

#[test]
fn by_chance_pages_survive_in_any_order_and_in_part_and_the_same_seed_does_the_same() {
    const PAGES: usize = 64;
    let Some(mut disk) = Disk::plug_in_or_say() else { return };
    let path = disk.path().join("file");
    let mut tell = |seed: u64| {
        let mut file = File::create(&path).unwrap();
        file.write_all(&vec![1; PAGES * 4_096]).unwrap();
        file.sync_all().unwrap();
        File::open(disk.path()).unwrap().sync_all().unwrap();
        file.write_all_at(&vec![2; PAGES * 4_096], 0).unwrap();
        drop(file);
        cycle(&mut disk, Loss::ByChance(seed));
        fs::read(&path).unwrap()
    };
    let first = tell(7);
    let pages: Vec<(u8, u8)> =
        first.chunks(4_096).map(|page| (page[0], page[page.len() - 1])).collect();
    for kind in [(1, 1), (2, 2), (2, 1)] {
        assert!(pages.contains(&kind), "{kind:?} of {pages:?}");
    }
    assert_eq!(tell(7), first);
    assert_ne!(tell(8), first);
}

#[test]
fn it_fills_can_only_be_read_fails_and_flips() {
    let Some(mut disk) = Disk::plug_in_or_say() else { return };
    let path = disk.path().join("file");
    fs::write(&path, [0; 10_000]).unwrap();
    disk.leave_room(5_000);
    let more = OpenOptions::new().append(true).open(&path).unwrap();
    assert_eq!((&more).write_all(&[0; 8_000]).unwrap_err().kind(), io::ErrorKind::StorageFull);
    let begun = more.metadata().unwrap().len();
    assert!((10_000..=15_000).contains(&begun), "{begun}");
    disk.make_room();
    (&more).write_all(&[0; 8_000]).unwrap();
    let length = more.metadata().unwrap().len();
    assert_eq!(length, begun + 8_000);

    disk.set_read_only(true);
    let refused = (&more).write_all(b"x").unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::ReadOnlyFilesystem);
    assert_eq!(fs::read(&path).unwrap().len() as u64, length);
    disk.set_read_only(false);

    disk.flip("file", 3, 6).unwrap();
    assert_eq!(&fs::read(&path).unwrap()[..5], [0, 0, 0, 64, 0]);

    File::open(disk.path()).unwrap().sync_all().unwrap();
    more.sync_all().unwrap();
    (&more).write_all(b"lost").unwrap();
    disk.fail(Kind::Sync);
    assert!(more.sync_all().is_err());
    disk.mend();
    more.sync_all().unwrap();
    drop(more);
    cycle(&mut disk, Loss::Everything);
    let kept = fs::read(&path).unwrap();
    assert!(!kept.ends_with(b"lost"), "a sync that failed is not made good by the next");
}

#[test]
fn the_power_goes_in_the_middle_of_what_comes() {
    let Some(mut disk) = Disk::plug_in_or_say() else { return };
    let path = disk.path().join("file");
    let file = File::create(&path).unwrap();
    File::open(disk.path()).unwrap().sync_all().unwrap();
    disk.lose_power_after(5, Loss::Everything);
    let mut synced = 0;
    while (&file).write_all(b"line\n").and_then(|()| file.sync_all()).is_ok() {
        synced += 1;
    }
    drop(file);
    assert!(disk.wait_until_dark(Duration::ZERO));
    assert!(fs::read(&path).is_err(), "nothing answers in the dark");
    disk.restore_power().unwrap();
    assert_eq!((synced, fs::read(&path).unwrap()), (2, b"line\nline\n".to_vec()));
}
