//! The conditions with which a tender begins, as data; the municipality edits them like any text.
//!
//! They say nothing as law that no published source backs; where a procedure has rules of
//! its own, the row names the procedures that it is for.

use super::ConditionPart::{self, Conditions, Contract};
use super::{Procedure, TenderCondition};

/// When a standard condition is used.
#[derive(Debug, Clone, Copy)]
enum For {
    Always,
    EuTender,
    NotEuTender,
}

/// When it is used, where it stands, title and text.
type Standard = (For, ConditionPart, &'static str, &'static str);

const STANDARD: &[Standard] = &[
    (
        For::Always,
        Conditions,
        "Udbudsmaterialet",
        "Udbudsmaterialet består af udbudsbetingelserne med bilag og de svar, som ordregiver giver på spørgsmål i spørgefristen. Er der uoverensstemmelse, går svarene forud for resten af materialet.\n\nMaterialet er gratis og stilles til rådighed i sin helhed fra offentliggørelsen.",
    ),
    (
        For::EuTender,
        Conditions,
        "Retsgrundlag",
        "Anskaffelsen gennemføres efter udbudsloven (lov nr.\u{a0}1564 af 15.\u{a0}december 2015 med senere ændringer) og de procedurer, der står i udbudsmaterialet.",
    ),
    (
        For::Always,
        Conditions,
        "Opdeling i delaftaler",
        "Anskaffelsen er ikke delt op i delaftaler. Enhederne skal være ens på alle skoler, så de kan klargøres, tilmeldes, repareres og flyttes mellem skolerne på samme måde.",
    ),
    (
        For::EuTender,
        Conditions,
        "Spørgsmål og svar",
        "Spørgsmål stilles skriftligt på dansk til kontaktpersonen inden spørgefristen. Spørgsmål og svar gøres anonyme og sendes samtidig til alle, der har fået materialet.\n\nSupplerende oplysninger gives senest seks fulde dage før tilbudsfristen (udbudslovens §\u{a0}134, stk.\u{a0}1). Gives de senere, eller ændres materialet væsentligt, forlænges tilbudsfristen (udbudslovens §\u{a0}93, stk.\u{a0}4).",
    ),
    (
        For::NotEuTender,
        Conditions,
        "Spørgsmål og svar",
        "Spørgsmål stilles skriftligt på dansk til kontaktpersonen inden spørgefristen. Spørgsmål og svar gøres anonyme og sendes samtidig til alle, der har fået materialet. Ændres materialet væsentligt, forlænges tilbudsfristen.",
    ),
    (
        For::EuTender,
        Conditions,
        "Udelukkelse og egnethed",
        "Tilbudsgiver vedlægger et udfyldt fælles europæisk udbudsdokument (ESPD) som foreløbig dokumentation for, at tilbudsgiver ikke er omfattet af en udelukkelsesgrund. Ordregiver stiller ingen særlige krav til tilbudsgivers økonomiske og tekniske formåen.",
    ),
    (
        For::Always,
        Conditions,
        "Tilbuddets form og sprog",
        "Tilbuddet afgives skriftligt og elektronisk på dansk og skal indeholde:\n- udfyldt tilbudsliste med alle priser i danske kroner uden moms\n- svar på hvert krav i kravspecifikationen under kravets nummer\n- de bilag, som kravene beder om\n- tilbudsgivers navn, CVR-nummer og kontaktperson.\n\nTilbud, der modtages efter tilbudsfristen, indgår ikke i vurderingen.",
    ),
    (
        For::Always,
        Conditions,
        "Vedståelse",
        "Tilbudsgiver er bundet af sit tilbud til og med den vedståelsesdato, der står i tidsplanen.",
    ),
    (
        For::Always,
        Conditions,
        "Forbehold og alternative tilbud",
        "Der kan ikke tages forbehold over for mindstekrav. Et tilbud, der ikke opfylder et mindstekrav, eller som tager forbehold over for det, er ikke konditionsmæssigt og afvises.\n\nForbehold over for andre dele af materialet skal stå samlet i tilbuddet. Der kan ikke afgives alternative tilbud.",
    ),
    (
        For::Always,
        Conditions,
        "Fortrolighed og aktindsigt",
        "Tilbudsgiver markerer de dele af tilbuddet, som efter tilbudsgivers opfattelse er fortrolige. Kommunen kan efter lovgivningen have pligt til at give aktindsigt og afgør selv, om den markerede del kan undtages.",
    ),
    (
        For::EuTender,
        Conditions,
        "Underretning",
        "Alle tilbudsgivere får samtidig skriftlig og begrundet besked om tildelingen (udbudslovens §\u{a0}171). Beskeden fortæller, hvornår standstill-perioden slutter. Kontrakten underskrives ikke før.",
    ),
    (
        For::NotEuTender,
        Conditions,
        "Underretning",
        "Alle tilbudsgivere får samtidig skriftlig besked om, hvem ordregiver indgår aftale med.",
    ),
    (
        For::Always,
        Conditions,
        "Annullation og omkostninger",
        "Ordregiver kan af saglige grunde annullere udbuddet. Tilbudsgivers omkostninger ved at afgive tilbud er ordregiver uvedkommende.",
    ),
    (
        For::Always,
        Contract,
        "Aftalegrundlag",
        "Aftalen består af udbudsmaterialet med de svar, der er givet i spørgefristen, og leverandørens tilbud. Er der uoverensstemmelse, gælder udbudsmaterialet før tilbuddet.",
    ),
    (
        For::Always,
        Contract,
        "Priser",
        "Priserne i tilbudslisten er faste i hele aftalens løbetid. De omfatter alt, hvad der er nødvendigt for at opfylde kravene, også levering på skolerne.",
    ),
    (
        For::Always,
        Contract,
        "Levering og modtagelse",
        "Enhederne leveres til skolerne i de antal og til de datoer, der står i bilaget om behov og levering. Leveringsdagen aftales med skolen mindst fem arbejdsdage før.\n\nSenest fem arbejdsdage før leveringen sender leverandøren en liste over enhedernes serienumre, modeller og modtagende skole som regneark eller CSV-fil. Modtagelsen kontrolleres mod listen, og fejl og mangler meddeles skriftligt.",
    ),
    (
        For::Always,
        Contract,
        "Mangler ved levering",
        "En enhed, der ikke virker ved leveringen eller ikke svarer til det tilbudte, afhentes og ombyttes uden udgift for kommunen.",
    ),
    (
        For::Always,
        Contract,
        "Tilmelding og klargøring",
        "Enhederne er ved leveringen tilmeldt kommunens enhedsstyring, så de kan tages i brug uden manuel opsætning (zero-touch). Kommunen giver leverandøren de oplysninger, som tilmeldingen kræver.",
    ),
    (
        For::Always,
        Contract,
        "Leasing og fakturering",
        "Kommunen kan finansiere anskaffelsen ved leasing. I så fald kan leasingselskabet betale leverandørens faktura på kommunens vegne uden ændring af priser og vilkår.\n\nFakturaer sendes elektronisk og angiver ordrenummer, skole og serienumre.",
    ),
    (
        For::Always,
        Contract,
        "Tilbagelevering",
        "Når enhederne skal leveres tilbage, beskriver leverandøren eller leasingselskabet på forhånd, hvad der er almindeligt slid, og hvad der trækkes for fejl og manglende dele. Fradrag kan ikke overstige enhedens markedsværdi. Der kvitteres for modtagne enheder efter serienummer.",
    ),
    (
        For::Always,
        Contract,
        "Personoplysninger",
        "Behandler leverandøren personoplysninger på kommunens vegne, indgås en databehandleraftale, før behandlingen begynder.",
    ),
];

/// The standard conditions of a procedure, in order: first the rules, then the terms of the contract.
///
/// How offers are compared is no condition: it is data of its own, [`super::Evaluation`].
pub fn standard_conditions(procedure: Procedure) -> Vec<TenderCondition> {
    STANDARD
        .iter()
        .filter(|(applies, ..)| match applies {
            For::Always => true,
            For::EuTender => procedure.is_eu_tender(),
            For::NotEuTender => !procedure.is_eu_tender(),
        })
        .map(|(_, part, title, text)| TenderCondition {
            title: (*title).to_owned(),
            text: (*text).to_owned(),
            part: *part,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_procedure_has_each_title_once() {
        for procedure in Procedure::ALL {
            let conditions = standard_conditions(*procedure);
            let mut titles: Vec<_> = conditions.iter().map(|one| &one.title).collect();
            let count = titles.len();
            titles.sort();
            titles.dedup();
            assert_eq!(titles.len(), count);
            for title in [
                "Spørgsmål og svar",
                "Underretning",
                "Levering og modtagelse",
            ] {
                assert!(titles.iter().any(|one| *one == title), "{title}");
            }
        }
    }

    #[test]
    fn rules_of_eu_tenders_stand_in_no_other_procedure() {
        let text: String = standard_conditions(Procedure::BelowThreshold)
            .into_iter()
            .map(|one| one.text)
            .collect();
        assert!(!text.contains('§'), "{text}");
    }

    #[test]
    fn no_standard_condition_is_left_to_be_written() {
        for procedure in Procedure::ALL {
            let conditions = standard_conditions(*procedure);
            assert!(conditions.iter().all(|one| !one.text.contains("[udfyld")));
        }
    }

    #[test]
    fn the_rules_come_before_the_terms_of_the_contract() {
        for procedure in Procedure::ALL {
            let conditions = standard_conditions(*procedure);
            assert!(conditions.is_sorted_by_key(|one| one.part));
            assert!(conditions.iter().any(|one| one.part == Contract));
        }
    }
}
