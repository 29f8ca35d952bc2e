//! A network, a table of mounts and numbers of processes of one's own: what was started there ends with
//! the test, however it ends.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use dauys_tests::folder::Folder;
use dauys_tests::programs;

const INSIDE: &str = "DAUYS_ALONE";
/// Of each network; systemd gives the server the right to the ports below, which a chroot cannot.
const FIRST_FREE_PORT: &str = "/proc/sys/net/ipv4/ip_unprivileged_port_start";

/// Runs the test of this name in there, with what was brought from outside, where there is a network;
/// in there, tells where that is.
pub(crate) fn enter(name: &str, bring: impl FnOnce(&Path)) -> Option<PathBuf> {
    if let Some(brought) = std::env::var_os(INSIDE) {
        programs::must(Command::new("ip").args(["link", "set", "lo", "up"]));
        fs::write(FIRST_FREE_PORT, "80").unwrap();
        return Some(brought.into());
    }
    let folder = Folder::make();
    bring(folder.path());
    let mut alone = Command::new("unshare");
    alone.args(["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--"]);
    alone.arg(std::env::current_exe().unwrap()).args(["--exact", name, "--nocapture"]);
    let status = alone.env(INSIDE, folder.path()).status().unwrap();
    assert!(status.success(), "what went wrong stands above");
    None
}

/// A program that ends when this is dropped.
pub(crate) struct Ended(Child);

impl Ended {
    pub(crate) fn start(command: &mut Command) -> Self {
        Self(command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}")))
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
