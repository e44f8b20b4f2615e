//! Runs the service until it is told to stop.

use crate::app::{self, Parts};
use actix_web::HttpServer;
use std::io::ErrorKind;
use std::net::SocketAddr;

/// Serves `parts` at `address`; a stop (SIGINT, SIGTERM) lets running requests end within `shutdown_seconds`.
///
/// `ready` is called once the address is taken, before the first request.
///
/// # Errors
/// A message for the person who starts the service, when the address cannot be used.
pub fn serve(
    parts: Parts,
    address: SocketAddr,
    shutdown_seconds: u64,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), String> {
    actix_web::rt::System::new().block_on(async move {
        let server = HttpServer::new(move || app::build(parts.clone()))
            .shutdown_timeout(shutdown_seconds)
            .bind(address)
            .map_err(|error| refused(address, &error))?;
        for address in server.addrs() {
            tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "serving");
        }
        if let Some(address) = server.addrs().first() {
            ready(*address);
        }
        server
            .run()
            .await
            .map_err(|error| format!("the service ended: {error}"))?;
        tracing::info!("stopped");
        Ok(())
    })
}

/// Why an address cannot be listened on, and what to do.
pub(crate) fn refused(address: SocketAddr, error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::AddrInUse => format!(
            "{address} is in use by another program. Stop it, or choose another port: \
             ANSKAF_LISTEN=127.0.0.1:8081"
        ),
        ErrorKind::PermissionDenied => format!("this user may not listen on {address}"),
        ErrorKind::AddrNotAvailable => format!("{address} is not an address of this machine"),
        _ => format!("cannot listen on {address}: {error}"),
    }
}

/// Asks a running service at `address` whether it is ready; for container health checks.
///
/// # Errors
/// What was answered instead.
pub fn healthcheck(address: SocketAddr) -> Result<(), String> {
    use std::io::{Read, Write};
    let mut target = address;
    if target.ip().is_unspecified() {
        target.set_ip(match target {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    let patience = std::time::Duration::from_secs(3);
    let answer = || -> std::io::Result<String> {
        let mut stream = std::net::TcpStream::connect_timeout(&target, patience)?;
        stream.set_read_timeout(Some(patience))?;
        write!(
            stream,
            "GET /readyz HTTP/1.1\r\nHost: {target}\r\nConnection: close\r\n\r\n"
        )?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        Ok(text)
    };
    let text = answer().map_err(|error| format!("{target} does not answer: {error}"))?;
    let first = text.lines().next().unwrap_or_default();
    if first.contains(" 200 ") {
        Ok(())
    } else {
        Err(format!("{target} answers: {first}"))
    }
}
