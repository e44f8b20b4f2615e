//! A sent form as a command.

use super::{Field, Form, Kind, Spec, rows, written};
use crate::error::{Error, Fault, Faults, Result, codes};
use crate::http::json::parse;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use validator::Validate;

impl Form {
    /// The command that the form gives. A field left empty is left out of the command.
    ///
    /// # Errors
    /// All fields that cannot be read, at once; then the command's own faults.
    pub fn read<T: DeserializeOwned + Validate>(&self, spec: &Spec) -> Result<T> {
        self.read_with(spec, &[])
    }

    /// As [`Form::read`], with values that stand in no field.
    ///
    /// # Errors
    /// As [`Form::read`].
    pub fn read_with<T: DeserializeOwned + Validate>(
        &self,
        spec: &Spec,
        more: &[(&str, Value)],
    ) -> Result<T> {
        let mut command = Value::Object(Map::new());
        let mut faults = Faults::default();
        for field in spec.fields {
            self.put(field, "", &mut command, &mut faults);
        }
        faults.into_result()?;
        for (name, value) in more {
            set(&mut command, name, value.clone());
        }
        let body = serde_json::to_vec(&command).map_err(|error| Error::Internal(error.into()))?;
        parse(&body)
    }

    fn put(&self, field: &Field, before: &str, command: &mut Value, faults: &mut Faults) {
        let name = format!("{before}{}", field.name);
        match field.kind {
            Kind::Rows(fields) => {
                let lines = rows::filled(self, &name, fields);
                let mut list = Vec::new();
                for (place, line) in lines.into_iter().enumerate() {
                    let mut item = Value::Object(Map::new());
                    let mut inner = Faults::default();
                    for inside in fields {
                        self.put_one(
                            inside,
                            &format!("{name}.{line}.{}", inside.name),
                            &format!("/{}/{place}", name.replace('.', "/")),
                            &mut item,
                            &mut inner,
                        );
                    }
                    faults.append(inner);
                    list.push(item);
                }
                set(command, &name, Value::Array(list));
            }
            Kind::Choices | Kind::Picks => {
                let mut list = Vec::new();
                for text in self.all(&name).filter(|text| !text.is_empty()) {
                    match written::read(field.kind, text) {
                        Ok(value) => list.push(value),
                        Err(code) => {
                            faults.add(Fault::new(code).at(format!("/{}", name.replace('.', "/"))))
                        }
                    }
                }
                set(command, &name, Value::Array(list));
            }
            _ => self.put_one(field, &name, "", command, faults),
        }
    }

    /// Reads one field named `name` in the form into `target`, which stands at `at` in the command.
    fn put_one(
        &self,
        field: &Field,
        name: &str,
        at: &str,
        target: &mut Value,
        faults: &mut Faults,
    ) {
        let place = format!("{at}/{}", field.name.replace('.', "/"));
        let text = self.get(name).unwrap_or_default();
        if field.kind == Kind::Flag {
            set(target, field.name, Value::Bool(!text.is_empty()));
        } else if text.trim().is_empty() {
            faults.require(!field.required, || {
                Fault::new(&codes::FIELD_REQUIRED).at(place)
            });
        } else {
            match written::read(field.kind, text) {
                Ok(value) => set(target, field.name, value),
                Err(code) => faults.add(Fault::new(code).at(place)),
            }
        }
    }
}

/// Puts a value at a place such as `address.street`.
fn set(target: &mut Value, name: &str, value: Value) {
    let mut place = target;
    for part in name.split('.') {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        place = &mut place[part];
    }
    *place = value;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, serde::Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Year {
        year: i32,
        amount: String,
    }

    #[derive(Debug, PartialEq, serde::Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Command {
        #[validate(length(min = 3))]
        name: String,
        note: Option<String>,
        open: bool,
        schools: Vec<i64>,
        years: Vec<Year>,
    }

    const YEAR: &[Field] = &[
        Field::new("year", Kind::Integer),
        Field::new("amount", Kind::Amount),
    ];
    const SPEC: Spec = Spec {
        name: "test",
        fields: &[
            Field::new("name", Kind::Text),
            Field::optional("note", Kind::Long(3)),
            Field::new("open", Kind::Flag),
            Field::new("schools", Kind::Picks),
            Field::new("years", Kind::Rows(YEAR)),
        ],
    };

    fn form(pairs: &[(&str, &str)]) -> Form {
        Form::of(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn a_form_becomes_a_command_and_empty_lines_are_left_out() {
        let form = form(&[
            ("name", " Elev-pc'er "),
            ("note", ""),
            ("open", "1"),
            ("schools", "2"),
            ("schools", "5"),
            ("years.0.year", ""),
            ("years.0.amount", " "),
            ("years.2.year", "2018"),
            ("years.2.amount", "1.552.000,00"),
        ]);
        let command: Command = form.read(&SPEC).unwrap();
        assert_eq!(
            command,
            Command {
                name: "Elev-pc'er".into(),
                note: None,
                open: true,
                schools: vec![2, 5],
                years: vec![Year {
                    year: 2018,
                    amount: "1552000.00".into()
                }],
            }
        );
    }

    #[test]
    fn all_unreadable_fields_are_told_at_once_with_their_places() {
        let form = form(&[
            ("years.3.year", "to"),
            ("years.3.amount", "dyrt"),
            ("schools", "x"),
        ]);
        let error = form.read::<Command>(&SPEC).unwrap_err();
        let places: Vec<&str> = error.faults().iter().map(Fault::pointer).collect();
        assert_eq!(
            places,
            ["/name", "/schools", "/years/0/year", "/years/0/amount"]
        );
    }
}
