CREATE TABLE tenders (
    id                       INTEGER PRIMARY KEY AUTOINCREMENT,
    project_id               INTEGER NOT NULL REFERENCES projects (id),
    specification_version_id INTEGER NOT NULL REFERENCES specification_versions (id),
    estimate_id              INTEGER NOT NULL REFERENCES estimates (id),
    title                    TEXT   NOT NULL,
    procedure                TEXT   NOT NULL CHECK (procedure IN ('open', 'restricted', 'negotiated', 'mini_tender', 'direct_award', 'below_threshold')),
    award_criterion          TEXT   NOT NULL CHECK (award_criterion IN ('price', 'cost', 'best_price_quality_ratio')),
    state                    TEXT   NOT NULL CHECK (state IN ('draft', 'published', 'cancelled')),
    contact                  TEXT   NOT NULL,
    question_deadline_on     TEXT   NOT NULL,
    offer_deadline_on        TEXT   NOT NULL,
    offers_bind_until        TEXT   NOT NULL,
    published_at             TEXT,
    document_id              INTEGER REFERENCES archived_documents (id),
    cancelled_reason         TEXT,
    version                  INTEGER NOT NULL CHECK (version > 0),
    CHECK (question_deadline_on <= offer_deadline_on),
    CHECK (offer_deadline_on <= offers_bind_until),
    CHECK ((state = 'published') <= (document_id IS NOT NULL))
) STRICT;
CREATE INDEX tenders_project_id ON tenders (project_id);

CREATE TABLE tender_conditions (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    tender_id INTEGER  NOT NULL REFERENCES tenders (id),
    position  INTEGER NOT NULL CHECK (position > 0),
    title     TEXT    NOT NULL,
    text      TEXT    NOT NULL,
    CONSTRAINT tender_conditions_tender_id_position_key UNIQUE (tender_id, position)
) STRICT;

CREATE TABLE tender_dates (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    tender_id  INTEGER  NOT NULL REFERENCES tenders (id),
    position   INTEGER NOT NULL CHECK (position > 0),
    label      TEXT    NOT NULL,
    takes_place_on TEXT NOT NULL,
    note       TEXT,
    CONSTRAINT tender_dates_tender_id_position_key UNIQUE (tender_id, position)
) STRICT;
