//! Meetings of the project group and their minutes.

use super::{drawn_alike, issued, tells, text};
use crate::on_both;
use crate::support::Service;
use anskaf::http::Role;
use serde_json::{Value, json};

/// A project with two members; answers its path and their numbers.
async fn group(service: &Service) -> (String, i64, i64) {
    let path = format!("/projects/{}", service.project());
    let lead = service.by(Role::ProjectLead);
    let member = |name: &str| json!({"name": name, "role": "member", "organisation": "It-afdelingen", "joined_on": "2017-01-01"});
    let members = format!("{path}/members");
    let first = lead
        .post(&members, member("Pia Projektleder"))
        .await
        .expect(201)
        .id();
    let second = lead.post(&members, member("Ida It")).await.expect(201).id();
    (path, first, second)
}

fn meeting(present: i64, absent: i64) -> Value {
    json!({
        "title": "Møde nr. 3", "held_on": "2017-08-22", "hours": "kl. 9-11", "place": "Rådhuset",
        "present": [present], "absent": [absent], "minute_taker": "Pia Projektleder",
        "items": [{
            "title": "Skabe", "text": "Vi talte om **strøm** og <script>.",
            "decisions": [{"decision": "Der købes *syv* skabe.", "responsible": "Ida It", "due_on": "2017-09-15"}],
        }, {"title": "Eventuelt", "text": null}],
        "next_on": "2017-09-05", "next_place": "samme sted",
    })
}

on_both! {
    async fn the_minutes_tell_who_was_there_and_who_does_what_by_when(service) {
        let (project, first, second) = group(&service).await;
        let author = service.by(Role::ProjectMember);
        let made = author.post(&format!("{project}/meetings"), meeting(first, second)).await.expect(201);
        assert_eq!(made.json()["attendance"][1]["present"], false);
        let path = format!("/meetings/{}", made.id());
        let told = text(&service.by(Role::Auditor), &format!("{path}/minutes")).await;
        tells(&told, &[
            "Referat: Møde nr. 3", "Til stede: Pia Projektleder (It-afdelingen)", "Afbud: Ida It", "1 Skabe",
            "Vi talte om strøm og <script>.", "Der købes syv skabe.", "Ansvarlig: Ida It, senest 15.\u{a0}september 2017",
            "Hvem gør hvad hvornår", "Næste møde: 5.\u{a0}september 2017, samme sted.",
        ]);
        drawn_alike(&author, &format!("{path}/minutes.pdf")).await;
        let list = author.get(&format!("{project}/meetings")).await.expect(200).json();
        assert_eq!(list["items"][0]["items"][0]["decisions"][0]["responsible"], "Ida It");
    }
}

on_both! {
    async fn minutes_are_issued_by_the_lead_once_the_meeting_was_held(service) {
        let (project, first, second) = group(&service).await;
        let lead = service.by(Role::ProjectLead);
        let meetings = format!("{project}/meetings");
        let mut ahead = meeting(first, second);
        ahead["held_on"] = json!("2017-08-25");
        ahead["items"] = json!([]);
        let made = lead.post(&meetings, ahead).await.expect(201);
        let path = format!("/meetings/{}", made.id());
        let refused = lead.post(&format!("{path}/minutes/issue"), json!({})).await;
        let codes: Vec<String> = refused.faults().into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["meeting_not_held", "meeting_without_agenda"]);
        lead.put(&path, &made.etag(), meeting(first, second)).await.expect(200);
        lead.put(&path, &made.etag(), meeting(first, second)).await.refused(412, "stale");
        let document = issued(&lead, &format!("{path}/minutes/issue")).await;
        assert_eq!((&document["subject_kind"], &document["data_version"]), (&json!("meeting"), &json!(2)));
        service.by(Role::ProjectMember).post(&format!("{path}/minutes/issue"), json!({})).await.refused(403, "forbidden");
        let journal = service.by(Role::Auditor).get("/journal?subject_kind=meeting").await.json();
        assert_eq!(journal["items"][0]["action"], "changed");
    }
}

on_both! {
    async fn a_meeting_that_cannot_have_been_is_refused_with_every_fault(service) {
        let (project, first, _) = group(&service).await;
        let mut wrong = meeting(first, first);
        wrong["present"] = json!([first, 99]);
        wrong["next_on"] = json!("2017-08-22");
        wrong["items"][0]["decisions"][0]["due_on"] = json!("1812-01-01");
        let refused = service.by(Role::ProjectMember).post(&format!("{project}/meetings"), wrong).await.expect(422);
        let faults = refused.faults();
        for (code, place) in [
            ("date_out_of_range", "/items/0/decisions/0/due_on"),
            ("next_meeting_not_later", "/next_on"),
            ("meeting_member_unknown", "/present/1"),
            ("meeting_member_twice", "/absent/0"),
        ] {
            assert!(faults.contains(&(code.to_owned(), place.to_owned())), "{code}: {faults:?}");
        }
        let list = service.by(Role::Auditor).get(&format!("{project}/meetings")).await.json();
        assert_eq!(list["items"], json!([]));
        service.by(Role::Auditor).get("/meetings/99").await.refused(404, "meeting_not_found");
    }
}
