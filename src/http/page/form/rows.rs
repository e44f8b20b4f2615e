//! Lines of fields: which lines were filled in, and which line of the form a place in the command came from.

use super::{Field, Form};

/// The most lines that a form may hold.
const MOST: usize = 500;

/// The numbers of the lines of `list` in which something was written, in their order.
pub(super) fn filled(form: &Form, list: &str, fields: &[Field]) -> Vec<usize> {
    let mut lines: Vec<usize> = numbers(form.pairs().iter().map(|(name, _)| name.as_str()), list);
    lines.retain(|line| {
        fields.iter().any(|field| {
            let value = form.get(&format!("{list}.{line}.{}", field.name));
            value.is_some_and(|value| !value.trim().is_empty())
        })
    });
    lines
}

/// The numbers of the lines of `list` that have a field.
pub(super) fn numbers<'a>(names: impl Iterator<Item = &'a str>, list: &str) -> Vec<usize> {
    let prefix = format!("{list}.");
    let mut lines: Vec<usize> = names
        .filter_map(|name| name.strip_prefix(&prefix)?.split('.').next()?.parse().ok())
        .filter(|line| *line < MOST)
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// The name of the field at a JSON pointer: `/frame/1/amount` of the command may have stood in line 3 of the form.
pub(super) fn name_of(pointer: &str, lists: &[(&str, Vec<usize>)]) -> String {
    let mut name = pointer.trim_start_matches('/').replace('/', ".");
    for (list, lines) in lists {
        let Some(rest) = name.strip_prefix(&format!("{list}.")) else {
            continue;
        };
        let (index, field) = rest.split_once('.').unwrap_or((rest, ""));
        if let Some(line) = index.parse().ok().and_then(|index: usize| lines.get(index)) {
            name = match field {
                "" => format!("{list}.{line}"),
                field => format!("{list}.{line}.{field}"),
            };
        }
    }
    name
}
