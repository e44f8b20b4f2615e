CREATE TABLE projects (
    id                  INTEGER PRIMARY KEY AUTOINCREMENT,
    case_number         TEXT NOT NULL,
    title               TEXT NOT NULL,
    background          TEXT,
    kle_code            TEXT,
    phase               TEXT NOT NULL CHECK (phase IN ('established', 'needs_assessment', 'specification', 'tendering', 'contracting', 'operation', 'closed')),
    council_decision_on TEXT,
    council_decision    TEXT,
    version             INTEGER NOT NULL CHECK (version > 0),
    CONSTRAINT projects_case_number_key UNIQUE (case_number)
) STRICT;

CREATE TABLE project_frames (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id  INTEGER  NOT NULL REFERENCES projects (id),
    budget_year INTEGER NOT NULL CHECK (budget_year BETWEEN 1990 AND 2100),
    amount      INTEGER  NOT NULL CHECK (amount >= 0),
    note        TEXT,
    CONSTRAINT project_frames_project_id_budget_year_key UNIQUE (project_id, budget_year)
) STRICT;

CREATE TABLE project_members (
    id                    INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id            INTEGER NOT NULL REFERENCES projects (id),
    account_id            INTEGER REFERENCES accounts (id),
    name                  TEXT   NOT NULL,
    role                  TEXT   NOT NULL CHECK (role IN ('lead', 'member', 'steering_group', 'adviser')),
    organisation          TEXT   NOT NULL,
    joined_on             TEXT   NOT NULL,
    left_on               TEXT,
    conflict_of_interest  TEXT   CHECK (conflict_of_interest IN ('none', 'declared')),
    conflict_explanation  TEXT,
    conflict_declared_on  TEXT,
    version               INTEGER NOT NULL CHECK (version > 0),
    CHECK (left_on IS NULL OR left_on >= joined_on)
) STRICT;
CREATE INDEX project_members_project_id ON project_members (project_id);

CREATE TABLE project_milestones (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL REFERENCES projects (id),
    title      TEXT   NOT NULL,
    due_on     TEXT   NOT NULL,
    done_on    TEXT,
    version    INTEGER NOT NULL CHECK (version > 0)
) STRICT;
CREATE INDEX project_milestones_project_id ON project_milestones (project_id);

CREATE TABLE inspiration_visits (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id   INTEGER NOT NULL REFERENCES projects (id),
    visited_on   TEXT   NOT NULL,
    host         TEXT   NOT NULL,
    participants TEXT   NOT NULL,
    questions    TEXT,
    findings     TEXT,
    version      INTEGER NOT NULL CHECK (version > 0)
) STRICT;
CREATE INDEX inspiration_visits_project_id ON inspiration_visits (project_id);

CREATE TABLE project_decisions (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id  INTEGER NOT NULL REFERENCES projects (id),
    decided_on  TEXT   NOT NULL,
    decided_by  TEXT   NOT NULL,
    decision    TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    recorded_by INTEGER NOT NULL REFERENCES accounts (id),
    recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX project_decisions_project_id ON project_decisions (project_id);

CREATE TABLE project_phase_changes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id INTEGER NOT NULL REFERENCES projects (id),
    from_phase TEXT   NOT NULL,
    to_phase   TEXT   NOT NULL,
    reason     TEXT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    at         TEXT NOT NULL
) STRICT;
CREATE INDEX project_phase_changes_project_id ON project_phase_changes (project_id);
