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
/// Bytes of what is thrown away. Whoever sends more than that sees that the line is cut.
const DRAIN_MAX: u64 = 8 << 30;

/// Why it is not here.
pub(super) enum Broken {
    /// It cannot be written.
    File(FileError),
    /// It has more bytes than one of its kind.
    TooLarge,
    /// It broke off, or is no form of ours.
    Cut,
}

/// What a browser sends, field by field.
pub(super) struct Form {
    fields: Multipart,
    /// Then the library is not asked again: it would break down.
    is_broken: bool,
}

impl Form {
    /// The next field, if there is one.
    pub(super) async fn next(&mut self) -> Result<Option<Field>, Broken> {
        if self.is_broken {
            return Err(Broken::Cut);
        }
        let next = self.fields.try_next().await;
        self.is_broken = next.is_err();
        next.map_err(|_| Broken::Cut)
    }

    /// Takes what else there is, and throws it away: a browser that is still sending reads no answer.
    pub(super) async fn drain(mut self) {
        let mut left = DRAIN_MAX;
        while let Ok(Some(mut field)) = self.next().await {
            while let Ok(Some(piece)) = field.try_next().await {
                left = left.saturating_sub(piece.len() as u64);
                if left == 0 {
                    return;
                }
            }
        }
    }
}

impl From<Multipart> for Form {
    fn from(fields: Multipart) -> Self {
        Self { fields, is_broken: false }
    }
}

/// Writes it to a new file, which nobody else can read.
pub(super) async fn save(form: &mut Form, path: &Path, most: u64) -> Result<(), Broken> {
    let mut options = OpenOptions::new();
    files::private(options.write(true).create_new(true));
    let mut file = options.open(path).map_err(FileError::at(path)).map_err(Broken::File)?;
    let field = form.next().await?;
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
    // Room for everything at once: a vector that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(most));
    while let Some(piece) = field.try_next().await.map_err(|_| Broken::Cut)? {
        if bytes.len() + piece.len() > most {
            return Err(Broken::TooLarge);
        }
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}
