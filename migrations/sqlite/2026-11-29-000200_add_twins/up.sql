-- The same document as a page and as text, drawn from the same content and kept with it: an issued PDF is frozen, while
-- what it was made from goes on.
CREATE TABLE archived_twins (
    document_id INTEGER PRIMARY KEY REFERENCES archived_documents (id),
    page        BLOB NOT NULL,
    plain       BLOB NOT NULL
) STRICT;
