//! `dauys-server certificate` against pebble, the authority that Let's Encrypt tests clients with, which
//! refuses one good request in twenty to see whether it is asked again.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use dauys_server::clock::Clock;
use dauys_server::key::AcceptanceKey;
use dauys_server::site::Site;
use dauys_wire::Day;
use rcgen::date_time_ymd;
use rustls::ClientConnection;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use tempfile::TempDir;

use crate::client::Ask;
use crate::organisation::Organisation;
use crate::tls::{Browser, HOST, certify, free_port};

/// Until a program of Debian's answers.
const PATIENCE: Duration = Duration::from_mins(1);

/// Ended when it is dropped.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Ended {
    /// Has it read its files again.
    fn hang_up(&self) {
        let told = Command::new("kill").args(["-HUP", &self.0.id().to_string()]).status();
        assert!(told.unwrap().success());
    }
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "not so: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Whether the connection was made with the first certificate of this chain.
fn is_first_of(chain: &[u8], connection: &ClientConnection) -> bool {
    let first = CertificateDer::from_pem_slice(chain).unwrap();
    connection.peer_certificates().is_some_and(|shown| shown.first() == Some(&first))
}

/// An authority, and names that all lead to this machine.
struct Authority {
    _folder: TempDir,
    _names: Ended,
    _pebble: Ended,
    directory: String,
    management: SocketAddr,
    roots: std::path::PathBuf,
}

impl Authority {
    /// One that looks for proofs at this port in place of 80.
    fn start(port: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let own = certify(folder.path(), |wanted| {
            wanted.subject_alt_names = vec![rcgen::SanType::IpAddress([127, 0, 0, 1].into())];
        });
        let (listen, management, names) = (free_port(), free_port(), free_port());
        let settings = serde_json::json!({ "pebble": {
            "listenAddress": listen, "managementListenAddress": management,
            "certificate": own.certificate, "privateKey": own.key,
            "httpPort": port, "tlsPort": 1, "ocspResponderURL": "",
            "externalAccountBindingRequired": false,
        }});
        let path = folder.path().join("pebble.json");
        fs::write(&path, settings.to_string()).unwrap();
        let quiet = |command: &mut Command| {
            Ended(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("pebble"))
        };
        let mut resolver = Command::new("pebble-challtestsrv");
        resolver.args(["-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-http01", ""]);
        resolver.args(["-https01", "", "-tlsalpn01", "", "-management"]);
        resolver.arg(free_port().to_string()).args(["-dns01", &names.to_string()]);
        let mut pebble = Command::new("pebble");
        pebble.env("PEBBLE_VA_NOSLEEP", "1").args(["-strict", "-config"]).arg(&path);
        pebble.args(["-dnsserver", &names.to_string()]);
        let started = Self {
            _names: quiet(&mut resolver),
            _pebble: quiet(&mut pebble),
            directory: format!("https://{listen}/dir"),
            management,
            roots: own.certificate,
            _folder: folder,
        };
        wait_until("pebble starts", || {
            [listen, management].into_iter().all(|at| std::net::TcpStream::connect(at).is_ok())
        });
        started
    }

    /// The root that it signs with: another one at each start.
    fn root(&self) -> Vec<u8> {
        let tls = ureq::tls::TlsConfig::builder().disable_verification(true).build();
        let agent: ureq::Agent = ureq::Agent::config_builder().tls_config(tls).build().into();
        let asked = agent.get(format!("https://{}/roots/0", self.management)).call();
        asked.unwrap().body_mut().read_to_vec().unwrap()
    }
}

/// A server at a name, with nothing but its roster yet.
struct Place {
    data: TempDir,
    plain: SocketAddr,
}

impl Place {
    fn make() -> Self {
        assert!(Site::embedded().is_ok(), "the page is not built: run `cargo xtask web` first");
        let data = tempfile::tempdir().unwrap();
        let key = AcceptanceKey::read_or_make(data.path()).unwrap();
        let mut organisation = Organisation::new(&key.public().to_string(), Clock::System.today());
        organisation.roster["origins"] = serde_json::json!([format!("https://{HOST}")]);
        organisation.post(data.path());
        Self { data, plain: free_port() }
    }

    fn at(&self, name: &str) -> std::path::PathBuf {
        self.data.path().join("tls").join(name)
    }

    fn program(&self, verb: &str, listen: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dauys-server"));
        command.env_clear().args([verb, "--listen", listen, "--data"]).arg(self.data.path());
        command.args(["--listen-plain", &self.plain.to_string(), "--tls-certificate"]);
        command.arg(self.at("certificate.pem")).arg("--tls-key").arg(self.at("key.pem"));
        command
    }

    fn serve(&self) -> (Ended, SocketAddr) {
        let mut command = self.program("serve", "127.0.0.1:0");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("listening on https://").expect("it listens");
        (Ended(child), address.parse().unwrap())
    }

    fn certificate(&self, authority: &Authority) -> Output {
        let mut command = self.program("certificate", "127.0.0.1:0");
        command.args(["--agree-to-terms", "--authority", &authority.directory]);
        command.arg("--authority-roots").arg(&authority.roots).output().unwrap()
    }
}

fn words(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn the_first_certificate_comes_while_the_server_waits_for_it_and_is_renewed_in_time() {
    let place = Place::make();
    let authority = Authority::start(place.plain.port());
    let (server, address) = place.serve();
    let browser = Browser::believing(&authority.root());
    assert!(browser.ask(address, &Ask::get("/")).is_err(), "there is none yet");

    let (said, complained) = words(&place.certificate(&authority));
    assert!(said.starts_with(&format!("new: for {HOST}, until 20")), "{said}{complained}");
    assert_eq!((mode(&place.at("key.pem")), mode(&place.at("account.json"))), (0o600, 0o600));
    assert_eq!(mode(&place.data.path().join("tls")), 0o700);
    assert!(!place.data.path().join("challenges").exists());
    server.hang_up();
    wait_until("the certificate is taken", || {
        browser.ask(address, &Ask::get("/")).is_ok_and(|(answer, _)| answer.status == 200)
    });

    let (key, account) =
        (fs::read(place.at("key.pem")).unwrap(), fs::read(place.at("account.json")));
    assert!(words(&place.certificate(&authority)).0.starts_with("kept: "), "it is new enough");
    assert_eq!(fs::read(place.at("key.pem")).unwrap(), key);

    // One that is nearly over, and one for other names, are replaced; by the same account.
    let today = Clock::System.today();
    let ends_soon = |wanted: &mut rcgen::CertificateParams| {
        let day = |day: Day| {
            date_time_ymd(1970, 1, 1) + Duration::from_secs(u64::from(day.number()) * 86_400)
        };
        (wanted.not_before, wanted.not_after) = (day(today.minus(60)), day(today.plus(20)));
    };
    certify(&place.data.path().join("tls"), ends_soon);
    assert!(words(&place.certificate(&authority)).0.starts_with("new: "));
    certify(&place.data.path().join("tls"), |wanted| {
        wanted.subject_alt_names.push(rcgen::SanType::DnsName("other.example".try_into().unwrap()));
    });
    assert!(words(&place.certificate(&authority)).0.starts_with("new: "));
    assert_eq!(fs::read(place.at("account.json")).unwrap(), account.unwrap());

    let doctor = || words(&place.program("doctor", &address.to_string()).output().unwrap()).0;
    let said = doctor();
    assert!(said.contains("shows another certificate than the files hold"), "{said}");
    server.hang_up();
    let newest = fs::read(place.at("certificate.pem")).unwrap();
    wait_until("the certificate is taken", || {
        let shown = Browser::believing(&authority.root()).ask(address, &Ask::get("/"));
        shown.is_ok_and(|(_, connection)| is_first_of(&newest, &connection))
    });
    let said = doctor();
    assert!(said.contains(&format!("tls       for {HOST}, until")), "{said}");
    assert!(
        said.contains(&format!("not believed for {HOST}")),
        "pebble is no real authority: {said}"
    );
    assert!(said.contains(&format!("at {address}, with the headers")), "{said}");
}

#[test]
fn who_does_not_answer_at_the_name_gets_no_certificate_and_is_told_where_to_look() {
    let place = Place::make();
    let authority = Authority::start(place.plain.port());
    let (said, complained) = words(&place.certificate(&authority));
    assert_eq!(said, "");
    let where_to_look = format!("did not find the proof at http://{HOST}: does the name lead");
    assert!(complained.contains(&where_to_look), "{complained}");
    assert!(!place.at("certificate.pem").exists());
    assert!(!place.data.path().join("challenges").exists());

    let mut without = place.program("certificate", "127.0.0.1:0");
    without.args(["--authority", &authority.directory]);
    assert!(words(&without.output().unwrap()).1.contains("--agree-to-terms"));
    let mut distrusting = place.program("certificate", "127.0.0.1:0");
    distrusting.args(["--agree-to-terms", "--authority", &authority.directory]);
    let (_, complained) = words(&distrusting.output().unwrap());
    assert!(complained.contains("the authority says no, or cannot be reached"), "{complained}");
}
