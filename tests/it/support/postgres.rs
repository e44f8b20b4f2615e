//! A throwaway PostgreSQL server for the time of the test run, from the machine's own binaries.
//!
//! A shell holds the server and waits for the end of its input, which is the end of this process, however it
//! ends: then it stops the server and removes its directory.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock};

/// A running server.
pub struct Server {
    port: u16,
    // Its input stays open as long as this process lives.
    _holder: Child,
    creating: Mutex<()>,
}

/// The server of this test run; `None` where PostgreSQL is not installed and not required.
pub fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER
        .get_or_init(|| match binaries() {
            Some(folder) => {
                tell(&format!(
                    "Both databases are tested: SQLite (embedded) and PostgreSQL from {}.",
                    folder.display()
                ));
                Some(start(&folder))
            }
            None if std::env::var("ANSKAF_REQUIRE_POSTGRES").as_deref() == Ok("1") => {
                panic!("ANSKAF_REQUIRE_POSTGRES=1, but no PostgreSQL was found (initdb, pg_ctl)")
            }
            None => {
                tell(
                    "PostgreSQL is not installed: all tests named ::postgres were SKIPPED, only SQLite is tested. \
                     Install it (Debian: apt-get install postgresql) to test both.",
                );
                None
            }
        })
        .as_ref()
}

/// Past the test runner's capture, so that everybody sees it.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "\n{line}\n");
}

fn binaries() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&on_path).collect();
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| {
            entries
                .flatten()
                .map(|entry| entry.path().join("bin"))
                .collect()
        })
        .unwrap_or_default();
    versions.sort();
    versions.reverse();
    // Debian's version folders first: what lies on the PATH may be wrappers that an unprivileged user cannot run.
    versions.append(&mut folders);
    versions.into_iter().find(|folder| {
        ["initdb", "pg_ctl", "postgres"]
            .iter()
            .all(|name| folder.join(name).is_file())
    })
}

const SCRIPT: &str = r#"
cd "$DIR" || exit 1
"$BIN/initdb" -D "$DIR/data" -U anskaf -A trust -E UTF8 --locale=C --no-sync >"$DIR/log" 2>&1 || { cat "$DIR/log"; exit 1; }
"$BIN/pg_ctl" -D "$DIR/data" -l "$DIR/server.log" -w -o "-p $PORT -k $DIR -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 -c shared_buffers=64MB" start >"$DIR/log" 2>&1 || { cat "$DIR/log" "$DIR/server.log"; exit 1; }
echo ready
cat >/dev/null
"$BIN/pg_ctl" -D "$DIR/data" -m immediate stop >/dev/null 2>&1
rm -rf "$DIR"
"#;

fn start(folder: &Path) -> Server {
    let dir = tempfile::Builder::new()
        .prefix("anskaf-postgres-")
        .tempdir()
        .expect("a temporary directory")
        .keep();
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port();
    let mut command = if is_root() {
        // The server refuses to run as root.
        let user = ["postgres", "nobody"]
            .into_iter()
            .find(|user| run("id", &["-u", user]).is_some())
            .expect("an unprivileged user");
        run("chown", &[user, &dir.display().to_string()]).expect("chown");
        let mut command = Command::new("setpriv");
        command.args([
            "--reuid",
            user,
            "--regid",
            &group_of(user),
            "--clear-groups",
            "sh",
            "-c",
            SCRIPT,
        ]);
        command
    } else {
        let mut command = Command::new("sh");
        command.args(["-c", SCRIPT]);
        command
    };
    let mut holder = command
        .env("DIR", &dir)
        .env("BIN", folder)
        .env("PORT", port.to_string())
        .env("HOME", &dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell");
    let mut output = BufReader::new(holder.stdout.take().expect("its output"));
    let mut line = String::new();
    output.read_line(&mut line).expect("its first line");
    if line.trim() != "ready" {
        let mut rest = String::new();
        let _ = std::io::Read::read_to_string(&mut output, &mut rest);
        panic!("PostgreSQL did not start: {line}{rest}");
    }
    Server {
        port,
        _holder: holder,
        creating: Mutex::new(()),
    }
}

fn is_root() -> bool {
    run("id", &["-u"]).is_some_and(|id| id.trim() == "0")
}

fn group_of(user: &str) -> String {
    run("id", &["-g", user])
        .expect("its group")
        .trim()
        .to_owned()
}

fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

impl Server {
    /// The address of one of its databases.
    pub fn url(&self, name: &str) -> String {
        format!("postgres://anskaf@127.0.0.1:{}/{name}", self.port)
    }

    /// Makes a database, as a copy of another where one is named.
    pub fn create_database(&self, name: &str, template: Option<&str>) {
        let _one_at_a_time = self
            .creating
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let template = template
            .map(|name| format!(" TEMPLATE {name}"))
            .unwrap_or_default();
        PgConnection::establish(&self.url("postgres"))
            .expect("the server")
            .batch_execute(&format!("CREATE DATABASE {name}{template}"))
            .expect("a database");
    }
}
