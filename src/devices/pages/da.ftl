devices-lead = Hver enhed med skole, aftale og historie, til den er afleveret.
devices-filter = Søg og filtrér
devices-q = Mærke- eller serienr.
devices-all = Alle
devices-import = Indlæsning { $number }
devices-columns = Kolonner
devices-show = Vis
devices-clear = Ryd filtrene
devices-none = Der er ingen enheder endnu. Indlæs en liste fra leverandøren, eller registrér dem på en leasingaftale.
devices-none-match = Ingen enheder passer til filtrene.
devices-count = { $count ->
    [one] { $n } enhed
   *[other] { $n } enheder
}
devices-choose = Vælg
devices-choose-one = Vælg { $device }
devices-handle-marked = Flyt eller aflevér de valgte
devices-handle-all = { $count ->
    [one] Flyt eller aflevér den, der passer
   *[other] Flyt eller aflevér alle, der passer (højst { $n })
}
devices-pager = Flere enheder
devices-previous = Forrige
devices-next = Næste

saved-title = Gemte filtre
saved-keep = Gem eller fjern filtre
saved-name = Gem dette filter som
saved-remove = Fjern »{ $name }«
saved-done = Filteret er gemt.
saved-removed = Filteret er fjernet.

device-tag = Mærkenr.
device-serial = Serienr.
device-model = Model
device-school = Skole
device-agreement = Aftale
device-received = Modtaget
device-status = Tilstand
device-status-in-use = I brug
device-status-returned = Afleveret
device-facts = Oplysninger
device-support = Sikkerhedsopdateringer til
device-label = Etiket (PDF)
device-history = Historie
device-step-received = Modtaget på { $school }
device-step-moved = Flyttet fra { $from } til { $to }
device-step-returned = Afleveret til leasinggiver fra { $school }
device-written-by = Skrevet af { $person },
device-receipt = Kvittering (PDF)
device-move-title = Flyt til en anden skole
device-move-to-school-id = Til skole
device-move-moved-on = Første dag på skolen
device-move-moved-on-help = Ikke før enhedens seneste flytning, og højst et år frem. Udgiften følger enheden fra den dag.
device-move-reason = Hvorfor
device-move-submit = Flyt enheden
device-moved = Enheden er flyttet.
device-return-title = Aflevér til leasinggiver
device-return-lead = Enhedens plads på aftalen bliver ledig igen. Det kan ikke fortrydes.
device-return-returned-on = Første dag uden enheden
device-return-returned-on-help = Ikke før enhedens seneste flytning, og højst et år frem.
device-return-reason = Hvorfor
device-return-submit = Aflevér enheden
device-returned = Enheden er afleveret.

bulk-title = Valgte enheder
bulk-count = { $count ->
    [one] { $n } enhed er valgt
   *[other] { $n } enheder er valgt
}
bulk-more = { $count ->
    [one] … og { $n } enhed mere
   *[other] … og { $n } enheder mere
}
bulk-labels = Etiketter til de valgte (PDF)
bulk-what = Hvad skal der ske?
bulk-devices = Enheder
bulk-filter = Filter
bulk-action = Handling
bulk-action-move = Flyt til en skole
bulk-action-return = Aflevér til leasinggiver
bulk-to-school-id = Til skole
bulk-to-school-id-help = Kun når enhederne flyttes.
bulk-on = Dato
bulk-on-help = Første dag på skolen, eller første dag uden enhederne. Ikke før deres seneste flytning.
bulk-reason = Hvorfor
bulk-preview = Vis, hvad der vil ske
bulk-ready-move = Klar til at flytte til { $school }
bulk-ready-return = Klar til at aflevere til leasinggiver
bulk-ready = { $count ->
    [one] { $n } enhed er kontrolleret. Intet er gemt endnu.
   *[other] { $n } enheder er kontrolleret. Intet er gemt endnu.
}
bulk-do-move = { $count ->
    [one] Flyt { $n } enhed
   *[other] Flyt { $n } enheder
}
bulk-do-return = { $count ->
    [one] Aflevér { $n } enhed
   *[other] Aflevér { $n } enheder
}
bulk-wrong = { $count ->
    [one] { $n } enhed står i vejen; se hvorfor ved den. Intet er ændret.
   *[other] { $n } enheder står i vejen; se hvorfor ved hver. Intet er ændret.
}
bulk-moved = Enhederne er flyttet. Antal: { $what }.
bulk-returned = Enhederne er afleveret. Antal: { $what }.

import-title = Indlæs liste
import-lead = Indsæt leverandørens liste, eller vælg en fil. Hver række kontrolleres, før noget gemmes.
import-no-line = Der er ingen leasingaftale med en linje til enheder. Opret aftalen og dens linjer først.
import-line = Aftalelinje
import-line-help = Enhederne fylder pladser på denne linje; der kan ikke registreres flere, end linjen har plads til.
import-file = Fil
import-file-help = CSV eller Excel (.xlsx), højst 5.000 rækker. Af en projektmappe læses det første ark.
import-paste = … eller indsæt listen her
import-paste-help = Kopiér rækkerne fra regnearket, også overskriftsrækken.
import-look = Kontrollér listen
import-how = Sådan ser listen ud
import-how-text = Første række er overskrifter; rækkefølgen er fri.
import-how-serial = Producentens nummer; findes kun én gang i registret.
import-how-tag = Kommunens eget mærke; kan udelades.
import-how-school = Navn eller nummer på skolen.
import-how-model = Producent og model, eller modellens nummer.
import-how-received = Datoen, for eksempel 01-11-2017.
import-ready = { $count ->
    [one] Rækken er i orden
   *[other] Alle { $n } rækker er i orden
}
import-ready-text = Intet er gemt endnu. Hele indlæsningen kan fortrydes bagefter, så længe ingen af enhederne er flyttet.
import-register = { $count ->
    [one] Registrér { $n } enhed
   *[other] Registrér { $n } enheder
}
import-wrong = { $count ->
    [one] { $n } række har fejl
   *[other] { $n } rækker har fejl
}
import-whole-wrong = Listen kan ikke registreres, som den er
import-nothing-written = Intet er gemt endnu.
import-right = { $count ->
    [one] { $n } række er i orden.
   *[other] { $n } rækker er i orden.
}
import-right-caption = Rækker uden fejl
import-more = { $count ->
    [one] … og { $n } række mere uden fejl
   *[other] … og { $n } rækker mere uden fejl
}
import-correct = Ret rækkerne her
import-columns = Kolonnerne står i denne orden:
import-row = Række
import-fault = Fejl
import-row-word = række
import-row-label = Række { $number }
import-again = Kontrollér igen
import-whole-list = Ret hele listen som tekst
import-whole-list-help = Listen, én række på hver linje
import-done = Enhederne er registreret. Antal: { $what }. Indlæsningen kan fortrydes under Indlæsninger.
imports-title = Indlæsninger
imports-lead = Lister, der er indlæst på én gang. En indlæsning kan fortrydes, så længe ingen af dens enheder er flyttet eller afleveret.
imports-none = Der er ikke indlæst lister endnu.
imports-at = Indlæst
imports-what = Liste
imports-by = Af
imports-undo = Fortryd
imports-undo-text = Enhederne fjernes fra registret, og deres numre bliver ledige. Journalen beholder, hvad de var.
imports-undo-do = { $count ->
    [one] Fortryd og fjern { $n } enhed
   *[other] Fortryd og fjern { $n } enheder
}
imports-undone = Fortrudt { $at } af { $person }
imports-done = Indlæsningen er fortrudt. Fjernede enheder: { $what }.

scan-title = Scan enheder
scan-lead = Sæt markøren i feltet, og scan den ene enhed efter den anden.
scan-mode = Ved hver scanning
scan-mode-look-up = Slå kun op
scan-mode-move = Flyt til skolen
scan-mode-return = Aflevér til leasinggiver
scan-school = Til skole
scan-school-help = Skolen bruges kun, når der flyttes. Flytning og aflevering gælder fra i dag.
scan-code = Mærke- eller serienummer
scan-submit = Slå op
scan-hit = Fundet
scan-moved = Flyttet
scan-returned = Afleveret
scan-refused = Kunne ikke udføres
scan-miss = Ikke fundet
scan-miss-text = Ingen enhed i registret har det mærke- eller serienummer.
scan-school-missing = Vælg den skole, der flyttes til.
scan-stopped = Scanningerne kan ikke sendes lige nu
scan-waiting = Intet er gået tabt. Scanninger, der venter på denne side:
scan-sign-in = Er du logget ud, så log ind i et nyt vindue, og kom tilbage hertil.
scan-again = Send dem nu
scan-log = Scannet indtil nu
scan-log-good = fundet
scan-log-miss = ikke fundet eller ikke udført

labels-title = Etiketter
labels-lead = Ark med mærkenummer, serienummer og en kode, som en scanner kan læse. Ingen elevers navne.
labels-format = Ark
labels-format-70x37 = 70 × 37 mm, 24 pr. ark
labels-format-63x38 = 63,5 × 38,1 mm, 21 pr. ark
labels-format-48x25 = 48,5 × 25,4 mm, 44 pr. ark
labels-format-38x21 = 38,1 × 21,2 mm, 65 pr. ark
labels-format-99x38 = 99,1 × 38,1 mm, 14 pr. ark
labels-used = Brugte etiketter
labels-used-help = Så mange etiketter mangler allerede på det første ark.
labels-owner = Navn på etiketten
labels-owner-municipality = Kommunen
labels-owner-school = Skolen
labels-code = Koden indeholder
labels-code-serial = Serienummeret
labels-code-address = Adressen på enhedens side
labels-show = Tæl etiketterne
labels-none = Ingen enheder i brug passer til valget.
labels-too-many = Der kan højst laves 5.000 etiketter ad gangen. Vælg en skole eller en aftale.
labels-get = { $count ->
    [one] Hent { $n } etiket (PDF)
   *[other] Hent { $n } etiketter (PDF)
}

schools-lead = Skolerne, deres elevtal og hvad de har.
schools-none = Der er ingen skoler endnu. Opret den første.
schools-pupils = Elever
schools-devices = Enheder
schools-unknown = ukendt
schools-over = Nedlagt
schools-total = I alt
school-devices = Enheder i brug
school-pupils = Elever i skoleåret { $year }
school-no-pupils = Elevtallet er ikke indtastet.
school-costs = Se, hvad skolen koster
school-has = Det har skolen
school-has-none = Skolen har ingen enheder i brug.
school-category = Kategori
school-due = Det skal tilbage
school-due-none = Der er intet, der skal tilbage.
school-due-on = Senest
school-due-unknown = Ikke fastlagt
school-pupils-title = Elever
school-year = Skoleåret { $year }
school-grade-head = Klassetrin
school-grade = { $grade }. klasse
