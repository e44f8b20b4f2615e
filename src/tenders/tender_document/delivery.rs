//! Two appendices that come from the schools: what is required, and what is to be delivered where and when.

use super::writer::Writer;
use super::{Part, quantities};
use crate::render::document::{plain, strong};
use crate::render::{Cell, Column, Kind, Table};
use crate::requirements;
use crate::tenders::DossierNeed;

/// The appendix of requirements.
pub(super) fn specification(writer: &mut Writer) {
    writer.begin(Part::Specification);
    let specification = &writer.dossier.specification;
    writer.paragraph(vec![
        plain(format!(
            "Kravene er version {} af kommunens kravspecifikation. De besvares i regnearket i ",
            specification.number
        )),
        writer.refer(Part::Prices),
        plain(", på arket Krav, eller i kolonnen Svar her. Er der forskel på de to svar, gælder regnearket."),
    ]);
    let level = writer.level();
    requirements::write_guidance(&mut writer.document, specification, level);
    requirements::write_requirements(&mut writer.document, specification, level);
}

/// The appendix of needs: one table per category.
pub(super) fn write(writer: &mut Writer) {
    writer.begin(Part::Delivery);
    let dossier = writer.dossier;
    writer.paragraph(vec![
        plain("Skolerne har brug for "),
        strong(quantities(dossier)),
        plain(". Hver skole modtager sine enheder på adressen i tabellen senest den ønskede dag."),
    ]);
    for (category, total) in dossier.categories() {
        writer.section(category);
        let columns = vec![
            Column::text("Skole"),
            Column::text("Leveringsadresse"),
            Column::new("Ønsket senest", Kind::Date),
            Column::integer("Antal"),
        ];
        let mut table = Table::new(format!("Behov: {category}"), columns);
        let all = dossier.needs.iter();
        for need in all.filter(|need| need.category == category) {
            table.row(vec![
                need.school.as_str().into(),
                address(need).into(),
                need.wanted_on.into(),
                need.quantity.into(),
            ]);
        }
        table.total(vec!["I alt".into(), Cell::Empty, Cell::Empty, total.into()]);
        writer.table(table);
    }
}

fn address(need: &DossierNeed) -> &str {
    if need.address.is_empty() {
        "Oplyses ved bestilling"
    } else {
        &need.address
    }
}
