//! The examples in `server/deploy` for what stands around the server: understood by the programs they are
//! for, and of use.

use std::fs;
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use dauys_server::listen::Listen;
use dauys_wire::api::{OCTETS, letter_path};
use dauys_wire::limits::LETTER_BYTES;
use dauys_wire::problem::ProblemCode;

use crate::client::Ask;
use crate::stack::{Stack, id, sealed};
use crate::tls::{Browser, HOST, certify, free_port};

const NGINX: &str = include_str!("../../deploy/nginx.conf");
const TORRC: &str = include_str!("../../deploy/torrc");
const PATIENCE: Duration = Duration::from_mins(1);

/// Ended when it is dropped.
struct Nginx(Child);

impl Drop for Nginx {
    fn drop(&mut self) {
        let master = self.0.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &master]).status();
        let _ = self.0.wait();
    }
}

/// The example, with places and ports of a test.
fn nginx(folder: &Path, plain: &str, secure: &str) -> Nginx {
    let at = |name: &str| folder.join(name).display().to_string();
    let site = NGINX
        .replace("listen 80;", &format!("listen {plain};"))
        .replace("    listen [::]:80;\n", "")
        .replace("listen 443 ssl", &format!("listen {secure} ssl"))
        .replace("    listen [::]:443 ssl http2;\n", "")
        .replace("/etc/ssl/dauys/", &at(""))
        .replace("/run/dauys/socket", &at("socket"));
    assert!(!site.contains("443") && !site.contains("/run/"), "{site}");
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {};\n", at(kind)))
        .concat();
    let settings = format!(
        "daemon off; pid {}; worker_processes 1; events {{}}\nerror_log {} warn;\n\
         http {{\n{temporary}{site}}}\n",
        at("pid"),
        at("log"),
    );
    fs::write(folder.join("nginx.conf"), settings).unwrap();
    let mut command = Command::new("nginx");
    command.arg("-c").arg(folder.join("nginx.conf")).arg("-p").arg(folder);
    Nginx(command.spawn().expect("nginx"))
}

#[test]
fn nginx_passes_everything_on_to_the_socket_and_writes_nothing_down() {
    let folder = tempfile::tempdir().unwrap();
    // The workers of nginx have an account of their own.
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let files = certify(folder.path(), |_| {});
    let socket = Listen::Socket(folder.path().join("socket"));
    let origins = [format!("https://{HOST}"), "http://abc.onion".into()];
    let mut stack = Stack::start_with(
        |roster| roster["origins"] = origins.as_slice().into(),
        |config| config.listen = socket,
    );
    let (plain, secure) = (free_port(), free_port());
    let proxy = nginx(folder.path(), &plain.to_string(), &secure.to_string());
    let begun = Instant::now();
    while TcpStream::connect(secure).is_err() {
        assert!(begun.elapsed() < PATIENCE, "nginx does not start");
        std::thread::sleep(Duration::from_millis(20));
    }

    let browser = Browser::believing(&fs::read(files.certificate).unwrap()).of_old_times();
    let ask = |ask: &Ask| browser.ask(secure, ask).unwrap().0;
    let page = ask(&Ask::get("/").header("accept-encoding", "br"));
    assert_eq!((page.status, page.body.as_slice()), (200, b"<p>choose</p>".as_slice()));
    assert_eq!(page.header("onion-location"), Some("http://abc.onion/"));
    assert_eq!(page.header("server"), None);
    assert!(page.header("date").unwrap().ends_with("00:00:00 GMT"), "the day alone");
    assert_eq!(ask(&Ask::get("/api/v1/health")).status, 200);
    // Whole, of its full size, and refused by the server alone, which misses its stamp.
    let letter = Ask::new("PUT", letter_path(&id(7))).header("content-type", OCTETS);
    let refused = ask(&letter.body(sealed("through nginx", LETTER_BYTES)));
    assert_eq!(refused.problem(), ProblemCode::StampRequired);
    let sent_on = Ask::get("/kk/").send(plain);
    assert_eq!(sent_on.status, 308);
    assert_eq!(sent_on.header("location").unwrap(), format!("https://{HOST}/kk/"));
    let split = Ask::get("/%0d%0aset-cookie:%20visitor=1").header("x", "y").send(plain);
    assert_eq!(split.header("set-cookie"), None, "an address ends no header");
    assert_eq!(Ask::get("/api/v1/health").send(plain).status, 404);
    drop(proxy);
    stack.stop();
    let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.retain(|name| fs::read_dir(folder.path().join(name)).is_err());
    names.sort();
    assert_eq!(names, ["certificate.pem", "key.pem", "log", "nginx.conf"]);
    assert_eq!(fs::read_to_string(folder.path().join("log")).unwrap(), "");
}

#[test]
fn tor_understands_its_example() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let data = at("data");
    let example = TORRC.replace("/var/lib/tor/dauys/", &at("service").display().to_string());
    fs::write(at("torrc"), format!("DataDirectory {}\n{example}", data.display())).unwrap();
    let mut tor = Command::new("tor");
    tor.args(["--verify-config", "--defaults-torrc", "/dev/null", "-f"]).arg(at("torrc"));
    let said = tor.output().expect("tor");
    let words = String::from_utf8_lossy(&said.stdout);
    assert!(said.status.success() && words.contains("Configuration was valid"), "{words}");
    let warns = |line: &&str| line.contains("[warn]") && !line.contains("running Tor as root");
    assert_eq!(words.lines().find(warns), None);
}
