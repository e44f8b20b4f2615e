//! Lists in pieces: `{"items": […], "next": "…"}`, where `next` is the cursor of the following piece.
//!
//! A cursor is opaque to callers and tells the place after the last item, so that things added or removed
//! meanwhile neither repeat nor hide others.

use crate::error::{Fault, Result, codes};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

/// The number of items when the caller names none.
pub const DEFAULT_LIMIT: u32 = 50;
/// The largest number of items in one answer.
pub const MAX_LIMIT: u32 = 1000;

/// A piece of a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Page<T> {
    /// The things of this piece, in the list's order.
    pub items: Vec<T>,
    /// The cursor of the next piece; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A piece made from up to `limit + 1` items: the one too many tells that there is more.
    pub fn cut<K: Serialize>(
        list: &str,
        mut items: Vec<T>,
        limit: u32,
        key: impl Fn(&T) -> K,
    ) -> Page<T> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        let next = match items.last() {
            Some(last) if more => Some(write_cursor(list, &key(last))),
            _ => None,
        };
        Page { items, next }
    }

    /// A list that is always short enough to be sent whole.
    pub fn whole(items: Vec<T>) -> Page<T> {
        Page { items, next: None }
    }

    /// The piece with every item turned into what is sent of it.
    pub fn map<U>(self, view: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(view).collect(),
            next: self.next,
        }
    }
}

fn write_cursor<K: Serialize>(list: &str, key: &K) -> String {
    let text = serde_json::to_string(&(list, key)).unwrap_or_default();
    super::session::hex(text.as_bytes())
}

/// The place after which to go on.
///
/// # Errors
/// [`codes::INVALID_CURSOR`] for anything that this list did not hand out.
pub fn read_cursor<K: DeserializeOwned>(list: &str, cursor: Option<&str>) -> Result<Option<K>> {
    let Some(cursor) = cursor else {
        return Ok(None);
    };
    let refused = || Fault::new(&codes::INVALID_CURSOR).at("/cursor");
    let bytes: Option<Vec<u8>> = cursor
        .as_bytes()
        .chunks(2)
        .map(|pair| {
            let digits = std::str::from_utf8(pair)
                .ok()
                .filter(|digits| digits.len() == 2)?;
            u8::from_str_radix(digits, 16).ok()
        })
        .collect();
    let (name, key): (String, K) =
        serde_json::from_slice(&bytes.ok_or_else(refused)?).map_err(|_| refused())?;
    if name == list {
        Ok(Some(key))
    } else {
        Err(refused().into())
    }
}

/// A page of which only the named fields are sent.
#[derive(Debug)]
pub struct Selected<T> {
    /// The page.
    pub page: Page<T>,
    /// The names after `?fields=`, separated by commas; `None` sends all.
    pub fields: Option<String>,
}

impl<T: Serialize + utoipa::PartialSchema> Responder for Selected<T> {
    type Body = actix_web::body::BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        match self.select() {
            Ok(response) => response,
            Err(error) => HttpResponse::from_error(error),
        }
    }
}

impl<T: Serialize + utoipa::PartialSchema> Selected<T> {
    fn select(self) -> Result<HttpResponse> {
        let Some(fields) = self.fields else {
            return Ok(HttpResponse::Ok().json(self.page));
        };
        let wanted: Vec<&str> = fields.split(',').map(str::trim).collect();
        let known = field_names::<T>();
        let faults: Vec<Fault> = wanted
            .iter()
            .filter(|name| !known.iter().any(|known| known == *name))
            .map(|name| {
                Fault::new(&codes::UNKNOWN_FIELD_SELECTED)
                    .at("/fields")
                    .with("name", name)
            })
            .collect();
        if !faults.is_empty() {
            return Err(crate::error::Error::Refused(faults));
        }
        let items: Vec<serde_json::Value> = self
            .page
            .items
            .iter()
            .map(|item| {
                let mut value = serde_json::to_value(item).unwrap_or_default();
                if let Some(object) = value.as_object_mut() {
                    object.retain(|name, _| wanted.contains(&name.as_str()));
                }
                value
            })
            .collect();
        Ok(HttpResponse::Ok().json(Page {
            items,
            next: self.page.next,
        }))
    }
}

fn field_names<T: utoipa::PartialSchema>() -> Vec<String> {
    match T::schema() {
        RefOr::T(Schema::Object(object)) => object.properties.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

/// The number of items to fetch: one more than asked for, see [`Page::cut`].
pub fn fetch_count(limit: Option<u32>) -> i64 {
    i64::from(limit.unwrap_or(DEFAULT_LIMIT)) + 1
}
