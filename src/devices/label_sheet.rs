//! Labels for devices, with a code that a scanner reads: the asset tag large, the serial number, and whose it is.
//!
//! Labels are printed and not issued: a label that was lost is printed again. No pupil's name is ever on one.

use super::store::{self, DeviceFilter};
use super::{Device, DeviceStatus};
use crate::archive::{DocumentSource, Edition, kind};
use crate::clock::Moment;
use crate::db::{DbConnection, DeviceId, LeaseId, LeaseLineId, SchoolId, text_enum};
use crate::error::{Fault, Faults, Result, codes};
use crate::http::actor::Reach;
use crate::organisation;
use crate::render::document::{Cover, Label, LabelFormat, LabelSheet};
use crate::render::{self, Block};
use std::collections::HashMap;

/// How many labels are made at a time.
pub const MOST_LABELS: usize = 5_000;

text_enum! {
    /// The sheet that is in the printer, by the size of a label in millimetres.
    #[derive(Default)]
    pub enum LabelPaper {
        /// 70 × 37 mm, 24 on a sheet.
        #[default]
        Mm70x37 = "70x37",
        /// 63.5 × 38.1 mm, 21 on a sheet.
        Mm63x38 = "63x38",
        /// 48.5 × 25.4 mm, 44 on a sheet.
        Mm48x25 = "48x25",
        /// 38.1 × 21.2 mm, 65 on a sheet.
        Mm38x21 = "38x21",
        /// 99.1 × 38.1 mm, 14 on a sheet.
        Mm99x38 = "99x38",
    }
}

impl LabelPaper {
    const fn format(self) -> LabelFormat {
        match self {
            LabelPaper::Mm70x37 => LabelFormat::Mm70x37,
            LabelPaper::Mm63x38 => LabelFormat::Mm63x38,
            LabelPaper::Mm48x25 => LabelFormat::Mm48x25,
            LabelPaper::Mm38x21 => LabelFormat::Mm38x21,
            LabelPaper::Mm99x38 => LabelFormat::Mm99x38,
        }
    }
}

text_enum! {
    /// Whose name stands on a label.
    #[derive(Default)]
    pub enum LabelOwner {
        /// The municipality's, which stays right when the device moves.
        #[default]
        Municipality = "municipality",
        /// That of the school that holds the device today.
        School = "school",
    }
}

/// What the code on a label says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelCode {
    /// The serial number.
    Serial,
    /// The address of the device's page below this one, such as `https://anskaf.example.dk`.
    Address(String),
}

/// Which devices get labels, and which ones.
#[derive(Debug, Clone)]
pub struct AskLabels {
    /// The schools that the caller may see.
    pub reach: Reach,
    /// Only devices at this school.
    pub school: Option<SchoolId>,
    /// Only devices of this lease.
    pub lease: Option<LeaseId>,
    /// Only devices of this lease line.
    pub line: Option<LeaseLineId>,
    /// Just these devices, whatever the conditions above; none named means all that fulfil them.
    pub devices: Vec<DeviceId>,
    /// The sheet.
    pub paper: LabelPaper,
    /// How many labels of the first sheet are used up already.
    pub used: usize,
    /// Whose name stands on them.
    pub owner: LabelOwner,
    /// What the code says.
    pub code: LabelCode,
}

/// The labels, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelContent {
    /// The municipality.
    pub author: String,
    /// The sheets.
    pub sheet: LabelSheet,
}

/// Labels as a document: sheets and nothing else.
pub static LABEL_DOCUMENT: DocumentSource<AskLabels, LabelContent> = DocumentSource {
    kind: &kind::LABELS,
    subject: |asked| asked.lease.map_or(0, |lease| lease.0),
    read,
    check: |_, _| Faults::default(),
    data_version: |_| 1,
    compose: |content, edition| Ok(compose(content, edition)),
};

fn read(conn: &mut DbConnection, asked: &AskLabels, _: Moment) -> Result<LabelContent> {
    let mut devices = devices(conn, asked)?;
    if devices.is_empty() {
        return Err((&codes::LABELS_NONE).into());
    }
    if devices.len() > MOST_LABELS {
        let fault = Fault::new(&codes::LABELS_TOO_MANY);
        return Err(fault.with("most", MOST_LABELS).into());
    }
    let municipality = organisation::store::find_municipality(conn)?;
    let author = organisation::document_author(municipality.as_ref());
    let schools = store::school_names(conn)?;
    // A bundle for each school, in the order in which somebody looks for a number.
    devices.sort_by(|one, other| place(one, &schools).cmp(&place(other, &schools)));
    let labels = devices
        .iter()
        .map(|device| label(device, asked, &author, &schools))
        .collect();
    Ok(LabelContent {
        author,
        sheet: LabelSheet {
            format: asked.paper.format(),
            used: asked.used,
            labels,
        },
    })
}

fn devices(conn: &mut DbConnection, asked: &AskLabels) -> Result<Vec<Device>> {
    if !asked.devices.is_empty() {
        let mut named = store::devices_by_id(conn, &asked.reach, &asked.devices)?;
        named.retain(|device| device.status == DeviceStatus::InUse);
        return Ok(named);
    }
    let filter = DeviceFilter {
        school: asked.school,
        lease: asked.lease,
        line: asked.line,
        status: Some(DeviceStatus::InUse),
        ..DeviceFilter::default()
    };
    let most = i64::try_from(MOST_LABELS).unwrap_or(i64::MAX);
    Ok(store::devices(
        conn,
        &asked.reach,
        filter,
        most.saturating_add(1),
    )?)
}

fn place<'a>(
    device: &'a Device,
    schools: &'a HashMap<SchoolId, String>,
) -> (Option<&'a str>, SchoolId, &'a str) {
    let number = device.asset_tag.as_deref().unwrap_or(&device.serial_number);
    let school = schools.get(&device.school_id).map(String::as_str);
    (school, device.school_id, number)
}

fn label(
    device: &Device,
    asked: &AskLabels,
    author: &str,
    schools: &HashMap<SchoolId, String>,
) -> Label {
    let owner = match asked.owner {
        LabelOwner::Municipality => author,
        LabelOwner::School => schools
            .get(&device.school_id)
            .map_or(author, String::as_str),
    };
    let serial = device.serial_number.as_str();
    let mut lines = Vec::with_capacity(2);
    if device.asset_tag.is_some() {
        lines.push(format!("S/N {serial}"));
    }
    lines.push(owner.to_owned());
    Label {
        title: device.asset_tag.as_deref().unwrap_or(serial).to_owned(),
        lines,
        code: match &asked.code {
            LabelCode::Serial => serial.to_owned(),
            LabelCode::Address(origin) => format!("{origin}/devices/{}", device.id),
        },
    }
}

fn compose(content: &LabelContent, edition: &Edition) -> render::Document {
    let title = "Etiketter til enheder";
    let mut document = render::Document::new(title, content.author.as_str(), edition.date);
    document.cover = Cover::None;
    document.push(Block::Labels(content.sheet.clone()));
    document
}
