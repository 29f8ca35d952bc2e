//! The list of a day, written while the receiver takes it: on a day of flood it has megabytes, and every
//! reader asks for it.

use std::vec::IntoIter;

use actix_web::body::SizedStream;
use bytes::{BufMut as _, Bytes, BytesMut};
use dauys_wire::Id;
use futures_util::{Stream, stream};

/// Ids in a piece: some 60 kB.
const PIECE: usize = 1_800;
/// An id in quotation marks.
const QUOTED_BYTES: usize = 34;
const BEGINNING: &[u8] = br#"{"ids":["#;
const END: &[u8] = b"]}";

/// As [`dauys_wire::api::InboxDay`] is written.
pub fn body(ids: Vec<Id>) -> SizedStream<impl Stream<Item = Result<Bytes, std::io::Error>>> {
    let commas = ids.len().saturating_sub(1);
    let length = BEGINNING.len() + END.len() + commas + ids.len() * QUOTED_BYTES;
    let pieces = stream::unfold(Some(Piece { ids: ids.into_iter(), first: true }), |state| async {
        let (bytes, next) = state?.write();
        Some((Ok(bytes), next))
    });
    SizedStream::new(u64::try_from(length).unwrap_or(u64::MAX), Box::pin(pieces))
}

struct Piece {
    ids: IntoIter<Id>,
    first: bool,
}

impl Piece {
    /// What comes next, and who writes what comes after it.
    fn write(mut self) -> (Bytes, Option<Self>) {
        let mut bytes = BytesMut::with_capacity(PIECE * (QUOTED_BYTES + 1) + BEGINNING.len());
        if self.first {
            bytes.put_slice(BEGINNING);
        }
        for id in self.ids.by_ref().take(PIECE) {
            if !self.first {
                bytes.put_u8(b',');
            }
            self.first = false;
            bytes.put_u8(b'"');
            bytes.put_slice(id.to_string().as_bytes());
            bytes.put_u8(b'"');
        }
        if self.ids.len() > 0 {
            return (bytes.freeze(), Some(self));
        }
        bytes.put_slice(END);
        (bytes.freeze(), None)
    }
}

#[cfg(test)]
mod tests {
    use actix_web::body::{self as actix_body, BodySize, MessageBody as _};
    use dauys_wire::api::InboxDay;

    use super::*;

    #[actix_web::test]
    async fn a_list_of_any_length_is_the_json_that_was_announced() {
        for count in [0, 1, 2, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7] {
            let id = |number: usize| {
                let mut bytes = [7; 16];
                bytes[..8].copy_from_slice(&number.to_be_bytes());
                Id::from_bytes(bytes)
            };
            let ids: Vec<Id> = (0..count).map(id).collect();
            let written = body(ids.clone());
            let BodySize::Sized(announced) = written.size() else { panic!("no size") };
            let bytes = actix_body::to_bytes(written).await.unwrap();
            assert_eq!(u64::try_from(bytes.len()).unwrap(), announced);
            assert_eq!(bytes, serde_json::to_vec(&InboxDay { ids }).unwrap());
        }
    }
}
