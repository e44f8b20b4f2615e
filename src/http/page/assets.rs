//! Style and scripts of the pages, inside the binary, at addresses that change with their content.
//!
//! So a browser may keep them for ever, and no page depends on a network.

use super::super::session::hex;
use actix_web::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, VARY};
use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::sync::LazyLock;

struct Asset {
    name: &'static str,
    media: &'static str,
    bytes: &'static [u8],
    gzip: Vec<u8>,
    hash: String,
}

impl Asset {
    fn of(name: &'static str, media: &'static str, bytes: &'static [u8]) -> Self {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        // A vector takes whatever is written to it.
        let written = gzip.write_all(bytes).and_then(|()| gzip.finish());
        let digest = Sha256::digest(bytes);
        Asset {
            name,
            media,
            bytes,
            gzip: written.unwrap_or_default(),
            hash: hex(&digest[..8]),
        }
    }
}

static ASSETS: LazyLock<[Asset; 4]> = LazyLock::new(|| {
    const STYLE: &str = "text/css; charset=utf-8";
    const SCRIPT: &str = "text/javascript; charset=utf-8";
    [
        Asset::of("anskaf.css", STYLE, include_bytes!("assets/anskaf.css")),
        Asset::of("anskaf.js", SCRIPT, include_bytes!("assets/anskaf.js")),
        Asset::of("htmx.js", SCRIPT, include_bytes!("assets/htmx.min.js")),
        Asset::of(
            "mark.svg",
            "image/svg+xml",
            include_bytes!("assets/mark.svg"),
        ),
    ]
});

/// The address of a file by its name; empty for a name that is none.
pub fn address(name: &str) -> String {
    ASSETS
        .iter()
        .find(|asset| asset.name == name)
        .map(|asset| format!("/assets/{}/{}", asset.hash, asset.name))
        .unwrap_or_default()
}

/// Adds the addresses of the files.
pub fn routes(config: &mut ServiceConfig) {
    config.service(read_asset);
}

/// A file of the pages. An address of another version is answered with the present file, which is not to be kept.
#[get("/assets/{hash}/{name}")]
async fn read_asset(request: HttpRequest, path: Path<(String, String)>) -> HttpResponse {
    let (hash, name) = path.into_inner();
    let Some(asset) = ASSETS.iter().find(|asset| asset.name == name) else {
        return HttpResponse::NotFound().finish();
    };
    let kept = match asset.hash == hash {
        true => "public, max-age=31536000, immutable",
        false => "no-store",
    };
    let mut response = HttpResponse::Ok();
    response
        .content_type(asset.media)
        .insert_header((CACHE_CONTROL, kept))
        .insert_header((VARY, "Accept-Encoding"))
        .insert_header(("X-Content-Type-Options", "nosniff"));
    if takes_gzip(&request) && !asset.gzip.is_empty() {
        return response
            .insert_header((CONTENT_ENCODING, "gzip"))
            .body(asset.gzip.as_slice());
    }
    response.body(asset.bytes)
}

fn takes_gzip(request: &HttpRequest) -> bool {
    request
        .headers()
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| {
            value
                .split(',')
                .any(|part| part.trim() == "gzip" || part.trim().starts_with("gzip;"))
        })
}
