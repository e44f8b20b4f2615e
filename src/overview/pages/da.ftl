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
