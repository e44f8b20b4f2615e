-- What buying and operating leasing are compared with the estimate's own financing by; one row per estimate at most.
CREATE TABLE estimate_comparisons (
    estimate_id       BIGINT  PRIMARY KEY REFERENCES estimates (id),
    discount_rate     TEXT    NOT NULL,
    discount_source   TEXT    NOT NULL,
    discount_assumed  BOOLEAN NOT NULL,
    worth             BIGINT  NOT NULL CHECK (worth >= 0),
    worth_source      TEXT    NOT NULL,
    worth_assumed     BOOLEAN NOT NULL,
    return_cost       BIGINT  NOT NULL CHECK (return_cost >= 0),
    return_source     TEXT    NOT NULL,
    return_assumed    BOOLEAN NOT NULL,
    operating_payment BIGINT  CHECK (operating_payment >= 0),
    operating_source  TEXT,
    operating_assumed BOOLEAN,
    CHECK ((operating_payment IS NULL) = (operating_source IS NULL)),
    CHECK ((operating_payment IS NULL) = (operating_assumed IS NULL))
);
