home-hello = Hej, { $name }
home-projects = Fra budgetaftale til udbud: kravspecifikation, skolernes behov, overslag og udbudsmateriale.
home-leases = Leasingaftaler med ydelser, rentefastsættelse, restgæld og frister.
home-devices = Hver enhed med skole, aftale og historie, til den er afleveret.
home-costs = Udgifter pr. budgetår, skole og aftale. Hvert tal kan forklare sig selv.
home-schools = Skolerne, deres elevtal og hvad de har.
home-accounts = Hvem der kan logge ind, og hvad de må.
