CREATE TABLE device_models (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    device_category_id INTEGER NOT NULL REFERENCES device_categories (id),
    manufacturer       TEXT   NOT NULL,
    name               TEXT   NOT NULL,
    os_support_ends_on TEXT,
    os_support_source  TEXT,
    version            INTEGER NOT NULL CHECK (version > 0),
    CONSTRAINT device_models_manufacturer_name_key UNIQUE (manufacturer, name)
) STRICT;

CREATE TABLE devices (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    lease_line_id INTEGER NOT NULL REFERENCES lease_lines (id),
    school_id     INTEGER NOT NULL REFERENCES schools (id),
    model_id      INTEGER NOT NULL REFERENCES device_models (id),
    serial_number TEXT   NOT NULL,
    serial_key    TEXT   NOT NULL,
    asset_tag     TEXT,
    asset_tag_key TEXT,
    status        TEXT   NOT NULL CHECK (status IN ('in_use', 'returned')),
    received_on   TEXT   NOT NULL,
    version       INTEGER NOT NULL CHECK (version > 0),
    CONSTRAINT devices_serial_key_key UNIQUE (serial_key),
    CONSTRAINT devices_asset_tag_key_key UNIQUE (asset_tag_key)
) STRICT;
CREATE INDEX devices_school_id ON devices (school_id, id);
CREATE INDEX devices_lease_line_id ON devices (lease_line_id, id);
CREATE INDEX devices_model_id ON devices (model_id, id);
CREATE INDEX devices_status ON devices (status, id);

-- Who holds a device from which day on; the first row is the registration.
CREATE TABLE device_movements (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    device_id      INTEGER NOT NULL REFERENCES devices (id),
    from_school_id INTEGER REFERENCES schools (id),
    to_school_id   INTEGER REFERENCES schools (id),
    moved_on       TEXT   NOT NULL,
    reason         TEXT,
    account_id     INTEGER NOT NULL REFERENCES accounts (id),
    at             TEXT NOT NULL
) STRICT;
CREATE INDEX device_movements_device_id ON device_movements (device_id, moved_on, id);
