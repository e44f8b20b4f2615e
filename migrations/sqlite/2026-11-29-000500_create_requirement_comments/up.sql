-- What is said about a requirement while it is being written. It belongs to the requirement's number, which is the same
-- in all versions of a specification; the version is the one in which it was written.
CREATE TABLE requirement_comments (
    id                       INTEGER PRIMARY KEY AUTOINCREMENT,
    specification_version_id INTEGER NOT NULL REFERENCES specification_versions (id),
    number                   INTEGER NOT NULL,
    text                     TEXT    NOT NULL,
    written_by               INTEGER NOT NULL REFERENCES accounts (id),
    written_at               TEXT    NOT NULL,
    edited_at                TEXT,
    resolved_by              INTEGER REFERENCES accounts (id),
    resolved_at              TEXT,
    version                  INTEGER NOT NULL CHECK (version > 0),
    CHECK ((resolved_by IS NULL) = (resolved_at IS NULL)),
    FOREIGN KEY (specification_version_id, number) REFERENCES requirements (specification_version_id, number)
) STRICT;
CREATE INDEX requirement_comments_specification_version_id ON requirement_comments (specification_version_id, number);

CREATE TABLE requirement_comment_replies (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    comment_id INTEGER NOT NULL REFERENCES requirement_comments (id),
    text       TEXT    NOT NULL,
    written_by INTEGER NOT NULL REFERENCES accounts (id),
    written_at TEXT    NOT NULL,
    edited_at  TEXT,
    version    INTEGER NOT NULL CHECK (version > 0)
) STRICT;
CREATE INDEX requirement_comment_replies_comment_id ON requirement_comment_replies (comment_id);

-- Where a requirement stands in its section: people move it, and its number never changes by that. Until now they stood
-- by number.
ALTER TABLE requirements ADD COLUMN position INTEGER NOT NULL DEFAULT 1 CHECK (position > 0);
UPDATE requirements SET position = (
    SELECT count(*) FROM requirements AS earlier
    WHERE earlier.section_id = requirements.section_id AND earlier.number <= requirements.number
);
CREATE UNIQUE INDEX requirements_section_id_position_key ON requirements (section_id, position);
