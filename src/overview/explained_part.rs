//! The words in which one part of a cost is explained: charge, bearer, weights, and where to look on.

use super::division::Division;
use super::explain::Share;
use super::key::{Bearer, line_weights, shared_on};
use super::{
    Agreement, BasisLine, CostBasis, CostKind, CostQuestion, CostSharing, CostView, Place,
};
use crate::error::Language;
use crate::finance::{Money, SharingRule};
use crate::leasing::{EntryReference, ExplainedInput, ExplainedPart, SplitKey};
use crate::render::numbers;
use chrono::NaiveDate;

/// Explains in a language.
pub(super) struct Words<'a> {
    pub basis: &'a CostBasis,
    pub question: &'a CostQuestion,
    pub language: Language,
    /// Whether the reader may follow addresses of agreements.
    pub addresses: bool,
}

impl Words<'_> {
    fn say(&self, danish: &str, english: &str) -> String {
        match self.language {
            Language::Danish => danish.to_owned(),
            Language::English => english.to_owned(),
        }
    }

    fn money(&self, amount: Money) -> String {
        match self.language {
            Language::Danish => numbers::kroner(amount),
            Language::English => format!("{amount} kr."),
        }
    }

    fn day(&self, day: NaiveDate) -> String {
        match self.language {
            Language::Danish => numbers::short_date(day),
            Language::English => day.to_string(),
        }
    }

    fn input(&self, symbol: String, name: String, value: String) -> ExplainedInput {
        ExplainedInput {
            symbol,
            name,
            value,
            entry: None,
        }
    }

    /// The rules that hold for every part.
    pub fn rules(&self) -> Vec<ExplainedInput> {
        let view = match self.question.view {
            CostView::Cash => self.say("efter forfald", "by due date"),
            CostView::Accrual => self.say("efter periode", "by period"),
        };
        let sharing = match self.question.sharing {
            CostSharing::Holder => self.say(
                "efter hvor enhederne er på forfaldsdagen",
                "by the holder of the devices on the due date",
            ),
            CostSharing::DeviceDays => self.say(
                "efter enhedsdage i perioden",
                "by device-days in the period",
            ),
        };
        let mut rules = vec![
            self.input("view".into(), self.say("Visning", "View"), view),
            self.input(
                "sharing".into(),
                self.say("Delingsregel", "Sharing rule"),
                sharing,
            ),
        ];
        if let Some(fixed) = &self.question.fixed {
            let name = self.say("Faste priser, prisserie", "Fixed prices, series");
            let value = format!("{}, {}", fixed.series, fixed.price_year);
            rules.push(self.input("prices".into(), name, value));
        }
        rules
    }

    fn kind(&self, kind: CostKind) -> String {
        match (self.language, kind) {
            (Language::Danish, _) => kind.danish().to_lowercase(),
            (Language::English, CostKind::Payment) => "instalment".to_owned(),
            (Language::English, CostKind::InterimCharge) => "interim charge".to_owned(),
            (Language::English, CostKind::Fee) => "service fee".to_owned(),
            (Language::English, CostKind::Settlement) => "settlement".to_owned(),
        }
    }

    fn bearer(&self, bearer: Bearer<'_>) -> String {
        match bearer {
            Bearer::Agreement => self.say("hele aftalen", "the whole agreement"),
            Bearer::Line(line) => format!(
                "{} {} ({})",
                self.say("linje", "line"),
                line.position,
                line.description
            ),
            Bearer::Fee(fee) => fee.description.clone(),
        }
    }

    /// One part: a charge and who bears it.
    pub fn part(
        &self,
        number: usize,
        agreement: &Agreement,
        division: &Division<'_>,
        amount: Money,
    ) -> ExplainedPart {
        let number_of_charge = match division.kind {
            CostKind::Payment | CostKind::Fee => {
                format!(" {} {}", self.say("nr.", "no."), division.charge.number)
            }
            CostKind::InterimCharge | CostKind::Settlement => String::new(),
        };
        let lease = agreement.id;
        let address = match division.kind {
            CostKind::Payment => format!(
                "/api/v1/leases/{lease}/instalments/{}/explanation",
                division.charge.number
            ),
            CostKind::InterimCharge => format!("/api/v1/leases/{lease}/interim-charges"),
            CostKind::Fee => format!("/api/v1/leases/{lease}/fees"),
            CostKind::Settlement => format!("/api/v1/leases/{lease}/amendments"),
        };
        ExplainedPart {
            name: format!(
                "{number}: {} {}, {}{number_of_charge}, {} {}, {}, {}",
                self.say("aftale", "agreement"),
                agreement.number,
                self.kind(division.kind),
                self.say("forfald", "due"),
                self.day(division.charge.on),
                division.cut.year,
                self.bearer(division.bearer),
            ),
            amount,
            entry: Some(match division.kind {
                CostKind::Payment => EntryReference {
                    kind: "lease",
                    id: lease.0,
                },
                CostKind::InterimCharge => EntryReference {
                    kind: "lease_batch",
                    id: division.charge.number,
                },
                CostKind::Fee => self.bearer_entry(agreement, division.bearer),
                CostKind::Settlement => EntryReference {
                    kind: "lease_amendment",
                    id: division.charge.number,
                },
            }),
            explained_at: self.addresses.then_some(address),
        }
    }

    fn bearer_entry(&self, agreement: &Agreement, bearer: Bearer<'_>) -> EntryReference {
        match bearer {
            Bearer::Agreement => EntryReference {
                kind: "lease",
                id: agreement.id.0,
            },
            Bearer::Line(line) => EntryReference {
                kind: "lease_line",
                id: line.id.0,
            },
            Bearer::Fee(fee) => EntryReference {
                kind: "lease_fee",
                id: fee.id.0,
            },
        }
    }

    /// What went into a part; the symbols carry its number.
    pub fn inputs(
        &self,
        number: usize,
        agreement: &Agreement,
        division: &Division<'_>,
        share: &Share,
    ) -> Vec<ExplainedInput> {
        let entry = Some(self.bearer_entry(agreement, division.bearer));
        let mut inputs = vec![self.charge(number, agreement, division)];
        if let Bearer::Line(line) = division.bearer {
            inputs.extend(self.line_weights(number, agreement, division, line));
        }
        inputs.push(ExplainedInput {
            entry: entry.clone(),
            ..self.input(
                format!("L{number}"),
                self.say("Bæres af ", "Carried by ") + &self.bearer(division.bearer),
                self.money(division.amount),
            )
        });
        inputs.push(ExplainedInput {
            entry,
            ..self.input(
                format!("k{number}"),
                self.say("Fordelingsnøgle", "Key"),
                self.key(division.bearer.key()),
            )
        });
        if share.of_weight > 0 {
            let weight = self.say("Vægt, de viste skoler", "Weight of the schools shown");
            let of_weight = self.say("Vægt, alle skoler", "Weight of all schools");
            let moved = self.movements(agreement, division, &share.places);
            let value = format!("{}{moved}", share.weight);
            inputs.push(self.input(format!("v{number}"), weight, value));
            let value = share.of_weight.to_string();
            inputs.push(self.input(format!("V{number}"), of_weight, value));
        }
        inputs
    }

    /// The charge, or the year's part of it.
    fn charge(
        &self,
        number: usize,
        agreement: &Agreement,
        division: &Division<'_>,
    ) -> ExplainedInput {
        let (charge, cut) = (division.charge, division.cut);
        let days = |from: NaiveDate, to: NaiveDate| to.signed_duration_since(from).num_days();
        let value = match self.question.view {
            CostView::Accrual if charge.from < charge.to => format!(
                "{} ({}, {}/{} {})",
                self.money(cut.amount),
                self.money(charge.amount),
                days(cut.from, cut.to),
                days(charge.from, charge.to),
                self.say("dage", "days"),
            ),
            _ if cut.amount != charge.amount => {
                format!("{} ({})", self.money(cut.amount), self.money(charge.amount))
            }
            _ => self.money(cut.amount),
        };
        ExplainedInput {
            entry: Some(EntryReference {
                kind: "lease",
                id: agreement.id.0,
            }),
            ..self.input(format!("B{number}"), self.kind(division.kind), value)
        }
    }

    /// The line's weight among the lines, where it shares the charge with others.
    fn line_weights(
        &self,
        number: usize,
        agreement: &Agreement,
        division: &Division<'_>,
        line: &BasisLine,
    ) -> Vec<ExplainedInput> {
        if division.amount == division.cut.amount {
            return Vec::new();
        }
        let weights = line_weights(division.kind, &agreement.lines, division.charge);
        let own = agreement
            .lines
            .iter()
            .zip(&weights)
            .find(|(one, _)| one.id == line.id);
        let own = own.map_or(0, |(_, weight)| i128::from(*weight));
        let all: i128 = weights.iter().copied().map(i128::from).sum();
        let kroner = |ore: i128| match i64::try_from(ore) {
            Ok(ore) => self.money(Money::from_ore(ore)),
            Err(_) => ore.to_string(),
        };
        let name = self.say("Linjens pris", "Price of the line");
        let names = self.say("Alle linjers pris", "Price of all lines");
        vec![
            self.input(format!("p{number}"), name, kroner(own)),
            self.input(format!("P{number}"), names, kroner(all)),
        ]
    }

    fn key(&self, key: SplitKey) -> String {
        match key {
            SplitKey::Devices => self.say("enheder", "devices"),
            SplitKey::Pupils => self.say("elever i skoleåret", "pupils of the school year"),
            SplitKey::Equal => self.say("lige dele", "equal parts"),
            SplitKey::Stated => self.say("angivne vægte", "stated weights"),
            SplitKey::None => self.say("fordeles ikke", "not shared"),
        }
    }

    /// The lines whose devices are behind a division's weights.
    fn device_lines<'l>(
        agreement: &'l Agreement,
        bearer: Bearer<'l>,
    ) -> impl Iterator<Item = &'l BasisLine> {
        agreement.lines.iter().filter(move |line| match bearer {
            Bearer::Line(own) if own.devices => own.id == line.id,
            _ => line.devices,
        })
    }

    /// For how many days a weight stands: what is held throughout a period is counted once, not day by day.
    pub fn days(&self, agreement: &Agreement, division: &Division<'_>) -> i64 {
        let (from, to) = (division.cut.from, division.cut.to);
        if division.bearer.rule(self.question.sharing) != SharingRule::DeviceDays || from >= to {
            return 1;
        }
        let mut lines = Self::device_lines(agreement, division.bearer);
        let moved = lines.any(|line| {
            let changes = self
                .basis
                .changes
                .get(line.changes.clone())
                .unwrap_or_default();
            changes
                .iter()
                .any(|change| from < change.on && change.on < to)
        });
        if moved {
            return 1;
        }
        to.signed_duration_since(from).num_days()
    }

    /// The movements of devices behind a weight: how many came and went, and when last.
    fn movements(
        &self,
        agreement: &Agreement,
        division: &Division<'_>,
        places: &[Place],
    ) -> String {
        let until = match self.question.sharing {
            CostSharing::DeviceDays if division.cut.from < division.cut.to => {
                division.cut.to.pred_opt().unwrap_or(division.cut.to)
            }
            _ => shared_on(division.kind, division.charge),
        };
        if division.bearer.key() != SplitKey::Devices {
            return String::new();
        }
        let of_lines = Self::device_lines(agreement, division.bearer);
        let changes = of_lines.flat_map(|line| {
            let changes = self
                .basis
                .changes
                .get(line.changes.clone())
                .unwrap_or_default();
            changes
                .iter()
                .filter(|change| change.on <= until && places.contains(&change.school))
        });
        let (mut came, mut went, mut last) = (0i64, 0i64, None);
        for change in changes {
            came = came.saturating_add(change.delta.max(0));
            went = went.saturating_add(change.delta.min(0).saturating_abs());
            last = last.max(Some(change.on));
        }
        let Some(last) = last else {
            return String::new();
        };
        match self.language {
            Language::Danish => format!(
                " ({came} enheder kommet, {went} gået, senest {}; optalt til {})",
                self.day(last),
                self.day(until)
            ),
            Language::English => format!(
                " ({came} devices came, {went} went, last on {}; counted until {})",
                self.day(last),
                self.day(until)
            ),
        }
    }
}
