//! The form of a meeting: what is wrong in the agenda is told at its line.

use crate::on_both;
use anskaf::http::Role;

on_both! {
    async fn faults_of_the_agenda_stand_at_their_lines(service) {
        let project = service.project();
        let lead = service.browser(Role::ProjectLead).await;
        let (path, long) = (format!("/projects/{project}/meetings"), "x".repeat(201));
        let meeting = |title: &'static str, due_on: &'static str| vec![
            ("title", "Møde 1"), ("held_on", "2017-08-24"), ("place", "Rådhuset"),
            ("lines.0.title", "Frist"), ("lines.0.decision", "Fristen er 1. oktober."),
            ("lines.3.decision", "Skolerne får besked."), ("lines.3.due_on", due_on),
            ("lines.4.title", title), ("lines.4.text", "Intet."),
        ];
        let mut wrong = meeting("Eventuelt", "2017-10-01");
        wrong.push(("lines.3.responsible", &long));
        lead.send(&path, &wrong).await.expect(422)
            .says("id=\"meeting-lines-3-responsible-fault\"").says("<a href=\"#meeting-lines-3-responsible\">")
            .says("aria-describedby=\"meeting-lines-3-responsible-fault\"").says("Skolerne får besked.");
        // What only the use case knows finds its line as well.
        lead.send(&path, &meeting("Eventuelt", "1917-10-01")).await.expect(422)
            .says("id=\"meeting-lines-3-due_on-fault\"").says_not("id=\"meeting-lines-0-due_on-fault\"");
        let page = lead.send(&path, &[("title", "M"), ("held_on", "2017-08-24"), ("place", "R"), ("present", "99")]).await;
        page.expect(422).says("meeting-present");
        lead.send(&path, &meeting("Eventuelt", "2017-10-01")).await.expect(200).says("2. Eventuelt");
        // The same on the form of a meeting that there is.
        let page = lead.get("/meetings/1/edit").await.expect(200);
        let version = page.field("version").expect("a version");
        let mut change = vec![("version", version.as_str()), ("lines.1.text", "Uden overskrift")];
        change.extend([("title", "Møde 1"), ("held_on", "2017-08-24"), ("place", "Rådhuset")]);
        lead.send("/meetings/1/edit", &change).await.expect(422).says("id=\"meeting-lines-1-title-fault\"");
    }
}
