//! What a certificate says: for whom, from when and until when.

use dauys_wire::Day;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use crate::tls::{TlsError, TlsFiles};

const SECONDS_PER_DAY: i64 = 86_400;
/// Of its time, this part is left when a new one is asked for. Authorities advise it, for
/// certificates of 90 days and of six.
const LATE_PART: u32 = 3;

/// The time of a certificate, and its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its first day.
    pub begins: Day,
    /// Its last whole day.
    pub ends: Day,
    /// The names it is for, sorted.
    pub hosts: Vec<String>,
}

impl Term {
    /// Of the first certificate in the files of a server.
    pub fn of(files: &TlsFiles) -> Result<Self, TlsError> {
        let malformed = || TlsError::Malformed(files.certificate.clone(), "certificate");
        files.chain()?.first().and_then(Self::of_der).ok_or_else(malformed)
    }

    pub(super) fn of_pem(pem: &[u8]) -> Option<Self> {
        Self::of_der(&CertificateDer::from_pem_slice(pem).ok()?)
    }

    fn of_der(der: &CertificateDer<'_>) -> Option<Self> {
        let (_, certificate) = X509Certificate::from_der(der).ok()?;
        let validity = certificate.validity();
        let day = |seconds: i64| u32::try_from(seconds.div_euclid(SECONDS_PER_DAY)).ok();
        let begins = Day::from_number(day(validity.not_before.timestamp())?);
        let ends = Day::from_number(day(validity.not_after.timestamp())?).minus(1);
        let names = certificate.subject_alternative_name().ok()?;
        let names = names.map(|names| names.value.general_names.as_slice()).unwrap_or_default();
        let name = |name: &GeneralName<'_>| match name {
            GeneralName::DNSName(name) => Some(name.to_ascii_lowercase()),
            _ => None,
        };
        let mut hosts: Vec<String> = names.iter().filter_map(name).collect();
        hosts.sort_unstable();
        Some(Self { begins, ends, hosts })
    }

    /// Whether a new one is to be asked for.
    pub fn is_late(&self, today: Day) -> bool {
        let whole = self.ends.since(self.begins);
        self.ends.number() < today.number().saturating_add(whole / LATE_PART)
    }

    /// Whether it is for exactly these.
    pub(super) fn hosts_are(&self, hosts: &[String]) -> bool {
        let mut hosts = hosts.to_vec();
        hosts.sort_unstable();
        hosts == self.hosts
    }
}
