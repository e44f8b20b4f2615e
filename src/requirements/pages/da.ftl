categories-title = Enhedskategorier
categories-lead = Det, der er behov for, prissættes og registreres. Hvilken model der opfylder det, ved man først ved levering.
categories-empty = Der er ingen kategorier endnu. Begynd med elev-pc.
category-new = Opret kategori
category-add = Opret
category-added = Kategorien { $what } er oprettet.
category-changed = Kategorien { $what } er ændret.
category-name = Navn
category-code = Kort navn
category-code-help = Små bogstaver a-z, cifre og _, for eksempel pupil_pc.
category-economic-life-months = Levetid i måneder
category-economic-life-months-help = Leasing, der løber længere, giver en advarsel.
specifications-empty = Der er ingen kravspecifikation endnu.
specifications-empty-lead = Begynd en, og skriv kravene afsnit for afsnit. Alle i projektgruppen kan skrive i den.
specification-new = Ny kravspecifikation
specification-begin = Begynd
specification-begun = Kravspecifikationen { $what } er begyndt. Tilføj nu det første afsnit.
specification-title = Titel
specification-version = Version
specification-state = Tilstand
specification-number = Version { $number }
specification-review = Send til gennemsyn
specification-sent = Kravspecifikationen er sendt til gennemsyn.
specification-in-review = Versionen læses af dem, der beslutter, og kan ikke ændres imens.
specification-return = Send tilbage til udkast
specification-return-reason = Hvad der skal laves om
specification-returned = Versionen er igen et udkast.
specification-approve = Godkend
specification-approved = Versionen er godkendt og ændres ikke mere.
specification-frozen = Versionen er godkendt. Ændringer skrives i en ny version.
specification-renew = Ny version
specification-renew-lead = Den nye version begynder med alle afsnit og krav fra den godkendte. Kravene beholder deres numre.
specification-renew-change-note = Hvorfor der er en ny version
specification-renew-submit = Begynd ny version
specification-renewed = Version { $what } er begyndt.
specification-changes = Ændret siden version { $number }
version-state-draft = Udkast
version-state-in-review = Til gennemsyn
version-state-approved = Godkendt
versions-title = Versioner
project-document-html = Vis dokument
project-document-pdf = PDF
sections-title = Afsnit
sections-empty = Kravspecifikationen har ingen afsnit endnu.
sections-empty-lead = Tilføj det første afsnit, for eksempel Elevens pc, og derefter kravene i det.
section-new = Tilføj afsnit
section-add = Tilføj
section-added = Afsnittet { $what } er tilføjet.
section-changed = Afsnittet { $what } er ændret.
section-moved = Afsnittet { $what } er flyttet.
section-edit = Ret afsnit
section-up = Flyt { $title } op
section-down = Flyt { $title } ned
section-title = Overskrift
section-introduction = Indledning
section-introduction-help = Står før kravene. Du kan bruge **fed**, *kursiv* og punktopstilling.
requirements-count = { $count ->
    [one] { $n } krav
   *[other] { $n } krav
}
requirements-empty = Afsnittet har ingen krav endnu.
requirement-new = Tilføj krav
requirement-new-in = Nyt krav i { $section }
requirement-state = Tilføj kravet
requirement-stated = { $what } er tilføjet.
requirement-changed = { $what } er ændret.
requirement-withdrawn = { $what } er trukket tilbage. Nummeret bruges ikke igen.
requirement-is-withdrawn = Trukket tilbage
requirement-edit = Ret
requirement-withdraw = Træk tilbage
requirement-withdraw-title = Træk { $label } tilbage
requirement-withdraw-lead = Kravet gælder ikke længere, men dets nummer bliver stående, fordi svar kan henvise til det.
requirement-withdraw-reason = Begrundelse
requirement-text = Krav
requirement-text-help = Ét krav ad gangen, så det kan besvares. Nævnes et mærke, så tilføj »eller tilsvarende«.
requirement-importance = Kravtype
requirement-importance-help = Et tilbud, der ikke opfylder et mindstekrav, må ikke antages.
requirement-answer-kind = Svar
requirement-device-category-id = Kategori
requirement-section-id = Afsnit
requirement-rationale = Hvorfor
requirement-rationale-help = Til kommunen selv. Tilbudsgivere ser det ikke.
requirement-origin-visit-id = Fra besøg hos
requirement-origin-school-id = Fra skole
requirement-moved = { $what } er flyttet.
requirement-up = Flyt { $label } op
requirement-down = Flyt { $label } ned
requirement-up-into = Flyt { $label } op til slutningen af { $section }
requirement-down-into = Flyt { $label } ned til begyndelsen af { $section }
requirement-section-id-help = Vælg et andet afsnit for at flytte kravet til slutningen af det. Nummeret følger med.
comments-none = Kommentér
comments-open = { $count ->
    [one] { $n } åben kommentar
   *[other] { $n } åbne kommentarer
}
comments-resolved = { $count ->
    [one] { $n } løst kommentar
   *[other] { $n } løste kommentarer
}
comments-more = { $count ->
    [one] { $n } løst
   *[other] { $n } løste
}
comments-open-in-draft = Åbne kommentarer står ikke i vejen for gennemsynet, men læs dem, før udkastet sendes.
comments-open-in-in-review = Åbne kommentarer står ikke i vejen for godkendelsen, men læs dem, før versionen godkendes.
comments-open-in-approved = Versionen blev godkendt, mens disse kommentarer var åbne. De følger med over i næste version.
comment-replies = { $count ->
    [one] { $n } svar
   *[other] { $n } svar
}
comment-on = Ny kommentar til { $label }
comment-text = Kommentar
comment-text-help = Læses af kommunens medarbejdere, aldrig af tilbudsgivere. Du kan bruge **fed**, *kursiv* og punktopstilling.
comment-send = Send kommentar
comment-written = Kommentaren til { $what } er sendt.
comment-edit = Ret
comment-edit-title = Ret kommentaren til { $label }
comment-edited = rettet { $at }
comment-changed = Ændringen ved { $what } er gemt.
comment-reply = Send svar
comment-reply-to = Dit svar til { $who }
comment-reply-by = svar fra { $who }
comment-reply-edit-title = Ret svaret ved { $label }
comment-answered = Svaret ved { $what } er sendt.
comment-resolve = Markér som løst
comment-reopen = Genåbn
comment-resolved-by = Løst af { $who } { $at }
comment-was-resolved = Kommentaren til { $what } er løst.
comment-was-reopened = Kommentaren til { $what } er åben igen.
importance-minimum = Mindstekrav
importance-important = Vigtigt krav
importance-normal = Krav
importance-option = Option
answer-yes-no = Ja/nej
answer-choice = Ja/delvist/tilkøb/nej
answer-text = Beskrivelse
answer-number = Tal
answer-price = Pris
answer-document = Bilag
preview-title = Sådan læses det
preview-help = Her vises kravet, mens du skriver.
preview-empty = Intet skrevet endnu.
compare-none = Ingen krav er tilføjet, ændret eller trukket tilbage.
compare-requirement = Krav
compare-added = Tilføjet
compare-changed = Ændret
compare-withdrawn = Trukket tilbage
