//! `dauys-server certificate`: gets a certificate for the page's address from an authority that speaks
//! ACME (RFC 8555), and renews it in time. A process of its own, so that the server itself never calls
//! anybody; the two meet in the data directory. This one puts a proof into `challenges`, which the
//! server shows to the authority; then the certificate into `tls`, which the server reads by itself
//! within a minute.

mod client;
mod place;
mod term;

use std::path::{Path, PathBuf};

use dauys_wire::Day;
use instant_acme::{
    Account, AccountCredentials, AuthorizationStatus, ChallengeType, Identifier, NewAccount,
    NewOrder, Order, OrderStatus, RetryPolicy,
};
use zeroize::Zeroizing;

pub use place::{challenge, files};
pub use term::Term;

/// Let's Encrypt.
pub const AUTHORITY: &str = "https://acme-v02.api.letsencrypt.org/directory";

/// From whom, and for what.
#[derive(Debug)]
pub struct Wanted {
    /// The data directory.
    pub data: PathBuf,
    /// The authority's directory: an address.
    pub authority: String,
    /// The roots that vouch for the authority's own address, in PEM; without it, those built in.
    pub roots: Option<PathBuf>,
    /// The hosts of the page's addresses.
    pub hosts: Vec<String>,
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Obtained {
    /// The one that is there is good for a while.
    Kept(Term),
    /// A new one is there.
    New(Term),
}

/// Why there is no new certificate.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// Nothing to have one for.
    #[error("the roster names no https address that a certificate could be for")]
    NoHost,
    /// The file system failed.
    #[error("{0} cannot be read or written")]
    File(PathBuf, #[source] std::io::Error),
    /// The roots are not.
    #[error("{0} holds no certificate in PEM")]
    Roots(PathBuf),
    /// The account's file is not one.
    #[error("{0} is not the file of an account: remove it, and a new account is made")]
    Account(PathBuf),
    /// The authority cannot be reached, or refuses.
    #[error("the authority says no, or cannot be reached: {0}")]
    Authority(String),
    /// The authority asked the page's address and did not find the proof.
    #[error(
        "the authority did not find the proof at http://{0}: does the name lead to this machine, and does \
         the server listen on port 80 (listen_plain)?"
    )]
    Unproven(String),
    /// It offers no way that this program knows.
    #[error("the authority offers no proof by HTTP")]
    NoChallenge,
    /// What it gave is not a certificate.
    #[error("what the authority gave is no certificate")]
    Malformed,
}

impl From<instant_acme::Error> for CertificateError {
    fn from(error: instant_acme::Error) -> Self {
        // What the authority says goes to a terminal.
        let said: String = error.to_string().chars().filter(|it| !it.is_control()).collect();
        Self::Authority(said)
    }
}

/// Gets a certificate, unless the one that is there has more than a third of its time left.
pub async fn obtain(wanted: &Wanted, today: Day) -> Result<Obtained, CertificateError> {
    if wanted.hosts.is_empty() {
        return Err(CertificateError::NoHost);
    }
    if let Some(term) = place::term(&wanted.data)
        && term.hosts_are(&wanted.hosts)
        && !term.is_late(today)
    {
        return Ok(Obtained::Kept(term));
    }
    let account = account(wanted).await?;
    let hosts: Vec<_> = wanted.hosts.iter().cloned().map(Identifier::Dns).collect();
    let mut order = account.new_order(&NewOrder::new(&hosts)).await?;
    let proven = prove(&mut order, &wanted.data).await;
    let issued = match proven {
        Ok(()) => issue(&mut order, &wanted.hosts).await,
        Err(error) => Err(error),
    };
    place::clear_challenges(&wanted.data);
    let (chain, key) = issued?;
    let term = Term::of_pem(chain.as_bytes()).ok_or(CertificateError::Malformed)?;
    place::keep(&wanted.data, &chain, &key)?;
    Ok(Obtained::New(term))
}

/// The one that was made before, or a new one. No address of anybody's is told to the authority.
async fn account(wanted: &Wanted) -> Result<Account, CertificateError> {
    let builder = || client::Client::boxed(wanted.roots.as_deref()).map(Account::builder_with_http);
    if let Some(json) = place::account(&wanted.data, &wanted.authority)? {
        let credentials: AccountCredentials = serde_json::from_slice(&json)
            .map_err(|_| CertificateError::Account(place::account_path(&wanted.data)))?;
        return Ok(builder()?.from_credentials(credentials).await?);
    }
    let new =
        NewAccount { contact: &[], terms_of_service_agreed: true, only_return_existing: false };
    let (account, credentials) = builder()?.create(&new, wanted.authority.clone(), None).await?;
    place::keep_account(&wanted.data, &wanted.authority, &credentials)?;
    Ok(account)
}

/// Shows for each host that whoever answers there is who asks.
async fn prove(order: &mut Order, data: &Path) -> Result<(), CertificateError> {
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization?;
        if authorization.status == AuthorizationStatus::Valid {
            continue;
        }
        let mut challenge =
            authorization.challenge(ChallengeType::Http01).ok_or(CertificateError::NoChallenge)?;
        place::keep_challenge(data, &challenge.token, challenge.key_authorization().as_str())?;
        challenge.set_ready().await?;
    }
    Ok(())
}

/// The chain and the key, in PEM.
async fn issue(
    order: &mut Order,
    hosts: &[String],
) -> Result<(String, Zeroizing<String>), CertificateError> {
    let patience = RetryPolicy::default();
    match order.poll_ready(&patience).await {
        Ok(OrderStatus::Ready) => {}
        Ok(_) | Err(instant_acme::Error::Api(_)) => {
            return Err(CertificateError::Unproven(hosts.join(", http://")));
        }
        Err(error) => return Err(error.into()),
    }
    let key = Zeroizing::new(order.finalize().await?);
    let chain = order.poll_certificate(&patience).await?;
    Ok((chain, key))
}
