//! The municipality's logo over HTTP.

use crate::db::Database;
use crate::error::{Error, Fault, Result, codes};
use crate::http::actor::{Administrator, AnyRole};
use crate::http::{BodyLimit, IfMatch, Now, Query, Tagged, read_body};
use crate::organisation::{self, Municipality, store};
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Bytes, Data};
use actix_web::{FromRequest, HttpRequest, HttpResponse, get, post, put};
use std::future::Future;
use std::pin::Pin;
use validator::Validate;

/// A logo has at most this many bytes: 1 MB.
const LIMIT: BodyLimit = BodyLimit(1 << 20);

/// A body of type `image/svg+xml` or `image/png`, of at most 1 MB.
#[derive(Debug)]
pub struct ImageBody(Bytes);

impl FromRequest for ImageBody {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let media = request.headers().get(CONTENT_TYPE);
        let media = media.and_then(|value| value.to_str().ok());
        let media = media
            .and_then(|value| value.split(';').next())
            .map(str::trim);
        let known = media.is_some_and(|media| {
            let same = |known: &str| media.eq_ignore_ascii_case(known);
            same("image/svg+xml") || same("image/png")
        });
        let payload = payload.take();
        Box::pin(async move {
            let body = read_body(payload, LIMIT).await?;
            if !known {
                return Err(Fault::new(&codes::UNSUPPORTED_MEDIA_TYPE)
                    .with("expected", "image/svg+xml, image/png")
                    .into());
            }
            Ok(ImageBody(body))
        })
    }
}

/// What is said of a logo.
#[derive(Debug, serde::Deserialize, Validate, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DescribeLogo {
    /// What somebody who cannot see the logo is told; *Ns logo* unless told.
    #[validate(length(max = 200))]
    #[param(max_length = 200)]
    pub alternative: Option<String>,
}

/// Puts a logo in the place of the one before; it is kept as plain shapes or pixels.
#[utoipa::path(
    tag = "organisation",
    params(DescribeLogo, IfMatch),
    request_body(content(([u8] = "image/svg+xml"), ([u8] = "image/png"))),
    responses((status = 200, body = Municipality)),
)]
#[put("/municipality/logo")]
pub async fn change_logo(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    Query(query): Query<DescribeLogo>,
    IfMatch(seen): IfMatch,
    ImageBody(body): ImageBody,
) -> Result<Tagged<Municipality>> {
    let logo = organisation::read_logo(body.to_vec(), query.alternative).await?;
    let changed = db
        .write(move |conn| organisation::change_logo(conn, &actor, seen, &logo, moment))
        .await?;
    let version = changed.version;
    Ok(Tagged::new(changed, version))
}

/// Shows the logo.
#[utoipa::path(
    tag = "organisation",
    responses((status = 200, content(([u8] = "image/svg+xml"), ([u8] = "image/png")))),
)]
#[get("/municipality/logo")]
pub async fn read_logo(_actor: AnyRole, db: Data<Database>) -> Result<HttpResponse> {
    let logo = db.read(|conn| Ok(store::logo(conn)?)).await?;
    let (image, _) = logo.ok_or(&codes::LOGO_NOT_FOUND)?;
    // A picture that is opened by itself is a page; this one may do nothing.
    Ok(HttpResponse::Ok()
        .content_type(image.media_type())
        .insert_header(("Content-Security-Policy", "default-src 'none'; sandbox"))
        .insert_header(("X-Content-Type-Options", "nosniff"))
        .insert_header(("Cache-Control", "private, no-cache"))
        .body(image.bytes().to_vec()))
}

/// Takes the logo away.
#[utoipa::path(tag = "organisation", params(IfMatch), responses((status = 200, body = Municipality)))]
#[post("/municipality/logo/remove")]
pub async fn remove_logo(
    actor: Administrator,
    db: Data<Database>,
    Now(moment): Now,
    IfMatch(seen): IfMatch,
) -> Result<Tagged<Municipality>> {
    let changed = db
        .write(move |conn| organisation::remove_logo(conn, &actor, seen, moment))
        .await?;
    let version = changed.version;
    Ok(Tagged::new(changed, version))
}
