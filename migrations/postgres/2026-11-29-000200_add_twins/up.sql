-- The same document as a page and as text, drawn from the same content and kept with it: an issued PDF is frozen, while
-- what it was made from goes on.
CREATE TABLE archived_twins (
    document_id BIGINT PRIMARY KEY REFERENCES archived_documents (id),
    page        BYTEA NOT NULL,
    plain       BYTEA NOT NULL
);
