//! The published letters of a day, read from the store and written a few at a time: on a day of flood the
//! list has megabytes, and every reader asks for it.

use actix_web::body::BodyStream;
use actix_web::web::Data;
use bytes::{BufMut as _, Bytes, BytesMut};
use dauys_wire::{Day, Id};
use futures_util::{Stream, stream};

use crate::context::Context;
use crate::store::StoreError;

/// Ids that are in memory for each reader: some 60 kB as JSON.
const AT_ONCE: usize = 1_800;
/// An id in quotation marks, and a comma.
const QUOTED_BYTES: usize = 35;
const BEGINNING: &[u8] = br#"{"ids":["#;
const END: &[u8] = b"]}";

/// The letters of a day that anybody may list now, in the order of their ids.
pub struct Published {
    day: Day,
    context: Data<Context>,
    last: Option<Id>,
    over: bool,
}

impl Published {
    /// From the first on.
    pub fn of(day: Day, context: Data<Context>) -> Self {
        Self { day, context, last: None, over: false }
    }

    /// Those that come next; at the end, none.
    pub async fn next(&mut self) -> Result<Vec<Id>, StoreError> {
        while !self.over {
            let mut ids = self.context.store.letters_of(self.day, self.last, AT_ONCE).await?;
            self.over = ids.len() < AT_ONCE;
            self.last = ids.last().copied().or(self.last);
            ids.retain(|id| self.context.shows(id, self.day));
            if !ids.is_empty() {
                return Ok(ids);
            }
        }
        Ok(Vec::new())
    }

    /// Whether there is none.
    pub async fn is_empty(mut self) -> Result<bool, StoreError> {
        Ok(self.next().await?.is_empty())
    }

    /// The list as [`dauys_wire::api::InboxDay`] is written, with these first. Its length is not known before:
    /// what came first is read before anything is answered, so that a fault is told as one.
    pub fn body(self, first: Vec<Id>) -> BodyStream<impl Stream<Item = Result<Bytes, StoreError>>> {
        let begun = Some((self, first, BEGINNING));
        BodyStream::new(Box::pin(stream::try_unfold(begun, |state| async {
            let Some((mut published, ids, before)) = state else { return Ok(None) };
            let mut bytes = write(before, &ids);
            let next = if ids.is_empty() { ids } else { published.next().await? };
            if next.is_empty() {
                bytes.put_slice(END);
                return Ok(Some((bytes.freeze(), None)));
            }
            Ok(Some((bytes.freeze(), Some((published, next, b",".as_slice())))))
        })))
    }
}

fn write(before: &[u8], ids: &[Id]) -> BytesMut {
    let mut bytes = BytesMut::with_capacity(before.len() + ids.len() * QUOTED_BYTES + END.len());
    bytes.put_slice(before);
    for (place, id) in ids.iter().enumerate() {
        bytes.put_slice(if place == 0 { b"\"" } else { b",\"" });
        bytes.put_slice(id.to_string().as_bytes());
        bytes.put_u8(b'"');
    }
    bytes
}
