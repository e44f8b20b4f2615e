needs-title = Skolernes behov
needs-lead = Vælg en skole for at skrive, hvad den har brug for.
needs-xlsx = Regneark
needs-html = Behovsopgørelse som webside
needs-pdf = PDF
needs-no-schools = Der er ingen skoler at vise.
needs-no-schools-lead = Administratoren opretter skolerne og knytter skoleledere til dem.
needs-no-categories = Der er ingen enhedskategorier endnu.
needs-no-categories-lead = En kategori er det, der er behov for, for eksempel elev-pc. Opret dem først.
needs-school = Skole
needs-total = I alt
needs-of-them-confirmed = Heraf bekræftet
needs-state = Tilstand
needs-draft-mark = * Udkast: skolen har ikke indsendt det endnu. En streg betyder, at intet er skrevet.
needs-waiting = { $count ->
    [one] { $n } behov venter på at blive bekræftet.
   *[other] { $n } behov venter på at blive bekræftet.
}
needs-confirm-all = Bekræft alle indsendte
needs-confirmed = { $what } behov er bekræftet.
needs-kept = Udkastet er gemt. Husk at indsende det.
needs-submitted = Behovet er indsendt til projektgruppen.
needs-devices = { $count ->
    [one] { $n } enhed i alt
   *[other] { $n } enheder i alt
}
school-state-missing = Mangler
school-state-nothing = Intet behov
school-state-draft = Udkast
school-state-submitted = Indsendt
school-state-confirmed = Bekræftet
need-state-draft = Udkast
need-state-submitted = Indsendt
need-state-confirmed = Bekræftet
need-of = Behov: { $school }
need-lead = Skriv antallet for de kategorier, skolen har brug for, og hvordan I fandt det. De andre lader du stå tomme.
need-quantity = Antal
need-wanted-on = Ønsket leveret
need-basis = Sådan er antallet fundet
need-basis-help = Kommunen skal kunne forklare antallet, for eksempel: 69 elever, 1:1, og 3 i reserve.
need-keep = Gem udkast
need-submit = Gem og indsend
need-submit-help = Når behovet er indsendt, kan kun projektlederen åbne det igen.
need-see = Se behovet
need-change = Ret behovet
need-submitted-at = Indsendt
need-confirmed-at = Bekræftet
need-confirm = Bekræft
need-return = Send tilbage til skolen
need-return-lead = Behovet bliver igen et udkast, som skolen kan rette. Skolen ser begrundelsen i historikken.
need-return-reason = Hvad der mangler eller er forkert
need-returned = Behovet er sendt tilbage til skolen.
