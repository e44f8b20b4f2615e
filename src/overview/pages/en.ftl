home-hello = Hello, { $name }
home-projects = From budget agreement to tender: specification, the schools' needs, estimate and tender documents.
home-leases = Lease agreements with instalments, rate fixings, remaining debt and deadlines.
home-devices = Every device with school, agreement and history until it is handed back.
home-costs = Costs by budget year, school and agreement. Every number can explain itself.
home-schools = The schools, their pupils and what they have.
home-accounts = Who can sign in, and what they may do.

search-title = Search
search-q = Search for
search-help = Search by the school's name, the device's asset tag or serial number, the agreement's number, a word of a requirement or a document's number.
search-none = Nothing found about “{ $q }”.
search-more = Only the first are shown. Write more to find the right one.
search-requirements = Requirements
search-documents = Documents
