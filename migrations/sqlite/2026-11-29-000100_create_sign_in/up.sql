-- A person's password as an argon2id hash in its PHC text form; an account that never chose one has no row.
CREATE TABLE account_passwords (
    account_id    INTEGER NOT NULL REFERENCES accounts (id),
    password_hash TEXT    NOT NULL,
    changed_at    TEXT    NOT NULL,
    PRIMARY KEY (account_id)
) STRICT;

-- A signed-in browser. Of its secret only the SHA-256 is kept.
CREATE TABLE sessions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id   INTEGER NOT NULL REFERENCES accounts (id),
    secret_hash  TEXT    NOT NULL,
    created_at   TEXT    NOT NULL,
    last_seen_at TEXT    NOT NULL,
    expires_at   TEXT    NOT NULL,
    ended_at     TEXT,
    address      TEXT,
    user_agent   TEXT    NOT NULL,
    CONSTRAINT sessions_secret_hash_key UNIQUE (secret_hash),
    CHECK (expires_at > created_at)
) STRICT;
CREATE INDEX sessions_account_id ON sessions (account_id);

-- A link by which a password is chosen once. Of its secret only the SHA-256 is kept; used_at is also set when it is void.
CREATE TABLE one_time_links (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id  INTEGER NOT NULL REFERENCES accounts (id),
    purpose     TEXT    NOT NULL CHECK (purpose IN ('invitation', 'reset')),
    secret_hash TEXT    NOT NULL,
    created_at  TEXT    NOT NULL,
    expires_at  TEXT    NOT NULL,
    used_at     TEXT,
    CONSTRAINT one_time_links_secret_hash_key UNIQUE (secret_hash),
    CHECK (expires_at > created_at)
) STRICT;
CREATE INDEX one_time_links_account_id ON one_time_links (account_id);

-- Every attempt to sign in, kept for 90 days.
CREATE TABLE sign_in_attempts (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         TEXT    NOT NULL,
    email_key  TEXT    NOT NULL,
    account_id INTEGER REFERENCES accounts (id),
    address    TEXT,
    outcome    TEXT    NOT NULL CHECK (outcome IN ('signed_in', 'wrong', 'locked', 'inactive'))
) STRICT;
CREATE INDEX sign_in_attempts_email_key_at ON sign_in_attempts (email_key, at);
CREATE INDEX sign_in_attempts_address_at ON sign_in_attempts (address, at);
CREATE INDEX sign_in_attempts_at ON sign_in_attempts (at);
