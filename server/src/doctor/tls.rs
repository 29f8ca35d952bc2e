//! The certificate: for whom, until when, and whether desks and browsers believe it.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use dauys_wire::Day;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
};

use super::{Finding, State};
use crate::certificate::Term;
use crate::config::Config;
use crate::key::AcceptanceKey;
use crate::posted::Posted;
use crate::tls::TlsFiles;

const SECONDS_PER_DAY: u64 = 86_400;

/// Nothing, if the server leaves TLS to what stands in front of it.
pub(super) fn look(config: &Config, today: Day) -> Vec<Finding> {
    let check = "tls";
    let Some(files) = &config.tls else { return Vec::new() };
    let todo = "have `dauys-server certificate` run every day, and look at why it fails";
    let term = match Term::of(files) {
        Ok(term) => term,
        Err(error) => return vec![Finding::bad(check, State::Now, error.to_string(), todo)],
    };
    let says = format!("for {}, until {}", term.hosts.join(", "), term.ends);
    if term.ends < today {
        return vec![Finding::bad(check, State::Now, says, todo)];
    }
    let refused = hosts(config, today).into_iter().find_map(|host| {
        let error = verify(files, &host, today).err()?;
        Some((host, error))
    });
    vec![match refused {
        Some((host, error)) => {
            let says = format!("{says}; not believed for {host}: {error}");
            let todo = "the chain has to be whole, from an authority that browsers know, and for every \
                        https address in the roster";
            Finding::bad(check, State::Now, says, todo)
        }
        None if term.is_late(today) => Finding::bad(check, State::Soon, says, todo),
        None => Finding::good(check, says),
    }]
}

/// What is wrong with the roster is said by another check.
fn hosts(config: &Config, today: Day) -> Vec<String> {
    let posted = AcceptanceKey::read(&config.data).ok().and_then(|key| {
        Posted::read(&config.data, config.root.as_ref(), &key.public(), today).ok()
    });
    posted.map(|posted| posted.tls_hosts()).unwrap_or_default()
}

/// As a desk does it: by the roots that it has built in.
fn verify(files: &TlsFiles, host: &str, today: Day) -> Result<(), Error> {
    let chain = files.chain().map_err(|error| Error::General(error.to_string()))?;
    let (first, others) = chain.split_first().ok_or(CertificateError::BadEncoding)?;
    let name = ServerName::try_from(host).map_err(|_| CertificateError::NotValidForName)?;
    let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let provider = Arc::new(ring::default_provider());
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build();
    let verifier = verifier.map_err(|error| Error::General(error.to_string()))?;
    // The last second of today: one of a certificate's first day is in its time.
    let seconds = (u64::from(today.number()) + 1) * SECONDS_PER_DAY - 1;
    let now = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
    verifier.verify_server_cert(first, others, &name, &[], now).map(drop)
}

/// To connect to this server itself: it has to show the certificate that lies in the files, and nothing
/// else counts.
pub(super) fn only(files: &TlsFiles) -> io::Result<Arc<ClientConfig>> {
    let provider = Arc::new(ring::default_provider());
    let first = files.chain().map_err(io::Error::other)?.into_iter().next();
    let expected = first.ok_or(io::ErrorKind::InvalidData)?;
    let verifier = Only { expected, provider: Arc::clone(&provider) };
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok(Arc::new(config))
}

#[derive(Debug)]
struct Only {
    expected: CertificateDer<'static>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Only {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if *end_entity == self.expected {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(CertificateError::ApplicationVerificationFailure.into())
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
