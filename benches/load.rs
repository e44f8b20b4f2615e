//! Loads a running service with requests, on SQLite and on PostgreSQL, and prints requests/s, p50 and p99.
//!
//! `cargo bench --bench load`. The server runs in this process on a free port of the loopback address, with
//! 100,000 devices; four connections send requests one after the other. PostgreSQL is a throwaway server from
//! the machine's own binaries; where there is none, only SQLite is loaded.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::disallowed_methods
)]

#[path = "../tests/it/support/postgres.rs"]
mod postgres;
#[allow(dead_code, reason = "each bench uses its part")]
mod seed;

use anskaf::db::{Database, DatabaseUrl};
use seed::Size;
use seed::client::{Client, start};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

const SIZE: Size = Size::LARGE;
const CONNECTIONS: usize = 4;

fn main() {
    // `cargo test --benches` runs this without `--bench`: nothing to check then.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    println!(
        "{CONNECTIONS} connections, {} devices registered beforehand\n",
        SIZE.devices
    );
    println!(
        "{:<12} {:<34} {:>9} {:>10} {:>10}",
        "database", "request", "req/s", "p50 ms", "p99 ms"
    );
    let dir = tempfile::tempdir().unwrap();
    load(
        "SQLite",
        &DatabaseUrl::Sqlite(dir.path().join("load.sqlite")),
    );
    if let Some(server) = postgres::server() {
        server.create_database("load", None);
        load("PostgreSQL", &DatabaseUrl::Postgres(server.url("load")));
    }
}

fn load(name: &str, url: &DatabaseUrl) {
    let db = Database::open(url, 8).unwrap();
    db.migrate().unwrap();
    let tokens = seed::seed(&db, SIZE);
    let address = start(db);
    let it = tokens.it;
    run(
        name,
        "GET /devices/{id}",
        2000,
        address,
        |client, number| {
            let id = number * 7919 % SIZE.devices + 1;
            client.get(&it, &format!("/api/v1/devices/{id}"))
        },
    );
    run(
        name,
        "GET /devices?school_id&limit=50",
        1000,
        address,
        |client, number| {
            let school = number % SIZE.schools + 1;
            client.get(&it, &format!("/api/v1/devices?school_id={school}&limit=50"))
        },
    );
    run(name, "GET /costs/by-year.json", 40, address, |client, _| {
        client.get(&tokens.finance, "/api/v1/costs/by-year.json")
    });
    run(name, "POST 1,000 devices", 40, address, |client, number| {
        let devices: Vec<String> = (0..1000)
            .map(|device| format!("{{\"serial_number\":\"NEW{number}-{device}\"}}"))
            .collect();
        let body = format!(
            "{{\"school_id\":1,\"model_id\":1,\"received_on\":\"2018-06-01\",\"devices\":[{}]}}",
            devices.join(",")
        );
        client.post(&it, "/api/v1/lease-lines/1/devices", &body)
    });
}

/// Sends `count` requests over all connections and prints what was measured.
fn run(
    database: &str,
    request: &str,
    count: usize,
    address: SocketAddr,
    send: impl Fn(&mut Client, usize) -> u16 + Sync,
) {
    let began = Instant::now();
    let mut times: Vec<Duration> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..CONNECTIONS)
            .map(|worker| {
                let send = &send;
                scope.spawn(move || {
                    let mut client = Client::connect(address);
                    let mut times = vec![];
                    for number in (worker..count).step_by(CONNECTIONS) {
                        let sent = Instant::now();
                        let status = send(&mut client, number);
                        times.push(sent.elapsed());
                        assert!(status < 300, "{request}: {status}");
                    }
                    times
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    let seconds = began.elapsed().as_secs_f64();
    times.sort();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1000.0;
    println!(
        "{database:<12} {request:<34} {:>9.0} {:>10.2} {:>10.2}",
        times.len() as f64 / seconds,
        at(50),
        at(99)
    );
}
