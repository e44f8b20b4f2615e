//! A running service and a client that speaks just enough HTTP to measure it.

use super::TODAY;
use anskaf::app::Parts;
use anskaf::clock::Clock;
use anskaf::db::Database;
use anskaf::http::BodyLimit;
use anskaf::serve;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc;

/// Starts the service on a free port of the loopback address.
pub fn start(db: Database) -> SocketAddr {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let parts = Parts::new(db, Clock::standing_at(TODAY), BodyLimit(10 << 20));
        let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
        serve::serve(parts, any_port, 1, |address| sender.send(address).unwrap()).unwrap();
    });
    receiver.recv().unwrap()
}

/// One connection that is kept open.
pub struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    /// Connects to a server.
    pub fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        Client {
            stream: BufReader::new(stream),
        }
    }

    /// GET; answers the status.
    pub fn get(&mut self, token: &str, path: &str) -> u16 {
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n"
        ))
    }

    /// POST of JSON; answers the status.
    pub fn post(&mut self, token: &str, path: &str, body: &str) -> u16 {
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    fn send(&mut self, request: &str) -> u16 {
        self.stream.get_mut().write_all(request.as_bytes()).unwrap();
        let mut line = String::new();
        self.stream.read_line(&mut line).unwrap();
        let status = line.split(' ').nth(1).unwrap().parse().unwrap();
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line).unwrap();
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).unwrap();
        status
    }
}
