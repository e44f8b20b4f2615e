//! Whether the service lives, and whether it can work; for the machines that watch it.

use crate::db::Database;
use crate::error::{Code, Result, codes};
use actix_web::web::{Data, Json};
use actix_web::{HttpResponse, get};

/// The service's own state.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct Health {
    /// `ok`, or what is missing.
    #[schema(example = "ok")]
    pub status: &'static str,
    /// The version of the service.
    #[schema(example = "0.1.0")]
    pub version: &'static str,
}

/// A refusal that the service may answer with.
#[derive(Debug, serde::Serialize, utoipa::ToSchema)]
pub struct CodeView {
    /// The stable code.
    pub code: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The Danish text.
    pub da: &'static str,
    /// The English text.
    pub en: &'static str,
}

/// Answers as long as the process lives.
#[utoipa::path(tag = "service", responses((status = 200, body = Health)), security(()))]
#[get("/healthz")]
pub async fn healthz() -> Json<Health> {
    Json(health("ok"))
}

/// Answers 200 when the database can be reached and has the tables of this version, else 503.
#[utoipa::path(tag = "service", responses((status = 200, body = Health), (status = 503, body = Health)), security(()))]
#[get("/readyz")]
pub async fn readyz(db: Data<Database>) -> HttpResponse {
    match db.is_ready().await {
        Ok(true) => HttpResponse::Ok().json(health("ok")),
        Ok(false) => HttpResponse::ServiceUnavailable().json(health("migrations_missing")),
        Err(_) => HttpResponse::ServiceUnavailable().json(health("database_unavailable")),
    }
}

/// Lists every refusal with its stable code, status and texts.
#[utoipa::path(tag = "service", responses((status = 200, body = [CodeView])), security(()))]
#[get("/errors")]
pub async fn list_errors() -> Result<Json<Vec<CodeView>>> {
    let view = |code: &&Code| CodeView {
        code: code.name,
        status: code.status,
        da: code.da,
        en: code.en,
    };
    Ok(Json(codes::ALL.iter().map(view).collect()))
}

fn health(status: &'static str) -> Health {
    Health {
        status,
        version: env!("CARGO_PKG_VERSION"),
    }
}
