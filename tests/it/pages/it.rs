//! IT staff with a browser: reading lists in, moving many, scanning, undoing; and what others see of it.

use crate::devices::{Stock, registered, stock};
use crate::on_both;
use crate::support::{Answer, Browser, OTHER_SCHOOL, OWN_SCHOOL, Service};
use actix_web::test::TestRequest;
use anskaf::http::Role;
use serde_json::json;

const HEADER: &str = "serienummer;aktivmærke;skole;model;modtaget";

/// A list as a supplier sends it, all for the school leader's school.
fn list(stock: &Stock, prefix: &str, count: usize) -> String {
    let rows = (1..=count).map(|number| {
        format!(
            "{prefix}{number:03};M-{prefix}{number:03};{OWN_SCHOOL};{};01-08-2017",
            stock.model
        )
    });
    let lines: Vec<String> = std::iter::once(HEADER.to_owned()).chain(rows).collect();
    lines.join("\n")
}

/// The same list with another text in one line of the file.
fn with_line(list: &str, line: usize, text: &str) -> String {
    let mut lines: Vec<&str> = list.lines().collect();
    lines[line - 1] = text;
    lines.join("\n")
}

/// Sends the form of the import as it is, without following.
async fn import(it: &Browser<'_>, fields: &[(&str, &str)]) -> Answer {
    it.send_only("/devices/import", fields).await
}

/// Reads a list in and answers the number of the import.
async fn imported(it: &Browser<'_>, stock: &Stock, list: &str) -> i64 {
    let line = stock.line.to_string();
    let fields = [
        ("line", line.as_str()),
        ("list", list),
        ("step", "register"),
    ];
    let answer = import(it, &fields).await.expect(303);
    let path = answer.header("location").expect("a location");
    let (_, import) = path.split_once("import=").expect("an import");
    import.parse().expect("a number")
}

/// The values of the boxes before the rows of a list.
fn boxes(page: &Answer) -> Vec<String> {
    let text = page.text();
    let parts = text.split("name=\"device\" value=\"").skip(1);
    parts
        .map(|part| part.split('"').next().unwrap_or_default().to_owned())
        .collect()
}

/// A form with a file, as browsers send it.
async fn upload(it: &Browser<'_>, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Answer {
    let mut body = Vec::new();
    for (field, value) in fields {
        let head = format!("--graense\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n");
        body.extend_from_slice(format!("{head}{value}\r\n").as_bytes());
    }
    let head = format!(
        "--graense\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--graense--\r\n");
    let request = TestRequest::post()
        .insert_header(("content-type", "multipart/form-data; boundary=graense"))
        .set_payload(body);
    it.request(request, "/devices/import").await
}

on_both! {
    async fn it_imports_200_devices_corrects_3_rows_moves_20_and_undoes_an_import(service) {
        let stock = stock(&service, 300).await;
        let it = service.browser(Role::It).await;
        let (line, right) = (stock.line.to_string(), list(&stock, "A", 200));
        let rows: Vec<&str> = right.lines().collect();
        let wrong = with_line(&right, 4, "A003;M-A003;Ukendt Skole;1;01-08-2017");
        let wrong = with_line(&wrong, 51, &rows[50].replace("01-08-2017", "31-02-2017"));
        let wrong = with_line(&wrong, 101, &rows[100].replace("A100;", "A001;"));

        // Nothing is written while a row is wrong, whatever is asked for; each row tells its column.
        for step in ["preview", "register"] {
            import(&it, &[("line", &line), ("list", &wrong), ("step", step)]).await.expect(422)
                .says("3 rækker har fejl")
                .says("197 rækker er i orden.")
                .says("<strong>Skole:</strong>")
                .says("<strong>Modtaget:</strong>")
                .says("<strong>Serienr.:</strong>")
                .says("står også i række 2.")
                .says("name=\"row.101\"");
            assert_eq!(registered(&service).await, 0);
        }
        let fields = [("line", line.as_str()), ("list", &wrong), ("row.4", rows[3]), ("row.51", rows[50]),
            ("row.101", rows[100]), ("step", "preview")];
        import(&it, &fields).await.expect(200).says("Alle 200 rækker er i orden").says("Registrér 200 enheder");
        assert_eq!(registered(&service).await, 0);
        let first = imported(&it, &stock, &right).await;
        it.get(&format!("/devices?import={first}")).await.expect(200).says("Antal: 200.").says("M-A001");
        assert_eq!(registered(&service).await, 200);

        // Twenty are chosen, looked at and moved.
        let chosen = boxes(&it.get("/devices").await.expect(200));
        assert_eq!(chosen.len(), 50);
        let mut fields = vec![("chosen", "marked"), ("filter", "")];
        fields.extend(chosen.iter().take(20).map(|one| ("device", one.as_str())));
        let page = it.send_only("/devices/bulk", &fields).await.expect(200).says("20 enheder er valgt");
        let devices = page.field("devices").expect("the devices");
        let (school, today) = (OTHER_SCHOOL.to_string(), service.clock.moment().today.to_string());
        let mut order = vec![("devices", devices.as_str()), ("action", "move"), ("on", &today)];
        it.send_only("/devices/bulk/order", &order).await.expect(422).says("id=\"bulk-to_school_id-fault\"");
        order.push(("to_school_id", &school));
        it.send_only("/devices/bulk/order", &order).await.expect(200).says("Flyt 20 enheder");
        let at = |school: i64| format!("/devices?school_id={school}&limit=1000");
        let held = async |school: i64| service.by(Role::It).get(&at(school)).await.json()["items"].as_array().map(Vec::len);
        assert_eq!(held(OTHER_SCHOOL).await, Some(0));
        order.push(("step", "confirm"));
        it.send("/devices/bulk/order", &order).await.expect(200).says("Antal: 20.");
        assert_eq!((held(OWN_SCHOOL).await, held(OTHER_SCHOOL).await), (Some(180), Some(20)));

        // What has been moved is not undone; another list is, and its numbers are free again.
        let undo = format!("/devices/imports/{first}/undo");
        it.send_only(&undo, &[("version", "1")]).await.expect(409).says("role=\"alert\"")
            .says("siden indlæsningen, så den kan ikke fortrydes").says("A001").says("… og ");
        let more = list(&stock, "B", 30);
        let second = imported(&it, &stock, &more).await;
        let undo = format!("/devices/imports/{second}/undo");
        it.send(&undo, &[("version", "1")]).await.expect(200).says("Fjernede enheder: 30.").says("Fortrudt");
        assert_eq!(registered(&service).await, 200);
        it.send_only(&undo, &[("version", "2")]).await.expect(409).says("allerede fortrudt");
        imported(&it, &stock, &more).await;
        let journal = service.by(Role::Auditor).get("/journal?subject_kind=device_import&limit=1000").await.expect(200).text();
        assert!(journal.contains("\"undone\"") && journal.contains("B030"), "{journal}");
    }
}

#[actix_web::test]
async fn all_that_match_the_filters_are_chosen_and_no_more_than_can_be_handled() {
    let service = Service::sqlite().await;
    let stock = stock(&service, 2000).await;
    let it = service.browser(Role::It).await;
    imported(&it, &stock, &list(&stock, "A", 60)).await;
    imported(&it, &stock, &list(&stock, "B", 950)).await;
    let all = |filter: &'static str| [("chosen", "all"), ("filter", filter)];
    it.send_only("/devices/bulk", &all("q=a"))
        .await
        .expect(200)
        .says("60 enheder er valgt");
    it.send_only("/devices/bulk", &all(""))
        .await
        .expect(422)
        .says("højst behandles 1000");
    it.send_only("/devices/bulk", &[("chosen", "marked")])
        .await
        .expect(422)
        .says("role=\"alert\"")
        .says("id=\"devices-form\"")
        .says("Vælg mindst én enhed");
}

#[actix_web::test]
async fn the_list_goes_forth_and_back_fifty_at_a_time() {
    let service = Service::sqlite().await;
    let stock = stock(&service, 200).await;
    let it = service.browser(Role::It).await;
    imported(&it, &stock, &list(&stock, "A", 120)).await;
    let link = |page: &Answer, rel: &str| {
        let text = page.text();
        let mark = format!("\" rel=\"{rel}\"");
        let before = text.split(&mark).next().filter(|part| *part != text)?;
        let path = before.rsplit("href=\"").next()?;
        Some(path.replace("&amp;", "&").replace("&#38;", "&"))
    };
    let first = it.get("/devices?q=m-a&column=serial").await.expect(200);
    assert_eq!(boxes(&first).len(), 50);
    assert_eq!(link(&first, "prev"), None);
    let second = it.get(&link(&first, "next").expect("next")).await;
    let third = it.get(&link(&second, "next").expect("next")).await;
    assert_eq!((boxes(&second).len(), boxes(&third).len()), (50, 20));
    assert_eq!(link(&third, "next"), None);
    let back = it.get(&link(&third, "prev").expect("prev")).await;
    assert_eq!(boxes(&back), boxes(&second));
    let front = it.get(&link(&back, "prev").expect("prev")).await;
    assert_eq!(boxes(&front), boxes(&first));
    assert_eq!(link(&front, "prev"), None);
    front.says_not("HP ProBook 11</td>");
}

on_both! {
    async fn a_filter_is_kept_under_a_name_for_its_owner_alone(service) {
        let it = service.browser(Role::It).await;
        let fields = |name: &'static str| [("name", name), ("query", "school=2&column=serial&evil=1&after=4")];
        it.send_only("/devices/filters", &fields(" ")).await.expect(422).says("role=\"alert\"").says("option value=\"2\" selected");
        it.send("/devices/filters", &fields("Nordstrand")).await.expect(200)
            .says("Filteret er gemt").says("href=\"/devices?school=2&#38;column=serial\" aria-current");
        it.send("/devices/filters", &fields("Nordstrand")).await.expect(200);
        let page = it.get("/devices").await.expect(200);
        assert_eq!(page.text().matches(">Nordstrand</a>").count(), 1);
        let remove = page.text().split("action=\"/devices/filters/").nth(1).and_then(|rest| rest.split('"').next())
            .map(|rest| format!("/devices/filters/{rest}")).expect("a way to remove it");
        let version = [("version", "2")];
        let other = service.browser(Role::Finance).await;
        other.get("/devices").await.expect(200).says_not("Nordstrand</a>");
        other.send(&remove, &version).await.expect(404).says("role=\"alert\"").says("ikke noget gemt filter");
        it.get("/devices").await.expect(200).says(">Nordstrand</a>");
        it.send(&remove, &[("version", "1")]).await.expect(412).says(">Nordstrand</a>").says("En anden har ændret");
        it.send(&remove, &version).await.expect(200).says_not(">Nordstrand</a>");
    }
}

on_both! {
    async fn the_register_is_a_file_in_which_no_formula_runs(service) {
        let stock = stock(&service, 10).await;
        let it = service.browser(Role::It).await;
        let rows = format!("{HEADER}\n=1+1;@SUM(A1);{OWN_SCHOOL};{};01-08-2017", stock.model);
        imported(&it, &stock, &rows).await;
        it.get("/devices?q=%3D1").await.expect(200).says("/api/v1/devices.csv?q=%3D1");
        let client = service.by(Role::It);
        let file = client.get("/devices.csv?q=%3D1").await.expect(200).text();
        assert!(file.contains("'=1+1;'@SUM(A1);Store Magleby Skole;HP ProBook 11"), "{file}");
        let book = client.get("/devices.xlsx").await.expect(200).body;
        let mut book = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("a workbook");
        let mut part = |name: &str| std::io::read_to_string(book.by_name(name).expect("a part")).expect("text");
        assert!(!part("xl/worksheets/sheet1.xml").contains("<f>"));
        assert!(part("xl/sharedStrings.xml").contains(">=1+1<") && part("xl/styles.xml").contains("quotePrefix"));
        assert_eq!(client.get("/devices.json?status=returned").await.json(), json!([]));
        client.get("/devices.pdf").await.expect(404);
    }
}

#[actix_web::test]
async fn a_workbook_is_read_and_what_is_none_is_told() {
    let service = Service::sqlite().await;
    let stock = stock(&service, 10).await;
    let it = service.browser(Role::It).await;
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in (0..).zip(HEADER.split(';')) {
        sheet.write(1, column, title).expect("a cell");
    }
    let day = rust_xlsxwriter::Format::new().set_num_format("dd-mm-yyyy");
    for (row, serial) in [(3, "X1"), (4, "X2")] {
        sheet.write(row, 0, serial).expect("a cell");
        sheet.write(row, 2, "Ukendt; skole").expect("a cell");
        sheet.write(row, 3, stock.model as f64).expect("a cell");
        let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2017, 8, 1).expect("a day");
        sheet
            .write_with_format(row, 4, &date, &day)
            .expect("a cell");
    }
    let file = book.save_to_buffer().expect("a workbook");
    let key = it.get("/devices/import").await.field("form_key");
    let (key, line) = (key.expect("a key"), stock.line.to_string());
    let fields = [
        ("form_key", key.as_str()),
        ("line", &line),
        ("step", "preview"),
    ];
    let row = format!("X1;;&#34;Ukendt; skole&#34;;{};2017-08-01", stock.model);
    upload(&it, &fields, "levering.xlsx", &file)
        .await
        .expect(422)
        .says("2 rækker har fejl")
        .says("name=\"row.4\"")
        .says(&row)
        .says("value=\"levering.xlsx\"");
    let pdf = upload(&it, &fields, "levering.pdf", b"%PDF-1.7\x00\x01").await;
    pdf.expect(422).says("Filen er ikke tekst");
    let broken = upload(&it, &fields, "levering.xlsx", &file[..200]).await;
    broken.expect(422).says("Regnearket kan ikke læses");
    let large = vec![b'x'; (10 << 20) + 1];
    upload(&it, &fields, "stor.csv", &large).await.expect(413);
    let keyless = upload(&it, &fields[1..], "levering.xlsx", &file).await;
    keyless.expect(403);
    it.send_only(
        "/devices/import",
        &[("line", &line), ("list", " "), ("step", "preview")],
    )
    .await
    .expect(422)
    .says("Vælg en fil, eller indsæt en liste.");
    assert_eq!(registered(&service).await, 0);
}

#[actix_web::test]
async fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let service = Service::sqlite().await;
    let stock = stock(&service, 10).await;
    let mut file = std::io::Cursor::new(Vec::new());
    let mut archive = zip::ZipWriter::new(&mut file);
    let options = zip::write::SimpleFileOptions::default();
    archive
        .start_file("xl/sharedStrings.xml", options)
        .expect("a part");
    let zeros = vec![0u8; 1 << 20];
    for _ in 0..80 {
        std::io::Write::write_all(&mut archive, &zeros).expect("zeros");
    }
    archive.finish().expect("an archive");
    let answer = service
        .by(Role::It)
        .post_bytes(
            &format!("/lease-lines/{}/devices/import", stock.line),
            "text/csv",
            file.into_inner(),
        )
        .await;
    answer.refused(422, "xlsx_too_large");
}

on_both! {
    async fn a_device_is_moved_and_returned_on_its_page(service) {
        let stock = stock(&service, 10).await;
        let it = service.browser(Role::It).await;
        imported(&it, &stock, &list(&stock, "A", 1)).await;
        let id = service.by(Role::It).get("/devices").await.json()["items"][0]["id"].as_i64().expect("a device");
        let (path, today) = (format!("/devices/{id}"), service.clock.moment().today.to_string());
        let page = it.get(&path).await.expect(200).says("M-A001").says("Modtaget på").says("KL-1");
        let version = page.field("version").expect("a version");
        let to = OTHER_SCHOOL.to_string();
        let early = [("version", version.as_str()), ("to_school_id", &to), ("moved_on", "2017-07-01")];
        it.send_only(&format!("{path}/move"), &early).await.expect(422).says("id=\"device-move-moved_on-fault\"");
        let fields = [("version", version.as_str()), ("to_school_id", &to), ("moved_on", &today), ("reason", "Lån")];
        it.send(&format!("{path}/move"), &fields).await.expect(200).says("Enheden er flyttet").says("Lån");
        it.send_only(&format!("{path}/move"), &fields).await.expect(422).says("En anden har ændret");
        let fields = [("version", "2"), ("returned_on", &today)];
        it.send(&format!("{path}/return"), &fields).await.expect(200).says("Afleveret til leasinggiver fra")
            .says_not("Aflevér enheden");
    }
}

#[actix_web::test]
async fn scans_are_told_one_by_one_and_five_hundred_in_a_row() {
    let service = Service::sqlite().await;
    let stock = stock(&service, 300).await;
    let it = service.browser(Role::It).await;
    imported(&it, &stock, &list(&stock, "A", 250)).await;
    let scan = async |mode: &str, school: &str, code: &str| {
        let fields = [("mode", mode), ("school", school), ("code", code)];
        it.send_only("/devices/scan", &fields).await.expect(200)
    };
    for number in 1..=250 {
        let page = scan("look-up", "", &format!("m-a{number:03}")).await;
        page.says("data-sound=\"found\"").says("Fundet");
        let page = scan("look-up", "", &format!("Z{number}")).await;
        page.says("data-sound=\"miss\"").says("Ikke fundet");
    }
    let other = OTHER_SCHOOL.to_string();
    scan("move", "", "A001").await.says("Vælg den skole");
    scan("move", &other, "A001")
        .await
        .says("data-sound=\"done\"")
        .says("Flyttet");
    scan("move", &other, "A001")
        .await
        .says("data-sound=\"miss\"")
        .says("allerede på skolen");
    scan("return", "", "A001").await.says("Afleveret");
    scan("return", "", "A001").await.says("er leveret tilbage");
    let page = scan("look-up", "", "<script>alert(1)</script>").await;
    page.says_not("<script>alert").says("autofocus");
}

#[actix_web::test]
async fn a_school_leader_sees_the_devices_of_the_own_school_only() {
    let service = Service::sqlite().await;
    service.school_things().await;
    let leader = service.browser(Role::SchoolLeader).await;
    leader
        .get("/devices")
        .await
        .expect(200)
        .says(">S1<")
        .says_not(">S2<")
        .says_not("type=\"checkbox\" name=\"device\"");
    leader
        .get("/devices?school=2")
        .await
        .expect(200)
        .says_not(">S2<");
    leader
        .get("/devices/1")
        .await
        .expect(200)
        .says("S1")
        .says_not("L-1")
        .says_not("Flyt enheden");
    leader.get("/devices/2").await.expect(404);
    leader.get("/schools/1").await.expect(200).says("60");
    leader.get("/schools/2").await.expect(404);
    leader
        .get("/search?q=s")
        .await
        .expect(200)
        .says(">S1<")
        .says_not(">S2<")
        .says_not("L-1");
    for path in [
        "/devices/import",
        "/devices/imports",
        "/devices/scan",
        "/schools/new",
        "/schools/1/edit",
    ] {
        leader.get(path).await.expect(403);
    }
    for (path, fields) in [
        ("/devices/bulk", [("chosen", "all"), ("filter", "")]),
        (
            "/devices/1/return",
            [("version", "1"), ("returned_on", "2018-01-01")],
        ),
        ("/devices/scan", [("mode", "return"), ("code", "S1")]),
    ] {
        leader.send_only(path, &fields).await.expect(403);
    }
    let it = service.browser(Role::It).await;
    it.get("/devices")
        .await
        .expect(200)
        .says(">S1<")
        .says(">S2<");
    it.get("/search?q=l-1").await.expect(200).says("/leases/1");
}

#[actix_web::test]
async fn markup_in_names_and_numbers_is_shown_as_text() {
    let service = Service::sqlite().await;
    let stock = stock(&service, 10).await;
    let it = service.browser(Role::It).await;
    let evil = "<script>alert(1)</script>";
    let bad = format!("{HEADER}\n{evil};=1+1;{evil};{evil};{evil}");
    let line = stock.line.to_string();
    let fields = [("line", line.as_str()), ("list", &bad), ("step", "preview")];
    import(&it, &fields)
        .await
        .expect(422)
        .says_not("<script>alert")
        .says("1 række har fejl");
    let good = format!(
        "{HEADER}\n{evil};=1+1;{OWN_SCHOOL};{};01-08-2017",
        stock.model
    );
    imported(&it, &stock, &good).await;
    let id = service.by(Role::It).get("/devices").await.json()["items"][0]["id"].to_string();
    for path in [
        "/devices?column=serial".to_owned(),
        format!("/devices?q={}", "%3Cscript%3Ealert(1)%3C/script%3E"),
        format!("/devices/{id}"),
        "/search?q=%3Cscript%3Ealert(1)".to_owned(),
    ] {
        it.get(&path)
            .await
            .expect(200)
            .says_not("<script>alert")
            .says("&#60;script&#62;alert");
    }
}

on_both! {
    async fn the_administrator_opens_a_school_and_changes_it(service) {
        let administrator = service.browser(Role::Administrator).await;
        let mut fields = vec![("name", "Ny Skole"), ("gln", "12"), ("valid_from", "2020-08-01")];
        administrator.send_only("/schools", &fields).await.expect(422).says("id=\"school-gln-fault\"");
        fields[1] = ("gln", "");
        administrator.send("/schools", &fields).await.expect(200).says("Ny Skole er oprettet.").says("Skolen har ingen enheder i brug");
        let schools = service.by(Role::It).get("/schools").await.json();
        let id = schools["items"].as_array().and_then(|all| all.last()).expect("a school")["id"].clone();
        fields[0] = ("name", "Nyere Skole");
        fields.push(("version", "1"));
        administrator.send(&format!("/schools/{id}"), &fields).await.expect(200).says("Nyere Skole er ændret.");
        administrator.send_only(&format!("/schools/{id}"), &fields).await.expect(422).says("En anden har ændret");
        administrator.get("/schools").await.expect(200).says("Nyere Skole");
    }
}

on_both! {
    async fn programs_return_many_and_undo_an_import(service) {
        let stock = stock(&service, 10).await;
        let it = service.by(Role::It);
        let file = list(&stock, "A", 3).into_bytes();
        let path = format!("/lease-lines/{}/devices/import", stock.line);
        let made = it.post_bytes(&path, "text/csv", file).await.expect(201).json();
        let import = format!("/device-imports/{}", made["import_id"]);
        let etag = it.get(&import).await.expect(200).etag();
        assert_eq!(it.get("/device-imports").await.json()["items"][0]["devices"], 3);
        let seen = |version: i32| made["device_ids"].as_array().expect("devices").iter()
            .map(|id| json!({"id": id, "version": version})).collect::<Vec<_>>();
        let body = |version: i32| json!({"devices": seen(version), "returned_on": "2017-09-01"});
        it.post("/devices/return?dry_run=true", body(1)).await.expect(200);
        it.post("/devices/return", body(2)).await.refused(412, "stale");
        let done = it.post("/devices/return", body(1)).await.expect(200).json();
        assert_eq!(done["returned"], 3);
        it.act(&format!("{import}/undo"), &etag, json!({})).await.refused(409, "device_import_device_changed");
        it.act("/device-imports/99/undo", &etag, json!({})).await.refused(404, "device_import_not_found");
    }
}

const STAFF: &[Role] = &[
    Role::Administrator,
    Role::ProjectLead,
    Role::ProjectMember,
    Role::Finance,
    Role::It,
    Role::Auditor,
];

/// Every page and form of IT with the roles to which it is open.
const RIGHTS: &[(&str, &str, &[Role])] = &[
    ("GET", "/devices", Role::ALL),
    ("POST", "/devices/filters", Role::ALL),
    ("POST", "/devices/filters/1/remove", Role::ALL),
    ("POST", "/devices/bulk", &[Role::It]),
    ("POST", "/devices/bulk/order", &[Role::It]),
    ("GET", "/devices/import", &[Role::It]),
    ("POST", "/devices/import", &[Role::It]),
    ("GET", "/devices/imports", STAFF),
    ("POST", "/devices/imports/1/undo", &[Role::It]),
    ("GET", "/devices/scan", &[Role::It]),
    ("POST", "/devices/scan", &[Role::It]),
    ("GET", "/devices/labels", Role::ALL),
    ("GET", "/devices/1", Role::ALL),
    ("POST", "/devices/1/move", &[Role::It]),
    ("POST", "/devices/1/return", &[Role::It]),
    ("GET", "/schools", Role::ALL),
    ("GET", "/schools/1", Role::ALL),
    ("GET", "/schools/new", &[Role::Administrator]),
    ("POST", "/schools", &[Role::Administrator]),
    ("GET", "/schools/1/edit", &[Role::Administrator]),
    ("POST", "/schools/1", &[Role::Administrator]),
    ("GET", "/search?q=s", Role::ALL),
];

#[actix_web::test]
async fn every_page_of_it_is_open_to_its_roles_and_to_no_other() {
    let service = Service::sqlite().await;
    service.school_things().await;
    let mut wrong = vec![];
    for role in Role::ALL {
        let browser = service.browser(*role).await;
        for (method, path, roles) in RIGHTS {
            let answer = match *method {
                "GET" => browser.request(TestRequest::get(), path).await,
                _ => browser.send_only(path, &[("version", "0")]).await,
            };
            let open = !matches!(answer.status, 401 | 403);
            if open != roles.contains(role) || answer.status >= 500 || answer.text().contains('⟦')
            {
                wrong.push(format!(
                    "{method} {path} as {}: {}",
                    role.as_str(),
                    answer.status
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
