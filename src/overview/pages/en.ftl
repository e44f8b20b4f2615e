home-hello = Hello, { $name }
home-projects = From budget agreement to tender: specification, the schools' needs, estimate and tender documents.
home-leases = Lease agreements with instalments, rate fixings, remaining debt and deadlines.
home-devices = Every device with school, agreement and history until it is handed back.
home-costs = Costs by budget year, school and agreement. Every number can explain itself.
home-schools = The schools, their pupils and what they have.
home-accounts = Who can sign in, and what they may do.
