CREATE TABLE estimates (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id       INTEGER  NOT NULL REFERENCES projects (id),
    title            TEXT    NOT NULL,
    state            TEXT    NOT NULL CHECK (state IN ('draft', 'approved')),
    starts_on        TEXT    NOT NULL,
    periods          INTEGER NOT NULL CHECK (periods BETWEEN 1 AND 1200),
    every_unit       TEXT    NOT NULL CHECK (every_unit IN ('day', 'week', 'month', 'year')),
    every_count      INTEGER NOT NULL CHECK (every_count BETWEEN 1 AND 1200),
    timing           TEXT    NOT NULL CHECK (timing IN ('advance', 'arrears')),
    rate             TEXT    NOT NULL,
    rate_source      TEXT    NOT NULL,
    rate_assumed     INTEGER NOT NULL CHECK (rate_assumed IN (0, 1)),
    residual         INTEGER  NOT NULL CHECK (residual >= 0),
    note             TEXT,
    approved_at      TEXT,
    approved_by      INTEGER REFERENCES accounts (id),
    version          INTEGER NOT NULL CHECK (version > 0),
    CHECK ((state = 'approved') = (approved_at IS NOT NULL))
) STRICT;
CREATE INDEX estimates_project_id ON estimates (project_id);

CREATE TABLE estimate_prices (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    estimate_id        INTEGER NOT NULL REFERENCES estimates (id),
    device_category_id INTEGER NOT NULL REFERENCES device_categories (id),
    unit_price         INTEGER NOT NULL CHECK (unit_price >= 0),
    source             TEXT   NOT NULL,
    assumed            INTEGER NOT NULL CHECK (assumed IN (0, 1)),
    CONSTRAINT estimate_prices_estimate_id_device_category_id_key UNIQUE (estimate_id, device_category_id)
) STRICT;

CREATE TABLE estimate_lines (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    estimate_id INTEGER  NOT NULL REFERENCES estimates (id),
    position    INTEGER NOT NULL CHECK (position > 0),
    kind        TEXT    NOT NULL CHECK (kind IN ('charging_cabinet', 'image_installation', 'municipal_licence', 'service', 'other')),
    description TEXT    NOT NULL,
    basis       TEXT    NOT NULL CHECK (basis IN ('fixed', 'per_device')),
    quantity    INTEGER NOT NULL CHECK (quantity BETWEEN 0 AND 100000),
    unit_price  INTEGER  NOT NULL CHECK (unit_price >= 0),
    source      TEXT    NOT NULL,
    assumed     INTEGER NOT NULL CHECK (assumed IN (0, 1)),
    CONSTRAINT estimate_lines_estimate_id_position_key UNIQUE (estimate_id, position)
) STRICT;
