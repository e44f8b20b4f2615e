//! The conditions with which a tender begins, as data; the municipality edits them like any text.
//!
//! They say nothing as law that no published source backs; where a procedure has rules of
//! its own, the row names the procedures that it is for.

use super::{AwardCriterion, Procedure, TenderCondition};
use AwardCriterion::{BestPriceQualityRatio, Cost, Price};

/// When a standard condition is used.
#[derive(Debug, Clone, Copy)]
enum For {
    Always,
    EuTender,
    NotEuTender,
    Criterion(AwardCriterion),
}

const STANDARD: &[(For, &str, &str)] = &[
    (
        For::Always,
        "Udbudsmaterialet",
        "Udbudsmaterialet består af dette dokument med betingelser, kravspecifikation, behov og tilbudsliste samt de svar, som ordregiver giver på spørgsmål i spørgefristen. Er der uoverensstemmelse, går svarene forud for dokumentet.\n\nMaterialet er gratis og stilles til rådighed i sin helhed fra offentliggørelsen.",
    ),
    (
        For::EuTender,
        "Retsgrundlag",
        "Anskaffelsen gennemføres efter udbudsloven (lov nr.\u{a0}1564 af 15.\u{a0}december 2015 med senere ændringer) og de procedurer, der står i dette dokument.",
    ),
    (
        For::Always,
        "Opdeling i delaftaler",
        "Anskaffelsen er ikke delt op i delaftaler. Enhederne skal være ens på alle skoler, så de kan klargøres, tilmeldes, repareres og flyttes mellem skolerne på samme måde.",
    ),
    (
        For::EuTender,
        "Spørgsmål og svar",
        "Spørgsmål stilles skriftligt på dansk til kontaktpersonen inden spørgefristen. Spørgsmål og svar gøres anonyme og sendes samtidig til alle, der har fået materialet.\n\nSupplerende oplysninger gives senest seks fulde dage før tilbudsfristen (udbudslovens §\u{a0}134, stk.\u{a0}1). Gives de senere, eller ændres materialet væsentligt, forlænges tilbudsfristen (udbudslovens §\u{a0}93, stk.\u{a0}4).",
    ),
    (
        For::NotEuTender,
        "Spørgsmål og svar",
        "Spørgsmål stilles skriftligt på dansk til kontaktpersonen inden spørgefristen. Spørgsmål og svar gøres anonyme og sendes samtidig til alle, der har fået materialet. Ændres materialet væsentligt, forlænges tilbudsfristen.",
    ),
    (
        For::Always,
        "Tilbuddets form og sprog",
        "Tilbuddet afgives skriftligt og elektronisk på dansk og skal indeholde:\n- udfyldt tilbudsliste med alle priser i danske kroner uden moms\n- svar på hvert krav i kravspecifikationen under kravets nummer\n- tilbudsgivers navn, CVR-nummer og kontaktperson.\n\nTilbud, der modtages efter tilbudsfristen, indgår ikke i vurderingen.",
    ),
    (
        For::Always,
        "Vedståelse",
        "Tilbudsgiver er bundet af sit tilbud til og med den vedståelsesdato, der står i tidsplanen.",
    ),
    (
        For::Always,
        "Forbehold og alternative tilbud",
        "Der kan ikke tages forbehold over for mindstekrav. Et tilbud, der ikke opfylder et mindstekrav, eller som tager forbehold over for det, er ikke konditionsmæssigt og afvises.\n\nForbehold over for andre dele af materialet skal stå samlet i tilbuddet. Der kan ikke afgives alternative tilbud.",
    ),
    (
        For::Criterion(Price),
        "Evaluering",
        "Kun prisen har betydning. Tilbuddene sammenlignes på den samlede tilbudssum i tilbudslisten: summen af antal gange enhedspris for alle linjer undtagen optioner. Den laveste sum vinder. Er to summer ens, vinder det tilbud, der har den laveste enhedspris på tilbudslistens første linje; er også den ens, afgøres det ved lodtrækning.",
    ),
    (
        For::Criterion(Cost),
        "Evaluering",
        "Tilbuddene sammenlignes på de samlede omkostninger i brugstiden.\n\n[udfyld: hvilke omkostninger der regnes med, over hvor mange år og efter hvilken metode]",
    ),
    (
        For::Criterion(BestPriceQualityRatio),
        "Evaluering",
        "Tilbuddene vurderes på underkriterier, som hver har en vægt.\n\n[udfyld: underkriterier og vægte, hvad der lægges vægt på ved hvert underkriterium, pointskala, evalueringsmetode og hvad der gælder ved lige point]",
    ),
    (
        For::Always,
        "Levering og modtagelse",
        "Enhederne leveres til skolerne i de antal og til de datoer, der står i behovsopgørelsen. Leveringsdagen aftales med skolen mindst fem arbejdsdage før.\n\nSenest fem arbejdsdage før leveringen sender leverandøren en liste over enhedernes serienumre, modeller og modtagende skole som regneark eller CSV-fil. Modtagelsen kontrolleres mod listen, og fejl og mangler meddeles skriftligt.",
    ),
    (
        For::Always,
        "Tilmelding og klargøring",
        "Enhederne er ved leveringen tilmeldt kommunens enhedsstyring, så de kan tages i brug uden manuel opsætning (zero-touch). Kommunen giver leverandøren de oplysninger, som tilmeldingen kræver.",
    ),
    (
        For::Always,
        "Leasing og fakturering",
        "Kommunen kan finansiere anskaffelsen ved leasing. I så fald kan leasingselskabet betale leverandørens faktura på kommunens vegne uden ændring af priser og vilkår.\n\nFakturaer sendes elektronisk og angiver ordrenummer, skole og serienumre.",
    ),
    (
        For::Always,
        "Tilbagelevering",
        "Når enhederne skal leveres tilbage, beskriver leverandøren eller leasingselskabet på forhånd, hvad der er almindeligt slid, og hvad der trækkes for fejl og manglende dele. Fradrag kan ikke overstige enhedens markedsværdi. Der kvitteres for modtagne enheder efter serienummer.",
    ),
    (
        For::Always,
        "Personoplysninger",
        "Behandler leverandøren personoplysninger på kommunens vegne, indgås en databehandleraftale, før behandlingen begynder.",
    ),
    (
        For::Always,
        "Fortrolighed og aktindsigt",
        "Tilbudsgiver markerer de dele af tilbuddet, som efter tilbudsgivers opfattelse er fortrolige. Kommunen kan efter lovgivningen have pligt til at give aktindsigt og afgør selv, om den markerede del kan undtages.",
    ),
    (
        For::EuTender,
        "Underretning",
        "Alle tilbudsgivere får samtidig skriftlig og begrundet besked om tildelingen (udbudslovens §\u{a0}171). Beskeden fortæller, hvornår standstill-perioden slutter. Kontrakten underskrives ikke før.",
    ),
    (
        For::NotEuTender,
        "Underretning",
        "Alle tilbudsgivere får samtidig skriftlig besked om, hvem ordregiver indgår aftale med.",
    ),
    (
        For::Always,
        "Annullation og omkostninger",
        "Ordregiver kan af saglige grunde annullere udbuddet. Tilbudsgivers omkostninger ved at afgive tilbud er ordregiver uvedkommende.",
    ),
];

/// The standard conditions of a procedure and an award criterion, in order.
pub fn standard_conditions(
    procedure: Procedure,
    criterion: AwardCriterion,
) -> Vec<TenderCondition> {
    STANDARD
        .iter()
        .filter(|(applies, _, _)| match applies {
            For::Always => true,
            For::EuTender => procedure.is_eu_tender(),
            For::NotEuTender => !procedure.is_eu_tender(),
            For::Criterion(named) => *named == criterion,
        })
        .map(|(_, title, text)| TenderCondition {
            title: (*title).to_owned(),
            text: (*text).to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_procedure_and_criterion_has_each_title_once() {
        for procedure in Procedure::ALL {
            for criterion in AwardCriterion::ALL {
                let conditions = standard_conditions(*procedure, *criterion);
                let mut titles: Vec<_> = conditions.iter().map(|one| &one.title).collect();
                let count = titles.len();
                titles.sort();
                titles.dedup();
                assert_eq!(titles.len(), count);
                for title in ["Evaluering", "Spørgsmål og svar", "Underretning"] {
                    assert!(titles.iter().any(|one| *one == title), "{title}");
                }
            }
        }
    }

    #[test]
    fn rules_of_eu_tenders_stand_in_no_other_procedure() {
        let text: String = standard_conditions(Procedure::BelowThreshold, Price)
            .into_iter()
            .map(|one| one.text)
            .collect();
        assert!(!text.contains('§'), "{text}");
    }

    #[test]
    fn only_the_price_criterion_can_be_published_as_it_stands() {
        let unwritten = |criterion| {
            let conditions = standard_conditions(Procedure::Open, criterion);
            conditions.iter().any(|one| one.text.contains("[udfyld"))
        };
        assert!(!unwritten(Price));
        assert!(unwritten(Cost) && unwritten(BestPriceQualityRatio));
    }
}
