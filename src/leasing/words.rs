//! What the terms of an agreement are called on Danish paper.

use super::{
    AmendmentKind, LeaseEndKind, LeaseKind, LeaseState, LineKind, NoticeChoice, NoticeUnit,
};
use crate::finance::{
    DayCount, Every, InterimMethod, PaymentDays, Rate, Repayment, Rounding, Timing, Unit,
};
use crate::render::numbers;
use rust_decimal::Decimal;

/// A rate as a Danish reader expects it: `2,75 %`.
pub(super) fn percent(rate: Rate) -> String {
    let percent = rate.value().saturating_mul(Decimal::ONE_HUNDRED);
    numbers::percent(percent.normalize())
}

pub(super) const fn kind(kind: LeaseKind) -> &'static str {
    match kind {
        LeaseKind::FinanceLease => "Finansiel leasing",
        LeaseKind::OperatingLease => "Operationel leasing",
    }
}

pub(super) const fn state(state: LeaseState) -> &'static str {
    match state {
        LeaseState::Establishment => "Etablering: endnu ikke underskrevet",
        LeaseState::BuildUp => "Oparbejdning: underskrevet, endnu ikke ikraftsat",
        LeaseState::InForce => "Ikraftsat",
        LeaseState::Ended => "Ophørt",
    }
}

pub(super) const fn line(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Device => "Enheder",
        LineKind::ChargingCabinet => "Computerskabe",
        LineKind::ImageInstallation => "Image-installation",
        LineKind::MunicipalLicence => "Kommunelicens",
        LineKind::Service => "Service",
        LineKind::Other => "Andet",
    }
}

pub(super) const fn amendment(kind: AmendmentKind) -> &'static str {
    match kind {
        AmendmentKind::Extension => "Forlængelse",
        AmendmentKind::AutoRenewal => "Automatisk forlængelse",
        AmendmentKind::PartReturn => "Delvis tilbagelevering",
        AmendmentKind::BuyOut => "Frikøb",
        AmendmentKind::EarlySettlement => "Indfrielse",
        AmendmentKind::PartSettlement => "Delvis indfrielse",
    }
}

pub(super) const fn end(kind: LeaseEndKind) -> &'static str {
    match kind {
        LeaseEndKind::ReturnToLessor => "Enhederne leveres tilbage til leasinggiver",
        LeaseEndKind::Designation => "Kommunen anviser en køber og indestår for restværdien",
        LeaseEndKind::Purchase => "Kommunen kan købe enhederne til en aftalt pris",
        LeaseEndKind::Mixed => "Afgøres enhed for enhed",
    }
}

pub(super) const fn choice(choice: NoticeChoice) -> &'static str {
    match choice {
        NoticeChoice::ReturnToLessor => "tilbagelevering",
        NoticeChoice::Designation => "anvisning af køber",
        NoticeChoice::Purchase => "køb",
        NoticeChoice::Extension => "forlængelse",
        NoticeChoice::Mixed => "forskelligt for enhederne",
    }
}

pub(super) const fn repayment(repayment: Repayment) -> &'static str {
    match repayment {
        Repayment::Annuity => "Annuitet: lige store ydelser",
        Repayment::StraightLine => "Serie: lige store afdrag",
        Repayment::InterestOnly => "Stående: rente hver gang, afdrag med sidste ydelse",
    }
}

pub(super) const fn rounding(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::ConstantPayment => "Alle ydelser er ens; afrundingen tages i den sidste rente",
        Rounding::LastPaymentAbsorbs => "Renten afrundes hver gang; den sidste ydelse udligner",
    }
}

pub(super) const fn payment_days(days: PaymentDays) -> &'static str {
    match days {
        PaymentDays::Unadjusted => "Forfaldsdagen flyttes ikke, selv om det ikke er en bankdag",
        PaymentDays::Following => {
            "Forfald på en dag, der ikke er bankdag, flyttes til den næste bankdag"
        }
        PaymentDays::ModifiedFollowing => {
            "Forfald på en dag, der ikke er bankdag, flyttes til den næste bankdag, dog ikke til en ny måned"
        }
    }
}

pub(super) const fn interim(method: InterimMethod) -> &'static str {
    match method {
        InterimMethod::None => "Beregnes ikke",
        InterimMethod::Rate => {
            "Aftalens rente fra leasinggivers betaling til leasingperiodens begyndelse"
        }
        InterimMethod::ProRata => {
            "Forholdsmæssig del af ydelsen frem til leasingperiodens begyndelse"
        }
    }
}

pub(super) const fn day_count(day_count: DayCount) -> &'static str {
    match day_count {
        DayCount::Periodic => "Hele perioder: hver periode sin lige store del af året",
        DayCount::Thirty360Us => "30/360 (amerikansk)",
        DayCount::Thirty360E => "30E/360",
        DayCount::Act360 => "Faktiske dage / 360",
        DayCount::Act364 => "Faktiske dage / 364",
        DayCount::Act365F => "Faktiske dage / 365",
        DayCount::ActActIsda => "Faktiske dage / faktiske dage (ISDA)",
    }
}

/// `4 årlige ydelser, forud`; `16 ydelser, én hver 3. måned, bagud`.
pub(super) fn payments(count: usize, every: Every, timing: Timing) -> String {
    let timing = match timing {
        Timing::Advance => "forud",
        Timing::Arrears => "bagud",
    };
    let noun = if count == 1 { "ydelse" } else { "ydelser" };
    let plural = count != 1;
    let rhythm = match (every.unit, every.count) {
        (Unit::Year, 1) => Some(if plural { "årlige" } else { "årlig" }),
        (Unit::Month, 1) => Some(if plural { "månedlige" } else { "månedlig" }),
        (Unit::Month, 3) => Some(if plural {
            "kvartalsvise"
        } else {
            "kvartalsvis"
        }),
        (Unit::Month, 6) => Some(if plural { "halvårlige" } else { "halvårlig" }),
        _ => None,
    };
    match rhythm {
        Some(rhythm) => format!("{count} {rhythm} {noun}, {timing}"),
        None => format!("{count} {noun}, én hver {}, {timing}", period(every)),
    }
}

/// `måned`, `2. uge`.
fn period(every: Every) -> String {
    let unit = match every.unit {
        Unit::Day => "dag",
        Unit::Week => "uge",
        Unit::Month => "måned",
        Unit::Year => "år",
    };
    match every.count {
        1 => unit.to_owned(),
        count => format!("{count}. {unit}"),
    }
}

/// `3 måneder`, `1 år`.
pub(super) fn length(unit: Unit, count: u32) -> String {
    let (one, many) = match unit {
        Unit::Day => ("dag", "dage"),
        Unit::Week => ("uge", "uger"),
        Unit::Month => ("måned", "måneder"),
        Unit::Year => ("år", "år"),
    };
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The same for notice periods.
pub(super) fn notice(unit: NoticeUnit, count: u32) -> String {
    match unit {
        NoticeUnit::Day => length(Unit::Day, count),
        NoticeUnit::Month => length(Unit::Month, count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every(unit: Unit, count: u32) -> Every {
        Every { unit, count }
    }

    #[test]
    fn payments_are_told_in_danish() {
        use Timing::{Advance, Arrears};
        for (count, of, timing, text) in [
            (4, every(Unit::Year, 1), Advance, "4 årlige ydelser, forud"),
            (
                16,
                every(Unit::Month, 3),
                Arrears,
                "16 kvartalsvise ydelser, bagud",
            ),
            (1, every(Unit::Year, 1), Advance, "1 årlig ydelse, forud"),
            (
                6,
                every(Unit::Week, 2),
                Arrears,
                "6 ydelser, én hver 2. uge, bagud",
            ),
        ] {
            assert_eq!(payments(count, of, timing), text);
        }
    }

    #[test]
    fn lengths_of_one_stand_in_the_singular() {
        assert_eq!(length(Unit::Month, 1), "1 måned");
        assert_eq!(notice(NoticeUnit::Day, 90), "90 dage");
    }
}
