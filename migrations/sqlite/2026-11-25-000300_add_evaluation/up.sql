-- How offers will be compared is data of the tender (Procurement Act § 160), and a condition belongs either to the rules
-- of the competition or to the contract.
CREATE TABLE tender_evaluations (
    tender_id        INTEGER PRIMARY KEY REFERENCES tenders (id),
    model            TEXT NOT NULL CHECK (model IN ('lowest_price', 'evaluated_price', 'linear_slope', 'linear_unbounded', 'relative', 'fixed_amount', 'fixed_percentage', 'commission', 'oslo')),
    tie_rule         TEXT NOT NULL CHECK (tie_rule IN ('lowest_price', 'highest_quality', 'first_line', 'lot')),
    scale_top        INTEGER CHECK (scale_top BETWEEN 2 AND 100),
    slope            TEXT,
    below_zero       TEXT CHECK (below_zero IN ('keep', 'zero')),
    amount_per_point INTEGER CHECK (amount_per_point > 0),
    minimum_total    TEXT,
    minimum_each     TEXT,
    option_share     TEXT
) STRICT;

CREATE TABLE tender_sub_criteria (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    tender_id INTEGER NOT NULL REFERENCES tender_evaluations (tender_id),
    position  INTEGER NOT NULL CHECK (position > 0),
    kind      TEXT NOT NULL CHECK (kind IN ('price', 'cost', 'quality')),
    name      TEXT NOT NULL,
    weight    TEXT,
    emphasis  TEXT NOT NULL,
    CONSTRAINT tender_sub_criteria_tender_id_position_key UNIQUE (tender_id, position)
) STRICT;

CREATE TABLE tender_score_levels (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    tender_id INTEGER NOT NULL REFERENCES tender_evaluations (tender_id),
    points    INTEGER NOT NULL CHECK (points BETWEEN 0 AND 100),
    meaning   TEXT NOT NULL,
    CONSTRAINT tender_score_levels_tender_id_points_key UNIQUE (tender_id, points)
) STRICT;

ALTER TABLE tender_conditions ADD COLUMN part TEXT NOT NULL DEFAULT 'conditions' CHECK (part IN ('conditions', 'contract'));
