//! Where the server is connected to: a socket in the file system, an address with TLS, and the one
//! without, which sends browsers on.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use dauys_server::listen::Listen;
use dauys_server::tls::TlsFiles;
use dauys_wire::api;
use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::version::{TLS12, TLS13};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned, SupportedProtocolVersion,
};

use crate::client::{Answer, Ask};
use crate::process;
use crate::stack::Stack;

pub(crate) const HOST: &str = "dauys.example";

/// A certificate that vouches for itself, in the two files that a server is given.
pub(crate) fn certify(folder: &Path, change: impl FnOnce(&mut CertificateParams)) -> TlsFiles {
    let mut wanted = CertificateParams::new([HOST.to_owned()]).unwrap();
    change(&mut wanted);
    let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
    let certificate = wanted.self_signed(&key).unwrap();
    let at = |name| folder.join(name);
    let files = TlsFiles { certificate: at("certificate.pem"), key: at("key.pem") };
    fs::write(&files.certificate, certificate.pem()).unwrap();
    fs::write(&files.key, key.serialize_pem()).unwrap();
    files
}

/// A browser that believes this certificate alone.
pub(crate) struct Browser(Arc<ClientConfig>);

impl Browser {
    pub(crate) fn believing(pem: &[u8]) -> Self {
        Self::speaking(pem, &[&TLS13, &TLS12])
    }

    fn speaking(pem: &[u8], versions: &[&'static SupportedProtocolVersion]) -> Self {
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(pem).unwrap()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider);
        let config = config.with_protocol_versions(versions).unwrap();
        let mut config = config.with_root_certificates(roots).with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Self(Arc::new(config))
    }

    /// The same without HTTP/2, which this one only knows the name of.
    pub(crate) fn of_old_times(self) -> Self {
        let mut config = Arc::unwrap_or_clone(self.0);
        config.alpn_protocols.clear();
        Self(Arc::new(config))
    }

    /// What came back, and what the connection was, which may have failed.
    pub(crate) fn ask(
        &self,
        server: SocketAddr,
        ask: &Ask,
    ) -> Result<(Answer, ClientConnection), std::io::Error> {
        let mut stream = TcpStream::connect(server).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let name = ServerName::try_from(HOST).unwrap();
        let mut client = ClientConnection::new(Arc::clone(&self.0), name).unwrap();
        client.complete_io(&mut stream)?;
        let mut stream = StreamOwned::new(client, stream);
        let answer = ask.send_on(&mut stream);
        Ok((answer, stream.conn))
    }
}

impl Browser {
    /// A connection that was answered once and stays.
    fn hold(&self, server: SocketAddr, ask: &Ask) -> StreamOwned<ClientConnection, TcpStream> {
        let mut stream = TcpStream::connect(server).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        let name = ServerName::try_from(HOST).unwrap();
        let mut client = ClientConnection::new(Arc::clone(&self.0), name).unwrap();
        client.complete_io(&mut stream).unwrap();
        let mut stream = StreamOwned::new(client, stream);
        stream.write_all(format!("{}\r\n", ask.start()).as_bytes()).unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200");
        stream
    }
}

pub(crate) fn free_port() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn with_tls(folder: &Path) -> (Stack, SocketAddr) {
    let (files, plain) = (certify(folder, |_| {}), free_port());
    let origins = [format!("https://{HOST}"), "http://abc.onion".into()];
    let stack = Stack::start_with(
        |roster| roster["origins"] = origins.as_slice().into(),
        |config| {
            config.tls = Some(files);
            config.listen_plain = Some(plain);
        },
    );
    (stack, plain)
}

#[test]
fn a_proxy_connects_to_a_socket_also_after_a_server_that_was_killed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("socket");
    drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
    let place = Listen::Socket(path.clone());
    let mut stack = Stack::start_with(|_| {}, |config| config.listen = place.clone());
    assert_eq!(stack.server.as_ref().unwrap().listens(), &place);
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o666, "as open as an address of this machine");
    for _ in 0..3 {
        let answer = Ask::get("/").send_on(UnixStream::connect(&path).unwrap());
        assert_eq!((answer.status, answer.body.as_slice()), (200, b"<p>choose</p>".as_slice()));
    }
    stack.stop();
    assert!(!path.exists());
}

#[test]
fn connections_are_sealed_and_none_is_recognised_by_the_one_before() {
    let folder = tempfile::tempdir().unwrap();
    let (stack, _) = with_tls(folder.path());
    let pem = fs::read(folder.path().join("certificate.pem")).unwrap();
    for versions in [&[&TLS13][..], &[&TLS12]] {
        let browser = Browser::speaking(&pem, versions);
        for _ in 0..2 {
            let (answer, connection) = browser.ask(stack.address(), &Ask::get("/")).unwrap();
            assert_eq!((answer.status, answer.body.as_slice()), (200, b"<p>choose</p>".as_slice()));
            assert!(answer.header("strict-transport-security").is_some());
            assert_eq!(answer.header("onion-location"), Some("http://abc.onion/"));
            assert_eq!(connection.alpn_protocol(), Some(b"http/1.1".as_slice()));
            assert_eq!(connection.handshake_kind(), Some(rustls::HandshakeKind::Full));
            assert_eq!(connection.tls13_tickets_received(), 0);
        }
    }
    let clear = crate::client::exchange(stack.address(), b"GET / HTTP/1.1\r\n\r\n", b"");
    assert!(!clear.starts_with(b"HTTP"), "nothing is said without TLS");
}

#[test]
fn without_tls_browsers_are_sent_on_and_nothing_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let (_stack, plain) = with_tls(folder.path());
    for path in ["/", "/kk/", "/no-such-page"] {
        let answer = Ask::get(path).send(plain);
        assert_eq!(answer.status, 308);
        assert_eq!(answer.header("location").unwrap(), format!("https://{HOST}{path}"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    for ask in [
        Ask::get("/api/v1/roster.json"),
        Ask::new("PUT", "/api/v1/letters/AAECAwQFBgcICQoLDA0ODw").body("x"),
        Ask::new("POST", "/kk/").body("words in clear"),
        Ask::get("/.well-known/acme-challenge/unknown"),
        Ask::get("/.well-known/acme-challenge/..%2fserver.key"),
        Ask::get("/.well-known/acme-challenge/../server.key"),
    ] {
        assert_eq!(ask.send(plain).status, 404, "{}", ask.path);
    }
}

#[test]
fn another_certificate_is_taken_while_it_runs_and_a_wrong_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let (stack, _) = with_tls(folder.path());
    let read = || fs::read(folder.path().join("certificate.pem")).unwrap();
    let believes =
        |pem: &[u8]| Browser::believing(pem).ask(stack.address(), &Ask::get("/")).is_ok();
    let first = read();
    assert!(believes(&first));

    certify(folder.path(), |_| {});
    let second = read();
    assert!(believes(&first) && !believes(&second), "not read yet");
    stack.reload().unwrap();
    assert!(believes(&second) && !believes(&first));

    // A key of another certificate, no key, no certificate.
    let key = folder.path().join("key.pem");
    let kept = fs::read(&key).unwrap();
    certify(folder.path(), |_| {});
    fs::write(&key, &kept).unwrap();
    stack.reload().unwrap();
    assert!(believes(&second));
    fs::write(&key, "-----BEGIN PRIVATE KEY-----\n").unwrap();
    stack.reload().unwrap();
    assert!(believes(&second));
    fs::remove_file(&key).unwrap();
    stack.reload().unwrap();
    assert!(believes(&second));
}

/// What an idle connection may cost with TLS.
const EACH: u64 = 48 << 10;
const IDLE: usize = 600;

#[test]
fn idle_connections_with_tls_take_little_memory_and_silent_ones_are_let_go() {
    let folder = tempfile::tempdir().unwrap();
    let files = certify(folder.path(), |_| {});
    let pem = fs::read(&files.certificate).unwrap();
    let [certificate, key] = [&files.certificate, &files.key].map(|path| path.to_str().unwrap());
    let installed = process::Installation::make(&[
        "--tls-certificate",
        certificate,
        "--tls-key",
        key,
        "--head-seconds",
        "3",
        "--idle-seconds",
        "120",
    ]);
    let server = installed.start();
    let browser = Browser::believing(&pem);
    let health = Ask::get(api::health_path());
    let hold = |_| browser.hold(server.address, &health);
    // What is there once and for all is there.
    drop((0..8).map(hold).collect::<Vec<_>>());
    let before = server.memory();
    let crowd: Vec<_> = (0..IDLE).map(hold).collect();
    let grown = server.memory().saturating_sub(before);
    println!(
        "{IDLE} connections with TLS: {} kB each",
        (grown / u64::try_from(IDLE).unwrap()) >> 10
    );
    assert!(grown < u64::try_from(IDLE).unwrap() * EACH, "{grown} bytes more");
    drop(crowd);

    // Who says nothing at all is not waited for.
    let mut silent = TcpStream::connect(server.address).unwrap();
    silent.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    assert!(matches!(silent.read(&mut [0; 1]), Ok(0)), "let go");
}

#[test]
fn settings_of_tls_that_make_no_sense_are_refused_in_words() {
    let data = tempfile::tempdir().unwrap();
    let says = |flags: &[&str], words: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dauys-server"));
        command.env_clear().args(["serve", "--data"]).arg(data.path()).args(flags);
        let said = String::from_utf8(command.output().unwrap().stderr).unwrap();
        assert!(said.contains(words), "{flags:?}: {said}");
    };
    says(&["--tls-key", "k.pem"], "belong together");
    says(&["--listen-plain", "127.0.0.1:0"], "give tls_certificate and tls_key too");
    says(
        &["--listen", "unix:/tmp/s", "--tls-key", "k", "--tls-certificate", "c"],
        "not on a socket",
    );
    says(&["--listen", "unix:s"], "neither an address");
    let installed = process::Installation::make(&[]);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dauys-server"));
    command.env_clear().args(["serve", "--listen", "127.0.0.1:0", "--tls-certificate", "/c.pem"]);
    let command = command.args(["--tls-key", "/k.pem", "--data"]).arg(installed.data());
    let said = String::from_utf8(command.output().unwrap().stderr).unwrap();
    assert!(said.contains("/c.pem is missing"), "{said}");
}
