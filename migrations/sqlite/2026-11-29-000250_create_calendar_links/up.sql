-- A secret address under which a person's calendar program reads deadlines. Of its secret only the SHA-256 is kept.
CREATE TABLE calendar_links (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id   INTEGER NOT NULL REFERENCES accounts (id),
    secret_hash  TEXT    NOT NULL,
    created_at   TEXT    NOT NULL,
    withdrawn_at TEXT,
    CONSTRAINT calendar_links_secret_hash_key UNIQUE (secret_hash)
) STRICT;
CREATE INDEX calendar_links_account_id ON calendar_links (account_id);
