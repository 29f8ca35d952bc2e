//! pebble, the authority that Let's Encrypt tests clients with.

use std::fs;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use dauys_tests::folder::Folder;
use dauys_tests::programs;

use crate::alone::Ended;

const PATIENCE: Duration = Duration::from_mins(1);
const DIRECTORY: &str = "127.0.0.1:14000";
const MANAGEMENT: &str = "127.0.0.1:15000";
const NAMES: &str = "127.0.0.1:8053";

pub(crate) struct Authority {
    /// Its ACME directory.
    pub(crate) directory: String,
    /// The root of its own address, in PEM.
    pub(crate) own: String,
    folder: Folder,
    _names: Ended,
    _pebble: Ended,
}

impl Authority {
    /// For which every name leads to this machine; proofs are looked for at this port.
    pub(crate) fn start(port: u16) -> Self {
        let folder = Folder::make();
        let at = |name: &str| folder.path().join(name);
        let mut openssl = Command::new("openssl");
        openssl.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]);
        openssl.args(["-nodes", "-days", "2", "-subj", "/CN=authority", "-addext"]);
        openssl.args(["subjectAltName=IP:127.0.0.1", "-addext"]);
        openssl.args(["basicConstraints=critical,CA:FALSE", "-keyout"]).arg(at("key.pem"));
        programs::must(openssl.arg("-out").arg(at("own.pem")));
        let settings = serde_json::json!({ "pebble": {
            "listenAddress": DIRECTORY, "managementListenAddress": MANAGEMENT,
            "certificate": at("own.pem"), "privateKey": at("key.pem"),
            "httpPort": port, "tlsPort": 1, "ocspResponderURL": "",
            "externalAccountBindingRequired": false,
        }});
        fs::write(at("pebble.json"), settings.to_string()).unwrap();
        let quiet = |command: &mut Command| {
            Ended::start(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()))
        };
        let mut names = Command::new("pebble-challtestsrv");
        names.args(["-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-http01", "", "-https01"]);
        names.args(["", "-tlsalpn01", "", "-management", "127.0.0.1:8055", "-dns01", NAMES]);
        let mut pebble = Command::new("pebble");
        pebble.env("PEBBLE_VA_NOSLEEP", "1").args(["-strict", "-config"]).arg(at("pebble.json"));
        let authority = Self {
            directory: format!("https://{DIRECTORY}/dir"),
            own: fs::read_to_string(at("own.pem")).unwrap(),
            _names: quiet(&mut names),
            _pebble: quiet(pebble.args(["-dnsserver", NAMES])),
            folder,
        };
        wait_for(DIRECTORY);
        wait_for(MANAGEMENT);
        authority.keep_root();
        authority
    }

    /// The root that it signs with, in PEM.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("root.pem")
    }

    /// Another one at each start.
    fn keep_root(&self) {
        let tls = ureq::tls::TlsConfig::builder().disable_verification(true).build();
        let agent: ureq::Agent = ureq::Agent::config_builder().tls_config(tls).build().into();
        let mut answer = agent.get(format!("https://{MANAGEMENT}/roots/0")).call().unwrap();
        fs::write(self.root(), answer.body_mut().read_to_vec().unwrap()).unwrap();
    }
}

fn wait_for(address: &str) {
    let begun = Instant::now();
    while TcpStream::connect(address).is_err() {
        assert!(begun.elapsed() < PATIENCE, "nobody listens at {address}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
