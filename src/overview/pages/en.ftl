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
costs-previous = Previous
costs-next = Next

costs-lead = What leasing of devices costs. Choose a number to see why it is what it is.
costs-tab-years = By year and school
costs-tab-frame = Frame follow-up
costs-tab-debt = Remaining debt
costs-tab-calendar = Calendar
costs-rows = Rows
costs-split = Split by
costs-split-none = Not split
costs-columns = Columns
costs-by-year = Budget year
costs-by-school = School
costs-by-lease = Agreement
costs-by-account = Account string
costs-by-kind = Kind
costs-from = From year
costs-to = To year
costs-more = View, prices and limits
costs-view = Years by
costs-view-cash = Due date
costs-view-accrual = Period
costs-sharing = Shared by
costs-sharing-holder = Where the device is on the due date
costs-sharing-device-days = Device-days in the period
costs-prices = Prices
costs-prices-current = Current prices
costs-prices-fixed = Fixed prices
costs-series = Price series
costs-price-year = Price year
costs-all = All
costs-show = Show
costs-reset = Reset
costs-kind-payment = Payment
costs-kind-interim-charge = Interim charge
costs-kind-fee = Service fee
costs-kind-settlement = Settlement and purchase
costs-nobody = Not distributed
costs-no-account = Without account string
costs-earlier = Earlier
costs-later = Later
costs-total = Total
costs-caption = Cost by budget year
costs-unit = Kroner excluding VAT.
costs-pages = More rows
costs-exports = Take the numbers along
costs-html = For the screen
costs-notes = How the numbers are made
costs-note-view-cash = A cost belongs to the year in which it falls due.
costs-note-view-accrual = A cost belongs to the years that its period covers, by days.
costs-note-sharing-holder = A school bears the cost of the devices that it has on the due date.
costs-note-sharing-device-days = A school bears the cost by the days that each device was there in the period.
costs-note-current = The amounts are in current prices.
costs-note-fixed = What follows the price series { $series } is in prices of { $year }. Lease payments are nominal and unchanged.
costs-refused = The question cannot be answered before this is put right
costs-empty = There is no cost to show
costs-empty-help = Costs come from agreements in force. If a year, school or agreement is chosen, try to reset.
costs-chart = Cost by what the rows stand for
costs-chart-alternative = { $count ->
    [one] Chart with one column. The numbers are in the table below.
   *[other] Chart with { $count } columns. The numbers are in the table below.
}
costs-chart-others = { $count ->
    [one] 1 other
   *[other] { $count } others
}

why-title = Why this number?
why-parts = The number is the sum of
why-part = Part
why-amount = Amount
why-formula = How it is reckoned
why-source = Source:
why-inputs = { $count ->
    [one] Show 1 value of the formula
   *[other] Show { $count } values of the formula
}
why-symbol = Symbol
why-name = What it is
why-value = Value
why-nothing = There is no amount to explain here.
why-back = To the costs

debt-lead = What the municipality owes and is bound to on its agreements on a day, such as 31 December for the accounts.
debt-on = As of
debt-empty = No agreement bound the municipality on that day
debt-empty-help = Choose another day, or put an agreement in force.
debt-lease = Agreement
debt-remaining = Remaining debt
debt-accrued = Accrued interest
debt-one-year = Within one year
debt-five-years = One to five years
debt-later = Later
debt-obligations = Obligation in total
debt-note = An operating lease is an obligation, not a debt.

follow-lead = The budget frame beside what is committed, planned and paid.
follow-project = Project
follow-exceeded = The frame is exceeded
follow-kept = Within the frame
follow-frame = Frame
follow-committed = Committed
follow-planned = Planned
follow-actual = Paid
follow-remaining = Remaining
follow-caption = The frame year by year
follow-chart = Frame, committed and planned by budget year
follow-chart-alternative = Chart of committed and planned cost by budget year; the frame is drawn as a line. The numbers are in the table below.
follow-empty = The project has neither a frame nor costs
follow-empty-help = Write the budget frame on the project; it is followed here then.
follow-to-project = To the project
follow-no-project = There are no projects yet
follow-no-project-help = Open a project with a budget frame; it is followed here then.

calendar-lead = Due dates, notices and deadlines that you need to know.
calendar-coming = Deadlines ahead
calendar-empty = No deadlines ahead
calendar-empty-help = Deadlines come from agreements in force and published tenders. School leaders see when the school's devices go back.
calendar-day = Day
calendar-what = What
calendar-link = Your calendar link
calendar-link-lead = Subscribe to the deadlines in your own calendar. The link works without signing in, so do not share it. It shows only what you may see yourself.
calendar-link-new = Copy the link now. It is shown this once only.
calendar-link-since = You have a link, made { $moment }.
calendar-link-make = Make a calendar link
calendar-link-again = Make a new one and close the old one
calendar-link-withdraw = Close the link
calendar-withdrawn = The calendar link is closed.
