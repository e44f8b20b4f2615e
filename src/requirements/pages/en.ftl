categories-title = Device categories
categories-lead = What is needed, priced and registered. Which model fills it is known at delivery.
categories-empty = There are no categories yet. Begin with the pupil's PC.
category-new = Add a category
category-add = Add
category-added = The category { $what } is added.
category-changed = The category { $what } is changed.
category-name = Name
category-code = Short name
category-code-help = Small letters a-z, digits and _, for example pupil_pc.
category-economic-life-months = Life in months
category-economic-life-months-help = A lease that runs longer gets a warning.
specifications-empty = There is no specification yet.
specifications-empty-lead = Begin one, and write the requirements section by section. Everybody in the project group can write in it.
specification-new = New specification
specification-begin = Begin
specification-begun = The specification { $what } is begun. Now add the first section.
specification-title = Title
specification-version = Version
specification-state = State
specification-number = Version { $number }
specification-review = Send to review
specification-sent = The specification is sent to review.
specification-in-review = The version is being read by those who decide, and cannot be changed meanwhile.
specification-return = Send back to draft
specification-return-reason = What must be done again
specification-returned = The version is a draft again.
specification-approve = Approve
specification-approved = The version is approved and never changes again.
specification-frozen = The version is approved. Changes are written in a new version.
specification-renew = New version
specification-renew-lead = The new version begins with all sections and requirements of the approved one. The requirements keep their numbers.
specification-renew-change-note = Why there is a new version
specification-renew-submit = Begin a new version
specification-renewed = Version { $what } is begun.
specification-changes = Changed since version { $number }
version-state-draft = Draft
version-state-in-review = In review
version-state-approved = Approved
versions-title = Versions
project-document-html = Show document
project-document-pdf = PDF
sections-title = Sections
sections-empty = The specification has no sections yet.
sections-empty-lead = Add the first section, for example The pupil's PC, and then the requirements in it.
section-new = Add a section
section-add = Add
section-added = The section { $what } is added.
section-changed = The section { $what } is changed.
section-moved = The section { $what } is moved.
section-edit = Change section
section-up = Move { $title } up
section-down = Move { $title } down
section-title = Heading
section-introduction = Introduction
section-introduction-help = Stands before the requirements. You can use **bold**, *italic* and lists.
requirements-count = { $count ->
    [one] { $n } requirement
   *[other] { $n } requirements
}
requirements-empty = The section has no requirements yet.
requirement-new = Add a requirement
requirement-new-in = New requirement in { $section }
requirement-state = Add the requirement
requirement-stated = { $what } is added.
requirement-changed = { $what } is changed.
requirement-withdrawn = { $what } is withdrawn. Its number is not used again.
requirement-is-withdrawn = Withdrawn
requirement-edit = Change
requirement-withdraw = Withdraw
requirement-withdraw-title = Withdraw { $label }
requirement-withdraw-lead = The requirement no longer counts, but its number stays, because answers may refer to it.
requirement-withdraw-reason = Reason
requirement-text = Requirement
requirement-text-help = One requirement at a time, so that it can be answered. Where a brand is named, add “or equivalent”.
requirement-importance = Kind
requirement-importance-help = An offer that does not meet a minimum requirement must not be accepted.
requirement-answer-kind = Answer
requirement-device-category-id = Category
requirement-section-id = Section
requirement-rationale = Why
requirement-rationale-help = For the municipality itself. Bidders do not see it.
requirement-origin-visit-id = From the visit to
requirement-origin-school-id = From the school
requirement-moved = { $what } is moved.
requirement-up = Move { $label } up
requirement-down = Move { $label } down
requirement-up-into = Move { $label } up to the end of { $section }
requirement-down-into = Move { $label } down to the beginning of { $section }
requirement-section-id-help = Choose another section to move the requirement to its end. The number goes along.
comments-none = Comment
comments-open = { $count ->
    [one] { $n } open comment
   *[other] { $n } open comments
}
comments-resolved = { $count ->
    [one] { $n } resolved comment
   *[other] { $n } resolved comments
}
comments-more = { $count ->
    [one] { $n } resolved
   *[other] { $n } resolved
}
comments-open-in-draft = Open comments do not stand in the way of the review, but read them before the draft is sent.
comments-open-in-in-review = Open comments do not stand in the way of the approval, but read them before the version is approved.
comments-open-in-approved = The version was approved while these comments were open. They go along to the next version.
comment-replies = { $count ->
    [one] { $n } reply
   *[other] { $n } replies
}
comment-on = New comment on { $label }
comment-text = Comment
comment-text-help = Read by the municipality’s staff, never by bidders. You can use **bold**, *italic* and lists.
comment-send = Send the comment
comment-written = The comment on { $what } is sent.
comment-edit = Change
comment-edit-title = Change the comment on { $label }
comment-edited = changed { $at }
comment-changed = The change at { $what } is saved.
comment-reply = Send the reply
comment-reply-to = Your reply to { $who }
comment-reply-by = reply by { $who }
comment-reply-edit-title = Change the reply at { $label }
comment-answered = The reply at { $what } is sent.
comment-resolve = Mark as resolved
comment-reopen = Reopen
comment-resolved-by = Resolved by { $who } { $at }
comment-was-resolved = The comment on { $what } is resolved.
comment-was-reopened = The comment on { $what } is open again.
importance-minimum = Minimum requirement
importance-important = Important requirement
importance-normal = Requirement
importance-option = Option
answer-yes-no = Yes/no
answer-choice = Yes/partly/as an addition/no
answer-text = Description
answer-number = Number
answer-price = Price
answer-document = Enclosure
preview-title = How it reads
preview-help = The requirement is shown here while you write.
preview-empty = Nothing written yet.
compare-none = No requirement is added, changed or withdrawn.
compare-requirement = Requirement
compare-added = Added
compare-changed = Changed
compare-withdrawn = Withdrawn
