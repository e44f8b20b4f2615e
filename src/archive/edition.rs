//! Which issue of a document is being drawn: draft or issued, its number, and what was new in each.

use super::issue::next_number;
use super::{DocumentKind, store};
use crate::clock::Moment;
use crate::db::DbConnection;
use crate::error::Result;
use crate::organisation;
use crate::render::document::Letterhead;
use crate::render::{self, Column, Kind, Table, markdown, numbers};
use chrono::{Datelike, NaiveDate};

/// An issue of a document, about to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// Not issued: every page says *Udkast*.
    pub draft: bool,
    /// 1 for the first issue; a draft has the number that it would get.
    pub number: i32,
    /// The number under which it is kept, such as `2017-0001`; empty in a draft.
    pub document_number: String,
    /// The day of drawing.
    pub date: NaiveDate,
    /// The issues until now, and this one if it is being issued.
    pub changes: Vec<Change>,
    /// The sender.
    pub letterhead: Option<Letterhead>,
}

/// One issue in the list of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// 1 for the first.
    pub edition: i32,
    /// When it was issued.
    pub on: NaiveDate,
    /// The number under which it is kept.
    pub document_number: String,
    /// What was new.
    pub note: String,
    /// Who issued it.
    pub by: String,
}

impl Edition {
    /// The draft of the next issue.
    ///
    /// # Errors
    /// Only when the database fails.
    pub fn draft(
        conn: &mut DbConnection,
        kind: &DocumentKind,
        subject_id: i64,
        moment: Moment,
    ) -> Result<Self> {
        let changes: Vec<Change> = store::editions(conn, kind, subject_id)?
            .into_iter()
            .map(|issued| Change {
                edition: issued.edition,
                on: issued.issued_at.danish_date(),
                document_number: issued.number,
                note: issued.change,
                by: issued.issued_by_name,
            })
            .collect();
        Ok(Edition {
            draft: true,
            number: changes.last().map_or(1, |last| last.edition + 1),
            document_number: String::new(),
            date: moment.today,
            changes,
            letterhead: organisation::store::letterhead(conn)?,
        })
    }

    /// The next issue itself, with what is new in it and who issues it.
    ///
    /// # Errors
    /// Only when the database fails.
    pub fn issued(self, conn: &mut DbConnection, note: &str, by: &str) -> Result<Self> {
        let document_number = next_number(conn, self.date.year())?;
        let mut changes = self.changes;
        changes.push(Change {
            edition: self.number,
            on: self.date,
            document_number: document_number.clone(),
            note: note.to_owned(),
            by: by.to_owned(),
        });
        Ok(Edition {
            draft: false,
            document_number,
            changes,
            ..self
        })
    }

    /// Writes version, date, number, sender and watermark onto a document.
    pub fn stamp(&self, document: &mut render::Document) {
        document.draft = self.draft;
        document.version = format!("Version {}", self.number);
        document.date = self.date;
        document.letterhead = self.letterhead.clone();
        if !self.document_number.is_empty() {
            document.fact("Dokumentnummer", &self.document_number);
        }
    }

    /// Adds the list of changes, where there are any.
    pub fn list_changes(&self, document: &mut render::Document) {
        if self.changes.is_empty() {
            return;
        }
        document.unnumbered(1, "versioner", "Versioner");
        document.table(self.change_table());
    }

    fn change_table(&self) -> Table {
        let columns = vec![
            Column::text("Version"),
            Column::new("Udstedt", Kind::Date),
            Column::text("Dokumentnummer"),
            Column::text("Ændring"),
            Column::text("Udstedt af"),
        ];
        let mut table = Table::new("Versioner af dokumentet", columns);
        for change in &self.changes {
            let note = match change.note.as_str() {
                "" if change.edition == 1 => "Første version",
                note => note,
            };
            table.row(vec![
                change.edition.to_string().into(),
                change.on.into(),
                change.document_number.as_str().into(),
                markdown::cell(note),
                change.by.as_str().into(),
            ]);
        }
        table
    }

    /// `version 2 af 3. maj 2027`, for the running text of other documents.
    pub fn named(&self) -> String {
        format!("version {} af {}", self.number, numbers::date(self.date))
    }
}
