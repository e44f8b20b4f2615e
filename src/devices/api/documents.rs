//! Labels and receipts over HTTP.

use crate::archive::{self, Document, IssueDocument};
use crate::db::{Database, DeviceId, LeaseId, LeaseLineId, SchoolId, text_enum};
use crate::devices::{
    AskLabels, AskReceipt, HANDOVER_RECEIPT, Handing, LABEL_DOCUMENT, LabelCode, LabelOwner,
    LabelPaper, RETURN_RECEIPT, ask_receipt,
};
use crate::error::{Fault, Result, codes};
use crate::http::actor::{AnyRole, ItStaff, Reach};
use crate::http::answer::Download;
use crate::http::{AskedForm, DocumentFormat, Json, Now, Query, Tagged};
use actix_web::web::Data;
use actix_web::{HttpRequest, get, post};
use chrono::NaiveDate;
use serde::Deserialize;
use validator::Validate;

text_enum! {
    /// What the code on a label says.
    #[derive(Default)]
    pub enum AskedCode {
        /// The serial number.
        #[default]
        Serial = "serial",
        /// The address of the device in this service.
        Address = "address",
    }
}

/// Which devices get labels, on which sheet, with what on them.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PrintLabels {
    /// Only devices at this school.
    pub school_id: Option<i64>,
    /// Only devices of this lease.
    pub lease_id: Option<i64>,
    /// Only devices of this lease line.
    pub lease_line_id: Option<i64>,
    /// Just the devices with these numbers, separated by commas.
    #[validate(length(max = 20000))]
    pub device_ids: Option<String>,
    /// The sheet by the size of a label in millimetres: `70x37` (unless told), `63x38`, `48x25`, `38x21` or `99x38`.
    #[param(inline)]
    pub format: Option<LabelPaper>,
    /// How many labels of the first sheet are used up already.
    #[validate(range(max = 64))]
    #[param(maximum = 64)]
    pub used: Option<u32>,
    /// Whose name stands on them: `municipality` (unless told) or `school`.
    #[param(inline)]
    pub owner: Option<LabelOwner>,
    /// What the code says: `serial` (unless told) or `address`.
    #[param(inline)]
    pub code: Option<AskedCode>,
}

impl PrintLabels {
    fn asked(&self, reach: Reach, request: &HttpRequest) -> Result<AskLabels> {
        let connection = request.connection_info();
        Ok(AskLabels {
            reach,
            school: self.school_id.map(SchoolId),
            lease: self.lease_id.map(LeaseId),
            line: self.lease_line_id.map(LeaseLineId),
            devices: named(self.device_ids.as_deref())?,
            paper: self.format.unwrap_or_default(),
            used: usize::try_from(self.used.unwrap_or(0)).unwrap_or(0),
            owner: self.owner.unwrap_or_default(),
            code: match self.code.unwrap_or_default() {
                AskedCode::Serial => LabelCode::Serial,
                AskedCode::Address => {
                    let (scheme, host) = (connection.scheme(), connection.host());
                    LabelCode::Address(format!("{scheme}://{host}"))
                }
            },
        })
    }
}

/// Makes sheets of labels for up to 5,000 devices in use, ordered by school and number; a school leader's own only.
#[utoipa::path(tag = "devices", params(PrintLabels),
    responses((status = 200, content_type = "application/pdf", body = [u8])))]
#[get("/devices/labels.pdf")]
pub async fn print_device_labels(
    actor: AnyRole,
    db: Data<Database>,
    request: HttpRequest,
    Now(moment): Now,
    Query(query): Query<PrintLabels>,
) -> Result<Download> {
    let asked = query.asked(actor.reach(), &request)?;
    let document = db
        .read(move |conn| LABEL_DOCUMENT.draft(conn, &asked, moment))
        .await?;
    Ok(Download {
        file_name: "etiketter.pdf".to_owned(),
        media_type: DocumentFormat::Pdf.media_type().to_owned(),
        bytes: archive::draw(document).await?,
        sha256: None,
        link: None,
    })
}

/// For which devices somebody signs.
#[derive(Debug, Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SignForDevices {
    /// The school.
    pub school_id: i64,
    /// The day on which the devices came or went.
    pub on: NaiveDate,
    /// Only the devices with these numbers, separated by commas; all of that day unless told.
    #[validate(length(max = 20000))]
    pub device_ids: Option<String>,
}

/// How many devices can be named one by one.
const MOST_NAMED: usize = 1000;

/// The devices that are named one by one.
fn named(text: Option<&str>) -> Result<Vec<DeviceId>> {
    let invalid = || Fault::new(&codes::RECEIPT_DEVICES_INVALID).at("/device_ids");
    let Some(text) = text else {
        return Ok(Vec::new());
    };
    let ids: Option<Vec<DeviceId>> = text
        .split(',')
        .map(|one| one.trim().parse().ok().map(DeviceId))
        .collect();
    let ids = ids.filter(|ids| ids.len() <= MOST_NAMED);
    ids.ok_or_else(|| invalid().into())
}

impl SignForDevices {
    async fn asked(&self, db: &Database, reach: Reach, handing: Handing) -> Result<AskReceipt> {
        let (school, on, devices) = (
            SchoolId(self.school_id),
            self.on,
            named(self.device_ids.as_deref())?,
        );
        db.read(move |conn| ask_receipt(conn, reach, handing, school, on, devices))
            .await
    }
}

/// Draws the receipt of a school for the devices that came to it on a day, as a draft; a school leader's own only.
#[utoipa::path(tag = "devices",
    params(("format" = inline(DocumentFormat), Path, description = "`pdf`, `html` or `txt`"), SignForDevices),
    responses((status = 200, content(([u8] = "application/pdf"), (String = "text/html"), (String = "text/plain")))))]
#[get("/devices/handover-receipt.{format}")]
pub async fn draw_handover_receipt(
    actor: AnyRole,
    db: Data<Database>,
    Now(moment): Now,
    form: AskedForm,
    Query(query): Query<SignForDevices>,
) -> Result<Download> {
    let asked = query.asked(&db, actor.reach(), Handing::Over).await?;
    HANDOVER_RECEIPT.show(&db, form, asked, moment).await
}

/// Issues the receipt of a school for the devices that came to it on a day.
#[utoipa::path(tag = "devices", params(SignForDevices), responses((status = 201, body = Document)))]
#[post("/devices/handover-receipt/issue")]
pub async fn issue_handover_receipt(
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    Query(query): Query<SignForDevices>,
    Json(command): Json<IssueDocument>,
) -> Result<Tagged<Document>> {
    let asked = query.asked(&db, actor.reach(), Handing::Over).await?;
    let issued = HANDOVER_RECEIPT.issue(&db, &actor, asked, &command, moment);
    Ok(issued.await?.created())
}

/// Draws the receipt for the devices that a school gave back on a day, as a draft; a school leader's own only.
#[utoipa::path(tag = "devices",
    params(("format" = inline(DocumentFormat), Path, description = "`pdf`, `html` or `txt`"), SignForDevices),
    responses((status = 200, content(([u8] = "application/pdf"), (String = "text/html"), (String = "text/plain")))))]
#[get("/devices/return-receipt.{format}")]
pub async fn draw_return_receipt(
    actor: AnyRole,
    db: Data<Database>,
    Now(moment): Now,
    form: AskedForm,
    Query(query): Query<SignForDevices>,
) -> Result<Download> {
    let asked = query.asked(&db, actor.reach(), Handing::Back).await?;
    RETURN_RECEIPT.show(&db, form, asked, moment).await
}

/// Issues the receipt for the devices that a school gave back on a day.
#[utoipa::path(tag = "devices", params(SignForDevices), responses((status = 201, body = Document)))]
#[post("/devices/return-receipt/issue")]
pub async fn issue_return_receipt(
    actor: ItStaff,
    db: Data<Database>,
    Now(moment): Now,
    Query(query): Query<SignForDevices>,
    Json(command): Json<IssueDocument>,
) -> Result<Tagged<Document>> {
    let asked = query.asked(&db, actor.reach(), Handing::Back).await?;
    let issued = RETURN_RECEIPT.issue(&db, &actor, asked, &command, moment);
    Ok(issued.await?.created())
}
