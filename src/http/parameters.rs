//! Reads numbers in the address and parameters after the `?`.

use crate::error::{Error, Fault, Result, codes};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use serde::de::DeserializeOwned;
use std::future::{Ready, ready};
use validator::Validate;

/// The variable parts of the address.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Path<T> {
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let read = web::Path::<T>::from_request(request, payload).into_inner();
        ready(match read {
            Ok(path) => Ok(Path(path.into_inner())),
            Err(_) => Err((&codes::INVALID_PATH).into()),
        })
    }
}

/// The parameters after the `?`; their struct denies unknown fields, so none is ever ignored.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Query<T> {
    type Error = Error;
    type Future = Ready<Result<Self>>;
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request.query_string()))
    }
}

/// Whether to do it.
#[derive(Debug, serde::Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DryRun {
    /// `true` answers what would happen, and changes nothing.
    pub dry_run: Option<bool>,
}

impl DryRun {
    /// Whether nothing shall change.
    pub fn is_dry(&self) -> bool {
        self.dry_run == Some(true)
    }
}

fn read<T: DeserializeOwned + Validate>(text: &str) -> Result<Query<T>> {
    // PostgreSQL refuses texts with the character NUL, and nothing stored holds it.
    if text.contains("%00") {
        let fault = Fault::new(&codes::INVALID_PARAMETER).with("reason", "%00");
        return Err(fault.into());
    }
    let query: T = serde_urlencoded::from_str(text)
        .map_err(|error| Fault::new(&codes::INVALID_PARAMETER).with("reason", error))?;
    query
        .validate()
        .map_err(|errors| Error::Refused(super::json::faults_of(&errors)))?;
    Ok(Query(query))
}
