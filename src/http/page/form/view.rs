//! A form as it is shown: empty, filled from a thing, or come back with what was written and what was wrong with it.

use super::super::frame::{Frame, Markup};
use super::{Field, Form, Kind, Spec, rows, written};
use crate::error::{Error, Fault, Language, Result, codes};
use askama::Template;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// How many empty lines a list of lines shows below those that are filled in.
const SPARE_LINES: usize = 2;

/// A form as it is shown.
#[derive(Debug, Clone)]
pub struct FormView {
    spec: Spec,
    action: String,
    submit: &'static str,
    cancel: Option<String>,
    version: Option<i32>,
    values: Vec<(String, String)>,
    faults: Vec<(String, String)>,
    theirs: Vec<(String, String)>,
    options: BTreeMap<&'static str, Vec<(String, String)>>,
}

impl FormView {
    /// An empty form, sent to `action` by a button that says `submit` (a key).
    pub fn blank(spec: &Spec, action: impl Into<String>, submit: &'static str) -> Self {
        FormView {
            spec: *spec,
            action: action.into(),
            submit,
            cancel: None,
            version: None,
            values: Vec::new(),
            faults: Vec::new(),
            theirs: Vec::new(),
            options: BTreeMap::new(),
        }
    }

    /// The same form, filled with a thing whose fields are named like the form's.
    #[must_use]
    pub fn filled(mut self, thing: &impl Serialize) -> Self {
        let thing = serde_json::to_value(thing).unwrap_or(Value::Null);
        self.values = values_of(&self.spec, &thing);
        self
    }

    /// The version of the thing that the form shows.
    #[must_use]
    pub fn version(mut self, version: i32) -> Self {
        self.version = Some(version);
        self
    }

    /// The options of a field: value and text.
    #[must_use]
    pub fn options(mut self, field: &'static str, options: Vec<(String, String)>) -> Self {
        self.options.insert(field, options);
        self
    }

    /// Options whose texts are the words of the values: the text of `kind-pupil-pc` for `pupil_pc`.
    #[must_use]
    pub fn words(self, f: &Frame, field: &'static str, prefix: &str, values: &[&str]) -> Self {
        let options = values
            .iter()
            .map(|value| ((*value).to_owned(), f.word(prefix, value)));
        let options = options.collect();
        self.options(field, options)
    }

    /// Where a link beside the button leads that leaves everything as it was.
    #[must_use]
    pub fn cancel(mut self, path: impl Into<String>) -> Self {
        self.cancel = Some(path.into());
        self
    }

    /// Sets the value of one field.
    #[must_use]
    pub fn value(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.retain(|(known, _)| known != name);
        self.values.push((name.to_owned(), value.into()));
        self
    }

    /// The same form come back: with what was written in it, and what was wrong.
    ///
    /// # Errors
    /// An error that is no refusal, unchanged.
    pub fn again(mut self, sent: &Form, error: Error, language: Language) -> Result<Self> {
        if let Error::Internal(_) = error {
            return Err(error);
        }
        let lists: Vec<(&str, Vec<usize>)> = self
            .spec
            .fields
            .iter()
            .filter_map(|field| match field.kind {
                Kind::Rows(fields) => Some((field.name, rows::filled(sent, field.name, fields))),
                _ => None,
            })
            .collect();
        self.faults = error
            .faults()
            .iter()
            .map(|fault| {
                (
                    rows::name_of(fault.pointer(), &lists),
                    fault.detail(language),
                )
            })
            .collect();
        let shown = std::mem::take(&mut self.values);
        self.values = sent.pairs().to_vec();
        // What was typed as a password is never written into a page.
        let secret = |name: &str| {
            self.spec.fields.iter().any(|field| {
                field.name == name && matches!(field.kind, Kind::Password | Kind::NewPassword)
            })
        };
        self.values.retain(|(name, _)| !secret(name));
        // A stale form brings the present thing along: what differs is shown beside what was written.
        if error
            .faults()
            .iter()
            .any(|fault| fault.code() == &codes::STALE)
        {
            self.theirs = shown
                .into_iter()
                .filter(|(name, value)| self.differs(name, value))
                .collect();
        }
        Ok(self)
    }

    /// The same form with what was written in it, and faults that were told elsewhere: name of the field and text.
    #[must_use]
    pub fn told(mut self, sent: &Form, faults: Vec<(String, String)>) -> Self {
        self.values = sent.pairs().to_vec();
        self.faults = faults;
        self
    }

    /// The same form as it stands, with the refusal of a button beside it that sends none of its fields.
    ///
    /// # Errors
    /// An error that is no refusal, unchanged.
    pub fn refused(mut self, error: Error, language: Language) -> Result<Self> {
        if let Error::Internal(_) = error {
            return Err(error);
        }
        let told = |fault: &Fault| (fault.pointer().to_owned(), fault.detail(language));
        self.faults = error.faults().iter().map(told).collect();
        Ok(self)
    }

    fn differs(&self, name: &str, value: &str) -> bool {
        let mine = self.values.iter().find(|(known, _)| known == name);
        mine.map(|(_, mine)| mine.trim()) != Some(value.trim())
    }

    /// The markup of the form.
    ///
    /// # Errors
    /// Only when the template fails.
    pub fn html(&self, f: &Frame) -> Result<Markup> {
        let page = FormTemplate {
            f,
            form: self,
            pieces: self.pieces(f),
            general: self.general_faults(),
        };
        page.render()
            .map(Markup)
            .map_err(|error| Error::Internal(error.into()))
    }

    /// The name of the form, with which its ids begin.
    pub fn name(&self) -> &'static str {
        self.spec.name
    }

    /// Whether something was wrong.
    pub fn is_refused(&self) -> bool {
        !self.faults.is_empty()
    }

    /// What is wrong with the field of a name; for pages that lay their fields out themselves.
    pub fn fault_at(&self, name: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(known, _)| known == name);
        found.map(|(_, text)| text.as_str())
    }

    /// All that is wrong.
    pub fn told_faults(&self) -> impl Iterator<Item = &str> {
        self.faults.iter().map(|(_, text)| text.as_str())
    }

    fn pieces(&self, f: &Frame) -> Vec<Piece> {
        self.spec
            .fields
            .iter()
            .map(|field| self.piece(f, field))
            .collect()
    }

    fn piece(&self, f: &Frame, field: &Field) -> Piece {
        let lines = match field.kind {
            Kind::Rows(fields) => self.lines(f, field.name, fields),
            _ => Vec::new(),
        };
        let heads = match field.kind {
            Kind::Rows(fields) => fields
                .iter()
                .map(|inside| f.t(&self.key(&format!("{}-{}", field.name, inside.name))))
                .collect(),
            _ => Vec::new(),
        };
        Piece {
            group: field.group.map(|key| f.t(key)),
            input: self.input(f, field, field.name, &self.key(field.name)),
            is_rows: matches!(field.kind, Kind::Rows(_)),
            heads,
            lines,
        }
    }

    fn lines(&self, f: &Frame, list: &str, fields: &[Field]) -> Vec<Vec<Input>> {
        let known = rows::numbers(self.values.iter().map(|(name, _)| name.as_str()), list);
        let next = known.last().map_or(0, |last| last + 1);
        let spare = if known.is_empty() {
            SPARE_LINES + 1
        } else {
            SPARE_LINES
        };
        known
            .into_iter()
            .chain(next..next + spare)
            .map(|line| {
                let cell = |inside: &Field| {
                    let name = format!("{list}.{line}.{}", inside.name);
                    let mut input = self.input(
                        f,
                        inside,
                        &name,
                        &self.key(&format!("{list}-{}", inside.name)),
                    );
                    input.label = f.tx(
                        "form-line-label",
                        &[("label", input.label), ("line", (line + 1).to_string())],
                    );
                    // A line that is left empty is left out, so none of its fields must be filled in.
                    input.required = false;
                    input
                };
                fields.iter().map(cell).collect()
            })
            .collect()
    }

    fn input(&self, f: &Frame, field: &Field, name: &str, key: &str) -> Input {
        let mine = |known: &&(String, String)| known.0 == name;
        let texts = |list: &[(String, String)]| {
            list.iter()
                .filter(mine)
                .map(|(_, text)| text.clone())
                .collect::<Vec<_>>()
        };
        let values = texts(&self.values);
        Input {
            id: format!("{}-{}", self.spec.name, name.replace('.', "-")),
            name: name.to_owned(),
            kind: word(field.kind),
            label: f.t(key),
            help: f.find(&format!("{key}-help")),
            law: f.find(&format!("{key}-law")),
            required: field.required,
            narrow: field.narrow,
            rows: match field.kind {
                Kind::Long(rows) => rows,
                _ => 0,
            },
            options: self.options_of(field, &values),
            value: values.into_iter().next().unwrap_or_default(),
            faults: texts(&self.faults),
            theirs: texts(&self.theirs).into_iter().next(),
        }
    }

    fn options_of(&self, field: &Field, values: &[String]) -> Vec<Choice> {
        let options = self.options.get(field.name).into_iter().flatten();
        options
            .map(|(value, text)| Choice {
                chosen: values.contains(value),
                value: value.clone(),
                text: text.clone(),
            })
            .collect()
    }

    /// Faults that stand at no field of this form, which are told above it.
    fn general_faults(&self) -> Vec<String> {
        let is_field = |name: &str| {
            self.spec.fields.iter().any(|field| {
                name == field.name && !matches!(field.kind, Kind::Hidden)
                    || matches!(field.kind, Kind::Rows(_))
                        && name.starts_with(&format!("{}.", field.name))
                        && name.split('.').count() > 2
            })
        };
        let mut told: Vec<String> = self
            .faults
            .iter()
            .filter(|(name, _)| !is_field(name))
            .map(|(_, text)| text.clone())
            .collect();
        told.dedup();
        told
    }

    fn key(&self, field: &str) -> String {
        format!("{}-{}", self.spec.name, field.replace(['.', '_'], "-"))
    }
}

/// The values of a thing, by the names of the form's fields.
fn values_of(spec: &Spec, thing: &Value) -> Vec<(String, String)> {
    let mut values = Vec::new();
    for field in spec.fields {
        let place = format!("/{}", field.name.replace('.', "/"));
        let Some(value) = thing.pointer(&place) else {
            continue;
        };
        match (field.kind, value) {
            (Kind::Rows(fields), Value::Array(items)) => {
                for (line, item) in items.iter().enumerate() {
                    for inside in fields {
                        let inner = item.pointer(&format!("/{}", inside.name.replace('.', "/")));
                        let shown = shown(inside.kind, inner.unwrap_or(&Value::Null));
                        values.push((format!("{}.{line}.{}", field.name, inside.name), shown));
                    }
                }
            }
            (Kind::Choices | Kind::Picks, Value::Array(items)) => {
                values.extend(
                    items
                        .iter()
                        .map(|item| (field.name.to_owned(), written::show(field.kind, item))),
                );
            }
            (kind, value) => values.push((field.name.to_owned(), shown(kind, value))),
        }
    }
    values
}

fn shown(kind: Kind, value: &Value) -> String {
    match (kind, value) {
        (Kind::Flag, Value::Bool(true)) => "1".to_owned(),
        (Kind::Flag, _) => String::new(),
        _ => written::show(kind, value),
    }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Long(_) => "long",
        Kind::Email => "email",
        Kind::Password => "password",
        Kind::NewPassword => "new-password",
        Kind::Integer => "integer",
        Kind::Decimal => "decimal",
        Kind::Percent => "percent",
        Kind::Amount => "amount",
        Kind::Date => "date",
        Kind::Flag => "flag",
        Kind::Choice | Kind::Pick => "choice",
        Kind::Choices | Kind::Picks => "choices",
        Kind::Rows(_) => "rows",
        Kind::Hidden => "hidden",
    }
}

struct Choice {
    value: String,
    text: String,
    chosen: bool,
}

struct Input {
    id: String,
    name: String,
    kind: &'static str,
    label: String,
    help: Option<String>,
    law: Option<String>,
    required: bool,
    narrow: bool,
    rows: u8,
    options: Vec<Choice>,
    value: String,
    faults: Vec<String>,
    theirs: Option<String>,
}

impl Input {
    /// The ids of what describes the field, for `aria-describedby`.
    fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if self.help.is_some() || self.law.is_some() {
            ids.push(format!("{}-help", self.id));
        }
        if !self.faults.is_empty() {
            ids.push(format!("{}-fault", self.id));
        }
        if self.theirs.is_some() {
            ids.push(format!("{}-theirs", self.id));
        }
        ids.join(" ")
    }

    fn input_type(&self) -> &'static str {
        match self.kind {
            "email" => "email",
            "password" | "new-password" => "password",
            "date" => "date",
            "hidden" => "hidden",
            _ => "text",
        }
    }

    fn input_mode(&self) -> &'static str {
        match self.kind {
            "integer" => "numeric",
            "decimal" | "amount" | "percent" => "decimal",
            "email" => "email",
            _ => "text",
        }
    }
}

struct Piece {
    group: Option<String>,
    input: Input,
    is_rows: bool,
    heads: Vec<String>,
    lines: Vec<Vec<Input>>,
}

#[derive(Template)]
#[template(path = "http/page/form.html")]
struct FormTemplate<'a> {
    f: &'a Frame,
    form: &'a FormView,
    pieces: Vec<Piece>,
    general: Vec<String>,
}
