//! Every page of finance, every role; and no text of them missing in a language.

use crate::leasing::build::{floating, in_build_up};
use crate::support::Service;
use anskaf::http::Role;

const EVERYBODY: &[Role] = Role::ALL;
const STAFF: &[Role] = &[
    Role::Administrator,
    Role::ProjectLead,
    Role::ProjectMember,
    Role::Finance,
    Role::It,
    Role::Auditor,
];
const FINANCE: &[Role] = &[Role::Finance];

/// The pages that are read, and who may.
const PAGES: &[(&str, &[Role])] = &[
    ("/costs", EVERYBODY),
    ("/costs/why?year=2017", EVERYBODY),
    ("/costs/debt", STAFF),
    ("/costs/follow-up", STAFF),
    ("/calendar", EVERYBODY),
    ("/leases", STAFF),
    ("/leases/new", FINANCE),
    ("/leases/1", STAFF),
    ("/leases/1/schedule", STAFF),
    ("/leases/1/payments", STAFF),
    ("/leases/1/history", STAFF),
    ("/leases/1/instalments/1/why", STAFF),
    ("/leases/1/edit", FINANCE),
    ("/leases/1/lines/new", FINANCE),
    ("/leases/1/batches/new", FINANCE),
    ("/leases/1/fees/new", FINANCE),
    ("/leases/1/sign", FINANCE),
    ("/leases/1/put-in-force", FINANCE),
    ("/leases/1/end", FINANCE),
    ("/leases/1/notices/new", FINANCE),
    ("/leases/1/notice-terms", FINANCE),
    ("/leases/1/decisions/new", FINANCE),
    ("/lease-lines/1", FINANCE),
    ("/lease-lines/1/shares", FINANCE),
    ("/leases/1/amend/extension", FINANCE),
    ("/leases/1/amend/auto_renewal", FINANCE),
    ("/leases/1/amend/part_return", FINANCE),
    ("/leases/1/amend/buy_out", FINANCE),
    ("/leases/1/amend/early_settlement", FINANCE),
    ("/leases/1/amend/part_settlement", FINANCE),
    ("/leases/1/settlement", STAFF),
    ("/leases/1/issue", FINANCE),
    ("/leases/debt/2016-12-31/issue", FINANCE),
    ("/approval-rules", STAFF),
    ("/lease-quotes", EVERYBODY),
];

/// The forms that only finance may send.
const FORMS: &[&str] = &[
    "/leases",
    "/leases/1",
    "/leases/1/lines",
    "/leases/1/batches",
    "/leases/1/fees",
    "/leases/1/sign",
    "/leases/1/put-in-force",
    "/leases/1/end",
    "/leases/1/notices",
    "/leases/1/notice-terms",
    "/leases/1/decisions",
    "/leases/1/payments",
    "/leases/1/history",
    "/leases/1/history/try",
    "/leases/1/amend/extension/try",
    "/leases/1/amend/extension",
    "/leases/1/issue",
    "/leases/debt/2016-12-31/issue",
    "/lease-lines/1/shares",
    "/lease-fees/1",
    "/lease-fees/1/remove",
    "/lease-fees/1/shares",
    "/lease-lines/1",
    "/lease-lines/1/remove",
    "/lease-batches/1",
    "/lease-batches/1/remove",
];

/// A text of the page that is the key of a text.
fn key_shown(page: &str) -> Option<String> {
    let prefixes = [
        "lease-",
        "leases-",
        "costs-",
        "follow-",
        "debt-",
        "why-",
        "calendar-",
        "approval-",
        "issue-",
        "form-",
        "nav-",
    ];
    let texts = page.split('>').filter_map(|part| part.split('<').next());
    let mut texts = texts.map(str::trim);
    let found = texts.find(|text| prefixes.iter().any(|prefix| text.starts_with(prefix)));
    found.map(str::to_owned)
}

#[actix_web::test]
async fn every_page_of_finance_is_open_to_its_roles_and_to_no_other() {
    let service = Service::sqlite().await;
    in_build_up(&service, floating("KL-1")).await;
    let mut wrong = Vec::new();
    for role in Role::ALL {
        let browser = service.browser(*role).await;
        for (path, roles) in PAGES {
            let expected = if roles.contains(role) { 200 } else { 403 };
            let answer = browser.get(path).await;
            if answer.status != expected {
                wrong.push(format!("{path} as {}: {}", role.as_str(), answer.status));
            }
        }
        for path in FORMS.iter().filter(|_| *role != Role::Finance) {
            let answer = browser.send_only(path, &[("version", "1")]).await;
            if answer.status != 403 {
                wrong.push(format!(
                    "POST {path} as {}: {}",
                    role.as_str(),
                    answer.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let stranger = service.stranger();
    for (path, _) in PAGES {
        stranger.get(path).await.expect(200).says("Log ind");
    }
}

#[actix_web::test]
async fn no_page_of_finance_shows_a_key_instead_of_a_text() {
    let service = Service::sqlite().await;
    in_build_up(&service, floating("KL-1")).await;
    let browser = service.browser(Role::Finance).await;
    for language in ["da", "en"] {
        let fields = [("language", language), ("back", "/costs")];
        browser.send("/choices/language", &fields).await.expect(200);
        for (path, _) in PAGES {
            let page = browser.get(path).await.expect(200).text();
            assert_eq!(key_shown(&page), None, "{path} in {language}");
        }
    }
}
