CREATE TABLE sign_in_attempts_old (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         TEXT    NOT NULL,
    email_key  TEXT    NOT NULL,
    account_id INTEGER REFERENCES accounts (id),
    address    TEXT,
    outcome    TEXT    NOT NULL CHECK (outcome IN ('signed_in', 'wrong', 'locked', 'inactive'))
) STRICT;
INSERT INTO sign_in_attempts_old SELECT id, at, email_key, account_id, address,
    CASE outcome WHEN 'refused' THEN 'wrong' ELSE outcome END FROM sign_in_attempts;
DROP TABLE sign_in_attempts;
ALTER TABLE sign_in_attempts_old RENAME TO sign_in_attempts;
CREATE INDEX sign_in_attempts_email_key_at ON sign_in_attempts (email_key, at);
CREATE INDEX sign_in_attempts_address_at ON sign_in_attempts (address, at);
CREATE INDEX sign_in_attempts_at ON sign_in_attempts (at);
DROP TABLE account_identities;
DROP TABLE identity_mappings;
