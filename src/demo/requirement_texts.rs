//! The demo's requirements. Written for the demonstration; Dragør's own specification of 2017 is not public.

use super::prepare::SectionText;
use crate::requirements::AnswerKind::{Document, Number, Text, YesNo};
use crate::requirements::Importance::{Important, Minimum, Normal, Option};

pub(super) const SECTIONS: &[SectionText] = &[
    SectionText {
        title: "Elevens pc",
        introduction: "Kravene gælder hver leveret pc.",
        about_devices: true,
        requirements: &[
            (
                Minimum,
                YesNo,
                "Pc'en har en skærm på mellem 11 og 14 tommer og vejer højst 1,6 kg med batteri.",
                false,
            ),
            (
                Minimum,
                YesNo,
                "Pc'en kan bruges en hel skoledag (mindst syv timer) uden opladning.",
                false,
            ),
            (
                Minimum,
                YesNo,
                "Styresystemet får sikkerhedsopdateringer i hele leasingperioden, mindst til og med 2. januar 2022.",
                false,
            ),
            (
                Important,
                Number,
                "Angiv batteriets levetid i timer ved almindelig brug i undervisningen, og hvordan den er målt.",
                false,
            ),
            (
                Normal,
                YesNo,
                "Tastaturet har danske tegn, og tasterne kan tåle spild af op til 2 dl vand.",
                false,
            ),
        ],
    },
    SectionText {
        title: "Levering og klargøring",
        introduction: "Pc'erne skal kunne tages i brug af eleverne samme dag, som de kommer.",
        about_devices: false,
        requirements: &[
            (
                Minimum,
                YesNo,
                "Leverandøren sender en fil med serienumre pr. skole senest fem hverdage før levering.",
                true,
            ),
            (
                Minimum,
                YesNo,
                "Pc'erne er tilmeldt kommunens system til enhedsstyring ved levering, uden at nogen rører dem.",
                false,
            ),
            (
                Important,
                Text,
                "Beskriv, hvordan kommunens image lægges på før levering, og hvordan det efterprøves.",
                false,
            ),
            (
                Normal,
                YesNo,
                "Emballagen tages med retur samme dag.",
                false,
            ),
        ],
    },
    SectionText {
        title: "Computerskabe",
        introduction: "Skabene opstilles og tilsluttes af leverandøren.",
        about_devices: false,
        requirements: &[
            (
                Minimum,
                YesNo,
                "Hvert skab rummer og oplader mindst 30 pc'er og kan låses.",
                true,
            ),
            (
                Important,
                Text,
                "Beskriv, hvordan opladningen fordeles, så skabet kan tilsluttes en almindelig 230 V-gruppe.",
                true,
            ),
        ],
    },
    SectionText {
        title: "Service og tilbagelevering",
        introduction: "Gælder i hele leasingperioden og ved dens ophør.",
        about_devices: false,
        requirements: &[
            (
                Minimum,
                YesNo,
                "Defekte pc'er hentes på skolen og erstattes senest næste hverdag.",
                false,
            ),
            (
                Important,
                Document,
                "Vedlæg vilkår for stand ved tilbagelevering med pris for hver type mangel, oplader og mærkat medregnet.",
                false,
            ),
            (
                Normal,
                Text,
                "Beskriv, hvordan data slettes, og hvordan sletningen dokumenteres pr. serienummer.",
                false,
            ),
            (
                Option,
                YesNo,
                "Forsikring mod skade og tyveri i fire år, prissat pr. pc.",
                false,
            ),
        ],
    },
    SectionText {
        title: "Databeskyttelse",
        introduction: "Kommunen er dataansvarlig.",
        about_devices: false,
        requirements: &[
            (
                Minimum,
                Document,
                "Leverandøren indgår en databehandleraftale på kommunens vilkår, før data behandles.",
                false,
            ),
            (
                Minimum,
                YesNo,
                "Elever kan bruge pc'en, uden at oplysninger om dem gives videre til andre formål.",
                false,
            ),
        ],
    },
];
