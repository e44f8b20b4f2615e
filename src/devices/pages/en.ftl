devices-lead = Every device with school, agreement and history until it is handed back.
devices-filter = Search and filter
devices-q = Asset tag or serial number
devices-all = All
devices-import = Import { $number }
devices-columns = Columns
devices-show = Show
devices-clear = Clear the filters
devices-none = There are no devices yet. Read in a list from the supplier, or register them on a lease agreement.
devices-none-match = No devices match the filters.
devices-count = { $count ->
    [one] { $n } device
   *[other] { $n } devices
}
devices-choose = Choose
devices-choose-one = Choose { $device }
devices-handle-marked = Move or return the chosen
devices-handle-all = { $count ->
    [one] Move or return the one that matches
   *[other] Move or return all that match (at most { $n })
}
devices-pager = More devices
devices-previous = Previous
devices-next = Next

saved-title = Saved filters
saved-keep = Save or remove filters
saved-name = Save this filter as
saved-remove = Remove “{ $name }”
saved-done = The filter has been saved.
saved-removed = The filter has been removed.

device-tag = Asset tag
device-serial = Serial number
device-model = Model
device-school = School
device-agreement = Agreement
device-received = Received
device-status = Status
device-status-in-use = In use
device-status-returned = Returned
device-facts = Facts
device-support = Security updates until
device-label = Label (PDF)
device-history = History
device-step-received = Received at { $school }
device-step-moved = Moved from { $from } to { $to }
device-step-returned = Returned to the lessor from { $school }
device-written-by = Written by { $person },
device-receipt = Receipt (PDF)
device-move-title = Move to another school
device-move-to-school-id = To school
device-move-moved-on = First day at the school
device-move-moved-on-help = Not before the last movement of the device, and at most a year ahead. The cost follows the device from that day.
device-move-reason = Why
device-move-submit = Move the device
device-moved = The device has been moved.
device-return-title = Return to the lessor
device-return-lead = The place of the device on the agreement becomes free again. This cannot be undone.
device-return-returned-on = First day without the device
device-return-returned-on-help = Not before the last movement of the device, and at most a year ahead.
device-return-reason = Why
device-return-submit = Return the device
device-returned = The device has been returned.

bulk-title = Chosen devices
bulk-count = { $count ->
    [one] { $n } device is chosen
   *[other] { $n } devices are chosen
}
bulk-more = { $count ->
    [one] … and { $n } more device
   *[other] … and { $n } more devices
}
bulk-labels = Labels for the chosen (PDF)
bulk-what = What shall happen?
bulk-devices = Devices
bulk-filter = Filter
bulk-action = Action
bulk-action-move = Move to a school
bulk-action-return = Return to the lessor
bulk-to-school-id = To school
bulk-to-school-id-help = Only when the devices are moved.
bulk-on = Date
bulk-on-help = First day at the school, or first day without the devices. Not before their last movement.
bulk-reason = Why
bulk-preview = Show what would happen
bulk-ready-move = Ready to move to { $school }
bulk-ready-return = Ready to return to the lessor
bulk-ready = { $count ->
    [one] { $n } device has been checked. Nothing is saved yet.
   *[other] { $n } devices have been checked. Nothing is saved yet.
}
bulk-do-move = { $count ->
    [one] Move { $n } device
   *[other] Move { $n } devices
}
bulk-do-return = { $count ->
    [one] Return { $n } device
   *[other] Return { $n } devices
}
bulk-wrong = { $count ->
    [one] { $n } device stands in the way; the reason stands beside it. Nothing was changed.
   *[other] { $n } devices stand in the way; the reason stands beside each. Nothing was changed.
}
bulk-moved = The devices have been moved. Number: { $what }.
bulk-returned = The devices have been returned. Number: { $what }.

import-title = Read in a list
import-lead = Paste the supplier's list, or choose a file. Every row is checked before anything is saved.
import-no-line = There is no lease agreement with a line for devices. Open the agreement and its lines first.
import-line = Lease line
import-line-help = The devices fill places on this line; no more can be registered than the line has room for.
import-file = File
import-file-help = CSV or Excel (.xlsx), at most 5,000 rows. Of a workbook the first sheet is read.
import-paste = … or paste the list here
import-paste-help = Copy the rows from the spreadsheet, with the header row.
import-look = Check the list
import-how = What the list looks like
import-how-text = The first row holds the headings; they may stand in any order.
import-how-serial = The maker's number; stands once in the register.
import-how-tag = The municipality's own label; may be left out.
import-how-school = Name or number of the school.
import-how-model = Maker and model, or the number of the model.
import-how-received = The date, such as 01-11-2017.
import-ready = { $count ->
    [one] The row is right
   *[other] All { $n } rows are right
}
import-ready-text = Nothing is saved yet. The whole import can be undone afterwards as long as none of the devices has been moved.
import-register = { $count ->
    [one] Register { $n } device
   *[other] Register { $n } devices
}
import-wrong = { $count ->
    [one] { $n } row has faults
   *[other] { $n } rows have faults
}
import-whole-wrong = The list cannot be registered as it is
import-nothing-written = Nothing is saved yet.
import-right = { $count ->
    [one] { $n } row is right.
   *[other] { $n } rows are right.
}
import-right-caption = Rows without faults
import-more = { $count ->
    [one] … and { $n } more row without faults
   *[other] … and { $n } more rows without faults
}
import-correct = Correct the rows here
import-columns = The columns stand in this order:
import-row = Row
import-fault = Fault
import-row-word = row
import-row-label = Row { $number }
import-again = Check again
import-whole-list = Correct the whole list as text
import-whole-list-help = The list, one row on each line
import-done = The devices have been registered. Number: { $what }. The import can be undone under Imports.
imports-title = Imports
imports-lead = Lists that were read in at one time. An import can be undone as long as none of its devices has been moved or returned.
imports-none = No lists have been read in yet.
imports-at = Read in
imports-what = List
imports-by = By
imports-undo = Undo
imports-undo-text = The devices are removed from the register, and their numbers become free. The journal keeps what they were.
imports-undo-do = { $count ->
    [one] Undo and remove { $n } device
   *[other] Undo and remove { $n } devices
}
imports-undone = Undone { $at } by { $person }
imports-done = The import has been undone. Devices removed: { $what }.

scan-title = Scan devices
scan-lead = Put the cursor in the field, and scan one device after another.
scan-mode = At each scan
scan-mode-look-up = Only look up
scan-mode-move = Move to the school
scan-mode-return = Return to the lessor
scan-school = To school
scan-school-help = The school is used only when moving. Movements and returns hold from today.
scan-code = Asset tag or serial number
scan-submit = Look up
scan-hit = Found
scan-moved = Moved
scan-returned = Returned
scan-refused = Could not be done
scan-miss = Not found
scan-miss-text = No device in the register has this asset tag or serial number.
scan-school-missing = Choose the school to move to.
scan-stopped = The scans cannot be sent just now
scan-waiting = Nothing is lost. Scans that wait on this page:
scan-sign-in = If you are signed out, sign in in a new window, and come back here.
scan-again = Send them now
scan-log = Scanned so far
scan-log-good = found
scan-log-miss = not found or not done

labels-title = Labels
labels-lead = Sheets with asset tag, serial number and a code that a scanner reads. No pupils' names.
labels-format = Sheet
labels-format-70x37 = 70 × 37 mm, 24 a sheet
labels-format-63x38 = 63.5 × 38.1 mm, 21 a sheet
labels-format-48x25 = 48.5 × 25.4 mm, 44 a sheet
labels-format-38x21 = 38.1 × 21.2 mm, 65 a sheet
labels-format-99x38 = 99.1 × 38.1 mm, 14 a sheet
labels-used = Labels used
labels-used-help = So many labels are gone from the first sheet already.
labels-owner = Name on the label
labels-owner-municipality = The municipality
labels-owner-school = The school
labels-code = The code holds
labels-code-serial = The serial number
labels-code-address = The address of the device's page
labels-show = Count the labels
labels-none = No devices in use match the choice.
labels-too-many = At most 5,000 labels can be made at a time. Choose a school or an agreement.
labels-get = { $count ->
    [one] Get { $n } label (PDF)
   *[other] Get { $n } labels (PDF)
}

schools-lead = The schools, their pupils and what they have.
schools-none = There are no schools yet. Open the first one.
schools-pupils = Pupils
schools-devices = Devices
schools-unknown = unknown
schools-over = Closed
schools-total = Total
school-devices = Devices in use
school-pupils = Pupils in the school year { $year }
school-no-pupils = The number of pupils has not been entered.
school-costs = See what the school costs
school-has = What the school has
school-has-none = The school has no devices in use.
school-category = Category
school-due = What is due back
school-due-none = There is nothing due back.
school-due-on = By
school-due-unknown = Not settled
school-pupils-title = Pupils
school-year = The school year { $year }
school-grade-head = Grade
school-grade = Grade { $grade }
