-- What buying and operating leasing are compared with the estimate's own financing by; one row per estimate at most.
CREATE TABLE estimate_comparisons (
    estimate_id       INTEGER PRIMARY KEY REFERENCES estimates (id),
    discount_rate     TEXT    NOT NULL,
    discount_source   TEXT    NOT NULL,
    discount_assumed  INTEGER NOT NULL CHECK (discount_assumed IN (0, 1)),
    worth             INTEGER NOT NULL CHECK (worth >= 0),
    worth_source      TEXT    NOT NULL,
    worth_assumed     INTEGER NOT NULL CHECK (worth_assumed IN (0, 1)),
    return_cost       INTEGER NOT NULL CHECK (return_cost >= 0),
    return_source     TEXT    NOT NULL,
    return_assumed    INTEGER NOT NULL CHECK (return_assumed IN (0, 1)),
    operating_payment INTEGER CHECK (operating_payment >= 0),
    operating_source  TEXT,
    operating_assumed INTEGER CHECK (operating_assumed IN (0, 1)),
    CHECK ((operating_payment IS NULL) = (operating_source IS NULL)),
    CHECK ((operating_payment IS NULL) = (operating_assumed IS NULL))
) STRICT;
