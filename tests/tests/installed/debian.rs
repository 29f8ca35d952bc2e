//! A new Debian in a folder, and what is typed on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dauys_tests::programs;

/// What every Debian has, but for the smallest one; and what starts units where no systemd runs.
const INCLUDED: &str = "adduser,age,procps,python3,systemctl";

pub(crate) struct Debian(PathBuf);

impl Debian {
    /// Fetches and unpacks it.
    pub(crate) fn install(folder: &Path) {
        let mut debootstrap = Command::new("debootstrap");
        debootstrap.args(["--variant=minbase", &format!("--include={INCLUDED}"), "bookworm"]);
        programs::must(debootstrap.arg(folder));
    }

    /// One that was installed; its processes are those that are seen from here.
    pub(crate) fn at_home_in(folder: PathBuf) -> Self {
        let debian = Self(folder);
        let mut mount = Command::new("mount");
        programs::must(mount.args(["-t", "proc", "proc"]).arg(debian.at("proc")));
        debian
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let place = self.at(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    /// Types these lines as root, in the home directory; ends at the first that fails. What was put into
    /// variables before is in them still. The exit code, and what was printed.
    pub(crate) fn run(&self, lines: &str) -> (i32, String) {
        let shell = format!(
            "cd /root; [ ! -f .typed ] || . ./.typed\n{lines}\n\
             {{ declare -p ROOT BACKUP_TO > .typed; }} 2>/dev/null || true\n"
        );
        let mut typed = Command::new("chroot");
        typed.arg(&self.0).args(["/usr/bin/env", "-i", "HOME=/root", "LANG=C.UTF-8"]);
        typed.arg("PATH=/usr/sbin:/usr/bin:/sbin:/bin").args(["bash", "-e", "-c", &shell]);
        let output = programs::run(&mut typed);
        let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            said.push_str(&String::from_utf8_lossy(&output.stderr));
        }
        (output.status.code().unwrap(), said)
    }

    pub(crate) fn must(&self, lines: &str) -> String {
        let (code, said) = self.run(lines);
        assert_eq!(code, 0, "{lines}\n{said}{}", self.log());
        said
    }

    /// What the units said.
    fn log(&self) -> String {
        let places = ["var/log/dauys", "var/log/journal"].map(|place| self.at(place));
        let logs = places.iter().filter_map(|place| fs::read_dir(place).ok()).flatten().flatten();
        logs.map(|log| fs::read_to_string(log.path()).unwrap_or_default()).collect()
    }
}
