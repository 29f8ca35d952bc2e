//! An organisation with its server's directory, without a server that runs.

use std::net::SocketAddr;
use std::path::PathBuf;

use dauys_tests::stack::Stack;

/// Where servers are started to be measured.
pub(crate) struct Place {
    /// The organisation, and the poster's address.
    pub(crate) stack: Stack,
    /// Where its servers listen: the page's origin is signed.
    pub(crate) address: SocketAddr,
}

impl Place {
    pub(crate) fn make() -> Self {
        let mut stack = Stack::start();
        stack.server.stop();
        let address = stack.server.address;
        Self { stack, address }
    }

    /// What the server keeps.
    pub(crate) fn data(&self) -> PathBuf {
        self.stack.data()
    }

    /// Beside it, on the same disk.
    pub(crate) fn folder(&self) -> PathBuf {
        self.data().parent().expect("a folder").to_owned()
    }
}
