//! What is written by one thread while the browser takes it from another: no more of it is in memory than
//! a few pieces, and none of it on a disk.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Pieces that wait for the browser.
const PIECES: usize = 8;

/// Of which the browser takes.
pub(super) struct Outlet(Receiver<Option<Bytes>>, bool);

/// Into which is written.
pub(super) struct Inlet(Sender<Option<Bytes>>);

/// Both ends.
pub(super) fn pipe() -> (Inlet, Outlet) {
    let (inlet, outlet) = channel(PIECES);
    (Inlet(inlet), Outlet(outlet, false))
}

impl Inlet {
    /// It was written whole. Without this the browser is told that it was not.
    pub(super) fn end(&self) {
        let _ = self.0.blocking_send(None);
    }
}

impl Write for Inlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = Some(Bytes::copy_from_slice(bytes));
        // The browser does not want it any more.
        self.0.blocking_send(piece).map_err(|_| io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MessageBody for Outlet {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        if self.1 {
            return Poll::Ready(None);
        }
        self.0.poll_recv(context).map(|piece| match piece {
            Some(Some(piece)) => Some(Ok(piece)),
            Some(None) => {
                self.1 = true;
                None
            }
            None => Some(Err(io::Error::from(io::ErrorKind::UnexpectedEof).into())),
        })
    }
}
