//! That somebody wants a watch to end: Ctrl-C, the system, or the terminal that is closed.

use std::io;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Waits for it. What came while nobody waited is not lost.
#[cfg(unix)]
pub(super) struct Ends([Signal; 3]);

#[cfg(unix)]
impl Ends {
    pub(super) fn listen() -> io::Result<Self> {
        let kinds = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
        let [interrupt, terminate, hangup] = kinds.map(signal);
        Ok(Self([interrupt?, terminate?, hangup?]))
    }

    pub(super) async fn asked(&mut self) {
        let [interrupt, terminate, hangup] = &mut self.0;
        tokio::select! {
            _ = interrupt.recv() => (),
            _ = terminate.recv() => (),
            _ = hangup.recv() => (),
        }
    }
}

/// The same where there is nothing but Ctrl-C.
#[cfg(not(unix))]
pub(super) struct Ends;

#[cfg(not(unix))]
impl Ends {
    pub(super) fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    pub(super) async fn asked(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
