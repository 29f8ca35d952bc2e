//! A file that the browser brings: it is taken piece by piece, and how many bytes it may have is known before.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use actix_multipart::{Field, Multipart};
use actix_web::web::{self, Bytes};
use futures_util::TryStreamExt as _;
use zeroize::Zeroizing;

use crate::files::{self, FileError};

/// Its field in a form.
pub(super) const NAME: &str = "file";

/// Why it is not here.
pub(super) enum Broken {
    /// It cannot be written.
    File(FileError),
    /// It has more bytes than one of its kind.
    TooLarge,
    /// It broke off, or is no form of ours.
    Cut,
}

/// Writes it to a new file, which nobody else can read.
pub(super) async fn save(mut form: Multipart, path: &Path, most: u64) -> Result<(), Broken> {
    let mut options = OpenOptions::new();
    files::private(options.write(true).create_new(true));
    let mut file = options.open(path).map_err(FileError::at(path)).map_err(Broken::File)?;
    let field = next(&mut form).await?;
    let mut field = field.filter(|field| field.name() == Some(NAME)).ok_or(Broken::Cut)?;
    let mut come = 0;
    while let Some(piece) = field.try_next().await.map_err(|_| Broken::Cut)? {
        come += piece.len() as u64;
        if come > most {
            return Err(Broken::TooLarge);
        }
        file = write(file, piece).await?.map_err(FileError::at(path)).map_err(Broken::File)?;
    }
    Ok(())
}

/// Away from the thread that serves: disks can be slow.
async fn write(mut file: File, piece: Bytes) -> Result<std::io::Result<File>, Broken> {
    let written = web::block(move || file.write_all(&piece).map(|()| file));
    written.await.map_err(|_| Broken::Cut)
}

/// Keeps a field in memory.
pub(super) async fn keep(mut field: Field, most: usize) -> Result<Zeroizing<Vec<u8>>, Broken> {
    let mut bytes = Zeroizing::new(Vec::new());
    while let Some(piece) = field.try_next().await.map_err(|_| Broken::Cut)? {
        if bytes.len() + piece.len() > most {
            return Err(Broken::TooLarge);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// The next field of a form, if there is one.
pub(super) async fn next(form: &mut Multipart) -> Result<Option<Field>, Broken> {
    form.try_next().await.map_err(|_| Broken::Cut)
}
