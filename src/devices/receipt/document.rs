//! A receipt on paper: what was handed over, and lines on which both sides sign.

use super::Handing;
use crate::devices::store::HandedDevice;
use crate::render::document::{Cover, Signatory, strong};
use crate::render::{Column, Document, Table, numbers};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What a receipt tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptContent {
    /// The municipality.
    pub author: String,
    /// The school.
    pub school: String,
    /// The way that the devices went.
    pub handing: Handing,
    /// The day.
    pub on: NaiveDate,
    /// The devices, by serial number.
    pub devices: Vec<HandedDevice>,
}

/// Composes the receipt as it is drawn on `date`.
pub(super) fn compose(content: &ReceiptContent, date: NaiveDate) -> Document {
    let (title, did) = match content.handing {
        Handing::Over => ("Udleveringskvittering", "modtaget"),
        Handing::Back => ("Returkvittering", "afleveret"),
    };
    let mut document = Document::new(title, content.author.as_str(), date);
    document.subtitle = content.school.clone();
    document.cover = Cover::Head;
    let count = content.devices.len();
    let devices = match count {
        1 => "1 enhed".to_owned(),
        many => format!(
            "{} enheder",
            numbers::integer(i64::try_from(many).unwrap_or(i64::MAX))
        ),
    };
    let on = numbers::date(content.on);
    document
        .fact("Skole", &content.school)
        .fact(
            if content.handing == Handing::Over {
                "Udleveret"
            } else {
                "Afleveret"
            },
            on.as_str(),
        )
        .fact("Antal", devices.as_str());
    document.paragraph(strong(format!(
        "{} har {did} {devices} den {on}.",
        content.school
    )));
    document.paragraph(match content.handing {
        Handing::Over => {
            "Underskriften bekræfter, at enhederne på listen er modtaget. Mangler og skader skrives i rubrikken ud for \
             enheden, før der skrives under."
        }
        Handing::Back => {
            "Underskriften bekræfter, at enhederne på listen er afleveret. Mangler og skader, også manglende opladere, \
             skrives i rubrikken ud for enheden, før der skrives under."
        }
    });
    summary(&mut document, content);
    document.table(list(content));
    document.unnumbered(1, "underskrift", "Underskrift");
    document.signatures(signatories(content));
    document
}

/// How many of each model, where there are several.
fn summary(document: &mut Document, content: &ReceiptContent) {
    let mut models: BTreeMap<&str, i64> = BTreeMap::new();
    for device in &content.devices {
        *models.entry(&device.model).or_default() += 1;
    }
    if models.len() > 1 {
        document.bullets(
            models
                .iter()
                .map(|(model, count)| format!("{} × {model}", numbers::integer(*count))),
        );
    }
}

fn list(content: &ReceiptContent) -> Table {
    // Who is at the other end is told only where it is not always the same as nobody.
    let others = content.devices.iter().any(|device| device.other.is_some())
        || content.handing == Handing::Back;
    let mut columns = vec![
        Column::integer("Nr."),
        Column::text("Serienummer"),
        Column::text("Aktivmærke"),
        Column::text("Model"),
    ];
    columns.extend(others.then(|| {
        Column::text(match content.handing {
            Handing::Over => "Kommer fra",
            Handing::Back => "Går til",
        })
    }));
    columns.push(Column::text("Mangler og skader").with_room(38));
    let mut table = Table::new("Enheder", columns);
    table.row_headers = 2;
    for (number, device) in (1i64..).zip(&content.devices) {
        let nobody = match content.handing {
            Handing::Over => "Leverandør",
            Handing::Back => "Leasinggiver",
        };
        let mut cells = vec![
            number.into(),
            device.serial_number.as_str().into(),
            device.asset_tag.clone().into(),
            device.model.as_str().into(),
        ];
        cells.extend(others.then(|| device.other.as_deref().unwrap_or(nobody).into()));
        table.row(cells);
    }
    table
}

fn signatories(content: &ReceiptContent) -> [Signatory; 2] {
    let of = |role: String| Signatory {
        role,
        ..Signatory::default()
    };
    match content.handing {
        Handing::Over => [
            of(format!("Udleveret for {}", content.author)),
            of(format!("Modtaget for {}", content.school)),
        ],
        Handing::Back => [
            of(format!("Afleveret for {}", content.school)),
            of(format!("Modtaget for {}", content.author)),
        ],
    }
}
