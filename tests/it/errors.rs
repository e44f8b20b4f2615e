//! The page of refusals says what the table in the code says.

use anskaf::error::codes;
use std::fmt::Write;

const HEAD: &str = "# Refusals

Every refusal is `application/problem+json` (RFC 9457): `code` is stable for ever, `detail` is in the caller's
language (`Accept-Language`, else the account's, else Danish), `errors` lists all faults with a JSON pointer
each. The same table is served at `/api/v1/errors`.

What to do: 400 and 422 mend the request; 401 get a token; 403 ask somebody who has the role; 404 and 409 look
at the present state; 412 and 428 get the thing again and send its ETag as `If-Match`; 413 send less; 429 wait a
minute; 500 and 503 try again, then give the administrator the `request_id`.

This page is written by `ANSKAF_WRITE_DOCS=1 cargo test docs_errors_md` and checked by the same test.

| Code | Status | Dansk | English |
|---|---|---|---|
";

#[test]
fn docs_errors_md_says_what_the_table_of_codes_says() {
    let mut page = HEAD.to_owned();
    for code in codes::ALL {
        writeln!(
            page,
            "| `{}` | {} | {} | {} |",
            code.name, code.status, code.da, code.en
        )
        .unwrap();
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/errors.md");
    if std::env::var("ANSKAF_WRITE_DOCS").is_ok() {
        std::fs::write(file, &page).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap();
    assert!(
        written == page,
        "docs/errors.md is old: ANSKAF_WRITE_DOCS=1 cargo test docs_errors_md"
    );
}
