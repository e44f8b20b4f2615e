CREATE TABLE leases (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id       INTEGER REFERENCES projects (id),
    agreement_number TEXT    NOT NULL,
    title            TEXT    NOT NULL,
    lessor_name      TEXT    NOT NULL,
    lessor_cvr_number TEXT,
    kind             TEXT    NOT NULL CHECK (kind IN ('finance_lease', 'operating_lease')),
    state            TEXT    NOT NULL CHECK (state IN ('establishment', 'in_force', 'ended')),
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
    CONSTRAINT leases_agreement_number_key UNIQUE (agreement_number),
    CHECK (ended_on IS NULL OR state = 'ended')
) STRICT;
CREATE INDEX leases_project_id ON leases (project_id);

CREATE TABLE lease_lines (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    lease_id           INTEGER  NOT NULL REFERENCES leases (id),
    position           INTEGER NOT NULL CHECK (position > 0),
    kind               TEXT    NOT NULL CHECK (kind IN ('device', 'charging_cabinet', 'image_installation', 'municipal_licence', 'service', 'other')),
    device_category_id INTEGER REFERENCES device_categories (id),
    description        TEXT    NOT NULL,
    quantity           INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
    unit_price         INTEGER  NOT NULL CHECK (unit_price >= 0),
    version            INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
    CONSTRAINT lease_lines_lease_id_position_key UNIQUE (lease_id, position),
    CHECK ((kind = 'device') = (device_category_id IS NOT NULL))
) STRICT;

-- Written once, when the lease enters into force; never changed.
CREATE TABLE lease_instalments (
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
    PRIMARY KEY (lease_id, number),
    CHECK (payment = interest + principal),
    CHECK (closing = opening - principal)
) STRICT;
CREATE INDEX lease_instalments_due_on ON lease_instalments (due_on);
