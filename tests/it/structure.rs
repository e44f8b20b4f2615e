//! Keeps the rules of docs/architecture.md true: who imports whom, and who may know what.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A module may import those of a lower rank, and itself.
const RANKS: &[(&str, u8)] = &[
    ("finance", 0),
    ("error", 0),
    ("clock", 0),
    ("render", 1),
    ("db", 1),
    ("mail", 1),
    ("oidc", 1),
    ("http", 2),
    ("organisation", 3),
    ("archive", 4),
    ("projects", 5),
    ("requirements", 6),
    ("needs", 7),
    ("budget", 8),
    ("tenders", 9),
    ("leasing", 10),
    ("devices", 11),
    ("overview", 12),
    ("config", 13),
    ("app", 14),
    ("demo", 16),
    ("serve", 15),
];

/// The tables that each slice alone writes.
const OWNERS: &[(&str, &[&str])] = &[
    ("db", &["idempotency_keys"]),
    (
        "organisation",
        &[
            "municipality",
            "schools",
            "pupil_counts",
            "staff_counts",
            "accounts",
            "account_roles",
            "account_schools",
            "api_tokens",
            "account_passwords",
            "sessions",
            "one_time_links",
            "sign_in_attempts",
            "identity_mappings",
            "account_identities",
            "journal_entries",
        ],
    ),
    ("archive", &["archived_documents", "archived_twins"]),
    (
        "projects",
        &[
            "projects",
            "project_frames",
            "project_members",
            "project_milestones",
            "inspiration_visits",
            "project_decisions",
            "project_phase_changes",
            "meetings",
            "meeting_members",
            "meeting_items",
            "meeting_decisions",
        ],
    ),
    (
        "requirements",
        &[
            "device_categories",
            "specifications",
            "specification_versions",
            "requirement_sections",
            "requirements",
            "requirement_comments",
            "requirement_comment_replies",
        ],
    ),
    ("needs", &["needs"]),
    (
        "budget",
        &[
            "estimates",
            "estimate_prices",
            "estimate_lines",
            "estimate_comparisons",
            "price_rates",
        ],
    ),
    (
        "tenders",
        &[
            "tenders",
            "tender_conditions",
            "tender_dates",
            "tender_evaluations",
            "tender_sub_criteria",
            "tender_score_levels",
        ],
    ),
    (
        "leasing",
        &[
            "leases",
            "lease_floating_terms",
            "lease_notice_terms",
            "lease_lines",
            "lease_shares",
            "lease_batches",
            "lease_interim_charges",
            "lease_fixings",
            "lease_amendments",
            "lease_schedules",
            "lease_instalments",
            "lease_replaced_instalments",
            "lease_fees",
            "lease_payments",
            "lease_notices",
            "approval_rules",
            "lease_decisions",
        ],
    ),
    (
        "overview",
        &[
            "calendar_links",
            "cost_versions",
            "cost_version_cells",
            "recommendations",
            "recommendation_lines",
        ],
    ),
    (
        "devices",
        &[
            "device_models",
            "devices",
            "device_imports",
            "device_movements",
            "saved_device_filters",
        ],
    ),
];

struct Source {
    /// Path below `src/`, with `/`.
    path: String,
    /// The top module.
    module: String,
    text: String,
}

impl Source {
    fn is_store(&self) -> bool {
        self.path.ends_with("/store.rs") || self.path.contains("/store/")
    }
    fn is_api(&self) -> bool {
        self.path.ends_with("/api.rs") || self.path.contains("/api/")
    }
    fn is_pages(&self) -> bool {
        self.path.ends_with("/pages.rs") || self.path.contains("/pages/")
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let src = root().join("src");
    let mut paths = vec![];
    walk(&src, &mut paths);
    paths
        .iter()
        .map(|path| {
            let below = path
                .strip_prefix(&src)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            Source {
                module: below.split(['/', '.']).next().unwrap().to_owned(),
                text: fs::read_to_string(path).unwrap(),
                path: below,
            }
        })
        .collect()
}

/// The code without comments, so that a link in a doc comment is no import.
fn code(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The paths after `crate::`, groups taken apart one level deep.
fn imports(text: &str) -> Vec<String> {
    let mut found = vec![];
    let mut rest = text;
    while let Some(at) = rest.find("crate::") {
        rest = &rest[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => found.push(
                rest.chars()
                    .take_while(|letter| letter.is_alphanumeric() || matches!(letter, '_' | ':'))
                    .collect(),
            ),
            Some(group) => {
                let mut depth = 1;
                let mut item = String::new();
                for letter in group.chars() {
                    match letter {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 1 => {
                            found.push(std::mem::take(&mut item).trim().to_owned())
                        }
                        other if depth == 1 => item.push(other),
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
                found.push(item.trim().to_owned());
            }
        }
    }
    found.retain(|path| !path.is_empty());
    found
}

fn assert_none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Text that a spreadsheet takes for a formula is made harmless in `render` alone, so nothing else may write tables.
#[test]
fn only_the_renderer_writes_tables_for_spreadsheets() {
    // What it writes goes back into a field of the page of an import, and no file leaves the house.
    const READS_BACK: &str = "devices/csv_file/workbook.rs";
    let mut wrong = vec![];
    for source in sources() {
        let writes = ["csv::Writer", "rust_xlsxwriter"];
        let writes = writes.iter().any(|name| code(&source.text).contains(name));
        if writes && source.module != "render" && source.path != READS_BACK {
            wrong.push(source.path);
        }
    }
    assert_none(wrong);
}

#[test]
fn no_module_imports_upwards_or_sideways() {
    let ranks: BTreeMap<_, _> = RANKS.iter().copied().collect();
    let mut wrong = vec![];
    for source in sources() {
        if matches!(source.module.as_str(), "lib" | "main") {
            continue;
        }
        let own = ranks
            .get(source.module.as_str())
            .unwrap_or_else(|| panic!("give `{}` a rank", source.module));
        for import in imports(&code(&source.text)) {
            let other = import.split("::").next().unwrap();
            if other == source.module {
                continue;
            }
            match ranks.get(other) {
                Some(rank) if rank < own => {}
                Some(_) => wrong.push(format!("{} imports crate::{import}", source.path)),
                None => wrong.push(format!("{} imports unranked crate::{import}", source.path)),
            }
        }
    }
    assert_none(wrong);
}

#[test]
fn each_technique_stays_in_its_rooms() {
    let mut wrong = vec![];
    for source in sources() {
        let text = code(&source.text);
        let mut only = |what: &str, allowed: bool| {
            if text.contains(what) && !allowed {
                wrong.push(format!("{} knows {what}", source.path));
            }
        };
        only("diesel::", source.module == "db" || source.is_store());
        let http = source.module == "http"
            || matches!(source.module.as_str(), "app" | "serve")
            || source.is_api()
            || source.is_pages();
        only("actix_web", http);
        only("printpdf", source.path.starts_with("render/pdf/"));
        only("lopdf", source.path.starts_with("render/pdf/"));
        only("usvg", source.path.starts_with("render/image/"));
        only("png::", source.path.starts_with("render/image/"));
        only("lettre", source.path == "mail.rs");
        only("openidconnect", source.module == "oidc");
        only(
            "ureq",
            source.path == "oidc/wire.rs" || source.path == "oidc/provider.rs",
        );
        only("argon2", source.path == "organisation/password.rs");
        only("qrcode", source.path.starts_with("render/qr"));
        only("rust_xlsxwriter", source.path.starts_with("render/xlsx/"));
        only(
            "askama",
            source.is_pages() || source.path.starts_with("http/page/"),
        );
        only("Utc::now", source.module == "clock");
        only("SystemTime", source.module == "clock");
        only("env::var", source.module == "config");
    }
    assert_none(wrong);
}

#[test]
fn a_slice_writes_only_its_own_tables() {
    let owner_of: BTreeMap<&str, &str> = OWNERS
        .iter()
        .flat_map(|(owner, tables)| tables.iter().map(move |table| (*table, *owner)))
        .collect();
    let mut wrong = vec![];
    for source in sources() {
        let aliases = aliases(&source.text);
        for write in ["insert_into(", "diesel::update(", "diesel::delete("] {
            for (at, _) in source.text.match_indices(write) {
                let rest = source.text[at + write.len()..].trim_start();
                let name: String = rest
                    .chars()
                    .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                    .collect();
                let table = aliases.get(&name).cloned().unwrap_or(name);
                match owner_of.get(table.as_str()) {
                    Some(owner) if *owner == source.module => {}
                    Some(owner) => wrong.push(format!("{} writes {table} of {owner}", source.path)),
                    None => wrong.push(format!("{} writes the unknown table {table}", source.path)),
                }
            }
        }
    }
    assert_none(wrong);
}

/// What a file calls a table: `use …::schools::{self, table}` makes `table` mean schools.
fn aliases(text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for line in text
        .lines()
        .map(str::trim)
        .filter(|line| line.contains("schema::"))
    {
        if let Some(table) = line
            .split("schema::")
            .nth(1)
            .and_then(|rest| rest.split("::{self, table").next())
            .filter(|_| line.contains("::{self, table"))
        {
            found.insert("table".to_owned(), table.to_owned());
        }
        if let Some((path, alias)) = line.trim_end_matches(';').split_once(" as ") {
            let table = path.rsplit("::").next().unwrap_or_default();
            found.insert(alias.to_owned(), table.to_owned());
        }
    }
    found
}

#[test]
fn a_slice_is_used_through_its_front_door() {
    let mut wrong = vec![];
    for source in sources() {
        if matches!(source.module.as_str(), "app" | "lib" | "main") {
            continue;
        }
        for import in imports(&code(&source.text)) {
            let mut parts = import.split("::");
            let (slice, room) = (
                parts.next().unwrap_or_default(),
                parts.next().unwrap_or_default(),
            );
            if slice != source.module && matches!(room, "api" | "pages") {
                wrong.push(format!("{} imports crate::{import}", source.path));
            }
        }
        if source.is_store()
            && ["super::api", "super::pages"]
                .iter()
                .any(|up| source.text.contains(up))
        {
            wrong.push(format!("{} imports a handler", source.path));
        }
    }
    assert_none(wrong);
}

/// Files that are one long table and nothing else.
const TABLES: &[&str] = &["db/schema.rs", "error/codes.rs"];

#[test]
fn files_stay_short() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|source| {
            !TABLES.contains(&source.path.as_str()) && source.text.lines().count() > 500
        })
        .map(|source| format!("{}: {} lines", source.path, source.text.lines().count()))
        .collect();
    assert_none(long);
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<String> = sources()
        .iter()
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| source.path.clone())
        .collect();
    assert_none(silent);
}

#[test]
fn both_databases_have_the_same_migrations() {
    let names = |kind: &str| {
        let mut names: Vec<_> = fs::read_dir(root().join("migrations").join(kind))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(names("sqlite").len() >= 9);
}

#[test]
fn every_table_has_an_owner() {
    let schema = fs::read_to_string(root().join("src/db/schema.rs")).unwrap();
    let owned: Vec<&str> = OWNERS
        .iter()
        .flat_map(|(_, tables)| tables.iter().copied())
        .collect();
    let tables: Vec<&str> = schema
        .lines()
        .filter(|line| line.starts_with("    ") && line.ends_with(") {"))
        .filter_map(|line| line.trim().split(' ').next())
        .collect();
    assert!(tables.len() > 30, "{tables:?}");
    let ownerless: Vec<_> = tables
        .iter()
        .filter(|table| !owned.contains(table))
        .collect();
    assert!(ownerless.is_empty(), "{ownerless:?}");
}
