home-hello = Hej, { $name }
home-projects = Fra budgetaftale til udbud: kravspecifikation, skolernes behov, overslag og udbudsmateriale.
home-leases = Leasingaftaler med ydelser, rentefastsættelse, restgæld og frister.
home-devices = Hver enhed med skole, aftale og historie, til den er afleveret.
home-costs = Udgifter pr. budgetår, skole og aftale. Hvert tal kan forklare sig selv.
home-schools = Skolerne, deres elevtal og hvad de har.
home-accounts = Hvem der kan logge ind, og hvad de må.

search-title = Søgning
search-q = Søg efter
search-help = Søg på skolens navn, enhedens mærke- eller serienummer, aftalens nummer, et ord i et krav eller et dokuments nummer.
search-none = Intet fundet om »{ $q }«.
search-more = Kun de første vises. Skriv mere for at finde det rette.
search-requirements = Krav
search-documents = Dokumenter
costs-previous = Forrige
costs-next = Næste

costs-lead = Hvad leasing af it-enheder koster. Tryk på et tal for at se, hvorfor det er, som det er.
costs-tab-years = Pr. år og skole
costs-tab-frame = Opfølgning på rammen
costs-tab-debt = Restgæld
costs-tab-calendar = Kalender
costs-rows = Rækker
costs-split = Opdelt på
costs-split-none = Ingen opdeling
costs-columns = Kolonner
costs-by-year = Budgetår
costs-by-school = Skole
costs-by-lease = Aftale
costs-by-account = Kontostreng
costs-by-kind = Art
costs-from = Fra år
costs-to = Til år
costs-more = Visning, priser og afgrænsning
costs-view = År efter
costs-view-cash = Forfald
costs-view-accrual = Periode
costs-sharing = Delt efter
costs-sharing-holder = Hvor enheden er på forfaldsdagen
costs-sharing-device-days = Enhedsdage i perioden
costs-prices = Priser
costs-prices-current = Årets priser
costs-prices-fixed = Faste priser
costs-series = Prisserie
costs-price-year = Prisår
costs-all = Alle
costs-show = Vis
costs-reset = Nulstil
costs-kind-payment = Ydelse
costs-kind-interim-charge = Delafgift
costs-kind-fee = Servicegebyr
costs-kind-settlement = Indfrielse og frikøb
costs-nobody = Ikke fordelt
costs-no-account = Uden kontostreng
costs-earlier = Tidligere
costs-later = Senere
costs-total = I alt
costs-caption = Udgifter pr. budgetår
costs-unit = Kroner ekskl. moms.
costs-pages = Flere rækker
costs-exports = Tag tallene med
costs-html = Til skærm
costs-notes = Sådan er tallene opgjort
costs-note-view-cash = En udgift hører til det år, hvor den forfalder.
costs-note-view-accrual = En udgift hører til de år, som dens periode dækker, efter dage.
costs-note-sharing-holder = En skole bærer udgiften for de enheder, den har på forfaldsdagen.
costs-note-sharing-device-days = En skole bærer udgiften efter, hvor mange dage hver enhed har været hos den i perioden.
costs-note-current = Beløbene er i årets priser.
costs-note-fixed = Det, der følger prisserien { $series }, er i { $year }-priser. Leasingydelser er nominelle og står uændret.
costs-refused = Spørgsmålet kan ikke besvares, før dette er rettet
costs-empty = Der er ingen udgifter at vise
costs-empty-help = Udgifter kommer fra leasingaftaler, der er i kraft. Er der valgt år, skole eller aftale, så prøv at nulstille.
costs-chart = Udgifter fordelt efter rækkerne
costs-chart-alternative = { $count ->
    [one] Søjlediagram med én søjle. Tallene står i tabellen nedenfor.
   *[other] Søjlediagram med { $count } søjler. Tallene står i tabellen nedenfor.
}
costs-chart-others = { $count ->
    [one] 1 anden
   *[other] { $count } andre
}

why-title = Hvorfor dette tal?
why-parts = Tallet er summen af
why-part = Del
why-amount = Beløb
why-formula = Sådan er det regnet
why-source = Kilde:
why-inputs = { $count ->
    [one] Vis 1 værdi i formlen
   *[other] Vis { $count } værdier i formlen
}
why-symbol = Tegn
why-name = Hvad det er
why-value = Værdi
why-nothing = Her er intet beløb at forklare.
why-back = Til udgifterne

debt-lead = Hvad kommunen skylder og er bundet til på sine leasingaftaler på en dag, fx 31. december til regnskabet.
debt-on = Opgjort pr.
debt-empty = Ingen aftaler bandt kommunen den dag
debt-empty-help = Vælg en anden dag, eller sæt en leasingaftale i kraft.
debt-lease = Aftale
debt-remaining = Restgæld
debt-accrued = Påløbet rente
debt-one-year = Inden for et år
debt-five-years = Et til fem år
debt-later = Senere
debt-obligations = Forpligtelse i alt
debt-note = Operationel leasing er en forpligtelse, ikke en gæld.

follow-lead = Budgetrammen ved siden af det, der er bundet, planlagt og betalt.
follow-project = Projekt
follow-exceeded = Rammen er overskredet
follow-kept = Inden for rammen
follow-frame = Ramme
follow-committed = Bundet
follow-planned = Planlagt
follow-actual = Betalt
follow-remaining = Rest
follow-caption = Rammen år for år
follow-chart = Ramme, bundet og planlagt pr. budgetår
follow-chart-alternative = Søjlediagram med bundne og planlagte udgifter pr. budgetår; rammen er tegnet som en streg. Tallene står i tabellen nedenfor.
follow-empty = Projektet har hverken ramme eller udgifter
follow-empty-help = Skriv budgetrammen på projektet; så følges den her.
follow-to-project = Til projektet
follow-no-project = Der er ingen projekter endnu
follow-no-project-help = Opret et projekt med en budgetramme; så følges den her.

calendar-lead = Forfald, varsler og frister, som du har brug for at kende dem.
calendar-coming = Kommende frister
calendar-empty = Ingen frister forude
calendar-empty-help = Frister kommer fra leasingaftaler i kraft og offentliggjorte udbud. Skoleledere ser, hvornår skolens enheder skal afleveres.
calendar-day = Dag
calendar-what = Hvad
calendar-link = Dit kalenderlink
calendar-link-lead = Abonnér på fristerne i din egen kalender. Linket virker uden at logge ind, så del det ikke. Det viser kun det, du selv må se.
calendar-link-new = Kopiér linket nu. Det vises kun denne ene gang.
calendar-link-since = Du har et link, lavet { $moment }.
calendar-link-make = Lav kalenderlink
calendar-link-again = Lav et nyt, og luk det gamle
calendar-link-withdraw = Luk linket
calendar-withdrawn = Kalenderlinket er lukket.
