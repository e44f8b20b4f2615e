//! The program from outside: the demo, the first account, wrong settings, a taken port.

use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn anskaf(arguments: &[&str], settings: &[(&str, &str)]) -> Output {
    let dir = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_anskaf"))
        .args(arguments)
        .current_dir(dir.path())
        .env_clear()
        .envs(settings.iter().copied())
        .output()
        .unwrap()
}

/// The program with something on its standard input and no setting at all.
fn given(arguments: &[&str], input: &[u8]) -> Output {
    let dir = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_anskaf"))
        .args(arguments)
        .current_dir(dir.path())
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // It may have ended without reading everything.
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        std::fs::read_dir(dir.path()).unwrap().count(),
        0,
        "a file was left"
    );
    output
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn demo(out: &Path) -> String {
    let output = anskaf(
        &["demo", "--once", "--out", &out.display().to_string()],
        &[],
    );
    assert!(output.status.success(), "{}", told(&output));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_demo_shows_what_dragoers_lease_costs_in_each_budget_year() {
    let out = tempfile::tempdir().unwrap();
    let printed = demo(out.path());
    let lines: Vec<&str> = printed.lines().collect();
    let header = lines.iter().find(|line| line.starts_with("Skole")).unwrap();
    for year in ["2018", "2019", "2020", "2021"] {
        assert!(header.contains(year), "{header}");
    }
    let total = lines.iter().find(|line| line.starts_with("I alt")).unwrap();
    assert_eq!(total.matches("341.140,18").count(), 4, "{total}");
    assert!(total.contains("1.364.560,72"), "{total}");
    let warning = lines
        .iter()
        .find(|line| line.starts_with("ADVARSEL"))
        .unwrap();
    assert!(
        warning.contains("2021") && warning.contains("2017–2020"),
        "{warning}"
    );
    assert!(printed.contains("1.552.000,00"), "{printed}");
    assert!(
        printed.contains("240 elev-pc'er, 30 flere end de 210"),
        "{printed}"
    );
    for role in [
        "administrator",
        "project_lead",
        "project_member",
        "school_leader",
        "finance",
        "it",
        "auditor",
    ] {
        let line = lines
            .iter()
            .find(|line| line.trim_start().starts_with(role))
            .unwrap();
        assert!(line.contains("anskaf_"), "{line}");
    }
}

#[test]
fn the_demo_writes_tender_estimate_and_costs_and_can_be_run_again() {
    let out = tempfile::tempdir().unwrap();
    demo(out.path());
    let tender = std::fs::read(out.path().join("udbudsmateriale.pdf")).unwrap();
    let estimate = std::fs::read(out.path().join("oekonomisk-overslag.pdf")).unwrap();
    assert!(tender.starts_with(b"%PDF-1.7") && estimate.starts_with(b"%PDF-1.7"));
    let costs = std::fs::read_to_string(out.path().join("udgift-pr-budgetaar.csv")).unwrap();
    let last = costs.lines().last().unwrap();
    assert_eq!(
        last,
        "I alt;;341140,18;341140,18;341140,18;341140,18;1364560,72"
    );
    demo(out.path());
    let again = std::fs::read(out.path().join("udbudsmateriale.pdf")).unwrap();
    assert!(tender == again, "the same data give the same bytes");
}

#[test]
fn the_tender_tells_bidders_neither_prices_nor_the_frame() {
    let out = tempfile::tempdir().unwrap();
    demo(out.path());
    let file = std::fs::read(out.path().join("udbudsmateriale.pdf")).unwrap();
    let document = lopdf::Document::load_mem(&file).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    let text = document.extract_text(&pages).unwrap();
    assert!(
        text.contains("Kravspecifikation") && text.contains("Tilbudsliste"),
        "{text}"
    );
    for secret in ["1.552.000", "388.000", "5.600", "341.140", "1.310.750"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn a_port_in_use_is_told_before_the_work_is_done() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for command in ["demo", "serve"] {
        let output = anskaf(&[command], &[("ANSKAF_LISTEN", &address)]);
        assert!(!output.status.success());
        let message = told(&output);
        assert!(
            message.contains(&address) && message.contains("in use"),
            "{message}"
        );
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn the_first_account_is_made_on_the_command_line_and_only_once() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().display().to_string();
    let create = |email: &str| {
        anskaf(
            &["create-account", "--email", email, "--name", "Anna"],
            &[("ANSKAF_DATA_DIR", &data)],
        )
    };
    let first = create("anna@dragoer.example");
    assert!(first.status.success(), "{}", told(&first));
    let shown = String::from_utf8_lossy(&first.stdout).into_owned();
    assert!(shown.contains("anskaf_"));
    let link = shown.lines().last().unwrap();
    let secret = link.strip_prefix("/welcome/").unwrap();
    assert!(secret.len() == 64 && secret.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let second = create("bo@dragoer.example");
    assert!(!second.status.success());
    assert!(told(&second).contains("administrator"), "{}", told(&second));
    let invalid = create("ikke-en-adresse");
    assert!(!invalid.status.success());
}

#[test]
fn wrong_settings_end_the_start_with_all_of_them_named() {
    let output = anskaf(
        &["serve"],
        &[
            ("ANSKAF_LISTEN", "8080"),
            ("ANSKAF_DATABASE_URL", "potsgres://a:secret@b/c"),
        ],
    );
    let message = told(&output);
    assert!(!output.status.success());
    assert!(
        message.contains("ANSKAF_LISTEN") && message.contains("ANSKAF_DATABASE_URL"),
        "{message}"
    );
    assert!(!message.contains("secret"), "{message}");
}

#[test]
fn the_description_of_the_interface_is_printed() {
    let output = anskaf(&["openapi"], &[]);
    let description: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(description["info"]["title"], "Anskaf");
}

fn without_space(text: &str) -> String {
    text.split_whitespace().collect()
}

#[actix_web::test]
async fn a_quote_on_the_command_line_is_the_quote_of_the_service() {
    let service = crate::support::Service::sqlite().await;
    let asks = service.by(anskaf::http::Role::Auditor);
    let terms = serde_json::json!({
        "drawdowns": [{"on": "2026-12-02", "amount": "3000000.00"}], "starts_on": "2027-01-02", "periods": 48,
        "timing": "advance", "rate": "0.31", "fees": [{"label": "Service", "amount": "100.00"}],
    });
    let answer = asks.post("/lease-quotes", terms.clone()).await.expect(200);
    let printed = given(&["quote"], terms.to_string().as_bytes());
    assert_eq!(printed.status.code(), Some(0), "{}", told(&printed));
    assert!(printed.stderr.is_empty());
    let printed = String::from_utf8(printed.stdout).unwrap();
    assert_eq!(without_space(&printed), without_space(&answer.text()));
    assert!(printed.contains("men ingen delafgift"), "{printed}");
    let english = given(&["quote", "--language", "en"], terms.to_string().as_bytes());
    assert!(
        String::from_utf8(english.stdout)
            .unwrap()
            .contains("but no interim charge")
    );
}

#[actix_web::test]
async fn a_refused_quote_ends_with_two_and_the_same_problem_as_the_service_tells() {
    let service = crate::support::Service::sqlite().await;
    let asks = service.by(anskaf::http::Role::Finance);
    let terms = serde_json::json!({"starts_on": "2027-01-02", "periods": 0, "timing": "arrears", "rate": "0.02"});
    let answer = asks.post("/lease-quotes", terms.clone()).await;
    let mut expected = answer.refused(422, "several_faults").json();
    expected.as_object_mut().unwrap().remove("request_id");
    let printed = given(&["quote"], terms.to_string().as_bytes());
    assert_eq!(printed.status.code(), Some(2));
    assert!(printed.stdout.is_empty());
    let problem: serde_json::Value = serde_json::from_slice(&printed.stderr).unwrap();
    assert_eq!(problem, expected);
}

#[test]
fn a_quote_from_anything_but_terms_is_refused_in_the_language_asked_for() {
    let too_large = vec![b' '; (10 << 20) + 1];
    for (input, code) in [
        (&b""[..], "invalid_json"),
        (b"[]", "invalid_json"),
        (b"{\"periods\":", "invalid_json"),
        (b"\xff\xfe{}", "invalid_json"),
        (b"{\"amount\": 1}", "unknown_field"),
        (b"{\"periods\": \"4\"}", "invalid_value"),
        (&too_large, "payload_too_large"),
    ] {
        let printed = given(&["quote", "--language", "en"], input);
        let problem: serde_json::Value = serde_json::from_slice(&printed.stderr).unwrap();
        assert_eq!(problem["code"], code);
        assert_eq!(printed.status.code(), Some(2));
        assert!(printed.stdout.is_empty());
    }
    let danish = given(&["quote"], b"");
    assert!(told(&danish).contains("JSON"), "{}", told(&danish));
}

/// A service of its own on a free port; stopped when dropped.
struct Running(std::process::Child, String);

impl Running {
    fn start(data: &Path) -> Self {
        let free = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .to_string();
        let child = Command::new(env!("CARGO_BIN_EXE_anskaf"))
            .arg("serve")
            .env_clear()
            .env("ANSKAF_LISTEN", &free)
            .env("ANSKAF_DATA_DIR", data)
            .env("ANSKAF_LOG_FORMAT", "json")
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let running = Running(child, free);
        for _ in 0..200 {
            if running.healthcheck().status.success() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        running
    }

    fn healthcheck(&self) -> Output {
        anskaf(&["healthcheck"], &[("ANSKAF_LISTEN", &self.1)])
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_stop_is_graceful_and_every_request_leaves_a_structured_log_line() {
    let dir = tempfile::tempdir().unwrap();
    let mut running = Running::start(dir.path());
    // On a machine with much else to do the first question may come too early for its patience.
    assert!((0..20).any(|_| running.healthcheck().status.success()));
    let id = running.0.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .unwrap()
            .success()
    );
    let status = running.0.wait().unwrap();
    assert!(status.success(), "{status}");
    let mut log = String::new();
    std::io::Read::read_to_string(running.0.stderr.as_mut().unwrap(), &mut log).unwrap();
    let request = log.lines().find(|line| line.contains("/readyz")).unwrap();
    let entry: serde_json::Value = serde_json::from_str(request).unwrap();
    assert!(entry.to_string().contains("http.status_code"), "{entry}");
    assert!(log.contains("stopped"), "{log}");
    assert!(!running.healthcheck().status.success());
}

/// The program with the demo's database.
pub fn with_demo(out: &Path, arguments: &[&str]) -> Output {
    let url = format!("sqlite://{}", out.join("anskaf-demo.sqlite").display());
    anskaf(arguments, &[("ANSKAF_DATABASE_URL", &url)])
}

#[test]
fn a_draft_is_drawn_into_a_file_in_the_form_that_its_name_says() {
    let out = tempfile::tempdir().unwrap();
    demo(out.path());
    let draw = |kind: &str, id: &str, name: &str| {
        let file = out.path().join(name);
        let printed = with_demo(
            out.path(),
            &["render", kind, id, "--out", &file.display().to_string()],
        );
        assert_eq!(printed.status.code(), Some(0), "{}", told(&printed));
        assert!(printed.stdout.is_empty() && printed.stderr.is_empty());
        std::fs::read(file).unwrap()
    };
    let pdf = draw("estimate", "1", "overslag.pdf");
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let text = String::from_utf8(draw("estimate", "1", "overslag.TXT")).unwrap();
    assert!(text.contains("1.310.750,00"), "{text}");
    let tender = String::from_utf8(draw("tender_document", "1", "udbud.txt")).unwrap();
    assert!(tender.contains("Tilbudsliste"), "{tender}");
}

#[test]
fn an_issued_document_is_written_byte_for_byte() {
    let out = tempfile::tempdir().unwrap();
    demo(out.path());
    let issued = std::fs::read(out.path().join("udbudsmateriale.pdf")).unwrap();
    let file = out.path().join("kopi.pdf");
    let target = file.display().to_string();
    // The demo issues other documents too, and before it.
    let copies = (1..=9).filter(|sequence| {
        let number = format!("2017-{sequence:04}");
        let arguments = ["render", "--document", &number, "--out", &target];
        let printed = with_demo(out.path(), &arguments);
        printed.status.success() && std::fs::read(&file).unwrap() == issued
    });
    assert_eq!(copies.count(), 1, "issued documents with the same bytes");
}

#[test]
fn what_cannot_be_drawn_is_told_with_what_can_and_leaves_no_file() {
    let out = tempfile::tempdir().unwrap();
    demo(out.path());
    for (arguments, name, words) in [
        (
            vec!["letter", "1"],
            "x.pdf",
            "estimate, recommendation, tender_document",
        ),
        (
            vec!["estimate", "1"],
            "x.docx",
            "not come as docx, only as pdf",
        ),
        (vec!["estimate", "1"], "x", "only as pdf"),
        (vec!["estimate", "77"], "x.pdf", "77"),
        (vec!["--document", "2017-0999"], "x.pdf", "2017-0999"),
        (vec!["--document", "2017-0001"], "x.txt", "only as pdf"),
    ] {
        let file = out.path().join(name);
        let target = file.display().to_string();
        let arguments = [vec!["render"], arguments, vec!["--out", &target]].concat();
        let printed = with_demo(out.path(), &arguments);
        assert_eq!(
            printed.status.code(),
            Some(2),
            "{arguments:?}: {}",
            told(&printed)
        );
        assert!(
            told(&printed).contains(words),
            "{words}: {}",
            told(&printed)
        );
        assert!(!file.exists(), "{arguments:?}");
    }
    let nowhere = out
        .path()
        .join("no/such/folder/x.pdf")
        .display()
        .to_string();
    let printed = with_demo(out.path(), &["render", "estimate", "1", "--out", &nowhere]);
    assert_eq!(printed.status.code(), Some(1));
    assert!(
        told(&printed).contains("cannot be written"),
        "{}",
        told(&printed)
    );
}

#[test]
fn drawing_makes_no_database_and_needs_none_for_the_list() {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", dir.path().join("ikke-her.sqlite").display());
    let settings = [("ANSKAF_DATABASE_URL", url.as_str())];
    let printed = anskaf(&["render", "estimate", "1", "--out", "x.pdf"], &settings);
    assert_eq!(printed.status.code(), Some(1));
    assert!(told(&printed).contains("no database"), "{}", told(&printed));
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    let list = anskaf(&["render", "--list"], &settings);
    assert_eq!(list.status.code(), Some(0));
    let list = String::from_utf8(list.stdout).unwrap();
    let line = list
        .lines()
        .find(|line| line.starts_with("estimate"))
        .unwrap();
    assert!(
        line.contains("pdf") && line.contains("Økonomisk overslag"),
        "{line}"
    );
    for wrong in [
        vec!["render"],
        vec!["render", "estimate", "1"],
        vec!["render", "estimate", "--out", "x.pdf"],
        vec![
            "render",
            "estimate",
            "1",
            "--document",
            "2017-0001",
            "--out",
            "x.pdf",
        ],
    ] {
        assert_eq!(
            anskaf(&wrong, &settings).status.code(),
            Some(2),
            "{wrong:?}"
        );
    }
}
