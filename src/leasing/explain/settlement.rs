//! Why a settlement costs what it costs.

use super::{Words, input, part};
use crate::error::Language;
use crate::leasing::change::LeaseSettlement;
use crate::leasing::explanation::Explanation;

/// The price at the market rate, as debt, interest and compensation.
pub fn explain_settlement(settlement: &LeaseSettlement, language: Language) -> Explanation {
    let words = Words(language);
    let on = words.date(settlement.on);
    Explanation {
        title: words.say(
            format!("Indfrielsespris {on}"),
            format!("Price of settling on {on}"),
        ),
        field: "settlement",
        amount: settlement.present_value,
        formula: words.say(
            "pris = nutidsværdi af de ydelser, der ikke er forfaldne, og af restværdien ved markedsrenten = restgæld + påløbet rente + kurskompensation",
            "price = present value of the payments not yet due and of the residual at the market rate = debt + accrued interest + compensation",
        ),
        source: words.section(9),
        inputs: vec![input(
            "r",
            words.say("Markedsrente pr. år", "Yearly market rate"),
            words.percent(settlement.market_rate.value()),
            None,
        )],
        parts: vec![
            part(
                words.say("Restgæld uden rente", "Debt without interest"),
                settlement.debt,
            ),
            part(
                words.say("Påløbet rente siden sidste ydelse", "Interest since the last instalment"),
                settlement.accrued_interest,
            ),
            part(
                words.say("Kurskompensation", "Compensation"),
                settlement.compensation,
            ),
        ],
    }
}
