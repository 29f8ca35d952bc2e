//! How the authority is asked: with the client that desks have too, and its built-in roots, so that
//! nothing of the machine is needed.

use std::fs;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Collected};
use instant_acme::{BodyWrapper, BytesResponse, Error, HttpClient};
use ureq::Agent;
use ureq::http::{Request, Response};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};

use super::CertificateError;

const CALL_TIME: Duration = Duration::from_mins(1);
/// Longer than any chain.
const ANSWER_MAX: u64 = 1 << 20;

pub(super) struct Client(Agent);

impl Client {
    pub(super) fn boxed(roots: Option<&Path>) -> Result<Box<dyn HttpClient>, CertificateError> {
        let mut tls = TlsConfig::builder();
        if let Some(path) = roots {
            let pem =
                fs::read(path).map_err(|error| CertificateError::File(path.to_owned(), error))?;
            let certificates: Vec<_> = parse_pem(&pem)
                .filter_map(|item| match item {
                    Ok(PemItem::Certificate(certificate)) => Some(certificate),
                    _ => None,
                })
                .collect();
            if certificates.is_empty() {
                return Err(CertificateError::Roots(path.to_owned()));
            }
            tls = tls.root_certs(RootCerts::Specific(Arc::new(certificates)));
        }
        let agent = Agent::config_builder()
            .tls_config(tls.build())
            .timeout_global(Some(CALL_TIME))
            // What the authority refuses, it explains.
            .http_status_as_error(false)
            .https_only(true)
            .max_redirects(0)
            .build();
        Ok(Box::new(Self(agent.into())))
    }
}

impl HttpClient for Client {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        let agent = self.0.clone();
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let Ok(body) = body.collect().await.map(Collected::to_bytes);
            let call = move || call(&agent, Request::from_parts(head, body.to_vec()));
            let called = tokio::task::spawn_blocking(call).await;
            let answer = called.map_err(|error| Error::Other(Box::new(error)))?;
            let (parts, body) = answer.map_err(|error| Error::Other(Box::new(error)))?.into_parts();
            Ok(BytesResponse { parts, body: Box::new(body) })
        })
    }
}

fn call(agent: &Agent, request: Request<Vec<u8>>) -> Result<Response<Bytes>, ureq::Error> {
    let (parts, mut body) = agent.run(request)?.into_parts();
    let bytes = body.with_config().limit(ANSWER_MAX).read_to_vec()?;
    Ok(Response::from_parts(parts, bytes.into()))
}
