//! Refuses query parameters that the OpenAPI description does not name.
//!
//! An ignored parameter destroys data: a program that filters by a misspelt name would take the whole list
//! for its answer. Checked before the handler runs, from the same description that people read.

use crate::error::{Fault, codes};
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, web};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, ParameterIn};

/// The query parameters of every route, by method and pattern of the address.
#[derive(Debug, Clone, Default)]
pub struct KnownParameters(BTreeMap<(String, String), BTreeSet<String>>);

impl KnownParameters {
    /// Reads them from the description of the interface.
    pub fn of(openapi: &utoipa::openapi::OpenApi) -> Self {
        let mut known = BTreeMap::new();
        for (path, item) in &openapi.paths.paths {
            let operations = [
                ("GET", &item.get),
                ("POST", &item.post),
                ("PUT", &item.put),
                ("PATCH", &item.patch),
                ("DELETE", &item.delete),
            ];
            for (method, operation) in operations {
                if let Some(operation) = operation {
                    known.insert((method.to_owned(), path.clone()), query_names(operation));
                }
            }
        }
        KnownParameters(known)
    }
}

fn query_names(operation: &Operation) -> BTreeSet<String> {
    operation
        .parameters
        .iter()
        .flatten()
        .filter_map(|parameter| match parameter {
            RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query => {
                Some(parameter.name.clone())
            }
            _ => None,
        })
        .collect()
}

/// Middleware: answers 400 for a parameter that the route does not know.
///
/// # Errors
/// [`codes::UNKNOWN_PARAMETER`], one fault for each.
pub async fn refuse_unknown_parameters<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let mut faults = Vec::new();
    if !request.query_string().is_empty()
        && let Some(known) = request.app_data::<web::Data<KnownParameters>>()
        && let Some(pattern) = request.match_pattern()
        && let Some(names) = known.0.get(&(request.method().to_string(), pattern))
    {
        for (name, _) in web::Query::<Vec<(String, String)>>::from_query(request.query_string())
            .map(web::Query::into_inner)
            .unwrap_or_default()
        {
            if !names.contains(&name) {
                let known: Vec<&str> = names.iter().map(String::as_str).collect();
                let known = if known.is_empty() {
                    "—".to_owned()
                } else {
                    known.join(", ")
                };
                faults.push(
                    Fault::new(&codes::UNKNOWN_PARAMETER)
                        .with("name", name)
                        .with("known", known),
                );
            }
        }
    }
    if faults.is_empty() {
        Ok(next.call(request).await?.map_into_boxed_body())
    } else {
        Ok(request.error_response(crate::error::Error::Refused(faults)))
    }
}
