//! How the values of the mathematics look in the description of the interface.
//!
//! The mathematics knows no HTTP, so its words are described here. They are written out a second time,
//! and a test at the foot keeps both alike. In a field these types need no further description.

use crate::finance::quote::Unknown;
use crate::finance::{
    DayCount, Every, InterestRounding, InterimMethod, Money, PaymentDays, Rate, Repayment,
    Rounding, Timing, Unit,
};
use utoipa::openapi::schema::{AdditionalProperties, ObjectBuilder, Schema, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

macro_rules! described {
    ($($type:ident, $description:literal, [$($word:literal),+];)+) => {
        $(
            impl PartialSchema for $type {
                fn schema() -> RefOr<Schema> {
                    words($description, &[$($word),+])
                }
            }

            impl ToSchema for $type {
                fn name() -> std::borrow::Cow<'static, str> {
                    stringify!($type).into()
                }
            }
        )+
    };
}

described! {
    Unit, "A unit of calendar time.", ["day", "week", "month", "year"];
    Timing,
        "At which end of its period an instalment is due: `advance` at its start, `arrears` at its end.",
        ["advance", "arrears"];
    DayCount,
        "How interest counts time. `periodic`: each regular period is exactly its share of a year (month 1/12, \
         week 1/52, day 1/365). The others are the market's conventions by their usual names.",
        ["periodic", "30/360", "30E/360", "ACT/360", "ACT/364", "ACT/365F", "ACT/ACT"];
    Repayment,
        "How the debt is repaid: level payments, equal principal, or principal (less residual) at the end.",
        ["annuity", "straight_line", "interest_only"];
    Rounding,
        "What gives way to rounding. `constant_payment`: every payment is equal and the last interest is the plug. \
         `last_payment_absorbs`: interest is rounded each period and the last payment makes the debt meet the residual.",
        ["constant_payment", "last_payment_absorbs"];
    InterestRounding,
        "How interest of exactly half an øre is rounded: away from zero, or to the even øre.",
        ["half_up", "half_even"];
    InterimMethod,
        "The interim charge (delafgift) on drawdowns before the start: none, interest from the drawdown's day, or \
         that share of the periodic payment.",
        ["none", "rate", "pro_rata"];
    PaymentDays,
        "How due dates move to Danish bank days; the period does not move.",
        ["unadjusted", "following", "modified_following"];
    Unknown, "The value to find.", ["rate", "amount"];
}

fn words(description: &str, words: &[&str]) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .enum_values(Some(words.iter().copied()))
        .into()
}

impl PartialSchema for Money {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "An amount in kroner as a decimal string with at most two decimals; answers always have two.",
            ))
            .pattern(Some("^-?[0-9]+(\\.[0-9]{1,2})?$"))
            .examples(["1552000.00"])
            .into()
    }
}

impl ToSchema for Money {
    fn name() -> std::borrow::Cow<'static, str> {
        "Money".into()
    }
}

impl PartialSchema for Rate {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "A rate as a fraction of one, a decimal string with at most ten decimals from -0.99 to 10: 2.75 % is 0.0275.",
            ))
            .pattern(Some("^-?[0-9]+(\\.[0-9]+)?$"))
            .examples(["0.0275"])
            .into()
    }
}

impl ToSchema for Rate {
    fn name() -> std::borrow::Cow<'static, str> {
        "Rate".into()
    }
}

impl PartialSchema for Every {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .description(Some("The length of a period: so many units."))
            .property("unit", Ref::from_schema_name(Unit::name()))
            .required("unit")
            .property(
                "count",
                ObjectBuilder::new()
                    .schema_type(Type::Integer)
                    .minimum(Some(1))
                    .description(Some("How many units.")),
            )
            .required("count")
            .additional_properties(Some(AdditionalProperties::FreeForm(false)))
            .into()
    }
}

impl ToSchema for Every {
    fn name() -> std::borrow::Cow<'static, str> {
        "Every".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((Unit::name().into_owned(), Unit::schema()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::DeserializeOwned;

    fn described<T: PartialSchema>() -> Vec<String> {
        let schema = serde_json::to_value(T::schema()).expect("JSON");
        let words = schema["enum"].as_array().cloned().unwrap_or_default();
        let text = |word: &serde_json::Value| word.as_str().unwrap_or_default().to_owned();
        words.iter().map(text).collect()
    }

    /// The words that reading offers instead of one that it does not know.
    fn read<T: DeserializeOwned>() -> Vec<String> {
        let refusal = match serde_json::from_str::<T>("\"?\"") {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        };
        let quoted = refusal.split('`').skip(1).step_by(2);
        quoted.skip(1).map(str::to_owned).collect()
    }

    #[test]
    fn the_words_that_are_described_are_those_that_are_read() {
        macro_rules! alike {
            ($($type:ty),+) => {$(
                assert!(described::<$type>().len() > 1);
                assert_eq!(described::<$type>(), read::<$type>());
            )+};
        }
        alike!(
            Unit,
            Timing,
            DayCount,
            Repayment,
            Rounding,
            InterestRounding,
            InterimMethod
        );
        alike!(PaymentDays, Unknown);
    }
}
