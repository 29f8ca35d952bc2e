//! The units of both packages: systemd understands them, and they give away little.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const DEPLOY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/deploy");
/// In tenths of systemd's exposure: 1.5.
const EXPOSURE_MAX: u32 = 15;

/// The one of the package `dauys`.
const DESKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../investigator/deploy");

/// With a program that was built in place of the installed ones.
fn units(folder: &Path) -> Vec<PathBuf> {
    let entries = [DEPLOY, DESKS].into_iter().flat_map(|place| fs::read_dir(place).unwrap());
    let entries = entries.map(|entry| entry.unwrap().path());
    let is_unit = |path: &PathBuf| {
        path.extension().is_some_and(|ending| ending == "service" || ending == "timer")
    };
    entries
        .filter(is_unit)
        .map(|path| {
            let unit = fs::read_to_string(&path).unwrap();
            let here = folder.join(path.file_name().unwrap());
            let program = env!("CARGO_BIN_EXE_dauys-server");
            let unit = unit.replace("/usr/bin/dauys-server", program);
            fs::write(&here, unit.replace("/usr/bin/dauys ", &format!("{program} "))).unwrap();
            here
        })
        .collect()
}

#[test]
fn systemd_understands_the_units() {
    let folder = tempfile::tempdir().unwrap();
    let units = units(folder.path());
    assert_eq!(units.len(), 11);
    let verify = Command::new("systemd-analyze").args(["verify", "--man=no"]).args(&units).output();
    let verify = verify.expect("systemd-analyze");
    let said = String::from_utf8_lossy(&verify.stderr);
    assert!(verify.status.success() && said.is_empty(), "{said}");
}

/// The unit of the server, with what an open network needs.
fn on_the_open_network(folder: &Path) -> PathBuf {
    let unit = fs::read_to_string(folder.join("dauys-server.service")).unwrap();
    let more = fs::read_to_string(Path::new(DEPLOY).join("open-network.conf")).unwrap();
    let unit = unit.replace("[Install]", &format!("{more}\n[Install]"));
    let here = folder.join("open.service");
    fs::write(&here, unit).unwrap();
    here
}

#[test]
fn no_service_is_exposed_more_than_it_must_be() {
    let folder = tempfile::tempdir().unwrap();
    let mut services = units(folder.path());
    services.retain(|unit| unit.extension().unwrap() == "service");
    services.push(on_the_open_network(folder.path()));
    for service in services {
        let mut judge = Command::new("systemd-analyze");
        judge.args(["security", "--offline=true", "--no-pager"]);
        let judge = judge.arg(format!("--threshold={EXPOSURE_MAX}")).arg(&service).output();
        let judge = judge.expect("systemd-analyze");
        let said = String::from_utf8_lossy(&judge.stdout);
        let score = said.lines().last().unwrap_or_default();
        assert!(judge.status.success() && score.contains("exposure level"), "{service:?}: {score}");
        println!("{score}");
    }
}
