//! Events as an iCalendar stream (RFC 5545).
//!
//! Written here and not by a crate: a calendar of whole days needs four rules (escaping, folding at 75 octets, CR LF,
//! stable UIDs), and the crate that knows more brings a parser and asks the system for the time.

use super::CalendarEvent;
use crate::clock::Instant;
use chrono::Days;
use std::fmt::Write as _;

/// The most octets of a line without its end (RFC 5545, 3.1).
const MOST_OCTETS: usize = 75;

/// The stream: `name` is what the calendar is called, `address` the public address of the service, `host` the right
/// half of the UIDs.
pub fn feed(
    events: &[CalendarEvent],
    name: &str,
    address: &str,
    host: &str,
    now: Instant,
) -> String {
    let mut out = String::new();
    let stamp = basic(now);
    for line in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Anskaf//Frister//DA",
    ] {
        put(&mut out, line);
    }
    put(&mut out, "CALSCALE:GREGORIAN");
    put(&mut out, "METHOD:PUBLISH");
    put(&mut out, &format!("X-WR-CALNAME:{}", escaped(name)));
    put(&mut out, "REFRESH-INTERVAL;VALUE=DURATION:PT12H");
    for event in events {
        let next = event.on.checked_add_days(Days::new(1)).unwrap_or(event.on);
        put(&mut out, "BEGIN:VEVENT");
        put(&mut out, &format!("UID:{}@{}", event.uid, escaped(host)));
        put(&mut out, &format!("DTSTAMP:{stamp}"));
        put(
            &mut out,
            &format!("DTSTART;VALUE=DATE:{}", event.on.format("%Y%m%d")),
        );
        put(
            &mut out,
            &format!("DTEND;VALUE=DATE:{}", next.format("%Y%m%d")),
        );
        put(&mut out, &format!("SUMMARY:{}", escaped(&event.title)));
        if let Some(path) = &event.path {
            put(&mut out, &format!("URL:{address}{path}"));
        }
        // A deadline takes nobody's time: the person stays free.
        put(&mut out, "TRANSP:TRANSPARENT");
        put(&mut out, "END:VEVENT");
    }
    put(&mut out, "END:VCALENDAR");
    out
}

/// An instant in the basic form, `20180102T130500Z`.
fn basic(now: Instant) -> String {
    let digits: String = now
        .to_string()
        .chars()
        .take_while(|c| *c != '.' && *c != 'Z')
        .filter(|c| !matches!(c, '-' | ':'))
        .collect();
    format!("{}Z", digits.replace(' ', "T"))
}

/// Text as a value: backslash, semicolon, comma and line feeds escaped (3.3.11), other control characters left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                let _ = write!(out, "\\{c}");
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Adds a content line, folded between characters.
fn put(out: &mut String, line: &str) {
    let mut octets = 0;
    for c in line.chars() {
        if octets + c.len_utf8() > MOST_OCTETS {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(c);
        octets += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn event(title: &str) -> CalendarEvent {
        CalendarEvent {
            uid: "lease-1-instalment-2".to_owned(),
            on: NaiveDate::from_ymd_opt(2018, 12, 31).unwrap(),
            title: title.to_owned(),
            path: Some("/leases/1".to_owned()),
        }
    }

    fn written(title: &str) -> String {
        let noon = event("").on.and_hms_opt(12, 5, 0).unwrap();
        let now = Instant::from_naive(noon);
        feed(
            &[event(title)],
            "Frister",
            "https://a.example",
            "a.example",
            now,
        )
    }

    #[test]
    fn a_whole_day_ends_on_the_next_and_is_stamped_in_utc() {
        let text = written("Ydelse");
        for line in [
            "UID:lease-1-instalment-2@a.example\r\n",
            "DTSTAMP:20181231T120500Z\r\n",
            "DTSTART;VALUE=DATE:20181231\r\nDTEND;VALUE=DATE:20190101\r\n",
            "URL:https://a.example/leases/1\r\n",
        ] {
            assert!(text.contains(line), "{line:?} in {text}");
        }
    }

    #[test]
    fn text_cannot_begin_a_line_of_its_own() {
        let text = written("a,b;c\\d\r\nEND:VEVENT");
        assert!(
            text.contains("SUMMARY:a\\,b\\;c\\\\d\\nEND:VEVENT\r\n"),
            "{text}"
        );
    }

    #[test]
    fn no_line_is_longer_than_75_octets_and_no_letter_is_torn() {
        let title = "æøå ".repeat(60);
        let text = written(&title);
        assert!(text.split("\r\n").all(|line| line.len() <= MOST_OCTETS));
        assert!(text.replace("\r\n ", "").contains(title.trim_end()));
    }
}
