//! Reading a backup. All of it is verified before anything of it is in its place: age by its seal, to
//! the last byte, the vault by its own.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::Path;

use age::stream::StreamReader;
use age::{DecryptError, Decryptor};
use rand::rngs::OsRng;
use rand::seq::SliceRandom as _;
use tar::{Archive, Entry};
use zeroize::Zeroizing;

use super::{ABOUT, About, BackupError, CARD, COVER, FORMAT, KEYS, Staging, VAULT};
use crate::files::{self, FileError};
use crate::home::Home;
use crate::keys::Keys;
use crate::passphrase::Passphrase;
use crate::vault::{Contents, Record, Vault, VaultError};

/// Small things of a backup: it has some 1,000 bytes of each.
const SMALL_MAX: u64 = 65_536;
/// Far more than a desk has after years; it is read into memory when it is used.
const VAULT_MAX: u64 = 4 << 30;
/// Bytes of a whole backup: a vault, as much cover, and what else there is.
pub const BACKUP_MAX: u64 = 2 * VAULT_MAX + (1 << 20);
/// What a header of age has, with room for others' stanzas: where it has no end, none is looked for.
const HEADER_MAX: usize = 32_768;
/// The last line of such a header begins so.
const HEADER_END: &[u8] = b"\n---";
/// What is copied at once.
const PIECE: usize = 65_536;
/// A tar may be padded to a block of tapes.
const PADDING_MAX: u64 = 1 << 20;

/// A sealed backup, of which the header was read.
pub struct Sealed(Decryptor<BufReader<File>>);

/// A backup that was opened, and of which nothing was verified.
pub struct Unsealed(StreamReader<BufReader<File>>);

impl Sealed {
    /// Opens the file.
    pub fn open(path: &Path) -> Result<Self, BackupError> {
        let file = File::open(path).map_err(FileError::at(path))?;
        let mut reader = BufReader::with_capacity(HEADER_MAX, file);
        let begin = reader.fill_buf().map_err(FileError::at(path))?;
        if !begin.windows(HEADER_END.len()).any(|part| part == HEADER_END) {
            return Err(BackupError::NotABackup);
        }
        Decryptor::new_buffered(reader).map(Self).map_err(|_| BackupError::NotABackup)
    }

    /// Whether a passphrase opens it; otherwise sheets of paper do.
    pub fn has_passphrase(&self) -> bool {
        self.0.is_scrypt()
    }

    /// Opens it with what it was sealed to.
    pub fn unseal(self, identity: &dyn age::Identity) -> Result<Unsealed, BackupError> {
        let reader = self.0.decrypt(std::iter::once(identity)).map_err(|error| match error {
            DecryptError::InvalidMac | DecryptError::Io(_) => BackupError::Damaged,
            DecryptError::ExcessiveWork { .. } => BackupError::NotABackup,
            _ => BackupError::WrongPassphrase,
        })?;
        Ok(Unsealed(reader))
    }
}

impl Unsealed {
    /// Verifies all of it, and lays it out beside its place.
    pub fn check(self, staging: Staging) -> Result<Checked, BackupError> {
        let (about, keys) = lay_out(self.0, staging.home())?;
        let vault = Vault::open(&staging.home().vault(), &keys.vault);
        let vault = vault.map_err(|error| match error {
            VaultError::Damaged => BackupError::Damaged,
            other => other.into(),
        })?;
        Ok(Checked { about, keys, vault, staging })
    }
}

/// A backup that is whole, and lies beside its place.
pub struct Checked {
    /// What it says of itself.
    pub about: About,
    /// Whose keys are in it.
    pub keys: Keys,
    vault: Vault,
    staging: Staging,
}

impl Checked {
    /// What was known when it was made.
    pub const fn contents(&self) -> &Contents {
        self.vault.contents()
    }

    /// A number for this machine, which no other one has: by chance, so that two that were put back
    /// from one backup hardly have the same.
    pub fn draw_device(&self) -> Result<u8, BackupError> {
        let contents = self.contents();
        let letters = contents.letters().values();
        let unused = contents.machines().unused(self.keys.id, letters);
        unused.choose(&mut OsRng).copied().ok_or(BackupError::NoNumber)
    }

    /// Puts keys and vault where a desk has them. From now on this machine writes, under this number.
    pub fn put_in_place(self, device: u8, passphrase: &Passphrase) -> Result<(), BackupError> {
        let Self { keys, mut vault, staging, .. } = self;
        if vault.contents().machines().are_ours(device) {
            return Err(BackupError::NoNumber);
        }
        vault.append(vec![Record::Restored { device }])?;
        drop(vault);
        keys.create(staging.home(), passphrase)?;
        staging.put_in_place()
    }
}

/// What is in clear stays in memory, what is sealed goes to its file.
fn lay_out(reader: impl Read, home: &Home) -> Result<(About, Keys), BackupError> {
    let mut archive = Archive::new(reader);
    let (mut about, mut keys, mut has_vault) = (None, None, false);
    // Raw: long names and the like are none of ours, and are not even read.
    for entry in archive.entries().map_err(damaged)?.raw(true) {
        let mut entry = entry.map_err(damaged)?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        match name.as_str() {
            ABOUT if about.is_none() => about = Some(read_about(&small(&mut entry)?)?),
            _ if about.is_none() => return Err(BackupError::NotABackup),
            KEYS if keys.is_none() => keys = Some(Keys::from_json(&small(&mut entry)?)?),
            CARD => files::create(&home.card(), &small(&mut entry)?)?,
            VAULT => {
                large(&mut entry, &home.vault())?;
                has_vault = true;
            }
            COVER => large(&mut entry, &home.cover())?,
            _ => return Err(BackupError::NotABackup),
        }
    }
    let mut rest = archive.into_inner().take(PADDING_MAX + 1);
    // The end of the seal is behind the end of what was sealed.
    if io::copy(&mut rest, &mut io::sink()).map_err(damaged)? > PADDING_MAX {
        return Err(BackupError::NotABackup);
    }
    let (Some(about), Some(keys), true) = (about, keys, has_vault) else {
        return Err(BackupError::NotABackup);
    };
    if about.id == keys.id { Ok((about, keys)) } else { Err(BackupError::NotABackup) }
}

fn read_about(json: &[u8]) -> Result<About, BackupError> {
    let about: About = serde_json::from_slice(json).map_err(|_| BackupError::NotABackup)?;
    if about.format == FORMAT { Ok(about) } else { Err(BackupError::NotABackup) }
}

fn small(entry: &mut Entry<'_, impl Read>) -> Result<Zeroizing<Vec<u8>>, BackupError> {
    if entry.size() > SMALL_MAX || !entry.header().entry_type().is_file() {
        return Err(BackupError::NotABackup);
    }
    // Room for everything at once: a vector that grows leaves copies behind.
    let room = usize::try_from(SMALL_MAX).unwrap_or_default() + 1;
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    entry.read_to_end(&mut bytes).map_err(damaged)?;
    Ok(bytes)
}

fn large(entry: &mut Entry<'_, impl Read>, path: &Path) -> Result<(), BackupError> {
    if entry.size() > VAULT_MAX || !entry.header().entry_type().is_file() {
        return Err(BackupError::NotABackup);
    }
    let mut options = OpenOptions::new();
    files::private(options.write(true).create_new(true));
    let mut file = options.open(path).map_err(FileError::at(path))?;
    let mut room = vec![0; PIECE];
    loop {
        let read = entry.read(&mut room).map_err(damaged)?;
        let Some(bytes) = room.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        io::Write::write_all(&mut file, bytes).map_err(FileError::at(path))?;
    }
    Ok(file.sync_all().map_err(FileError::at(path))?)
}

/// Of a backup that was cut off or changed age says so; of a disk that fails too.
fn damaged(_: io::Error) -> BackupError {
    BackupError::Damaged
}
