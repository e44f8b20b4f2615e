//! The demo's second half: estimate, tender, lease, devices, and the schools' reform of 2019.

use super::case::{ASSUMED, Case};
use super::moments::on;
use super::people::People;
use super::prepare::{advance, school};
use crate::budget::{
    self, DescribeEstimate, Estimate, EstimateComparison, EstimateLine, EstimateLineBasis,
    EstimateLineKind, SetEstimateLines, SetEstimatePrice, SetEstimatePrices, SourcedAmount,
    SourcedRate,
};
use crate::clock::Moment;
use crate::db::{
    Database, DbConnection, DeviceCategoryId, EstimateId, LeaseLineId, ProjectId, SchoolId,
    SpecificationVersionId, TenderId, Version,
};
use crate::devices::store::DeviceFilter;
use crate::devices::{
    self, DescribeDeviceModel, DeviceLabel, DeviceSeen, MoveDevices, RegisterDevices,
};
use crate::error::{Error, Result};
use crate::finance::{
    DayCount, Every, InterestRounding, Money, PaymentDays, Repayment, Rounding, Timing, Unit,
};
use crate::http::actor::{EstimateAuthor, Reach};
use crate::leasing::{
    self, DescribeLease, DescribeLeaseLine, InterimTerms, LeaseEndKind, LeaseKind, LineKind,
    SignLease, SplitKey,
};
use crate::organisation;
use crate::projects::Phase;
use crate::tenders::{
    self, AwardCriterion, DescribeTender, Procedure, SetTenderTimetable, TenderDate,
};
use std::fmt::Write;

/// The economic estimate with its assumed prices, approved by finance.
pub(super) fn estimate(
    conn: &mut DbConnection,
    case: &Case,
    people: &People,
    project: ProjectId,
    category: DeviceCategoryId,
) -> Result<EstimateId> {
    let (author, moment, assumed) = (
        people.estimate_author()?,
        on(2017, 9, 22),
        &case.assumptions,
    );
    let command = DescribeEstimate {
        title: "Leasing af elev-pc'er 2018-2021".to_owned(),
        starts_on: assumed.first_payment_on,
        periods: u32::try_from(assumed.payments).unwrap_or(1),
        every_unit: Unit::Year,
        every_count: 1,
        timing: Timing::Advance,
        rate: assumed.nominal_rate,
        rate_source: ASSUMED.to_owned(),
        rate_assumed: true,
        residual: assumed.residual,
        note: Some("Fire årlige ydelser forud; første ydelse 2. januar 2018. Antaget.".to_owned()),
    };
    let quarterly = DescribeEstimate {
        title: "Det samme med kvartalsvise ydelser bagud".to_owned(),
        periods: command.periods.saturating_mul(4),
        every_unit: Unit::Month,
        every_count: 3,
        timing: Timing::Arrears,
        note: None,
        ..command.clone()
    };
    let estimate = draft(conn, &author, project, &command, (case, category))?;
    draft(conn, &author, project, &quarterly, (case, category))?;
    let (id, seen) = (estimate.id, Version(estimate.version));
    let comparison = comparison();
    let compared = budget::set_estimate_comparison(conn, &author, id, seen, &comparison, moment)?;
    let seen = Version(compared.version);
    budget::approve_estimate(conn, &people.finance()?, id, seen, on(2017, 9, 25))?;
    advance(conn, people, project, Phase::Tendering, on(2017, 9, 26))?;
    Ok(id)
}

/// An estimate with its assumed prices and lines.
fn draft(
    conn: &mut DbConnection,
    author: &EstimateAuthor,
    project: ProjectId,
    command: &DescribeEstimate,
    (case, category): (&Case, DeviceCategoryId),
) -> Result<Estimate> {
    let (moment, assumed) = (on(2017, 9, 22), &case.assumptions);
    let estimate = budget::draft_estimate(conn, author, project, command, moment)?;
    let prices = SetEstimatePrices {
        prices: vec![SetEstimatePrice {
            device_category_id: category,
            unit_price: assumed.pupil_pc,
            source: ASSUMED.to_owned(),
            assumed: true,
        }],
    };
    let seen = Version(estimate.version);
    let priced = budget::set_estimate_prices(conn, author, estimate.id, seen, &prices, moment)?;
    let line = |kind, description: &str, basis, quantity, unit_price| EstimateLine {
        kind,
        description: description.to_owned(),
        basis,
        quantity,
        unit_price,
        source: ASSUMED.to_owned(),
        assumed: true,
    };
    use EstimateLineBasis::{Fixed, PerDevice};
    use EstimateLineKind::{ChargingCabinet, ImageInstallation, MunicipalLicence};
    let (cabinets, cabinet) = (assumed.charging_cabinets, assumed.charging_cabinet);
    let (image, licence) = (
        assumed.image_installation_per_pc,
        assumed.municipal_licence_per_pc,
    );
    let lines = SetEstimateLines {
        lines: vec![
            line(
                ChargingCabinet,
                "Computerskabe, opstillet",
                Fixed,
                cabinets,
                cabinet,
            ),
            line(ImageInstallation, "Image-installation", PerDevice, 1, image),
            line(MunicipalLicence, "Kommunelicens", PerDevice, 1, licence),
        ],
    };
    let seen = Version(priced.version);
    budget::set_estimate_lines(conn, author, estimate.id, seen, &lines, moment)
}

/// By what buying and operating leasing are compared with the estimate; all of it is assumed.
fn comparison() -> EstimateComparison {
    let amount = |kroner: i64| SourcedAmount {
        amount: Money::from_ore(kroner.saturating_mul(100)),
        source: ASSUMED.to_owned(),
        assumed: true,
    };
    EstimateComparison {
        discount_rate: SourcedRate {
            rate: "0.02".parse().unwrap_or_default(),
            source: ASSUMED.to_owned(),
            assumed: true,
        },
        worth_at_end: amount(42_000),
        return_cost: amount(15_750),
        operating_payment: Some(amount(328_000)),
    }
}

/// The tender, ready to be published.
pub(super) fn prepare_tender(
    conn: &mut DbConnection,
    people: &People,
    project: ProjectId,
    specification_version_id: SpecificationVersionId,
    estimate_id: EstimateId,
) -> Result<(TenderId, Version)> {
    let command = DescribeTender {
        specification_version_id,
        estimate_id,
        title: "Elev-pc'er til skolerne i Dragør".to_owned(),
        procedure: Procedure::BelowThreshold,
        award_criterion: AwardCriterion::BestPriceQualityRatio,
        contact: "Pia Projektleder, Skoleafdelingen, projektleder@demo.example".to_owned(),
        question_deadline_on: on(2017, 10, 9).today,
        offer_deadline_on: on(2017, 10, 20).today,
        offers_bind_until: on(2018, 1, 20).today,
    };
    let (lead, moment) = (people.lead()?, on(2017, 9, 27));
    let tender = tenders::prepare_tender(conn, &lead, project, &command, moment)?;
    let (id, seen) = (tender.id, Version(tender.version));
    let dates = SetTenderTimetable {
        dates: vec![
            date("Evaluering af tilbud", on(2017, 10, 23), "Projektgruppen"),
            date(
                "Besked om tildeling",
                on(2017, 10, 30),
                "Til alle tilbudsgivere",
            ),
            date("Underskrift af kontrakt", on(2017, 11, 13), ""),
            date(
                "Levering på skolerne",
                on(2017, 12, 1),
                "Leveringsdagen aftales med skolen",
            ),
        ],
    };
    let tender = tenders::set_tender_timetable(conn, &lead, id, seen, &dates, moment)?;
    let seen = Version(tender.version);
    let evaluation = super::evaluation::evaluation()?;
    let tender = tenders::set_tender_evaluation(conn, &lead, id, seen, &evaluation, moment)?;
    Ok((tender.id, Version(tender.version)))
}

fn date(label: &str, moment: Moment, note: &str) -> TenderDate {
    TenderDate {
        label: label.to_owned(),
        takes_place_on: moment.today,
        note: Some(note.to_owned()).filter(|note| !note.is_empty()),
    }
}

/// Publishes the tender: reads, draws without any lock on the database, writes.
pub(super) fn publish(
    database: &Database,
    people: &People,
    tender: TenderId,
    seen: Version,
) -> Result<()> {
    let (lead, moment) = (people.lead()?, on(2017, 9, 28));
    let publication =
        database.read_blocking(|conn| tenders::to_publish(conn, &lead, tender, seen, moment))?;
    let package = tenders::draw_package(&publication.dossier, &publication.edition)?;
    let published = database.write_blocking(|conn| {
        tenders::publish_tender(conn, &lead, &publication, package, moment)
    })?;
    published
        .map(|_| ())
        .ok_or_else(|| Error::Internal("another document took the tender's number".into()))
}

/// The lease of everything that was bought, put in force.
pub(super) fn lease(
    conn: &mut DbConnection,
    case: &Case,
    people: &People,
    project: ProjectId,
    category: DeviceCategoryId,
) -> Result<LeaseLineId> {
    let (finance, assumed, pcs) = (people.finance()?, &case.assumptions, case.facts.pupil_pcs);
    advance(conn, people, project, Phase::Contracting, on(2017, 11, 1))?;
    let command = agreement(case, project);
    let lease = leasing::open_lease(conn, &finance, &command, on(2017, 11, 1))?;
    let mut device_line = None;
    for (kind, description, quantity, unit_price) in [
        (LineKind::Device, "Elev-pc", pcs, assumed.pupil_pc),
        (
            LineKind::ChargingCabinet,
            "Computerskabe, opstillet",
            assumed.charging_cabinets,
            assumed.charging_cabinet,
        ),
        (
            LineKind::ImageInstallation,
            "Image-installation",
            pcs,
            assumed.image_installation_per_pc,
        ),
        (
            LineKind::MunicipalLicence,
            "Kommunelicens",
            pcs,
            assumed.municipal_licence_per_pc,
        ),
    ] {
        let line = DescribeLeaseLine {
            kind,
            device_category_id: (kind == LineKind::Device).then_some(category),
            description: description.to_owned(),
            quantity,
            unit_price,
            account_string: None,
            split_key: SplitKey::Devices,
        };
        let line = leasing::add_lease_line(conn, &finance, lease.id, &line, on(2017, 11, 1))?;
        device_line.get_or_insert(line.id);
    }
    let signature = SignLease {
        signed_on: assumed.signed_on,
    };
    let seen = Version(leasing::store::lease(conn, lease.id)?.version);
    let signed = leasing::sign_lease(conn, &finance, lease.id, seen, &signature, on(2017, 11, 15))?;
    let seen = Version(signed.version);
    leasing::put_in_force(conn, &finance, lease.id, seen, on(2017, 12, 1))?;
    advance(conn, people, project, Phase::Operation, on(2017, 12, 1))?;
    device_line.ok_or_else(|| Error::Internal("the lease has no line".into()))
}

/// The agreement as it was signed; all of it is assumed.
fn agreement(case: &Case, project: ProjectId) -> DescribeLease {
    let assumed = &case.assumptions;
    DescribeLease {
        project_id: Some(project),
        agreement_number: "DEMO-2017-1 (antaget)".to_owned(),
        title: "Elev-pc'er 2018-2021".to_owned(),
        lessor_name: format!("{} (antaget)", assumed.lessor),
        lessor_cvr_number: None,
        kind: LeaseKind::FinanceLease,
        starts_on: assumed.first_payment_on,
        first_due_on: None,
        periods: assumed.payments,
        every: Every {
            unit: Unit::Year,
            count: 1,
        },
        timing: Timing::Advance,
        payment_days: PaymentDays::Unadjusted,
        rate: assumed.nominal_rate,
        day_count: DayCount::Periodic,
        floating: None,
        repayment: Repayment::Annuity,
        residual: assumed.residual,
        rounding: Rounding::ConstantPayment,
        interest_rounding: InterestRounding::HalfUp,
        interim_charge: InterimTerms::default(),
        vat_rate: leasing::danish_vat(),
        end_kind: LeaseEndKind::ReturnToLessor,
        purchase_price: None,
        account_string: None,
        note: Some(assumed.lessor_source.clone()),
    }
}

/// All 210 devices: the first school's as a list, the others' as the supplier's file.
pub(super) fn register(
    conn: &mut DbConnection,
    case: &Case,
    people: &People,
    category: DeviceCategoryId,
    line: LeaseLineId,
    schools: &[SchoolId],
) -> Result<()> {
    let (it, moment) = (people.it()?, on(2017, 12, 1));
    let model = DescribeDeviceModel {
        device_category_id: category,
        manufacturer: "Antaget producent".to_owned(),
        name: "Elev-pc 13\"".to_owned(),
        os_support_ends_on: None,
        os_support_source: None,
    };
    let model = devices::add_device_model(conn, &people.catalogue_keeper()?, &model, moment)?.id;
    let mut number = 0;
    let mut next = || {
        number += 1;
        (format!("DEMO{number:05}"), format!("DK-{number:04}"))
    };
    let mut file = String::from("serienummer;aktivmærke;skole;model;modtaget\r\n");
    for (index, (school, quantity)) in schools.iter().zip(&case.assumptions.needs_2017).enumerate()
    {
        let labels = (0..*quantity).map(|_| next());
        if index == 0 {
            let command = RegisterDevices {
                school_id: *school,
                model_id: model,
                received_on: moment.today,
                devices: labels
                    .map(|(serial_number, tag)| DeviceLabel {
                        serial_number,
                        asset_tag: Some(tag),
                    })
                    .collect(),
            };
            devices::register_devices(conn, &it, line, &command, moment)?;
        } else {
            for (serial, tag) in labels {
                write!(file, "{serial};{tag};{school};{model};2017-12-01\r\n")
                    .map_err(|error| Error::Internal(error.into()))?;
            }
        }
    }
    devices::import_devices(conn, &it, line, file.as_bytes(), None, moment)?;
    Ok(())
}

/// From August 2019 Dragør has three equal schools: two parts end, and their devices go to the successors.
///
/// Which part became which school is inferred from the addresses; no source says so in words.
pub(super) fn reform_schools(
    conn: &mut DbConnection,
    case: &Case,
    people: &People,
    schools: &[SchoolId],
) -> Result<()> {
    let (administrator, reform) = (people.administrator()?, on(2019, 8, 1));
    // Afdeling Nord is followed by Nordstrandskolen, afdeling Syd by Dragør Skole.
    for (ended, successor) in schools.iter().zip(case.facts.schools_2019.iter().rev()) {
        let street = Some(successor.street.clone());
        let opened = school(case, &successor.name, street, Some(reform.today));
        let opened = organisation::open_school(conn, &administrator, &opened, on(2019, 6, 3))?;
        let before = organisation::store::school(conn, &Reach::All, *ended)?;
        let mut last = school(
            case,
            &before.name,
            before.street.clone(),
            Some(before.valid_from),
        );
        last.valid_to = Some(on(2019, 7, 31).today);
        last.successor_id = Some(opened.id);
        let seen = Version(before.version);
        organisation::change_school(conn, &administrator, *ended, seen, &last, on(2019, 6, 3))?;
        let moved = MoveDevices {
            devices: devices::store::devices(conn, &Reach::All, held_by(*ended), i64::MAX)?
                .into_iter()
                .map(|device| DeviceSeen {
                    id: device.id,
                    version: device.version,
                })
                .collect(),
            to_school_id: opened.id,
            moved_on: reform.today,
            reason: Some("Tre ligeværdige skoler fra skoleåret 2019/20".to_owned()),
        };
        devices::move_devices(conn, &people.it()?, &moved, reform)?;
    }
    Ok(())
}

fn held_by(school: SchoolId) -> DeviceFilter {
    DeviceFilter {
        school: Some(school),
        ..DeviceFilter::default()
    }
}
