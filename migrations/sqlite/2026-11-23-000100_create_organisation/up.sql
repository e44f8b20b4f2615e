CREATE TABLE municipality (
    id                INTEGER PRIMARY KEY CHECK (id = 1),
    name              TEXT NOT NULL,
    cvr_number        TEXT,
    gln               TEXT,
    municipality_code TEXT,
    street            TEXT,
    postal_code       TEXT,
    city              TEXT,
    version           INTEGER NOT NULL CHECK (version > 0)
) STRICT;

CREATE TABLE schools (
    id                 INTEGER PRIMARY KEY AUTOINCREMENT,
    name               TEXT NOT NULL,
    institution_number TEXT,
    gln                TEXT,
    cost_centre        TEXT,
    street             TEXT,
    postal_code        TEXT,
    city               TEXT,
    valid_from         TEXT NOT NULL,
    valid_to           TEXT,
    successor_id       INTEGER REFERENCES schools (id),
    version            INTEGER NOT NULL CHECK (version > 0),
    CONSTRAINT schools_name_valid_from_key UNIQUE (name, valid_from),
    CHECK (valid_to IS NULL OR valid_to >= valid_from),
    CHECK (successor_id IS NULL OR successor_id <> id)
) STRICT;

CREATE TABLE pupil_counts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    school_id   INTEGER  NOT NULL REFERENCES schools (id),
    school_year INTEGER NOT NULL CHECK (school_year BETWEEN 1990 AND 2100),
    grade       INTEGER NOT NULL CHECK (grade BETWEEN 0 AND 10),
    pupils      INTEGER NOT NULL CHECK (pupils BETWEEN 0 AND 10000),
    source      TEXT,
    version     INTEGER NOT NULL CHECK (version > 0),
    CONSTRAINT pupil_counts_school_id_school_year_grade_key UNIQUE (school_id, school_year, grade)
) STRICT;

CREATE TABLE staff_counts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    school_id   INTEGER  NOT NULL REFERENCES schools (id),
    school_year INTEGER NOT NULL CHECK (school_year BETWEEN 1990 AND 2100),
    kind        TEXT    NOT NULL CHECK (kind IN ('teacher', 'pedagogue', 'administration', 'other')),
    staff       INTEGER NOT NULL CHECK (staff BETWEEN 0 AND 10000),
    source      TEXT,
    version     INTEGER NOT NULL CHECK (version > 0),
    CONSTRAINT staff_counts_school_id_school_year_kind_key UNIQUE (school_id, school_year, kind)
) STRICT;

CREATE TABLE accounts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    email      TEXT    NOT NULL,
    email_key  TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    language   TEXT    NOT NULL CHECK (language IN ('da', 'en')),
    active     INTEGER NOT NULL CHECK (active IN (0, 1)),
    created_at TEXT NOT NULL,
    version    INTEGER NOT NULL CHECK (version > 0),
    CONSTRAINT accounts_email_key_key UNIQUE (email_key)
) STRICT;

CREATE TABLE account_roles (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    role       TEXT   NOT NULL CHECK (role IN ('administrator', 'project_lead', 'project_member', 'school_leader', 'finance', 'it', 'auditor')),
    PRIMARY KEY (account_id, role)
) STRICT;

CREATE TABLE account_schools (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    school_id  INTEGER NOT NULL REFERENCES schools (id),
    PRIMARY KEY (account_id, school_id)
) STRICT;

CREATE TABLE api_tokens (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER    NOT NULL REFERENCES accounts (id),
    name       TEXT      NOT NULL,
    prefix     TEXT      NOT NULL,
    token_hash TEXT      NOT NULL,
    scope      TEXT      NOT NULL CHECK (scope IN ('read', 'write')),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT,
    version    INTEGER   NOT NULL CHECK (version > 0),
    CONSTRAINT api_tokens_token_hash_key UNIQUE (token_hash),
    CHECK (expires_at > created_at)
) STRICT;
CREATE INDEX api_tokens_account_id ON api_tokens (account_id);

CREATE TABLE journal_entries (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    at           TEXT NOT NULL,
    account_id   INTEGER REFERENCES accounts (id),
    account_name TEXT NOT NULL,
    action       TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id   INTEGER NOT NULL,
    school_id    INTEGER REFERENCES schools (id),
    before       TEXT,
    after        TEXT,
    reason       TEXT
) STRICT;
CREATE INDEX journal_entries_subject ON journal_entries (subject_kind, subject_id);

-- What was answered to a POST with an Idempotency-Key; a row without status is still being worked on.
CREATE TABLE idempotency_keys (
    account_id   INTEGER    NOT NULL REFERENCES accounts (id),
    key          TEXT      NOT NULL,
    request_hash TEXT      NOT NULL,
    created_at   TEXT NOT NULL,
    status       INTEGER,
    headers      TEXT,
    body         BLOB,
    PRIMARY KEY (account_id, key)
) STRICT;
