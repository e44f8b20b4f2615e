-- The agreement over its life: terms that decide instalments, batches, rates, amendments, payments, notice, approval.
-- SQLite changes a CHECK only by making the table anew, which needs foreign keys off, and that only outside a transaction.
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

CREATE TABLE new_leases (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id       INTEGER REFERENCES projects (id),
    agreement_number TEXT    NOT NULL,
    title            TEXT    NOT NULL,
    lessor_name      TEXT    NOT NULL,
    lessor_cvr_number TEXT,
    kind             TEXT    NOT NULL CHECK (kind IN ('finance_lease', 'operating_lease')),
    state            TEXT    NOT NULL CHECK (state IN ('establishment', 'build_up', 'in_force', 'ended')),
    starts_on        TEXT    NOT NULL,
    periods          INTEGER NOT NULL CHECK (periods BETWEEN 1 AND 1200),
    every_unit       TEXT    NOT NULL CHECK (every_unit IN ('day', 'week', 'month', 'year')),
    every_count      INTEGER NOT NULL CHECK (every_count BETWEEN 1 AND 1200),
    timing           TEXT    NOT NULL CHECK (timing IN ('advance', 'arrears')),
    rate             TEXT    NOT NULL,
    residual         INTEGER  NOT NULL CHECK (residual >= 0),
    rounding         TEXT    NOT NULL CHECK (rounding IN ('constant_payment', 'last_payment_absorbs')),
    note             TEXT,
    ended_on         TEXT,
    version          INTEGER NOT NULL CHECK (version > 0),
    day_count        TEXT    NOT NULL DEFAULT 'periodic' CHECK (day_count IN ('periodic', '30/360', '30E/360', 'ACT/360', 'ACT/364', 'ACT/365F', 'ACT/ACT')),
    repayment        TEXT    NOT NULL DEFAULT 'annuity' CHECK (repayment IN ('annuity', 'straight_line', 'interest_only')),
    interest_rounding TEXT   NOT NULL DEFAULT 'half_up' CHECK (interest_rounding IN ('half_up', 'half_even')),
    payment_days     TEXT    NOT NULL DEFAULT 'unadjusted' CHECK (payment_days IN ('unadjusted', 'following', 'modified_following')),
    interim_method   TEXT    NOT NULL DEFAULT 'none' CHECK (interim_method IN ('none', 'rate', 'pro_rata')),
    vat_rate         TEXT    NOT NULL DEFAULT '0.25',
    end_kind         TEXT    NOT NULL DEFAULT 'return_to_lessor' CHECK (end_kind IN ('return_to_lessor', 'designation', 'purchase', 'mixed')),
    first_due_on     TEXT,
    interim_day_count TEXT   CHECK (interim_day_count IN ('periodic', '30/360', '30E/360', 'ACT/360', 'ACT/364', 'ACT/365F', 'ACT/ACT')),
    purchase_price   INTEGER  CHECK (purchase_price >= 0),
    signed_on        TEXT,
    account_string   TEXT,
    CONSTRAINT leases_agreement_number_key UNIQUE (agreement_number),
    CHECK (ended_on IS NULL OR state = 'ended')
) STRICT;
INSERT INTO new_leases (id, project_id, agreement_number, title, lessor_name, lessor_cvr_number, kind, state, starts_on, periods, every_unit, every_count, timing, rate, residual, rounding, note, ended_on, version) SELECT id, project_id, agreement_number, title, lessor_name, lessor_cvr_number, kind, state, starts_on, periods, every_unit, every_count, timing, rate, residual, rounding, note, ended_on, version FROM leases;
DROP TABLE leases;
ALTER TABLE new_leases RENAME TO leases;
CREATE INDEX leases_project_id ON leases (project_id);

-- Whose account a line is on, and by which key a line without devices is split over the schools.
ALTER TABLE lease_lines ADD COLUMN account_string TEXT;
ALTER TABLE lease_lines ADD COLUMN split_key TEXT NOT NULL DEFAULT 'devices' CHECK (split_key IN ('devices', 'pupils', 'equal', 'stated', 'none'));

ALTER TABLE device_categories ADD COLUMN economic_life_months INTEGER CHECK (economic_life_months BETWEEN 1 AND 1200);

-- A reference rate plus a margin; an agreement without a row here has a fixed rate.
CREATE TABLE lease_floating_terms (
    lease_id   INTEGER NOT NULL PRIMARY KEY REFERENCES leases (id),
    index_name TEXT   NOT NULL,
    margin     TEXT   NOT NULL,
    floor      TEXT,
    cap        TEXT
) STRICT;

-- Until when notice must be given, and what happens without it.
CREATE TABLE lease_notice_terms (
    lease_id        INTEGER  NOT NULL PRIMARY KEY REFERENCES leases (id),
    notice_unit     TEXT    NOT NULL CHECK (notice_unit IN ('day', 'month')),
    opens_before    INTEGER CHECK (opens_before BETWEEN 1 AND 3650),
    closes_before   INTEGER NOT NULL CHECK (closes_before BETWEEN 0 AND 3650),
    form            TEXT,
    renewal_unit    TEXT    CHECK (renewal_unit IN ('day', 'week', 'month', 'year')),
    renewal_count   INTEGER CHECK (renewal_count BETWEEN 1 AND 1200),
    renewal_payment INTEGER  CHECK (renewal_payment >= 0),
    CHECK ((renewal_unit IS NULL) = (renewal_count IS NULL)),
    CHECK (renewal_payment IS NULL OR renewal_unit IS NOT NULL),
    CHECK (opens_before IS NULL OR opens_before >= closes_before)
) STRICT;

-- What the lessor paid, one row for each supplier's invoice.
CREATE TABLE lease_batches (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    lease_id       INTEGER  NOT NULL REFERENCES leases (id),
    number         INTEGER NOT NULL CHECK (number > 0),
    supplier_name  TEXT    NOT NULL,
    invoice_number TEXT    NOT NULL,
    invoiced_on    TEXT    NOT NULL,
    received_on    TEXT,
    accepted_on    TEXT,
    paid_on        TEXT,
    amount         INTEGER  NOT NULL CHECK (amount > 0),
    note           TEXT,
    version        INTEGER NOT NULL CHECK (version > 0),
    CONSTRAINT lease_batches_lease_id_number_key UNIQUE (lease_id, number),
    CONSTRAINT lease_batches_lease_id_supplier_name_invoice_number_key UNIQUE (lease_id, supplier_name, invoice_number)
) STRICT;

-- Written once, when the lease enters into force; never changed.
CREATE TABLE lease_interim_charges (
    lease_id INTEGER  NOT NULL REFERENCES leases (id),
    batch_id INTEGER  NOT NULL PRIMARY KEY REFERENCES lease_batches (id),
    from_on  TEXT    NOT NULL,
    to_on    TEXT    NOT NULL,
    days     INTEGER NOT NULL,
    due_on   TEXT    NOT NULL,
    amount   INTEGER  NOT NULL
) STRICT;
CREATE INDEX lease_interim_charges_lease_id ON lease_interim_charges (lease_id);

-- The published values of an agreement's reference rate; entries, never edited.
CREATE TABLE lease_fixings (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    lease_id    INTEGER NOT NULL REFERENCES leases (id),
    applies_from TEXT  NOT NULL,
    index_value TEXT   NOT NULL,
    rate        TEXT   NOT NULL,
    source      TEXT   NOT NULL,
    recorded_by INTEGER NOT NULL REFERENCES accounts (id),
    recorded_at TEXT NOT NULL,
    CONSTRAINT lease_fixings_lease_id_applies_from_key UNIQUE (lease_id, applies_from)
) STRICT;

-- What was agreed after the signature; entries, never edited. What the agreement's debt changed by stands in drawn.
CREATE TABLE lease_amendments (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    lease_id     INTEGER  NOT NULL REFERENCES leases (id),
    number       INTEGER NOT NULL CHECK (number > 0),
    kind         TEXT    NOT NULL CHECK (kind IN ('extension', 'auto_renewal', 'part_return', 'buy_out', 'early_settlement', 'part_settlement')),
    agreed_on    TEXT    NOT NULL,
    effective_on TEXT    NOT NULL,
    lease_line_id INTEGER REFERENCES lease_lines (id),
    quantity     INTEGER CHECK (quantity > 0),
    periods      INTEGER CHECK (periods BETWEEN 1 AND 1200),
    payment      INTEGER  CHECK (payment >= 0),
    amount       INTEGER,
    rate         TEXT,
    residual     INTEGER  CHECK (residual >= 0),
    computed     INTEGER,
    drawn_on     TEXT,
    drawn        INTEGER,
    reference    TEXT,
    reason       TEXT    NOT NULL,
    recorded_by  INTEGER  NOT NULL REFERENCES accounts (id),
    recorded_at  TEXT NOT NULL,
    CONSTRAINT lease_amendments_lease_id_number_key UNIQUE (lease_id, number),
    CHECK ((drawn_on IS NULL) = (drawn IS NULL))
) STRICT;

-- Each time instalments were written down, and why.
CREATE TABLE lease_schedules (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    lease_id     INTEGER  NOT NULL REFERENCES leases (id),
    number       INTEGER NOT NULL CHECK (number > 0),
    cause        TEXT    NOT NULL CHECK (cause IN ('entry_into_force', 'fixing', 'amendment')),
    fixing_id    INTEGER  REFERENCES lease_fixings (id),
    amendment_id INTEGER  REFERENCES lease_amendments (id),
    from_number  INTEGER NOT NULL CHECK (from_number > 0),
    made_by      INTEGER  REFERENCES accounts (id),
    made_at      TEXT NOT NULL,
    CONSTRAINT lease_schedules_lease_id_number_key UNIQUE (lease_id, number),
    CHECK ((cause = 'fixing') = (fixing_id IS NOT NULL)),
    CHECK ((cause = 'amendment') = (amendment_id IS NOT NULL))
) STRICT;

-- Instalments that were not yet due when a later schedule took their place; kept as they stood.
CREATE TABLE lease_replaced_instalments (
    replaced_by INTEGER  NOT NULL REFERENCES lease_schedules (id),
    number      INTEGER NOT NULL CHECK (number > 0),
    lease_id    INTEGER  NOT NULL REFERENCES leases (id),
    schedule_id INTEGER  REFERENCES lease_schedules (id),
    due_on      TEXT    NOT NULL,
    period_from TEXT    NOT NULL,
    period_to   TEXT    NOT NULL,
    opening     INTEGER  NOT NULL,
    drawn       INTEGER  NOT NULL,
    interest    INTEGER  NOT NULL,
    principal   INTEGER  NOT NULL,
    payment     INTEGER  NOT NULL,
    closing     INTEGER  NOT NULL,
    PRIMARY KEY (replaced_by, number)
) STRICT;
CREATE INDEX lease_replaced_instalments_lease_id ON lease_replaced_instalments (lease_id);

-- Service billed beside the lease payment, per instalment of its time.
CREATE TABLE lease_fees (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    lease_id       INTEGER  NOT NULL REFERENCES leases (id),
    description    TEXT    NOT NULL,
    amount         INTEGER  NOT NULL CHECK (amount >= 0),
    from_on        TEXT    NOT NULL,
    to_on          TEXT,
    vat_rate       TEXT    NOT NULL,
    price_series   TEXT,
    base_year      INTEGER CHECK (base_year BETWEEN 1990 AND 2100),
    account_string TEXT,
    split_key      TEXT    NOT NULL DEFAULT 'devices' CHECK (split_key IN ('devices', 'pupils', 'equal', 'stated', 'none')),
    version        INTEGER NOT NULL CHECK (version > 0),
    CHECK (to_on IS NULL OR to_on >= from_on),
    CHECK ((price_series IS NULL) = (base_year IS NULL))
) STRICT;
CREATE INDEX lease_fees_lease_id ON lease_fees (lease_id);

-- The stated key by which a line or a fee is split over schools.
CREATE TABLE lease_shares (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    lease_line_id INTEGER  REFERENCES lease_lines (id),
    lease_fee_id  INTEGER  REFERENCES lease_fees (id),
    school_id     INTEGER  NOT NULL REFERENCES schools (id),
    weight        INTEGER NOT NULL CHECK (weight BETWEEN 1 AND 1000000),
    CONSTRAINT lease_shares_lease_line_id_school_id_key UNIQUE (lease_line_id, school_id),
    CONSTRAINT lease_shares_lease_fee_id_school_id_key UNIQUE (lease_fee_id, school_id),
    CHECK ((lease_line_id IS NULL) <> (lease_fee_id IS NULL))
) STRICT;

-- What was invoiced and paid; a correction is a new entry that names the one it corrects.
CREATE TABLE lease_payments (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    lease_id          INTEGER  NOT NULL REFERENCES leases (id),
    kind              TEXT    NOT NULL CHECK (kind IN ('instalment', 'interim_charge', 'fee', 'settlement', 'return_charge', 'other')),
    instalment_number INTEGER CHECK (instalment_number > 0),
    invoice_number    TEXT,
    invoiced_on       TEXT,
    paid_on           TEXT,
    amount            INTEGER  NOT NULL,
    vat               INTEGER  NOT NULL,
    corrects_id       INTEGER  REFERENCES lease_payments (id),
    note              TEXT,
    recorded_by       INTEGER  NOT NULL REFERENCES accounts (id),
    recorded_at       TEXT NOT NULL,
    CONSTRAINT lease_payments_corrects_id_key UNIQUE (corrects_id),
    CHECK ((kind IN ('instalment', 'fee')) = (instalment_number IS NOT NULL)),
    CHECK (invoiced_on IS NOT NULL OR paid_on IS NOT NULL)
) STRICT;
CREATE INDEX lease_payments_lease_id ON lease_payments (lease_id, instalment_number);

-- That notice was given, and for what; entries, never edited.
CREATE TABLE lease_notices (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    lease_id    INTEGER NOT NULL REFERENCES leases (id),
    given_on    TEXT   NOT NULL,
    choice      TEXT   NOT NULL CHECK (choice IN ('return_to_lessor', 'designation', 'purchase', 'extension', 'mixed')),
    note        TEXT,
    recorded_by INTEGER NOT NULL REFERENCES accounts (id),
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX lease_notices_lease_id ON lease_notices (lease_id);

-- How much each body may approve; a limit that is absent is no limit.
CREATE TABLE approval_rules (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    body       TEXT    NOT NULL CHECK (body IN ('director', 'committee', 'council')),
    name       TEXT    NOT NULL,
    max_total  INTEGER  CHECK (max_total >= 0),
    max_months INTEGER CHECK (max_months BETWEEN 0 AND 1200),
    valid_from TEXT    NOT NULL,
    valid_to   TEXT,
    source     TEXT    NOT NULL,
    version    INTEGER NOT NULL CHECK (version > 0),
    CONSTRAINT approval_rules_body_valid_from_key UNIQUE (body, valid_from),
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
) STRICT;

-- What a body decided on an agreement; entries, never edited.
CREATE TABLE lease_decisions (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    lease_id       INTEGER  NOT NULL REFERENCES leases (id),
    body           TEXT    NOT NULL CHECK (body IN ('director', 'committee', 'council')),
    outcome        TEXT    NOT NULL CHECK (outcome IN ('approved', 'rejected')),
    decided_on     TEXT    NOT NULL,
    reference      TEXT    NOT NULL,
    reason         TEXT    NOT NULL,
    approved_total INTEGER  CHECK (approved_total >= 0),
    recorded_by    INTEGER  NOT NULL REFERENCES accounts (id),
    recorded_at    TEXT NOT NULL
) STRICT;
CREATE INDEX lease_decisions_lease_id ON lease_decisions (lease_id);

-- Price and wage rates by series and year; a later publication replaces none, it is preferred.
CREATE TABLE price_rates (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    series       TEXT    NOT NULL,
    year         INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
    rate         TEXT    NOT NULL,
    published_on TEXT    NOT NULL,
    source       TEXT    NOT NULL,
    recorded_by  INTEGER  NOT NULL REFERENCES accounts (id),
    recorded_at  TEXT NOT NULL,
    CONSTRAINT price_rates_series_year_published_on_key UNIQUE (series, year, published_on)
) STRICT;

-- A cost table as it was approved.
CREATE TABLE cost_versions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    title        TEXT   NOT NULL,
    view         TEXT   NOT NULL CHECK (view IN ('cash', 'accrual')),
    sharing      TEXT   NOT NULL CHECK (sharing IN ('holder', 'device_days')),
    approved_on  TEXT   NOT NULL,
    note         TEXT,
    recorded_by  INTEGER NOT NULL REFERENCES accounts (id),
    recorded_at  TEXT NOT NULL
) STRICT;

CREATE TABLE cost_version_cells (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    cost_version_id INTEGER  NOT NULL REFERENCES cost_versions (id),
    lease_id        INTEGER  NOT NULL REFERENCES leases (id),
    school_id       INTEGER  REFERENCES schools (id),
    account_string  TEXT,
    kind            TEXT    NOT NULL CHECK (kind IN ('payment', 'interim_charge', 'fee', 'settlement')),
    year            INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 9999),
    amount          INTEGER  NOT NULL
) STRICT;
CREATE INDEX cost_version_cells_cost_version_id ON cost_version_cells (cost_version_id);

CREATE TABLE new_lease_instalments (
    lease_id    INTEGER  NOT NULL REFERENCES leases (id),
    number      INTEGER NOT NULL CHECK (number > 0),
    due_on      TEXT    NOT NULL,
    period_from TEXT    NOT NULL,
    period_to   TEXT    NOT NULL,
    opening     INTEGER  NOT NULL,
    interest    INTEGER  NOT NULL,
    principal   INTEGER  NOT NULL,
    payment     INTEGER  NOT NULL,
    closing     INTEGER  NOT NULL,
    drawn       INTEGER  NOT NULL DEFAULT 0,
    schedule_id INTEGER  REFERENCES lease_schedules (id),
    PRIMARY KEY (lease_id, number),
    CHECK (payment = interest + principal),
    CHECK (closing = opening + drawn - principal)
) STRICT;
INSERT INTO new_lease_instalments (lease_id, number, due_on, period_from, period_to, opening, interest, principal, payment, closing) SELECT lease_id, number, due_on, period_from, period_to, opening, interest, principal, payment, closing FROM lease_instalments;
DROP TABLE lease_instalments;
ALTER TABLE new_lease_instalments RENAME TO lease_instalments;
CREATE INDEX lease_instalments_due_on ON lease_instalments (due_on);

-- The line of a device never changes; kept here so that holdings by line, school and day are one walk along an index.
CREATE TABLE new_device_movements (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    device_id      INTEGER NOT NULL REFERENCES devices (id),
    from_school_id INTEGER REFERENCES schools (id),
    to_school_id   INTEGER REFERENCES schools (id),
    moved_on       TEXT   NOT NULL,
    reason         TEXT,
    account_id     INTEGER NOT NULL REFERENCES accounts (id),
    at             TEXT NOT NULL,
    lease_line_id  INTEGER NOT NULL REFERENCES lease_lines (id)
) STRICT;
INSERT INTO new_device_movements (id, device_id, from_school_id, to_school_id, moved_on, reason, account_id, at, lease_line_id)
    SELECT device_movements.id, device_movements.device_id, device_movements.from_school_id, device_movements.to_school_id, device_movements.moved_on, device_movements.reason, device_movements.account_id, device_movements.at, devices.lease_line_id FROM device_movements JOIN devices ON devices.id = device_movements.device_id;
DROP TABLE device_movements;
ALTER TABLE new_device_movements RENAME TO device_movements;
CREATE INDEX device_movements_device_id ON device_movements (device_id, moved_on, id);
CREATE INDEX device_movements_holdings ON device_movements (lease_line_id, moved_on, from_school_id, to_school_id);

COMMIT;
PRAGMA foreign_keys = ON;
