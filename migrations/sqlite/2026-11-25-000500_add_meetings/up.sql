-- A meeting of a project group: who was there, what was on the agenda, what was decided. Its minutes are issued from it.
CREATE TABLE meetings (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id   INTEGER NOT NULL REFERENCES projects (id),
    title        TEXT    NOT NULL,
    held_on      TEXT    NOT NULL,
    hours        TEXT,
    place        TEXT    NOT NULL,
    guests       TEXT,
    minute_taker TEXT,
    next_on      TEXT,
    next_place   TEXT,
    version      INTEGER NOT NULL CHECK (version > 0)
) STRICT;
CREATE INDEX meetings_project_id ON meetings (project_id);

CREATE TABLE meeting_members (
    meeting_id INTEGER NOT NULL REFERENCES meetings (id),
    member_id  INTEGER NOT NULL REFERENCES project_members (id),
    present    INTEGER NOT NULL CHECK (present IN (0, 1)),
    PRIMARY KEY (meeting_id, member_id)
) STRICT;

CREATE TABLE meeting_items (
    meeting_id INTEGER NOT NULL REFERENCES meetings (id),
    position   INTEGER NOT NULL CHECK (position > 0),
    title      TEXT    NOT NULL,
    text       TEXT,
    PRIMARY KEY (meeting_id, position)
) STRICT;

CREATE TABLE meeting_decisions (
    meeting_id  INTEGER NOT NULL,
    item        INTEGER NOT NULL,
    position    INTEGER NOT NULL CHECK (position > 0),
    decision    TEXT    NOT NULL,
    responsible TEXT,
    due_on      TEXT,
    PRIMARY KEY (meeting_id, item, position),
    FOREIGN KEY (meeting_id, item) REFERENCES meeting_items (meeting_id, position)
) STRICT;
