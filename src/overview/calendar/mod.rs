//! Deadlines as a person's calendar program reads them (iCalendar, RFC 5545), by a secret address.
//!
//! What the calendar holds is decided anew whenever it is read, by the roles that the account has then: staff see due
//! dates, notice dates and tender deadlines; a school leader only when the devices of the own schools go back.

mod events;
mod feed;
mod link;

pub use events::{CalendarEvent, events};
pub use feed::feed;
pub use link::{make_calendar_link, reader_of, withdraw_calendar_link};
