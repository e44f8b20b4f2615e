-- What people write for the committee's agenda (dagsordenspunkt); figures and dates come from the project itself.
CREATE TABLE recommendations (
    project_id   INTEGER PRIMARY KEY REFERENCES projects (id),
    title        TEXT    NOT NULL,
    meeting_on   TEXT,
    department   TEXT    NOT NULL,
    is_open      INTEGER NOT NULL CHECK (is_open IN (0, 1)),
    summary      TEXT    NOT NULL,
    presentation TEXT    NOT NULL,
    legal_basis  TEXT,
    economy      TEXT,
    hearing      TEXT,
    version      INTEGER NOT NULL CHECK (version > 0)
) STRICT;

CREATE TABLE recommendation_lines (
    project_id INTEGER NOT NULL REFERENCES recommendations (project_id),
    kind       TEXT    NOT NULL CHECK (kind IN ('body', 'point', 'attachment')),
    position   INTEGER NOT NULL CHECK (position > 0),
    text       TEXT    NOT NULL,
    PRIMARY KEY (project_id, kind, position)
) STRICT;
