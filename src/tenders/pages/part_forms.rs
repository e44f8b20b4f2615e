//! The parts of a draft tender that are written as a whole: conditions, dates, evaluation.

use super::tender_frame;
use crate::clock::Moment;
use crate::db::{Database, DbConnection, TenderId, Version};
use crate::error::Result;
use crate::http::actor::ProjectLead;
use crate::http::page::{Field, Form, FormPage, FormView, Frame, Html, Kind, Spec, carry_out};
use crate::http::{Now, Path};
use crate::tenders::{
    self, BelowZero, ConditionPart, CriterionKind, Evaluation, EvaluationModel,
    SetTenderConditions, SetTenderTimetable, Tender, TieRule,
};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde_json::json;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config.service(edit_part).service(set_part);
}

const CONDITION: &[Field] = &[
    Field::new("title", Kind::Text),
    Field::new("text", Kind::Long(6)),
    Field::new("part", Kind::Choice),
];
const CONDITIONS: Spec = Spec {
    name: "tender-conditions",
    fields: &[Field::new("conditions", Kind::Rows(CONDITION))],
};
const DATE: &[Field] = &[
    Field::new("label", Kind::Text),
    Field::new("takes_place_on", Kind::Date),
    Field::optional("note", Kind::Text),
];
const TIMETABLE: Spec = Spec {
    name: "tender-timetable",
    fields: &[Field::optional("dates", Kind::Rows(DATE))],
};
const CRITERION: &[Field] = &[
    Field::new("kind", Kind::Choice),
    Field::new("name", Kind::Text),
    Field::optional("weight", Kind::Percent),
    Field::new("emphasis", Kind::Long(3)),
];
const LEVEL: &[Field] = &[
    Field::new("points", Kind::Integer),
    Field::new("meaning", Kind::Text),
];
const EVALUATION: Spec = Spec {
    name: "tender-evaluation",
    fields: &[
        Field::new("model", Kind::Choice),
        Field::new("tie_rule", Kind::Choice),
        Field::optional("sub_criteria", Kind::Rows(CRITERION)),
        Field::optional("scale_top", Kind::Integer)
            .narrow()
            .group("tender-evaluation-parameters"),
        Field::optional("slope", Kind::Percent).narrow(),
        Field::optional("below_zero", Kind::Choice).narrow(),
        Field::optional("amount_per_point", Kind::Amount).narrow(),
        Field::optional("minimum_total", Kind::Percent).narrow(),
        Field::optional("minimum_each", Kind::Percent).narrow(),
        Field::optional("option_share", Kind::Percent).narrow(),
        Field::optional("levels", Kind::Rows(LEVEL)),
    ],
};

/// A part of a tender, by its name in the address.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Part {
    Conditions,
    Timetable,
    Evaluation,
}

/// A part as it was written.
enum Written {
    Conditions(SetTenderConditions),
    Timetable(SetTenderTimetable),
    Evaluation(Box<Evaluation>),
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Part::Conditions => "conditions",
            Part::Timetable => "timetable",
            Part::Evaluation => "evaluation",
        }
    }

    fn form(self, f: &Frame, tender: &Tender) -> FormView {
        let action = format!("/tenders/{}/parts/{}", tender.id, self.name());
        match self {
            Part::Conditions => {
                let parts: Vec<&str> = ConditionPart::ALL.iter().map(|one| one.as_str()).collect();
                FormView::blank(&CONDITIONS, action, "form-save")
                    .words(f, "part", "tender-part", &parts)
                    .filled(tender)
            }
            Part::Timetable => FormView::blank(&TIMETABLE, action, "form-save")
                .filled(&json!({"dates": tender.timetable})),
            Part::Evaluation => evaluation_form(f, tender, action),
        }
    }

    fn read(self, sent: &Form) -> Result<Written> {
        Ok(match self {
            Part::Conditions => Written::Conditions(sent.read(&CONDITIONS)?),
            Part::Timetable => Written::Timetable(sent.read(&TIMETABLE)?),
            Part::Evaluation => Written::Evaluation(Box::new(sent.read(&EVALUATION)?)),
        })
    }
}

fn evaluation_form(f: &Frame, tender: &Tender, action: String) -> FormView {
    let models: Vec<&str> = EvaluationModel::ALL
        .iter()
        .map(|one| one.as_str())
        .collect();
    let ties: Vec<&str> = TieRule::ALL.iter().map(|one| one.as_str()).collect();
    let below: Vec<&str> = BelowZero::ALL.iter().map(|one| one.as_str()).collect();
    let kinds: Vec<&str> = CriterionKind::ALL.iter().map(|one| one.as_str()).collect();
    let blank = FormView::blank(&EVALUATION, action, "form-save")
        .words(f, "model", "tender-model", &models)
        .words(f, "tie_rule", "tender-tie", &ties)
        .words(f, "below_zero", "tender-below-zero", &below)
        .words(f, "kind", "tender-kind", &kinds);
    match &tender.evaluation {
        Some(evaluation) => blank.filled(evaluation),
        None => blank,
    }
}

impl Written {
    fn keep(
        &self,
        conn: &mut DbConnection,
        actor: &ProjectLead,
        id: TenderId,
        seen: Version,
        moment: Moment,
    ) -> Result<Tender> {
        match self {
            Written::Conditions(command) => {
                tenders::set_tender_conditions(conn, actor, id, seen, command, moment)
            }
            Written::Timetable(command) => {
                tenders::set_tender_timetable(conn, actor, id, seen, command, moment)
            }
            Written::Evaluation(command) => {
                tenders::set_tender_evaluation(conn, actor, id, seen, command, moment)
            }
        }
    }
}

async fn page(
    f: Frame,
    db: &Database,
    id: TenderId,
    part: Part,
    moment: Moment,
) -> Result<FormPage> {
    let (f, tender) = tender_frame(f, db, id, moment).await?;
    let form = part
        .form(&f, &tender)
        .version(tender.version)
        .cancel(format!("/tenders/{id}"));
    let name = part.name();
    let (title, lead) = (
        f.t(&format!("tender-{name}-edit")),
        f.t(&format!("tender-{name}-lead")),
    );
    Ok(FormPage::new(f, title, form).lead(lead))
}

#[get("/tenders/{id}/parts/{part}")]
async fn edit_part(
    f: Frame,
    _actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path((id, part)): Path<(TenderId, Part)>,
) -> Result<Html> {
    page(f, &db, id, part, moment).await?.show()
}

#[post("/tenders/{id}/parts/{part}")]
async fn set_part(
    request: HttpRequest,
    f: Frame,
    actor: ProjectLead,
    db: Data<Database>,
    Now(moment): Now,
    Path((id, part)): Path<(TenderId, Part)>,
    sent: Form,
) -> Result<HttpResponse> {
    let seen = sent.version()?;
    let done = carry_out(&db, part.read(&sent), move |conn, written| {
        written.keep(conn, &actor, id, seen, moment)
    });
    match done.await {
        Ok(made) => {
            let path = format!("/tenders/{id}");
            Ok(f.see(&request, &path, "tender-changed", &made.title))
        }
        Err(error) => page(f, &db, id, part, moment).await?.again(&sent, error),
    }
}
