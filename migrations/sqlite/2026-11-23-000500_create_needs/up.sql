CREATE TABLE needs (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id         INTEGER  NOT NULL REFERENCES projects (id),
    school_id          INTEGER  NOT NULL REFERENCES schools (id),
    device_category_id INTEGER  NOT NULL REFERENCES device_categories (id),
    quantity           INTEGER NOT NULL CHECK (quantity BETWEEN 0 AND 100000),
    basis              TEXT    NOT NULL,
    wanted_on          TEXT    NOT NULL,
    state              TEXT    NOT NULL CHECK (state IN ('draft', 'submitted', 'confirmed')),
    submitted_at       TEXT,
    submitted_by       INTEGER REFERENCES accounts (id),
    confirmed_at       TEXT,
    confirmed_by       INTEGER REFERENCES accounts (id),
    version            INTEGER NOT NULL CHECK (version > 0),
    CONSTRAINT needs_project_id_school_id_device_category_id_key UNIQUE (project_id, school_id, device_category_id)
) STRICT;
CREATE INDEX needs_school_id ON needs (school_id);
