//! Labels: which devices, on which sheet, and the way to the PDF.

use super::names::{Names, Options};
use crate::db::{Database, LeaseId, SchoolId};
use crate::devices::store::{self, DeviceFilter};
use crate::devices::{DeviceStatus, LabelPaper, MOST_LABELS};
use crate::error::Result;
use crate::http::actor::AnyRole;
use crate::http::page::{Frame, Html, query_value};
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpRequest, get};
use askama::Template;

/// Adds the address.
pub fn routes(config: &mut ServiceConfig) {
    config.service(show_labels);
}

#[derive(Template)]
#[template(path = "devices/pages/labels.html")]
struct LabelsPage {
    f: Frame,
    asked: Asked,
    schools: Options,
    leases: Options,
    papers: Vec<&'static str>,
    /// How many labels there would be; one more than the most says that there are too many.
    count: Option<usize>,
    document: String,
}

impl LabelsPage {
    fn count(&self) -> usize {
        self.count.unwrap_or(0)
    }

    fn too_many(&self) -> bool {
        self.count() > MOST_LABELS
    }
}

/// What the address asks for.
#[derive(Debug, Default)]
struct Asked {
    school: String,
    lease: String,
    paper: String,
    used: String,
    owner: String,
    code: String,
    shown: bool,
}

impl Asked {
    fn read(request: &HttpRequest) -> Self {
        let value = |name: &str| query_value(request, name).unwrap_or_default();
        let one_of = |name: &str, known: &[&str]| {
            let value = value(name);
            let found = known.contains(&value.as_str());
            if found { value } else { String::new() }
        };
        let number = |name: &str| {
            let number = value(name).trim().parse::<u32>().ok();
            number.map_or_else(String::new, |number| number.to_string())
        };
        let papers: Vec<&str> = LabelPaper::ALL.iter().map(|paper| paper.as_str()).collect();
        Asked {
            school: number("school"),
            lease: number("lease"),
            paper: one_of("format", &papers),
            used: number("used"),
            owner: one_of("owner", &["municipality", "school"]),
            code: one_of("code", &["serial", "address"]),
            shown: query_value(request, "format").is_some(),
        }
    }

    /// The address of the labels; the interface for programs takes no empty parameters.
    fn document(&self) -> String {
        let pairs = [
            ("school_id", &self.school),
            ("lease_id", &self.lease),
            ("format", &self.paper),
            ("used", &self.used),
            ("owner", &self.owner),
            ("code", &self.code),
        ];
        let given: Vec<(&str, &String)> = pairs
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let query = serde_urlencoded::to_string(given).unwrap_or_default();
        format!("/api/v1/devices/labels.pdf?{query}")
    }

    fn filter(&self) -> DeviceFilter {
        DeviceFilter {
            school: self.school.parse().ok().map(SchoolId),
            lease: self.lease.parse().ok().map(LeaseId),
            status: Some(DeviceStatus::InUse),
            ..DeviceFilter::default()
        }
    }
}

#[get("/devices/labels")]
async fn show_labels(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
) -> Result<Html> {
    let asked = Asked::read(&request);
    let filter = asked.shown.then(|| asked.filter());
    let most = i64::try_from(MOST_LABELS).unwrap_or(i64::MAX);
    let (names, count) = db
        .read(move |conn| {
            let count = filter
                .map(|filter| store::devices(conn, &actor.reach(), filter, most.saturating_add(1)))
                .transpose()?;
            let count = count.map(|devices| devices.len());
            Ok((Names::load(conn, &actor)?, count))
        })
        .await?;
    let (list, title) = (f.t("nav-devices"), f.t("labels-title"));
    let page = LabelsPage {
        schools: names.school_options(),
        leases: names.lease_options(),
        papers: LabelPaper::ALL.iter().map(|paper| paper.as_str()).collect(),
        document: asked.document(),
        count,
        asked,
        f: f.below(list, "/devices").below(title, "/devices/labels"),
    };
    page.f.clone().show(&page)
}
