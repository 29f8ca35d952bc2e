//! A backup is put back whole, or not at all.

use std::fs;
use std::path::Path;

use dauys_crypto::hybrid::HybridIdentity;
use proptest::prelude::*;
use tar::{Builder, Header};

use super::*;
use crate::fixtures::{self, DAY};
use crate::home::Home;
use crate::keys::Keys;
use crate::passphrase::Passphrase;
use crate::vault::Record;
use crate::vault::record::Cover;
use crate::workplace::Workplace;

/// A desk that knows a letter of others, and its backup. Sealed to a key: a passphrase takes time.
struct Table {
    folder: tempfile::TempDir,
    identity: HybridIdentity,
    desk: Workplace,
}

impl Table {
    fn lay() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        fs::create_dir(&home).unwrap();
        let team: [Keys; 1] = fixtures::team();
        let settings = fixtures::settings(&team);
        let [keys] = team;
        let mut desk = fixtures::workplace(&home, keys, &settings);
        fs::write(home.join("card.txt"), "card").unwrap();
        desk.vault.append(vec![Record::NotOurs { ids: vec![known()] }]).unwrap();
        desk.vault.keep_cover(&Vec::<Cover>::new()).unwrap();
        let table = Self { folder, identity: HybridIdentity::generate(), desk };
        write(&table.desk, &table.identity.recipient(), &table.path("backup"), DAY).unwrap();
        table
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn home(&self) -> Home {
        Home::locate(Some(&self.path("new")))
    }

    fn check(&self, file: &Path) -> Result<Checked, BackupError> {
        let staging = Staging::begin(&self.home())?;
        Sealed::open(file)?.unseal(&self.identity)?.check(staging)
    }

    /// Seals what is no backup.
    fn seal(&self, entries: &[(&str, &[u8])]) -> PathBuf {
        let mut tar = Builder::new(Vec::new());
        for (name, content) in entries {
            let mut header = Header::new_ustar();
            header.set_size(content.len() as u64);
            header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            tar.append(&header, *content).unwrap();
        }
        let sealed = age::encrypt(&self.identity.recipient(), &tar.into_inner().unwrap()).unwrap();
        fs::write(self.path("forged"), sealed).unwrap();
        self.path("forged")
    }

    fn nothing_is_there(&self) {
        for name in ["new", "new.restoring"] {
            assert!(!self.path(name).exists(), "{name}");
        }
    }
}

fn known() -> Id {
    Id::from_bytes([7; 16])
}

fn new_passphrase() -> Passphrase {
    Passphrase::typed("жеті теміреуден тоғыз сөз".to_owned())
}

#[test]
fn a_backup_brings_back_keys_card_cover_and_all_that_the_vault_knew() {
    let table = Table::lay();
    let checked = table.check(&table.path("backup")).unwrap();
    assert_eq!((checked.about.day, checked.keys.id), (DAY, table.desk.keys.id));
    assert!(!table.path("new").exists(), "nothing is in its place yet");
    checked.put_in_place(9, &new_passphrase()).unwrap();

    let home = table.home();
    let keys = Keys::open(&home, &new_passphrase()).unwrap();
    assert_eq!(*keys.to_json().unwrap(), *table.desk.keys.to_json().unwrap());
    let vault = crate::vault::Vault::open(&home.vault(), &keys.vault).unwrap();
    assert!(vault.contents().is_not_ours(&known()));
    assert_eq!((vault.contents().device(), vault.cover().unwrap().len()), (9, 0));
    assert_eq!(fs::read(home.card()).unwrap(), b"card");
    assert!(home.cover().exists() && !table.path("new.restoring").exists());
    #[cfg(unix)]
    for entry in fs::read_dir(home.folder()).unwrap() {
        use std::os::unix::fs::PermissionsExt as _;
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{entry:?}");
    }
    assert!(matches!(table.check(&table.path("backup")), Err(BackupError::NotEmpty(_))));
}

#[test]
fn it_is_never_put_over_something_nor_into_its_own_folder_and_replaces_no_file() {
    let table = Table::lay();
    let write = |name: &str| {
        write(&table.desk, &table.identity.recipient(), &table.path(name), DAY).unwrap_err()
    };
    assert!(matches!(write("backup"), BackupError::File(FileError::Exists(_))));
    assert!(matches!(write("home/backup"), BackupError::Beside(_)));
    assert!(matches!(write("nowhere/backup"), BackupError::File(FileError::Missing(_))));

    // A command that ended at once has left a lock, and that is nothing.
    let new = table.path("new");
    fs::create_dir(&new).unwrap();
    fs::write(new.join("lock"), "").unwrap();
    let checked = table.check(&table.path("backup")).unwrap();
    // Somebody makes keys there meanwhile.
    fs::write(new.join("keys.age"), "theirs").unwrap();
    let error = checked.put_in_place(1, &new_passphrase()).unwrap_err();
    assert!(matches!(error, BackupError::NotEmpty(_)), "{error:?}");
    assert_eq!(fs::read(new.join("keys.age")).unwrap(), b"theirs");
    assert!(!table.path("new.restoring").exists());
    assert!(matches!(table.check(&table.path("backup")), Err(BackupError::NotEmpty(_))));
}

#[test]
fn what_an_interrupted_restore_left_goes_and_what_is_not_ours_stays() {
    let table = Table::lay();
    let left = table.path("new.restoring");
    fs::create_dir(&left).unwrap();
    for name in ["vault", "keys.age.new", "lock"] {
        fs::write(left.join(name), "half").unwrap();
    }
    drop(table.check(&table.path("backup")).unwrap());
    table.nothing_is_there();
    fs::create_dir(&left).unwrap();
    fs::write(left.join("photo.jpg"), "theirs").unwrap();
    assert!(matches!(table.check(&table.path("backup")), Err(BackupError::NotEmpty(_))));
    assert!(left.join("photo.jpg").exists());
}

#[test]
fn a_second_restore_at_once_into_the_same_place_is_refused() {
    let table = Table::lay();
    let first = table.check(&table.path("backup")).unwrap();
    let second = table.check(&table.path("backup"));
    assert!(matches!(second, Err(BackupError::File(FileError::InUse(_)))));
    first.put_in_place(1, &new_passphrase()).unwrap();
}

#[test]
fn what_is_sealed_and_no_backup_is_refused_and_leaves_nothing() {
    let table = Table::lay();
    let about = |format: &str| {
        let id = table.desk.keys.id;
        serde_json::to_vec(&About { format: format.to_owned(), day: DAY, id }).unwrap()
    };
    let (ours, newer) = (about(FORMAT), about("dauys-backup/2"));
    let keys = table.desk.keys.to_json().unwrap();
    let [other]: [Keys; 1] = fixtures::team();
    let other = other.to_json().unwrap();
    let vault = fs::read(table.desk.home().vault()).unwrap();
    let large = vec![0; 70_000];
    let all: [&[(&str, &[u8])]; 9] = [
        &[],
        &[(ABOUT, &newer), (KEYS, &keys), (VAULT, &vault)],
        &[(KEYS, &keys), (ABOUT, &ours), (VAULT, &vault)],
        &[(ABOUT, &ours), (VAULT, &vault)],
        &[(ABOUT, &ours), (KEYS, &keys)],
        &[(ABOUT, &ours), (KEYS, &other), (VAULT, &vault)],
        &[(ABOUT, &ours), (KEYS, &keys), ("../escaped", b"x"), (VAULT, &vault)],
        &[(ABOUT, &ours), (KEYS, &large), (VAULT, &vault)],
        &[(ABOUT, &ours), (KEYS, &keys), (VAULT, &vault), (VAULT, &vault)],
    ];
    for (place, entries) in all.into_iter().enumerate() {
        let refused = table.check(&table.seal(entries)).map(|_| place);
        assert!(refused.is_err(), "{refused:?}");
        table.nothing_is_there();
    }
    assert!(!table.path("escaped").exists());
    let other_vault = [(ABOUT, &*ours), (KEYS, &**keys), (VAULT, &vault[..vault.len() - 40])];
    let torn = table.check(&table.seal(&other_vault));
    assert!(torn.is_ok(), "an end that a crash tore off is told when the vault is opened");
    drop(torn);
    fs::write(table.path("forged"), vec![b'a'; 100_000]).unwrap();
    let none = table.check(&table.path("forged"));
    assert!(matches!(none, Err(BackupError::NotABackup)));
}

#[test]
fn a_backup_that_was_cut_off_anywhere_is_refused() {
    let table = Table::lay();
    let whole = fs::read(table.path("backup")).unwrap();
    let near_the_end = whole.len() - 20..whole.len();
    for cut in (0..whole.len()).step_by(97).chain(near_the_end) {
        fs::write(table.path("forged"), &whole[..cut]).unwrap();
        assert!(table.check(&table.path("forged")).is_err(), "{cut}");
        table.nothing_is_there();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn one_flipped_bit_anywhere_is_noticed(place in any::<prop::sample::Index>(), bit in 0..8_u8) {
        thread_local! { static TABLE: Table = Table::lay(); }
        TABLE.with(|table| {
            let mut bytes = fs::read(table.path("backup")).unwrap();
            let place = place.index(bytes.len());
            bytes[place] ^= 1 << bit;
            fs::write(table.path("forged"), bytes).unwrap();
            assert!(table.check(&table.path("forged")).is_err(), "{place}");
            table.nothing_is_there();
        });
    }
}
