//! Pupils and staff entered on a school's page.

use crate::on_both;
use crate::support::{OTHER_SCHOOL, OWN_SCHOOL};
use anskaf::http::Role;
use serde_json::json;

on_both! {
    async fn a_school_leader_enters_the_years_numbers_beside_those_of_the_year_before(service) {
        let (leader, api) = (service.browser(Role::SchoolLeader).await, service.by(Role::SchoolLeader));
        let (school, path) = (format!("/schools/{OWN_SCHOOL}"), format!("/schools/{OWN_SCHOOL}/counts"));
        let before = json!({"school_year": 2016, "pupils": [{"grade": 4, "pupils": 1063}], "staff": [{"kind": "teacher", "staff": 41}]});
        api.post(&path, before).await.expect(200);
        leader.get(&school).await.expect(200).says(&format!("href=\"{path}\""));
        leader.get(&path).await.expect(200).says("2016/2017</th>").says("value=\"2017\" selected")
            .says("<td class=\"number\">1.063</td>").says("<td class=\"number\">41</td>").says("10. klasse").says("Pædagoger");
        let line = |pupils: &'static str| vec![
            ("school_year", "2017"), ("source", "Administrativt system"),
            ("pupils.3.grade", "3"), ("pupils.3.pupils", ""),
            ("pupils.4.grade", "4"), ("pupils.4.pupils", pupils),
            ("staff.0.kind", "teacher"), ("staff.0.staff", "40"),
        ];
        // Refused at its line, with all that was written, and nothing saved.
        leader.send(&path, &line("mange")).await.expect(422)
            .says("role=\"alert\"").says("href=\"#counts-pupils-4\"").says("id=\"counts-pupils-4-fault\"")
            .says("value=\"mange\"").says("value=\"40\"").says("value=\"Administrativt system\"");
        leader.send(&path, &line("70000")).await.expect(422).says("id=\"counts-pupils-4-fault\"");
        assert_eq!(api.get(&format!("/schools/{OWN_SCHOOL}/staff-counts?school_year=2017")).await.json()["items"], json!([]));
        leader.send(&path, &line("1.069")).await.expect(200)
            .says("Tallene for skoleåret 2017/2018 er gemt.").says("Skoleåret 2017/2018").says("1.069");
        // Somebody else's number in the meantime is shown beside what was written.
        leader.send(&path, &line("1.070")).await.expect(422).says("Nu står der:</strong> 1.069").says("name=\"pupils.4.version\" value=\"1\"");
        let mut seen = line("1.070");
        seen.push(("pupils.4.version", "1"));
        leader.send(&path, &seen).await.expect(200).says("1.070");
        // A number is not taken away by emptying its field.
        let mut empty = line("");
        empty.push(("pupils.4.version", "2"));
        leader.send(&path, &empty).await.expect(422).says("id=\"counts-pupils-4-fault\"");
        leader.get(&format!("{path}?year=2016")).await.expect(200).says("value=\"2016\" selected").says("value=\"1.063\"");
        let other = format!("/schools/{OTHER_SCHOOL}/counts");
        leader.get(&other).await.expect(404);
        leader.send(&other, &line("1")).await.expect(404);
        service.browser(Role::It).await.get(&school).await.expect(200).says_not(&path);
    }
}
