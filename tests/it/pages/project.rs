//! The pages of the project group: from a new project to a published tender through forms alone, the needs of a
//! school, and what each of them is refused.

use crate::on_both;
use crate::support::{Answer, Browser, OTHER_SCHOOL, OWN_SCHOOL, Service};
use anskaf::http::Role;
use serde_json::json;

/// Fields of a form, borrowed.
type Fields<'a> = Vec<(&'a str, &'a str)>;

/// Sends a form with the version that its page shows.
async fn send_seen(browser: &Browser<'_>, page: &str, to: &str, fields: Fields<'_>) -> Answer {
    let version = browser
        .get(page)
        .await
        .expect(200)
        .field("version")
        .expect("a version");
    let mut all = vec![("version", version.as_str())];
    all.extend(fields);
    browser.send(to, &all).await
}

/// A project of Dragør's with its frame and its lead, through forms.
async fn project(lead: &Browser<'_>) {
    lead.get("/projects")
        .await
        .expect(200)
        .says("Der er ingen projekter endnu.");
    let project = [
        ("title", "Indkøb af IT-enheder til skolerne"),
        ("case_number", "17/2134"),
        ("frame.0.budget_year", "2018"),
        ("frame.0.amount", "776.000,00"),
        ("frame.1.budget_year", "2019"),
        ("frame.1.amount", "776000"),
    ];
    lead.send("/projects", &project)
        .await
        .expect(200)
        .says("1.552.000,00")
        .says("href=\"/projects/1/members\"");
    let member = [
        ("name", "Pia"),
        ("organisation", "Skoleafdelingen"),
        ("role", "lead"),
        ("joined_on", "2017-01-01"),
        ("conflict_of_interest", "none"),
        ("conflict_declared_on", "2017-01-01"),
    ];
    lead.send("/projects/1/members", &member)
        .await
        .expect(200)
        .says("Pia");
    advance(lead, "needs_assessment", "Behovsopgørelse").await;
    let category = [("name", "Elev-pc"), ("code", "pupil_pc")];
    lead.send("/device-categories", &category)
        .await
        .expect(200)
        .says("Elev-pc");
}

async fn advance(lead: &Browser<'_>, to: &str, word: &str) {
    let page = "/projects/1/advance";
    send_seen(lead, page, page, vec![("to", to)])
        .await
        .expect(200)
        .says(&format!("Projektet er nu i fasen {word}."));
}

/// What a school needs of the only category.
fn need(quantity: &'static str) -> Fields<'static> {
    vec![
        ("needs.0.device_category_id", "1"),
        ("needs.0.quantity", quantity),
        ("needs.0.basis", "1:1 i 4.-6. klasse"),
        ("needs.0.wanted_on", "2017-12-01"),
    ]
}

async fn needs(lead: &Browser<'_>, school: &Browser<'_>) {
    let path = format!("/projects/1/schools/{OWN_SCHOOL}/needs");
    let mut submitted = need("120");
    submitted.push(("submit", "1"));
    school
        .send(&path, &submitted)
        .await
        .expect(200)
        .says("Indsendt")
        .says("120");
    let path = format!("/projects/1/schools/{OTHER_SCHOOL}/needs");
    submitted[1].1 = "90";
    lead.send(&path, &submitted).await.expect(200).says("210");
    let grid = lead
        .get("/projects/1/needs")
        .await
        .expect(200)
        .says("2 behov venter");
    let first = grid.field("need").expect("a need that waits");
    let second = if first == "1:2" { "2:2" } else { "1:2" };
    let both = [("need", first.as_str()), ("need", second)];
    let confirm = "/projects/1/needs/confirm";
    lead.send(confirm, &both)
        .await
        .expect(200)
        .says("2 behov er bekræftet.");
    advance(lead, "specification", "Kravspecifikation").await;
}

async fn specification(lead: &Browser<'_>) {
    lead.send(
        "/projects/1/specifications",
        &[("title", "Kravspecifikation")],
    )
    .await
    .expect(200)
    .says("har ingen afsnit endnu");
    for title in ["Elevens pc", "Levering"] {
        lead.send("/specification-versions/1/sections", &[("title", title)])
            .await
            .expect(200)
            .says(title);
    }
    let requirement = [
        (
            "text",
            "Batteriet holder en **hel** skoledag. <script>alert(1)</script>",
        ),
        ("importance", "minimum"),
        ("answer_kind", "yes_no"),
        ("device_category_id", "1"),
    ];
    lead.send("/requirement-sections/1/requirements", &requirement)
        .await
        .expect(200)
        .says("K-1")
        .says("<strong>hel</strong>")
        .says("Mindstekrav")
        .says_not("<script>alert");
    let page = "/requirement-sections/2";
    let moved = send_seen(
        lead,
        page,
        "/requirement-sections/2/move",
        vec![("to", "up")],
    )
    .await;
    moved.expect(200).says("1. Levering").says("2. Elevens pc");
    let page = "/requirement-sections/1";
    let dropped = vec![("position", "1")];
    send_seen(lead, page, "/requirement-sections/1/move", dropped)
        .await
        .expect(200)
        .says("1. Elevens pc");
    let beyond = vec![("position", "9")];
    send_seen(lead, page, "/requirement-sections/1/move", beyond)
        .await
        .expect(422);
    let editor = "/specifications/1";
    let review = "/specification-versions/1/request-review";
    let version = lead
        .get(editor)
        .await
        .expect(200)
        .field("version")
        .expect("a version");
    lead.send(review, &[("version", &version)])
        .await
        .expect(200)
        .says("Til gennemsyn");
    send_seen(
        lead,
        editor,
        "/specification-versions/1/approve",
        Vec::new(),
    )
    .await
    .expect(200)
    .says("ændres ikke mere");
}

async fn estimate(lead: &Browser<'_>, finance: &Browser<'_>) {
    let terms = [
        ("title", "Leasing 2018-2021"),
        ("starts_on", "2018-01-02"),
        ("periods", "4"),
        ("every_count", "1"),
        ("every_unit", "year"),
        ("timing", "advance"),
        ("residual", "0,00"),
        ("rate", "2,75 %"),
        ("rate_source", "Antaget"),
        ("rate_assumed", "1"),
    ];
    lead.send("/projects/1/estimates", &terms)
        .await
        .expect(200)
        .says("Priser");
    let price = vec![
        ("prices.0.device_category_id", "1"),
        ("prices.0.unit_price", "5.925,00"),
        ("prices.0.source", "Prisliste"),
        ("prices.0.assumed", "1"),
    ];
    let page = "/estimates/1/prices";
    let tried = lead
        .send_only("/estimates/1/try?form=estimate-prices", &price)
        .await;
    tried.expect(200).says("1.244.250,00").says_not("<html");
    send_seen(lead, page, page, price)
        .await
        .expect(200)
        .says("1.244.250,00");
    let line = vec![
        ("lines.0.kind", "charging_cabinet"),
        ("lines.0.description", "Computerskabe"),
        ("lines.0.basis", "fixed"),
        ("lines.0.quantity", "7"),
        ("lines.0.unit_price", "9500"),
        ("lines.0.source", "Antaget"),
    ];
    let page = "/estimates/1/lines";
    // The sums are those of the journey through the interface for programs.
    send_seen(lead, page, page, line)
        .await
        .expect(200)
        .says("1.310.750,00")
        .says("341.140,18")
        .says("2,75")
        .says("<svg");
    send_seen(finance, "/estimates/1", "/estimates/1/approve", Vec::new())
        .await
        .expect(200)
        .says("Godkendt");
    advance(lead, "tendering", "Udbud").await;
}

async fn tender(service: &Service, lead: &Browser<'_>) {
    let municipality = json!({"name": "Dragør Kommune"});
    let admin = service.by(Role::Administrator);
    admin.post("/municipality", municipality).await.expect(201);
    let rules = [
        ("title", "Elev-pc'er"),
        ("specification_version_id", "1"),
        ("estimate_id", "1"),
        ("procedure", "below_threshold"),
        ("award_criterion", "best_price_quality_ratio"),
        ("contact", "Pia"),
        ("question_deadline_on", "2017-10-09"),
        ("offer_deadline_on", "2017-10-20"),
        ("offers_bind_until", "2018-01-20"),
    ];
    lead.send("/projects/1/tenders", &rules)
        .await
        .expect(200)
        .says("Udbudsmaterialet");
    let publish = "/tenders/1/publish";
    send_seen(lead, publish, publish, Vec::new())
        .await
        .expect(422)
        .says("role=\"alert\"");
    let evaluation = vec![
        ("model", "relative"),
        ("tie_rule", "lowest_price"),
        ("scale_top", "2"),
        ("sub_criteria.0.kind", "price"),
        ("sub_criteria.0.name", "Pris"),
        ("sub_criteria.0.weight", "60"),
        ("sub_criteria.0.emphasis", "Den samlede pris."),
        ("sub_criteria.1.kind", "quality"),
        ("sub_criteria.1.name", "Service"),
        ("sub_criteria.1.weight", "40 %"),
        ("sub_criteria.1.emphasis", "Hurtig reparation."),
        ("levels.0.points", "2"),
        ("levels.0.meaning", "Fremragende"),
        ("levels.1.points", "0"),
        ("levels.1.meaning", "Opfylder ikke"),
    ];
    let page = "/tenders/1/parts/evaluation";
    send_seen(lead, page, page, evaluation)
        .await
        .expect(200)
        .says("40\u{a0}%");
    let dates = vec![
        ("dates.0.label", "Kontrakt"),
        ("dates.0.takes_place_on", "2017-11-15"),
    ];
    let page = "/tenders/1/parts/timetable";
    send_seen(lead, page, page, dates)
        .await
        .expect(200)
        .says("15.11.2017");
    send_seen(lead, publish, publish, Vec::new())
        .await
        .expect(200)
        .says("Offentliggjort")
        .says("/api/v1/documents/");
    lead.get("/api/v1/tenders/1/document.html")
        .await
        .expect(200);
}

on_both! {
    async fn a_project_lead_comes_from_a_new_project_to_a_published_tender(service) {
        let lead = service.browser(Role::ProjectLead).await;
        let school = service.browser(Role::SchoolLeader).await;
        let finance = service.browser(Role::Finance).await;
        project(&lead).await;
        needs(&lead, &school).await;
        specification(&lead).await;
        estimate(&lead, &finance).await;
        tender(&service, &lead).await;
        advance(&lead, "contracting", "Kontrakt").await;
        lead.get("/projects/1").await.expect(200).says("href=\"/leases\"");
    }
}

on_both! {
    async fn a_school_leader_states_and_submits_the_needs_of_the_own_school_alone(service) {
        let lead = service.browser(Role::ProjectLead).await;
        project(&lead).await;
        let school = service.browser(Role::SchoolLeader).await;
        let path = format!("/projects/1/schools/{OWN_SCHOOL}/needs");
        school.get("/projects/1").await.expect(200).says(&format!("href=\"{path}\""))
            .says_not("/projects/1/members").says_not("/projects/1/tenders");
        school.get("/projects/1/members").await.expect(403);
        let counted = school.send_only(&format!("{path}/count"), &need("1.200")).await.expect(200);
        assert_eq!(counted.text().trim(), "1.200 enheder i alt");
        school.send(&path, &need("69")).await.expect(200).says("Udkast").says("Husk at indsende");
        let version = school.get(&path).await.expect(200).field("needs.0.version").expect("a version");
        let mut empty = need("mange");
        empty.push(("needs.0.version", &version));
        school.send(&path, &empty).await.expect(422)
            .says("value=\"mange\"").says("id=\"need-0-quantity-fault\"");
        let mut submitted = need("72");
        submitted.extend([("needs.0.version", version.as_str()), ("submit", "1")]);
        school.send(&path, &submitted).await.expect(200).says("Indsendt");
        // What is handed in stays as it is.
        school.get(&path).await.expect(200).says_not("name=\"needs.0.quantity\"");
        let other = format!("/projects/1/schools/{OTHER_SCHOOL}/needs");
        school.get(&other).await.expect(404);
        school.send(&other, &need("5")).await.expect(404);
        lead.send(&other, &need("90")).await.expect(200).says("90");
        school.get("/projects/1/needs").await.expect(200).says(">72<").says_not(">90<");
    }
}

on_both! {
    async fn two_schools_people_at_one_need_see_what_the_other_wrote(service) {
        let (lead, school) = (service.browser(Role::ProjectLead).await, service.browser(Role::SchoolLeader).await);
        project(&lead).await;
        let path = format!("/projects/1/schools/{OWN_SCHOOL}/needs");
        school.send(&path, &need("69")).await.expect(200);
        let version = school.get(&path).await.expect(200).field("needs.0.version").expect("a version");
        let with = |quantity| {
            let mut fields = need(quantity);
            fields.push(("needs.0.version", version.as_str()));
            fields
        };
        lead.send(&path, &with("75")).await.expect(200);
        let page = school.send(&path, &with("80")).await.expect(422).says("Nu står der:").says("75");
        assert_eq!(page.field("needs.0.quantity").as_deref(), Some("80"));
        let now = page.field("needs.0.version").expect("the present version");
        assert_ne!(now, version);
    }
}

#[actix_web::test]
async fn two_people_at_one_requirement_lose_nothing() {
    let service = Service::sqlite().await;
    let (one, other) = (
        service.browser(Role::ProjectLead).await,
        service.browser(Role::ProjectMember).await,
    );
    project(&one).await;
    one.send("/projects/1/specifications", &[("title", "Krav")])
        .await
        .expect(200);
    one.send("/specification-versions/1/sections", &[("title", "Pc")])
        .await
        .expect(200);
    let requirement = |text| {
        vec![
            ("text", text),
            ("importance", "normal"),
            ("answer_kind", "text"),
            ("section_id", "1"),
        ]
    };
    let path = "/requirement-sections/1/requirements";
    one.send(path, &requirement("Vejer lidt.")[..3])
        .await
        .expect(200);
    let page = "/requirements/1";
    let version = one
        .get(page)
        .await
        .expect(200)
        .field("version")
        .expect("a version");
    let with = |text| {
        let mut fields = requirement(text);
        fields.push(("version", version.as_str()));
        fields
    };
    one.send(page, &with("Vejer højst 1,4 kg."))
        .await
        .expect(200)
        .says("Vejer højst 1,4 kg.");
    other
        .send(page, &with("Vejer højst 1,2 kg."))
        .await
        .expect(422)
        .says("Vejer højst 1,2 kg.")
        .says("Vejer højst 1,4 kg.")
        .says("Nu står der:");
}

#[actix_web::test]
async fn a_project_is_refused_at_its_fields_and_keeps_what_was_written() {
    let service = Service::sqlite().await;
    let lead = service.browser(Role::ProjectLead).await;
    let page = lead
        .send(
            "/projects",
            &[
                ("title", "<script>alert(1)</script>"),
                ("case_number", ""),
                ("frame.1.budget_year", "2018"),
                ("frame.1.amount", "dyrt"),
            ],
        )
        .await
        .expect(422)
        .says("id=\"project-case_number-fault\"")
        .says("id=\"project-frame-1-amount-fault\"")
        .says_not("<script>alert");
    assert_eq!(page.field("frame.1.amount").as_deref(), Some("dyrt"));
}

#[actix_web::test]
async fn a_step_ahead_of_what_is_achieved_is_refused_on_its_page() {
    let service = Service::sqlite().await;
    let lead = service.browser(Role::ProjectLead).await;
    let fields = [("title", "Indkøb"), ("case_number", "1")];
    lead.send("/projects", &fields)
        .await
        .expect(200)
        .says("class=\"blocks\"");
    let page = "/projects/1/advance";
    send_seen(&lead, page, page, vec![("to", "needs_assessment")])
        .await
        .expect(422)
        .says("role=\"alert\"");
    lead.get("/projects/1")
        .await
        .expect(200)
        .says("aria-current=\"step\">Nedsat");
}

#[actix_web::test]
async fn what_was_noted_of_a_project_stands_in_its_course() {
    let service = Service::sqlite().await;
    let lead = service.browser(Role::ProjectLead).await;
    project(&lead).await;
    let course = "/projects/1/course";
    lead.send(
        "/projects/1/milestones",
        &[("title", "Behov inde"), ("due_on", "2017-08-01")],
    )
    .await
    .expect(200)
    .says("Overskredet");
    let page = "/milestones/1";
    let done = vec![
        ("title", "Behov inde"),
        ("due_on", "2017-08-01"),
        ("done_on", "2017-08-02"),
    ];
    send_seen(&lead, page, page, done)
        .await
        .expect(200)
        .says("Nået 02.08.2017");
    let visit = [
        ("host", "Lemvig"),
        ("visited_on", "2017-05-02"),
        ("participants", "Projektleder"),
        ("findings", "- Husk opladning"),
    ];
    lead.send("/projects/1/visits", &visit)
        .await
        .expect(200)
        .says("<li>Husk opladning");
    let decision = [
        ("decided_on", "2017-08-24"),
        ("decided_by", "Økonomiudvalget"),
        ("decision", "Der leases."),
        ("reason", "Billigst."),
    ];
    lead.send("/projects/1/decisions", &decision)
        .await
        .expect(200)
        .says("Økonomiudvalget");
    let meeting = [
        ("title", "Møde 1"),
        ("held_on", "2017-08-24"),
        ("place", "Rådhuset"),
        ("present", "1"),
        ("lines.0.title", "Frist"),
        ("lines.0.decision", "Fristen er 1. oktober."),
        ("lines.1.decision", "Skolerne får besked."),
    ];
    lead.send("/projects/1/meetings", &meeting)
        .await
        .expect(200)
        .says("1. Frist")
        .says("Skolerne får besked.")
        .says_not("2. ");
    lead.get(course)
        .await
        .expect(200)
        .says("Møde 1")
        .says("Lemvig");
    let auditor = service.browser(Role::Auditor).await;
    auditor
        .get(course)
        .await
        .expect(200)
        .says_not("/projects/1/milestones/new");
    auditor
        .send(
            "/projects/1/milestones",
            &[("title", "X"), ("due_on", "2017-09-01")],
        )
        .await
        .expect(403);
}

#[actix_web::test]
async fn a_scenario_begins_as_a_copy_and_documents_are_issued_with_numbers() {
    let service = Service::sqlite().await;
    let lead = service.browser(Role::ProjectLead).await;
    let (school, finance) = (
        service.browser(Role::SchoolLeader).await,
        service.browser(Role::Finance).await,
    );
    project(&lead).await;
    needs(&lead, &school).await;
    specification(&lead).await;
    estimate(&lead, &finance).await;
    finance
        .send("/estimates/1/copy", &[("title", "Uden skabe")])
        .await
        .expect(200)
        .says("Ret nu det, der skal være anderledes");
    finance
        .get("/projects/1/estimates")
        .await
        .expect(200)
        .says("Leasing 2018-2021")
        .says("Uden skabe");
    finance
        .get("/estimates/2")
        .await
        .expect(200)
        .says("1.310.750,00")
        .says("Udkast");
    let issue = "/issue/specification/1";
    lead.send(issue, &[])
        .await
        .expect(200)
        .says("Dokumentet er udstedt som nr.");
    lead.send(issue, &[])
        .await
        .expect(422)
        .says("id=\"issue-change-fault\"");
    lead.send("/issue/needs/1", &[])
        .await
        .expect(200)
        .says("udstedt som nr.");
    finance
        .send("/estimates/1/issue", &[])
        .await
        .expect(200)
        .says("udstedt som nr.");
    lead.send("/estimates/1/issue", &[]).await.expect(403);
    school.send("/issue/needs/1", &[]).await.expect(403);
}

#[actix_web::test]
async fn the_history_of_a_thing_is_for_those_who_may_read_the_thing() {
    let service = Service::sqlite().await;
    let lead = service.browser(Role::ProjectLead).await;
    let school = service.browser(Role::SchoolLeader).await;
    project(&lead).await;
    needs(&lead, &school).await;
    lead.get("/history/project/1")
        .await
        .expect(200)
        .says("Nedsat")
        .says("Fase skiftet");
    school
        .get("/history/need/1")
        .await
        .expect(200)
        .says("Indsendt")
        .says("Bekræftet");
    school.get("/history/need/2").await.expect(404);
    school.get("/history/project/1").await.expect(403);
    let page = "/needs/1/return";
    let reason = vec![("reason", "<b>For mange</b>")];
    send_seen(&lead, page, page, reason).await.expect(200);
    school
        .get("/history/need/1")
        .await
        .expect(200)
        .says("Sendt tilbage")
        .says_not("<b>For mange");
}

/// Every page of the project group in both languages, with no key for a text.
#[actix_web::test]
async fn no_page_of_the_project_group_shows_a_key() {
    let service = Service::sqlite().await;
    let lead = service.browser(Role::ProjectLead).await;
    let (school, finance) = (
        service.browser(Role::SchoolLeader).await,
        service.browser(Role::Finance).await,
    );
    project(&lead).await;
    needs(&lead, &school).await;
    specification(&lead).await;
    estimate(&lead, &finance).await;
    tender(&service, &lead).await;
    lead.send("/specifications/1/versions", &[("change_note", "Ny")])
        .await
        .expect(200);
    let paths = [
        "/projects",
        "/projects/new",
        "/projects/1",
        "/projects/1/edit",
        "/projects/1/advance",
        "/projects/1/members",
        "/projects/1/members/new",
        "/project-members/1",
        "/projects/1/course",
        "/projects/1/milestones/new",
        "/projects/1/visits/new",
        "/projects/1/decisions/new",
        "/projects/1/meetings/new",
        "/projects/1/needs",
        "/projects/1/schools/1/needs",
        "/needs/1",
        "/needs/1/return",
        "/device-categories",
        "/device-categories/new",
        "/projects/1/specifications",
        "/projects/1/specifications/new",
        "/specifications/1",
        "/specifications/1?version=1",
        "/specification-versions/2/changes",
        "/specification-versions/2/sections/new",
        "/requirement-sections/3/requirements/new",
        "/projects/1/estimates",
        "/projects/1/estimates/new",
        "/estimates/1",
        "/estimates/1/edit",
        "/estimates/1/prices",
        "/estimates/1/lines",
        "/estimates/1/comparison",
        "/projects/1/tenders",
        "/projects/1/tenders/new",
        "/tenders/1",
        "/tenders/1/edit",
        "/tenders/1/parts/conditions",
        "/tenders/1/parts/timetable",
        "/tenders/1/parts/evaluation",
        "/tenders/1/publish",
        "/tenders/1/cancel",
        "/estimates/1/copy",
        "/issue/needs/1",
        "/issue/specification/1",
        "/history/project/1",
        "/history/need/1",
        "/history/requirement/1",
        "/history/specification_version/1",
        "/history/estimate/1",
        "/history/tender/1",
    ];
    for language in ["da", "en"] {
        let choice = [("language", language), ("back", "/projects")];
        lead.send("/choices/language", &choice).await.expect(200);
        for path in paths {
            let page = lead.get(path).await.expect(200).says_not("⟦");
            assert_eq!(page.text().matches("<h1").count(), 1, "{path}");
        }
    }
}

on_both! {
    async fn the_needs_of_a_closed_school_count_and_a_new_school_is_not_waited_for(service) {
        service.school_things().await;
        service.sql(&format!("UPDATE schools SET valid_to = '2017-07-31' WHERE id = {OTHER_SCHOOL}"));
        service.by(Role::Administrator)
            .post("/schools", json!({"name": "Dragør Skole", "valid_from": "2017-08-01"})).await.expect(201);
        let lead = service.browser(Role::ProjectLead).await;
        lead.get("/projects/1").await.expect(200).says("<span class=\"figure\">150</span>");
        lead.get("/projects/1/needs").await.expect(200).says("class=\"tag bad\">Mangler");
        service.sql("UPDATE projects SET phase = 'operation' WHERE id = 1");
        lead.get("/projects/1").await.expect(200).says("<span class=\"figure\">150</span>");
        lead.get("/projects/1/needs").await.expect(200).says("Intet behov").says_not("class=\"tag bad\"");
    }
}

on_both! {
    async fn the_home_page_says_what_waits_for_whom(service) {
        let lead = service.browser(Role::ProjectLead).await;
        lead.get("/").await.expect(200).says("Der er ingen projekter i gang").says("href=\"/projects/new\"");
        project(&lead).await;
        lead.get("/").await.expect(200)
            .says("Indkøb af IT-enheder til skolerne")
            .says("Behovsopgørelse")
            .says("class=\"todo\"");
        let school = service.browser(Role::SchoolLeader).await;
        school.get("/").await.expect(200)
            .says(&format!("href=\"/projects/1/schools/{OWN_SCHOOL}/needs\""))
            .says_not(&format!("href=\"/projects/1/schools/{OTHER_SCHOOL}/needs\""))
            .says_not("class=\"todo\"");
        let it = service.browser(Role::It).await;
        it.get("/").await.expect(200).says("href=\"/devices/scan\"").says_not("href=\"/projects/new\"");
    }
}
