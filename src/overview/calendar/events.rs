//! What stands in a person's calendar.

use crate::db::{DbConnection, SchoolId};
use crate::error::{Language, Result};
use crate::http::Caller;
use crate::http::actor::Reach;
use crate::leasing::{self, DeadlineKind, LeaseDeadline};
use crate::organisation;
use crate::overview::store;
use crate::render::numbers;
use chrono::{Days, NaiveDate};

/// How far back a calendar reaches, so that what was missed is still seen.
const DAYS_BACK: u64 = 31;
/// How far ahead it reaches: the budget year and the three forecast years after it.
const DAYS_AHEAD: u64 = 4 * 366;

/// One whole day in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// Tells the event apart from all others; the same whenever the calendar is read.
    pub uid: String,
    /// The day.
    pub on: NaiveDate,
    /// What happens.
    pub title: String,
    /// The page that tells more; absent where the reader may open none.
    pub path: Option<String>,
}

/// What a person's calendar holds, by day.
///
/// # Errors
/// Only when the database fails.
pub fn events(
    conn: &mut DbConnection,
    reader: &Caller,
    language: Language,
    today: NaiveDate,
) -> Result<Vec<CalendarEvent>> {
    let from = today
        .checked_sub_days(Days::new(DAYS_BACK))
        .unwrap_or(today);
    let until = today
        .checked_add_days(Days::new(DAYS_AHEAD))
        .unwrap_or(today);
    let words = Words(language);
    let mut found = match reader.reach() {
        Reach::All => of_staff(conn, words, from, until)?,
        Reach::Only(schools) => of_schools(conn, words, &schools, from, until)?,
    };
    found.sort_by(|one, other| (one.on, &one.uid).cmp(&(other.on, &other.uid)));
    Ok(found)
}

#[derive(Clone, Copy)]
struct Words(Language);

impl Words {
    fn say(self, danish: String, english: String) -> String {
        match self.0 {
            Language::Danish => danish,
            Language::English => english,
        }
    }
}

fn of_staff(
    conn: &mut DbConnection,
    words: Words,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<CalendarEvent>> {
    let deadlines = leasing::deadlines(conn, from, until, None)?;
    let mut found: Vec<CalendarEvent> = deadlines.iter().map(|one| deadline(words, one)).collect();
    for due in store::instalments_due(conn, from, until)? {
        let (number, agreement) = (due.number, &due.agreement_number);
        let amount = numbers::kroner(due.payment);
        found.push(CalendarEvent {
            uid: format!("lease-{}-instalment-{number}", due.lease),
            on: due.due_on,
            title: words.say(
                format!("{agreement}: ydelse nr. {number} forfalder, {amount} ekskl. moms"),
                format!("{agreement}: payment no. {number} is due, {amount} excluding VAT"),
            ),
            path: Some(format!("/leases/{}/payments", due.lease)),
        });
    }
    for tender in store::tender_days(conn, from, until)? {
        let title = &tender.title;
        let days = [
            (
                "questions",
                tender.question_deadline_on,
                "sidste dag for spørgsmål",
                "last day for questions",
            ),
            (
                "offers",
                tender.offer_deadline_on,
                "frist for tilbud",
                "deadline for offers",
            ),
            (
                "bind",
                tender.offers_bind_until,
                "tilbud er bindende til",
                "offers bind until",
            ),
        ];
        let within = days
            .into_iter()
            .filter(|day| (from..=until).contains(&day.1));
        found.extend(within.map(|(kind, on, danish, english)| CalendarEvent {
            uid: format!("tender-{}-{kind}", tender.id),
            on,
            title: words.say(format!("{title}: {danish}"), format!("{title}: {english}")),
            path: Some(format!("/tenders/{}", tender.id)),
        }));
    }
    Ok(found)
}

fn deadline(words: Words, one: &LeaseDeadline) -> CalendarEvent {
    let agreement = &one.agreement_number;
    let title = match one.kind {
        DeadlineKind::NoticeOpens => words.say(
            format!("{agreement}: varsel kan gives fra i dag"),
            format!("{agreement}: notice can be given from today"),
        ),
        DeadlineKind::NoticeCloses => words.say(
            format!("{agreement}: sidste dag for varsel"),
            format!("{agreement}: last day for notice"),
        ),
        DeadlineKind::LeaseEnds => words.say(
            format!("{agreement}: aftalen udløber"),
            format!("{agreement}: the agreement ends"),
        ),
    };
    CalendarEvent {
        uid: format!("lease-{}-{}", one.lease_id, one.kind.as_str()),
        on: one.on,
        title,
        path: Some(format!("/leases/{}", one.lease_id)),
    }
}

/// When the devices that a leader's schools hold go back.
fn of_schools(
    conn: &mut DbConnection,
    words: Words,
    schools: &[SchoolId],
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<CalendarEvent>> {
    let ends = leasing::deadlines(conn, from, until, None)?;
    let held = store::held_devices(conn, schools)?;
    let reach = Reach::Only(schools.to_vec());
    let mut found = Vec::new();
    for own in held {
        let is_end =
            |one: &&LeaseDeadline| one.kind == DeadlineKind::LeaseEnds && one.lease_id == own.lease;
        if let Some(end) = ends.iter().find(is_end) {
            let school = organisation::store::school(conn, &reach, own.school)?.name;
            let (agreement, count) = (&end.agreement_number, numbers::integer(own.devices));
            found.push(CalendarEvent {
                uid: format!("lease-{}-ends-school-{}", own.lease, own.school),
                on: end.on,
                title: words.say(
                    format!("{school}: aftalen {agreement} udløber, {count} enheder"),
                    format!("{school}: agreement {agreement} ends, {count} devices"),
                ),
                path: Some("/devices".to_owned()),
            });
        }
    }
    Ok(found)
}
