-- A list of devices that was read in at one time; undone, its devices are gone and their numbers free again.
CREATE TABLE device_imports (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    lease_line_id INTEGER NOT NULL REFERENCES lease_lines (id),
    file_name     TEXT,
    devices       INTEGER NOT NULL CHECK (devices > 0),
    account_id    INTEGER NOT NULL REFERENCES accounts (id),
    at            TEXT    NOT NULL,
    undone_by     INTEGER REFERENCES accounts (id),
    undone_at     TEXT,
    version       INTEGER NOT NULL CHECK (version > 0),
    CHECK ((undone_by IS NULL) = (undone_at IS NULL))
) STRICT;

ALTER TABLE devices ADD COLUMN import_id INTEGER REFERENCES device_imports (id);
CREATE INDEX devices_import_id ON devices (import_id);

-- What schools hold, and what one holds by model and line, is counted from the index alone.
CREATE INDEX devices_holding ON devices (status, school_id, model_id, lease_line_id);
