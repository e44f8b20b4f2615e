//! Reads JSON bodies: size and media type checked, every field known, every limit of the command kept.

use crate::error::{Code, Error, Fault, Result, codes};
use crate::finance::Money;
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

/// The largest body that is accepted, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyLimit(pub usize);

/// 10 MB.
impl Default for BodyLimit {
    fn default() -> Self {
        BodyLimit(10 << 20)
    }
}

impl BodyLimit {
    /// The limit of the app that serves `request`; the default where none was set.
    pub fn of(request: &HttpRequest) -> Self {
        request
            .app_data::<web::Data<BodyLimit>>()
            .map_or_else(BodyLimit::default, |limit| *limit.get_ref())
    }

    /// The limit in whole megabytes, for people.
    pub fn megabytes(self) -> usize {
        self.0 >> 20
    }
}

/// Reads a whole body of at most [`BodyLimit`] bytes.
///
/// # Errors
/// [`codes::PAYLOAD_TOO_LARGE`], [`codes::BODY_UNREADABLE`].
pub async fn read_body(mut payload: Payload, limit: BodyLimit) -> Result<Bytes> {
    let mut body = web::BytesMut::new();
    let mut size = 0usize;
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| unreadable(&error, limit))?;
        size = size.saturating_add(chunk.len());
        // Read to the end all the same, up to a bound: a client that is still sending would not see the answer.
        if size > limit.0.saturating_mul(8) {
            break;
        }
        if size <= limit.0 {
            body.extend_from_slice(&chunk);
        }
    }
    if size > limit.0 {
        return Err(too_large(limit));
    }
    Ok(body.freeze())
}

fn too_large(limit: BodyLimit) -> Error {
    Fault::new(&codes::PAYLOAD_TOO_LARGE)
        .with("limit_mb", limit.megabytes())
        .into()
}

fn unreadable(error: &PayloadError, limit: BodyLimit) -> Error {
    match error {
        PayloadError::Overflow => too_large(limit),
        _ => (&codes::BODY_UNREADABLE).into(),
    }
}

/// A command read from a JSON body and validated.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Json<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|media| media.trim().eq_ignore_ascii_case("application/json"));
        let limit = BodyLimit::of(request);
        let payload = payload.take();
        Box::pin(async move {
            let body = read_body(payload, limit).await?;
            if !is_json {
                return Err(Fault::new(&codes::UNSUPPORTED_MEDIA_TYPE)
                    .with("expected", "application/json")
                    .into());
            }
            parse(&body).map(Json)
        })
    }
}

/// Lets commands limit amounts by `#[validate(range(min = Money::ZERO, max = Money::MAX))]`.
impl validator::ValidateRange<Money> for Money {
    fn greater_than(&self, max: Money) -> Option<bool> {
        Some(*self > max)
    }
    fn less_than(&self, min: Money) -> Option<bool> {
        Some(*self < min)
    }
}

/// Refuses a text of nothing but white space, which a least length alone would let pass; for
/// `#[validate(custom(function = not_blank))]`.
///
/// # Errors
/// [`codes::TEXT_BLANK`] by its name.
pub fn not_blank(text: &str) -> Result<(), ValidationError> {
    // An empty text is told by its length.
    if text.trim().is_empty() && !text.is_empty() {
        return Err(ValidationError::new("text_blank"));
    }
    Ok(())
}

/// Reads and validates a command.
///
/// # Errors
/// The first field that cannot be read, or all limits that are not kept.
pub fn parse<T: DeserializeOwned + Validate>(body: &[u8]) -> Result<T> {
    // serde would read an array as the fields in their order, and a misplaced value would be taken for another.
    let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
    if first.is_some_and(|byte| *byte != b'{') {
        return Err(Fault::new(&codes::INVALID_JSON)
            .with("reason", "expected an object {…}")
            .into());
    }
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let command: T = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let pointer = pointer(error.path());
        unread(error.inner(), &pointer)
    })?;
    deserializer
        .end()
        .map_err(|error| Fault::new(&codes::INVALID_JSON).with("reason", error))?;
    refuse_nul(body)?;
    checked(command)
}

/// The command, when it keeps its limits.
///
/// # Errors
/// All limits that are not kept.
pub fn checked<T: Validate>(command: T) -> Result<T> {
    match command.validate() {
        Ok(()) => Ok(command),
        Err(errors) => Err(Error::Refused(faults_of(&errors))),
    }
}

/// PostgreSQL cannot store the character NUL, and SQLite cuts texts there: no text may hold it.
fn refuse_nul(body: &[u8]) -> Result<()> {
    if !body.windows(6).any(|part| part == b"\\u0000") {
        return Ok(());
    }
    let value: serde_json::Value = serde_json::from_slice(body)
        .map_err(|error| Fault::new(&codes::INVALID_JSON).with("reason", error))?;
    let mut faults = Vec::new();
    find_nul(&value, "", &mut faults);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Error::Refused(faults))
    }
}

fn find_nul(value: &serde_json::Value, at: &str, faults: &mut Vec<Fault>) {
    use serde_json::Value;
    match value {
        Value::String(text) if text.contains('\0') => {
            faults.push(Fault::new(&codes::VALUE_INVALID).at(at));
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                find_nul(item, &format!("{at}/{index}"), faults);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                find_nul(field, &format!("{at}/{name}"), faults);
            }
        }
        _ => {}
    }
}

/// All broken limits, in the order of their places.
pub(super) fn faults_of(errors: &ValidationErrors) -> Vec<Fault> {
    let mut faults = Vec::new();
    collect(errors, "", &mut faults);
    faults.sort_by(|one, other| one.pointer().cmp(other.pointer()));
    faults
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => format!("/{variant}"),
            Segment::Unknown => String::new(),
        })
        .collect()
}

fn unread(error: &serde_json::Error, pointer: &str) -> Error {
    let reason = error.to_string();
    let code: &'static Code = if !error.is_data() {
        &codes::INVALID_JSON
    } else if reason.starts_with("more than two decimals") {
        &codes::AMOUNT_TOO_MANY_DECIMALS
    } else if reason.starts_with("amount out of range") {
        &codes::AMOUNT_OUT_OF_RANGE
    } else if reason.starts_with("unknown field") {
        &codes::UNKNOWN_FIELD
    } else {
        &codes::INVALID_VALUE
    };
    Fault::new(code).at(pointer).with("reason", reason).into()
}

fn collect(errors: &ValidationErrors, at: &str, faults: &mut Vec<Fault>) {
    for (field, kind) in errors.errors() {
        let here = if field == "__all__" {
            at.to_owned()
        } else {
            format!("{at}/{}", field.trim_start_matches("r#"))
        };
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(inner, &here, faults),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(inner, &format!("{here}/{index}"), faults);
                }
            }
            ValidationErrorsKind::Field(errors) => {
                faults.extend(errors.iter().map(|error| fault(error).at(&here)));
            }
        }
    }
}

fn fault(error: &ValidationError) -> Fault {
    let parameter = |name: &str, default: &str| {
        error.params.get(name).map_or_else(
            || default.to_owned(),
            |value| value.to_string().replace('"', ""),
        )
    };
    let is_list = error
        .params
        .get("value")
        .is_some_and(serde_json::Value::is_array);
    match error.code.as_ref() {
        "length" => Fault::new(if is_list {
            &codes::LIST_LENGTH
        } else {
            &codes::TEXT_LENGTH
        })
        .with("min", parameter("min", "0"))
        .with("max", parameter("max", "∞")),
        "range" => Fault::new(&codes::NUMBER_RANGE)
            .with("min", parameter("min", "−∞"))
            .with("max", parameter("max", "∞")),
        "email" => Fault::new(&codes::EMAIL_INVALID),
        custom => Fault::new(
            codes::ALL
                .iter()
                .find(|code| code.name == custom)
                .unwrap_or(&&codes::VALUE_INVALID),
        ),
    }
}
