//! Many sealed files in one answer, read from the store a few at a time while the receiver takes
//! them, so that an answer of megabytes costs kilobytes of memory.

use std::ops::Range;
use std::sync::Arc;
use std::vec::IntoIter;

use actix_web::body::SizedStream;
use bytes::{BufMut as _, Bytes, BytesMut};
use dauys_wire::Id;
use dauys_wire::limits::{LETTER_BYTES, REPLY_RECORD_BYTES};
use futures_util::{Stream, stream};

use crate::store::{Answer, Store, StoreError};

/// Bytes that are read ahead of the receiver.
const AHEAD_BYTES: usize = 131_072;

/// What the records of an answer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Records {
    /// Letters, one after the other.
    Letters,
    /// Replies, each behind its 16 raw bytes of id.
    Replies,
}

/// The connection is cut: what was promised in the head is no longer there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
enum CutOff {
    /// Deleted or withdrawn while the answer was under way.
    #[error("gone")]
    Gone,
    /// The store failed.
    #[error("failed")]
    Store(#[from] StoreError),
}

impl Records {
    const fn bytes(self) -> usize {
        match self {
            Self::Letters => LETTER_BYTES,
            Self::Replies => REPLY_RECORD_BYTES,
        }
    }

    /// The length of a body of so many records.
    pub fn length(self, count: usize) -> u64 {
        u64::try_from(count.saturating_mul(self.bytes())).unwrap_or(u64::MAX)
    }

    fn read(self, store: &dyn Store, ids: Vec<Id>) -> Answer<'_, Option<Vec<Bytes>>> {
        match self {
            Self::Letters => store.letter_files(ids),
            Self::Replies => store.reply_files(ids),
        }
    }

    /// The body: these bytes of the records of these ids.
    pub fn body(
        self,
        store: Arc<dyn Store>,
        mut ids: Vec<Id>,
        range: &Range<u64>,
    ) -> SizedStream<impl Stream<Item = Result<Bytes, Box<dyn std::error::Error>>> + use<>> {
        let length = range.end.saturating_sub(range.start);
        let start = usize::try_from(range.start).unwrap_or(usize::MAX);
        ids.drain(..ids.len().min(start / self.bytes()));
        let left = usize::try_from(length).unwrap_or(usize::MAX);
        let rest =
            Rest { records: self, store, ids: ids.into_iter(), skip: start % self.bytes(), left };
        let chunks = stream::try_unfold(rest, |rest| async { Ok(rest.next().await?) });
        SizedStream::new(length, chunks)
    }
}

/// What is still to be sent.
struct Rest {
    records: Records,
    store: Arc<dyn Store>,
    ids: IntoIter<Id>,
    skip: usize,
    left: usize,
}

impl Rest {
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, CutOff> {
        if self.left == 0 {
            return Ok(None);
        }
        let few: Vec<Id> = self.ids.by_ref().take(AHEAD_BYTES / self.records.bytes()).collect();
        if few.is_empty() {
            return Err(CutOff::Gone);
        }
        let files = self.records.read(&*self.store, few.clone()).await?.ok_or(CutOff::Gone)?;
        let mut chunk = BytesMut::with_capacity(files.len() * self.records.bytes());
        for (id, file) in few.iter().zip(files) {
            if self.records == Records::Replies {
                chunk.put_slice(id.as_bytes());
            }
            chunk.put_slice(&file);
        }
        let mut chunk = chunk.freeze().split_off(self.skip);
        self.skip = 0;
        chunk.truncate(self.left);
        self.left -= chunk.len();
        Ok(Some((chunk, self)))
    }
}
