CREATE TABLE device_categories (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    code    TEXT NOT NULL,
    name    TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    CONSTRAINT device_categories_code_key UNIQUE (code),
    CONSTRAINT device_categories_name_key UNIQUE (name)
) STRICT;

CREATE TABLE specifications (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id  INTEGER  NOT NULL REFERENCES projects (id),
    title       TEXT    NOT NULL,
    next_number INTEGER NOT NULL CHECK (next_number > 0),
    version     INTEGER NOT NULL CHECK (version > 0)
) STRICT;
CREATE INDEX specifications_project_id ON specifications (project_id);

CREATE TABLE specification_versions (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    specification_id INTEGER  NOT NULL REFERENCES specifications (id),
    number           INTEGER NOT NULL CHECK (number > 0),
    state            TEXT    NOT NULL CHECK (state IN ('draft', 'in_review', 'approved')),
    change_note      TEXT,
    created_at       TEXT NOT NULL,
    approved_at      TEXT,
    approved_by      INTEGER REFERENCES accounts (id),
    version          INTEGER NOT NULL CHECK (version > 0),
    CONSTRAINT specification_versions_specification_id_number_key UNIQUE (specification_id, number),
    CHECK ((state = 'approved') = (approved_at IS NOT NULL))
) STRICT;

CREATE TABLE requirement_sections (
    id                       INTEGER PRIMARY KEY AUTOINCREMENT,
    specification_version_id INTEGER  NOT NULL REFERENCES specification_versions (id),
    position                 INTEGER NOT NULL CHECK (position > 0),
    title                    TEXT    NOT NULL,
    introduction             TEXT,
    version                  INTEGER NOT NULL CHECK (version > 0),
    CONSTRAINT requirement_sections_specification_version_id_position_key UNIQUE (specification_version_id, position)
) STRICT;

CREATE TABLE requirements (
    id                       INTEGER PRIMARY KEY AUTOINCREMENT,
    specification_version_id INTEGER  NOT NULL REFERENCES specification_versions (id),
    section_id               INTEGER  NOT NULL REFERENCES requirement_sections (id),
    number                   INTEGER NOT NULL CHECK (number > 0),
    importance               TEXT    NOT NULL CHECK (importance IN ('minimum', 'important', 'normal', 'option')),
    answer_kind              TEXT    NOT NULL CHECK (answer_kind IN ('yes_no', 'choice', 'text', 'number', 'price', 'document')),
    device_category_id       INTEGER REFERENCES device_categories (id),
    text                     TEXT    NOT NULL,
    rationale                TEXT,
    origin_visit_id          INTEGER REFERENCES inspiration_visits (id),
    origin_school_id         INTEGER REFERENCES schools (id),
    withdrawn                INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    version                  INTEGER NOT NULL CHECK (version > 0),
    CONSTRAINT requirements_specification_version_id_number_key UNIQUE (specification_version_id, number)
) STRICT;
CREATE INDEX requirements_section_id ON requirements (section_id);
