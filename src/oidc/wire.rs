//! One request to the provider: with time-outs, without following it elsewhere, and without reading more than 1 MB.

use openidconnect::{HttpRequest, HttpResponse};
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// How long a whole answer may take, and how long finding the provider.
const PATIENCE: Duration = Duration::from_secs(10);
const TO_CONNECT: Duration = Duration::from_secs(5);

/// The longest answer: keys and claims have some kilobytes.
const LONGEST: u64 = 1 << 20;

/// Why there is no answer.
#[derive(Debug, Error)]
pub(super) enum WireError {
    #[error("the provider does not answer: {0}")]
    Request(#[from] ureq::Error),
    #[error("the request was given up: {0}")]
    Task(#[from] tokio::task::JoinError),
    #[error("not an answer: {0}")]
    Answer(#[from] openidconnect::http::Error),
}

/// The client; certificates are checked against those that the machine trusts.
pub(super) fn agent(encrypted: bool) -> Agent {
    let mut builder = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .timeout_connect(Some(TO_CONNECT))
        .max_redirects(0)
        .http_status_as_error(false)
        // The provider is named by address; a proxy of the environment would be a setting that nobody knows of.
        .proxy(None)
        .https_only(encrypted);
    if encrypted {
        builder = builder.tls_config(trusted());
    }
    builder.build().new_agent()
}

fn trusted() -> TlsConfig {
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(%error, "a certificate of this machine cannot be read");
    }
    let certificates = found
        .certs
        .iter()
        .map(|certificate| Certificate::from_der(certificate).to_owned());
    TlsConfig::builder()
        .root_certs(RootCerts::from(certificates))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build()
}

/// Asks on a thread that may wait.
pub(super) async fn ask(agent: Agent, request: HttpRequest) -> Result<HttpResponse, WireError> {
    tokio::task::spawn_blocking(move || {
        let answer = agent.run(request)?;
        let (head, mut body) = answer.into_parts();
        let bytes = body.with_config().limit(LONGEST).read_to_vec()?;
        Ok(HttpResponse::from_parts(head, bytes))
    })
    .await?
}
