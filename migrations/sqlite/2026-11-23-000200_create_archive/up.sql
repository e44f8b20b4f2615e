CREATE TABLE archived_documents (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    number         TEXT      NOT NULL,
    year           INTEGER   NOT NULL,
    sequence       INTEGER   NOT NULL CHECK (sequence > 0),
    kind           TEXT      NOT NULL,
    subject_kind   TEXT      NOT NULL,
    subject_id     INTEGER    NOT NULL,
    title          TEXT      NOT NULL,
    file_name      TEXT      NOT NULL,
    media_type     TEXT      NOT NULL,
    sha256         TEXT      NOT NULL,
    size           INTEGER    NOT NULL CHECK (size > 0),
    content        BLOB     NOT NULL,
    data_version   INTEGER   NOT NULL,
    issued_at      TEXT NOT NULL,
    issued_by      INTEGER    NOT NULL REFERENCES accounts (id),
    issued_by_name TEXT      NOT NULL,
    CONSTRAINT archived_documents_number_key UNIQUE (number),
    CONSTRAINT archived_documents_year_sequence_key UNIQUE (year, sequence)
) STRICT;
CREATE INDEX archived_documents_subject ON archived_documents (subject_kind, subject_id);
CREATE INDEX archived_documents_sha256 ON archived_documents (sha256);
