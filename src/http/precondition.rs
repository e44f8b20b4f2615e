//! If-Match: a change names the state that its author saw.

use crate::db::Version;
use crate::error::{Error, Result, codes};
use actix_web::dev::Payload;
use actix_web::http::header::IF_MATCH;
use actix_web::{FromRequest, HttpRequest};
use std::future::{Ready, ready};

/// The version in the If-Match header, which every change needs (RFC 9110, 13.1.1; RFC 6585, 3).
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub Version);

impl FromRequest for IfMatch {
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request))
    }
}

fn read(request: &HttpRequest) -> Result<IfMatch> {
    let Some(value) = request.headers().get(IF_MATCH) else {
        return Err((&codes::PRECONDITION_REQUIRED).into());
    };
    value
        .to_str()
        .ok()
        .and_then(|text| {
            text.trim()
                .strip_prefix('"')?
                .strip_suffix('"')?
                .parse()
                .ok()
        })
        .map(|number| IfMatch(Version(number)))
        .ok_or_else(|| (&codes::INVALID_ETAG).into())
}

/// The header in the description of the interface.
impl utoipa::IntoParams for IfMatch {
    fn into_params(
        _: impl Fn() -> Option<utoipa::openapi::path::ParameterIn>,
    ) -> Vec<utoipa::openapi::path::Parameter> {
        use utoipa::openapi::path::{ParameterBuilder, ParameterIn};
        use utoipa::openapi::schema::{ObjectBuilder, Type};
        vec![
            ParameterBuilder::new()
                .name("If-Match")
                .parameter_in(ParameterIn::Header)
                .required(utoipa::openapi::Required::True)
                .description(Some("The ETag of the state that the change is based on"))
                .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
                .example(Some(serde_json::json!("\"3\"")))
                .build(),
        ]
    }
}
