//! What people would have written: the minutes of a meeting and the recommendation. Written for the demonstration; no
//! source tells these words.

use super::case::ASSUMED;
use super::moments::on;
use crate::db::MemberId;
use crate::overview::WriteRecommendation;
use crate::projects::{AgendaDecision, AgendaItem, DescribeMeeting};

fn decision(text: &str, who: &str, (month, day): (u32, u32)) -> AgendaDecision {
    AgendaDecision {
        decision: text.to_owned(),
        responsible: Some(who.to_owned()),
        due_on: Some(on(2017, month, day).today),
    }
}

fn item(title: &str, text: &str, decisions: Vec<AgendaDecision>) -> AgendaItem {
    AgendaItem {
        title: title.to_owned(),
        text: Some(text.to_owned()),
        decisions,
    }
}

/// A meeting at which the last member sent its apologies.
pub(super) fn meeting(mut members: Vec<MemberId>) -> DescribeMeeting {
    let absent = members.pop().into_iter().collect();
    DescribeMeeting {
        title: "Projektgruppens møde nr. 4".to_owned(),
        held_on: on(2017, 9, 12).today,
        hours: Some("kl. 9.00-10.30".to_owned()),
        place: "Dragør Rådhus (antaget)".to_owned(),
        present: members,
        absent,
        guests: None,
        minute_taker: Some("Mads Projektmedlem".to_owned()),
        items: vec![
            item(
                "Skolernes behov",
                "Alle tre afdelinger har indberettet. Tallene passer med elevtallene på **4. klassetrin**, og der er taget \
                 højde for:\n\n- pc'er til reparation\n- elever, der flytter til i løbet af året",
                vec![decision(
                    "Behovet på 210 pc'er bekræftes og er grundlag for overslag og udbud.",
                    "Pia Projektleder",
                    (9, 15),
                )],
            ),
            item(
                "Erfaringer fra besøget hos nabokommunen",
                "Computerskabe skal have fast strøm i hver klasse. Serienumrene kom som fil, *før* pc'erne blev leveret, og \
                 det sparede en uge ved registreringen.",
                vec![
                    decision(
                        "Kravet om en fil med serienumre skrives ind som mindstekrav.",
                        "Mads Projektmedlem",
                        (9, 18),
                    ),
                    decision(
                        "Skolerne måler op til skabe og melder antal stik tilbage.",
                        "Signe Skoleleder",
                        (9, 29),
                    ),
                ],
            ),
            item(
                "Økonomi",
                "Økonomiafdelingen gennemgik overslaget. Den sidste ydelse falder i **2021** og ligger dermed uden for \
                 rammens år.",
                vec![decision(
                    "Overslaget sendes til godkendelse, og den sidste ydelse nævnes i indstillingen.",
                    "Flemming Finans",
                    (9, 25),
                )],
            ),
            item("Eventuelt", "Intet.", Vec::new()),
        ],
        next_on: Some(on(2017, 9, 26).today),
        next_place: Some("samme sted, kl. 9.00".to_owned()),
    }
}

/// The recommendation to the committee.
pub(super) fn recommendation() -> WriteRecommendation {
    WriteRecommendation {
        title: "Elev-pc'er til folkeskolerne: leasing og udbud".to_owned(),
        bodies: vec!["Økonomiudvalget".to_owned(), "Kommunalbestyrelsen".to_owned()],
        meeting_on: Some(on(2017, 10, 26).today),
        department: "Skoleafdelingen".to_owned(),
        open: true,
        summary: format!(
            "Skolerne skal have nye pc'er til eleverne. Økonomiudvalget skal tage stilling til, om de kan leases over fire \
             år inden for den afsatte ramme. *Teksten er skrevet til demonstrationen. {ASSUMED}.*"
        ),
        presentation: "Projektgruppen har opgjort skolernes behov, besøgt en anden kommune og skrevet en \
                       kravspecifikation. Leasingaftalen skal også omfatte:\n\n- computerskabe, opstillet og tilsluttet\n- \
                       installation af kommunens image\n- kommunelicens\n\nPc'erne leases for fire år. Ved udløb leveres \
                       de tilbage, slettet for data."
            .to_owned(),
        legal_basis: None,
        economy: Some(
            "Overslaget er regnet med fire årlige ydelser, der betales forud. Den sidste ydelse forfalder i januar 2021. \
             Rammen er afsat i 2017-2020, og der skal derfor afsættes penge i 2021 ved næste budget."
                .to_owned(),
        ),
        hearing: Some(
            "Skolebestyrelserne har haft kravspecifikationen til udtalelse og har ingen bemærkninger. *Antaget til \
             demonstrationen.*"
                .to_owned(),
        ),
        points: vec![
            "det økonomiske overslag tages til efterretning,".to_owned(),
            "pc'er, computerskabe, image-installation og kommunelicens udbydes og leases over **fire år**,".to_owned(),
            "den sidste ydelse i 2021 indarbejdes i næste budget.".to_owned(),
        ],
        attachments: vec![
            "Økonomisk overslag".to_owned(),
            "Kravspecifikation".to_owned(),
            "Projektgruppens referat af 12. september 2017".to_owned(),
        ],
    }
}
