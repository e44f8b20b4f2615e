needs-title = The schools' needs
needs-lead = Choose a school to state what it needs.
needs-xlsx = Spreadsheet
needs-html = Needs assessment as a web page
needs-pdf = PDF
needs-no-schools = There are no schools to show.
needs-no-schools-lead = The administrator opens the schools and ties school leaders to them.
needs-no-categories = There are no device categories yet.
needs-no-categories-lead = A category is what is needed, for example a pupil's PC. Add them first.
needs-school = School
needs-total = Total
needs-of-them-confirmed = Confirmed of these
needs-state = State
needs-draft-mark = * Draft: the school has not submitted it yet. A dash means that nothing is stated.
needs-waiting = { $count ->
    [one] { $n } need waits to be confirmed.
   *[other] { $n } needs wait to be confirmed.
}
needs-confirm-all = Confirm all submitted
needs-confirmed = { $what } needs are confirmed.
needs-kept = The draft is saved. Remember to submit it.
needs-submitted = The need is submitted to the project group.
needs-devices = { $count ->
    [one] { $n } device in all
   *[other] { $n } devices in all
}
school-state-missing = Missing
school-state-nothing = No need
school-state-draft = Draft
school-state-submitted = Submitted
school-state-confirmed = Confirmed
need-state-draft = Draft
need-state-submitted = Submitted
need-state-confirmed = Confirmed
need-of = Needs: { $school }
need-lead = Write the quantity of each category that the school needs, and how you found it. Leave the others empty.
need-quantity = Quantity
need-wanted-on = Wanted by
need-basis = How the number was found
need-basis-help = The municipality must be able to explain the number, for example: 69 pupils, 1:1, and 3 spare.
need-keep = Save draft
need-submit = Save and submit
need-submit-help = Once the need is submitted, only the project lead can open it again.
need-see = See the need
need-change = Change the need
need-submitted-at = Submitted
need-confirmed-at = Confirmed
need-confirm = Confirm
need-return = Send back to the school
need-return-lead = The need becomes a draft again that the school can change. The school sees the reason in the history.
need-return-reason = What is missing or wrong
need-returned = The need is sent back to the school.
