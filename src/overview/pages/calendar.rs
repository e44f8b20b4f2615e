//! A person's deadlines as a list, the secret address of the same for a calendar program, and that address itself.

use super::tabs::{Tab, tabs};
use crate::clock::{Instant, Moment};
use crate::db::Database;
use crate::error::{Language, Result};
use crate::http::Now;
use crate::http::actor::AnyRole;
use crate::http::page::{Form, Frame, Html, PublicAddress};
use crate::overview::calendar::{self, CalendarEvent};
use crate::overview::store;
use actix_web::http::header::CACHE_CONTROL;
use actix_web::web::{Data, Path, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use askama::Template;

/// Adds the addresses.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(show_calendar)
        .service(make_link)
        .service(withdraw_link)
        .service(read_feed);
}

/// How many deadlines stand on the page.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "overview/pages/calendar.html")]
struct CalendarPage {
    f: Frame,
    tabs: Vec<Tab>,
    events: Vec<CalendarEvent>,
    link_since: Option<Instant>,
    new_link: Option<String>,
}

async fn page(
    f: Frame,
    actor: AnyRole,
    db: &Database,
    moment: Moment,
    new_link: Option<String>,
) -> Result<CalendarPage> {
    let (language, today) = (f.language, moment.today);
    let (events, link) = db
        .read(move |conn| {
            let events = calendar::events(conn, &actor, language, today)?;
            Ok((events, store::calendar_link_of(conn, actor.account)?))
        })
        .await?;
    let (costs, title) = (f.t("nav-costs"), f.t("costs-tab-calendar"));
    let coming = events.into_iter().filter(|event| event.on >= today);
    Ok(CalendarPage {
        tabs: tabs(&f, "/calendar"),
        f: f.below(costs, "/costs").below(title, "/calendar"),
        events: coming.take(SHOWN).collect(),
        link_since: link.map(|(_, since)| since),
        new_link,
    })
}

#[get("/calendar")]
async fn show_calendar(
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    Now(moment): Now,
) -> Result<Html> {
    let page = page(f, actor, &db, moment, None).await?;
    page.f.clone().show(&page)
}

/// How the service is reached: as was configured, else as the reader reached this page.
fn own_address(request: &HttpRequest) -> String {
    let known = request.app_data::<Data<PublicAddress>>();
    let known = known.and_then(|address| address.url.clone());
    known.unwrap_or_else(|| {
        let here = request.connection_info();
        format!("{}://{}", here.scheme(), here.host())
    })
}

/// Makes the secret address and shows it, this once.
#[post("/calendar/link")]
async fn make_link(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    Now(moment): Now,
    _sent: Form,
) -> Result<Html> {
    let who = actor.clone();
    let made = db
        .write(move |conn| calendar::make_calendar_link(conn, &who, moment))
        .await;
    let page = match made {
        Ok(secret) => {
            let link = format!("{}/calendar/{secret}.ics", own_address(&request));
            page(f, actor, &db, moment, Some(link)).await?
        }
        Err(error) => page(f.refused("/calendar", error)?, actor, &db, moment, None).await?,
    };
    page.f.clone().show(&page)
}

#[post("/calendar/link/withdraw")]
async fn withdraw_link(
    request: HttpRequest,
    f: Frame,
    actor: AnyRole,
    db: Data<Database>,
    Now(moment): Now,
    _sent: Form,
) -> Result<HttpResponse> {
    let who = actor.clone();
    let done = db
        .write(move |conn| calendar::withdraw_calendar_link(conn, &who, moment))
        .await;
    match done {
        Ok(()) => Ok(f.see(&request, "/calendar", "calendar-withdrawn", "")),
        Err(error) => {
            let f = f.refused("/calendar", error)?;
            let page = page(f, actor, &db, moment, None).await?;
            Ok(page.f.clone().show(&page)?.into_response())
        }
    }
}

/// The calendar behind a secret address, for a program that cannot sign in.
#[get("/calendar/{secret}.ics")]
async fn read_feed(
    request: HttpRequest,
    db: Data<Database>,
    Now(moment): Now,
    secret: Path<String>,
) -> Result<HttpResponse> {
    let (events, language) = db
        .read(move |conn| {
            let reader = calendar::reader_of(conn, &secret)?;
            let events = calendar::events(conn, &reader, reader.language, moment.today)?;
            Ok((events, reader.language))
        })
        .await?;
    let address = own_address(&request);
    let host = address.split("://").nth(1).unwrap_or("anskaf").to_owned();
    let name = match language {
        Language::Danish => "Anskaf: frister",
        Language::English => "Anskaf: deadlines",
    };
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((CACHE_CONTROL, "private, no-store"))
        .body(calendar::feed(&events, name, &address, &host, moment.now)))
}
