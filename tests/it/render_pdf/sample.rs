//! A small tender as a municipality would publish it, with everything a document can hold.
//!
//! It is also what one looks at when judging how a page is set.

use anskaf::finance::Money;
use anskaf::render::document::{List, ListItem, emphasis, link, plain, reference, strong};
use anskaf::render::{Block, Cell, Column, Document, Kind, Table};
use chrono::NaiveDate;
use rust_decimal::Decimal;

pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("date")
}

/// A tender for the devices of five schools.
pub fn tender(draft: bool) -> Document {
    let mut document = Document::new(
        "Indkøb og leasing af elevcomputere til kommunens folkeskoler",
        "Ærøskøbing Kommune",
        day(2026, 11, 23),
    );
    document.subtitle = "Udbudsbetingelser med kravspecifikation og tilbudsliste".into();
    document.case_number = "26/014233".into();
    document.version = "Version 2".into();
    document.draft = draft;
    document.fact("Udbudsform", "Offentligt udbud efter udbudslovens § 56");
    document.fact("CPV-kode", "30213100-6 Bærbare computere");
    document.fact("Tilbudsfrist", "15. januar 2027 kl. 12.00");
    document.fact("Kontakt", "Indkøb og Udbud, udbud@aeroe.example");
    document.contents(2).page_break();
    introduction(&mut document);
    conditions(&mut document);
    evaluation(&mut document);
    document.heading(1, "needs", "Behov pr. skole");
    document.paragraph(
        "Behovet er opgjort pr. 1. oktober 2026 og bekræftet af den enkelte skoles leder.",
    );
    document.table(needs());
    document.heading(1, "economy", "Økonomisk ramme");
    document.paragraph("Rammen er besluttet af kommunalbestyrelsen og fordelt på budgetår.");
    document.table(economy());
    document.appendix("requirements", "Kravspecifikation");
    document.paragraph(vec![
        plain("Krav mærket "),
        strong("MK"),
        plain(" er mindstekrav og skal opfyldes. Krav mærket "),
        strong("EK"),
        plain(" er evalueringskrav og indgår i vurderingen, jf. "),
        reference("award"),
        plain("."),
    ]);
    document.heading(2, "", "Krav til elevcomputere");
    document.table(requirements());
    document.appendix("prices", "Tilbudsliste");
    document.heading(2, "", "Priser og mængder");
    document.table(prices());
    document
}

fn introduction(document: &mut Document) {
    document.heading(1, "intro", "Ordregiver og baggrund");
    document.paragraph(vec![
        plain("Ærøskøbing Kommune ønsker at indgå kontrakt om levering af elevcomputere til kommunens fem folkeskoler. Anskaffelsen finansieres ved operationel leasing over 48 måneder. De samlede krav fremgår af "),
        reference("requirements"),
        plain(", og priserne afgives i "),
        reference("prices"),
        plain(". Materialet er offentliggjort på "),
        link("udbud.dk", "https://udbud.dk/vis/2026-æø?id=1"),
        plain(" og kan hentes "),
        emphasis("uden"),
        plain(" registrering."),
    ]);
    document.paragraph("Informationssikkerhedspolitikken og databehandleraftalen er en del af kontraktgrundlaget. Leverandøren skal kunne dokumentere, at de tilbudte enheder opfylder gældende databeskyttelsesregler, tilgængelighedskrav og miljøkrav, og at reservedele kan fremskaffes i mindst fem år efter overtagelsesdagen. Kommunens skoleforvaltning varetager koordineringen mellem skolerne, it-afdelingen og leverandøren.");
    document.heading(2, "contact", "Kontaktoplysninger");
    document.facts([
        (
            "Ordregiver",
            "Ærøskøbing Kommune, Statene 2, 5970 Ærøskøbing",
        ),
        ("CVR-nummer", "28 85 60 75"),
        ("Kontaktperson", "Søren Østergård Ågesen, udbudskonsulent"),
        ("Sprog", "Dansk. Datablade kan vedlægges på engelsk."),
    ]);
    document.note(
        "Bemærk",
        vec![
            plain("Al kommunikation foregår i det elektroniske udbudssystem. Henvendelser pr. "),
            strong("telefon eller e-mail"),
            plain(" besvares ikke."),
        ],
    );
    document.heading(2, "schedule", "Tidsplan");
    let mut table = Table::new(
        "Tidsplan for udbuddet",
        vec![Column::text("Aktivitet"), Column::new("Dato", Kind::Date)],
    );
    for (what, date) in [
        ("Udbudsbekendtgørelse afsendes", day(2026, 11, 23)),
        ("Sidste frist for spørgsmål", day(2026, 12, 18)),
        ("Tilbudsfrist", day(2027, 1, 15)),
        ("Meddelelse om tildeling", day(2027, 2, 5)),
        ("Standstill-perioden udløber", day(2027, 2, 15)),
        ("Kontraktunderskrift", day(2027, 2, 16)),
    ] {
        table.row(vec![what.into(), date.into()]);
    }
    document.table(table);
}

fn conditions(document: &mut Document) {
    document.heading(1, "conditions", "Udbudsbetingelser");
    document.heading(2, "", "Tilbuddets form og indhold");
    document.paragraph("Tilbuddet skal indeholde følgende dokumenter i den anførte rækkefølge:");
    let inner = List::new(
        false,
        [
            "omsætning i de seneste tre regnskabsår",
            "soliditetsgrad",
            "referencer fra sammenlignelige leverancer til mindst tre kommuner",
        ],
    );
    document.push(Block::List(List {
        numbered: true,
        items: vec![
            ListItem { text: "Det fælles europæiske udbudsdokument (ESPD) med oplysninger om:".into(), inner: Some(inner) },
            ListItem { text: "Udfyldt kravspecifikation, hvor alle mindstekrav er besvaret.".into(), inner: None },
            ListItem { text: "Udfyldt tilbudsliste. Alle priser angives i danske kroner ekskl. moms med to decimaler, og tilbudslistens felter må hverken ændres eller udelades.".into(), inner: None },
        ],
    }));
    document.heading(2, "", "Vedståelse og forbehold");
    document.paragraph("Tilbudsgiver skal vedstå sit tilbud i seks måneder fra tilbudsfristens udløb. Forbehold over for grundlæggende elementer medfører, at tilbuddet ikke kan tages i betragtning.");
    document.heading(3, "", "Prissatte forbehold");
    document.paragraph("Øvrige forbehold kapitaliseres, hvis det er muligt, og tillægges tilbudssummen. Anslået kontraktværdi er 1.552.000,00 kr. ekskl. moms; den maksimale værdi er 2.100.000,00 kr.");
    document.bullets([
        "Åbningstid: alle hverdage kl. 8–16.",
        "Underskrevet tro- og loveerklæring, jf. udbudslovens § 135.",
        "Dokumentation for erhvervsansvarsforsikring med en dækning på mindst 10.000.000,00 kr.",
    ]);
}

fn evaluation(document: &mut Document) {
    document.heading(1, "evaluation", "Tildeling");
    document.heading(2, "award", "Tildelingskriterium");
    document.paragraph("Kontrakten tildeles det økonomisk mest fordelagtige tilbud på grundlag af det bedste forhold mellem pris og kvalitet.");
    let columns = vec![
        Column::text("Underkriterium"),
        Column::text("Delkriterier"),
        Column::new("Vægt", Kind::Percent),
    ];
    let mut table = Table::new("Underkriterier og vægte", columns);
    for (name, parts, weight) in [
        (
            "Pris",
            "Samlet leasingydelse over 48 måneder inkl. service",
            4_500,
        ),
        (
            "Kvalitet",
            "Ydeevne, batteritid, robusthed og ergonomi i undervisningen",
            3_250,
        ),
        (
            "Miljø",
            "Energiforbrug, reparerbarhed og genanvendelse",
            1_225,
        ),
        (
            "Levering",
            "Klargøring, mærkning og udrulning på skolerne",
            1_025,
        ),
    ] {
        table.row(vec![
            name.into(),
            parts.into(),
            Cell::Percent(Decimal::new(weight, 2)),
        ]);
    }
    table.total(vec![
        "I alt".into(),
        Cell::Empty,
        Cell::Percent(Decimal::new(10_000, 2)),
    ]);
    document.table(table);
}

fn needs() -> Table {
    let columns = vec![
        Column::text("Skole"),
        Column::integer("Elever"),
        Column::integer("Nuværende enheder"),
        Column::integer("Behov"),
        Column::integer("Reserve"),
        Column::integer("I alt"),
    ];
    let mut table = Table::new("Behov for elevcomputere", columns);
    let mut sums = [0; 5];
    for (school, numbers) in [
        ("Marstal Skole", [412, 180, 232, 12, 244]),
        ("Ærøskøbing Skole", [388, 205, 183, 9, 192]),
        ("Søby Skole", [141, 60, 81, 4, 85]),
        ("Østre Skole", [1_204, 610, 594, 30, 624]),
        ("Ålykkeskolen", [655, 301, 354, 18, 372]),
    ] {
        for (sum, number) in sums.iter_mut().zip(numbers) {
            *sum += number;
        }
        let cells = numbers.into_iter().map(Cell::from);
        table.row(std::iter::once(Cell::from(school)).chain(cells).collect());
    }
    let cells = sums.into_iter().map(Cell::from);
    table.total(std::iter::once(Cell::from("I alt")).chain(cells).collect());
    table.note("Reserven er 5 % af behovet, afrundet til hele enheder.");
    table
}

fn economy() -> Table {
    let columns = vec![
        Column::text("Budgetår"),
        Column::money("Leasingydelse"),
        Column::money("Service"),
        Column::money("I alt"),
    ];
    let mut table = Table::new("Udgift pr. år i kr. ekskl. moms", columns);
    for (year, lease) in [
        (2027, 34_114_018),
        (2028, 38_800_000),
        (2029, 38_800_000),
        (2030, 4_685_982),
    ] {
        let service = Money::from_ore(lease / 20);
        let lease = Money::from_ore(lease);
        table.row(vec![
            year.to_string().into(),
            lease.into(),
            service.into(),
            (lease + service).into(),
        ]);
    }
    let total = |ore| Cell::Money(Money::from_ore(ore));
    table.total(vec![
        "I alt".into(),
        total(116_400_000),
        total(5_820_000),
        total(122_220_000),
    ]);
    table
}

const REQUIREMENTS: [&str; 5] = [
    "Enheden skal have en skærm på mindst 11,6 tommer med en opløsning på mindst 1366 × 768 billedpunkter.",
    "Batteriet skal ved normal brug i undervisningen holde mindst 10 timer uden opladning, målt efter en anerkendt og dokumenteret metode.",
    "Enheden skal kunne registreres automatisk i kommunens administrationsværktøj, inden den udleveres til skolerne (zero-touch).",
    "Styresystemet skal modtage sikkerhedsopdateringer i hele leasingperioden.",
    "Leverandøren skal vedlægge en liste med serienumre senest fem arbejdsdage før levering, så enhederne kan mærkes og fordeles til de enkelte skoler uden unødigt ophold i udrulningen.",
];

fn requirements() -> Table {
    let columns = vec![
        Column::text("Nr."),
        Column::text("Krav"),
        Column::text("Type"),
        Column::text("Opfyldes (ja/nej)"),
        Column::text("Tilbudsgivers bemærkninger").with_room(42),
    ];
    let mut table = Table::new("Krav til elevcomputere", columns);
    for number in 1..=60usize {
        let text = REQUIREMENTS
            .get(number % REQUIREMENTS.len())
            .copied()
            .unwrap_or_default();
        let kind = if number % 3 == 0 { "EK" } else { "MK" };
        table.row(vec![
            format!("A.{number}").into(),
            text.into(),
            kind.into(),
            Cell::Empty,
            Cell::Empty,
        ]);
    }
    table
}

fn prices() -> Table {
    let columns = vec![
        Column::text("Pos."),
        Column::text("Ydelse"),
        Column::integer("Antal"),
        Column::money("Enhedspris"),
        Column::money("Sum"),
    ];
    let mut table = Table::new("Tilbudsliste (kr. ekskl. moms)", columns);
    let mut sum = Money::ZERO;
    for number in 0..24i64 {
        let name = [
            "Elevcomputer 11,6\", robust",
            "Lærercomputer 14\" med dockingstation",
            "Opladerskab til 30 enheder",
            "Forlænget service på stedet",
        ];
        let name = name
            .get(usize::try_from(number % 4).expect("small"))
            .copied()
            .unwrap_or_default();
        let (count, price) = (
            1 + number * 37 % 400,
            Money::from_ore(9_900 + number * 77_317),
        );
        let line = price.checked_times(count).expect("small");
        sum += line;
        table.row(vec![
            format!("P{:03}", number + 1).into(),
            name.into(),
            count.into(),
            price.into(),
            line.into(),
        ]);
        if number % 8 == 7 {
            table.subtotal(vec![
                "".into(),
                "Mellemsum".into(),
                Cell::Empty,
                Cell::Empty,
                sum.into(),
            ]);
        }
    }
    table.total(vec![
        "".into(),
        "Tilbudssum i alt".into(),
        Cell::Empty,
        Cell::Empty,
        sum.into(),
    ]);
    table.note("Alle priser er faste i leasingperioden.");
    table
}
