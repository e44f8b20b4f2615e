//! The statement of debt as a table for the annual accounts.

use super::{DebtStatement, DebtTotals, LeaseKind};
use crate::render::numbers::short_date;
use crate::render::{Cell, Column, Table};

/// The statement as a table: finance leases and operating leases each with their own sums, never added up.
pub fn debt_table(statement: &DebtStatement) -> Table {
    let mut table = Table::new(
        format!(
            "Restgæld og leasingforpligtelser pr. {}",
            short_date(statement.on)
        ),
        vec![
            Column::text("Aftale"),
            Column::text("Titel"),
            Column::text("Leasinggiver"),
            Column::text("Art"),
            Column::money("Restgæld"),
            Column::money("Påløbne renter"),
            Column::money("Forfald inden for 1 år"),
            Column::money("Forfald 2-5 år"),
            Column::money("Forfald senere"),
            Column::money("Ydelser i alt"),
            Column::money("Servicegebyrer"),
            Column::money("Restværdi for kommunens risiko"),
            Column::money("Købspris ved udløb"),
        ],
    );
    for (kind, name, sums) in [
        (
            LeaseKind::FinanceLease,
            "Finansiel leasing (gæld) i alt",
            &statement.finance_leases,
        ),
        (
            LeaseKind::OperatingLease,
            "Operationel leasing (forpligtelse) i alt",
            &statement.operating_leases,
        ),
    ] {
        let rows = statement.rows.iter().filter(|row| row.kind == kind);
        let mut any = false;
        for row in rows {
            any = true;
            table.row(vec![
                row.agreement_number.clone().into(),
                row.title.clone().into(),
                row.lessor_name.clone().into(),
                danish(kind).into(),
                row.remaining_debt.into(),
                row.accrued_interest.into(),
                row.within_one_year.into(),
                row.one_to_five_years.into(),
                row.later.into(),
                row.obligations.into(),
                row.fees.into(),
                row.residual_at_risk.into(),
                row.purchase_price.into(),
            ]);
        }
        if any {
            table.subtotal(total(kind, name, sums));
        }
    }
    notes(&mut table, statement);
    table
}

const fn danish(kind: LeaseKind) -> &'static str {
    match kind {
        LeaseKind::FinanceLease => "Finansiel",
        LeaseKind::OperatingLease => "Operationel",
    }
}

fn total(kind: LeaseKind, name: &str, sums: &DebtTotals) -> Vec<Cell> {
    let is_debt = kind == LeaseKind::FinanceLease;
    vec![
        name.into(),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        is_debt.then_some(sums.remaining_debt).into(),
        is_debt.then_some(sums.accrued_interest).into(),
        sums.within_one_year.into(),
        sums.one_to_five_years.into(),
        sums.later.into(),
        sums.obligations.into(),
        sums.fees.into(),
        sums.residual_at_risk.into(),
        sums.purchase_price.into(),
    ]
}

fn notes(table: &mut Table, statement: &DebtStatement) {
    table.note(format!(
        "Opgjort {} efter aftalerne, som de stod den dag; aftaler indgået senere end {} er ikke med. Alle beløb er \
         uden moms.",
        short_date(statement.reckoned_on),
        short_date(statement.on)
    ));
    table.note(
        "Restgæld er gælden efter den sidste forfaldne ydelse med det, leasinggiver har betalt siden, og uden \
         påløbne renter. En ydelse, der forfalder på dagen, regnes som betalt. Er vilkårene ændret efter \
         underskriften, er påløbne renter den næste ydelses rente efter dage.",
    );
    table.note(
        "Aftaler under oparbejdning står med det, leasinggiver har betalt; deres ydelser er endnu ikke fastlagt.",
    );
    table.note(
        "Ydelser omfatter delafgifter og aftalte indfrielser, der endnu ikke er forfaldet. Servicegebyrer er ikke en \
         del af leasingydelsen og står for sig.",
    );
    let operating: Vec<&str> = statement
        .rows
        .iter()
        .filter(|row| row.kind == LeaseKind::OperatingLease)
        .map(|row| row.agreement_number.as_str())
        .collect();
    if !operating.is_empty() {
        table.note(format!(
            "Operationel leasing er en forpligtelse og ikke gæld og lægges ikke sammen med den: {}.",
            operating.join(", ")
        ));
    }
}
