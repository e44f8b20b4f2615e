-- Which role, and of a school leader which school, a group of the municipality's identity provider gives.
CREATE TABLE identity_mappings (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    claim_value TEXT    NOT NULL,
    role        TEXT    NOT NULL CHECK (role IN ('administrator', 'project_lead', 'project_member', 'school_leader',
                                                 'finance', 'it', 'auditor')),
    school_id   INTEGER REFERENCES schools (id),
    version     INTEGER NOT NULL,
    CHECK ((role = 'school_leader') = (school_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX identity_mappings_rule_key ON identity_mappings (claim_value, role, COALESCE(school_id, 0));

-- Who an account's holder is at the provider: an e-mail address may be given to somebody else, a subject never is.
CREATE TABLE account_identities (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    issuer     TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    created_at TEXT    NOT NULL,
    PRIMARY KEY (account_id, issuer),
    CONSTRAINT account_identities_subject_key UNIQUE (issuer, subject)
) STRICT;

-- One more outcome: the provider proved who it is, and this service did not let the person in.
CREATE TABLE sign_in_attempts_new (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         TEXT    NOT NULL,
    email_key  TEXT    NOT NULL,
    account_id INTEGER REFERENCES accounts (id),
    address    TEXT,
    outcome    TEXT    NOT NULL CHECK (outcome IN ('signed_in', 'wrong', 'locked', 'inactive', 'refused'))
) STRICT;
INSERT INTO sign_in_attempts_new SELECT id, at, email_key, account_id, address, outcome FROM sign_in_attempts;
DROP TABLE sign_in_attempts;
ALTER TABLE sign_in_attempts_new RENAME TO sign_in_attempts;
CREATE INDEX sign_in_attempts_email_key_at ON sign_in_attempts (email_key, at);
CREATE INDEX sign_in_attempts_address_at ON sign_in_attempts (address, at);
CREATE INDEX sign_in_attempts_at ON sign_in_attempts (at);
