-- Filters and columns of the register that somebody comes back to.
CREATE TABLE saved_device_filters (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    name       TEXT NOT NULL,
    query      TEXT NOT NULL,
    CONSTRAINT saved_device_filters_account_id_name_key UNIQUE (account_id, name)
) STRICT;
