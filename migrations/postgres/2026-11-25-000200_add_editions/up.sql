-- Every issue of a document of one kind about one thing is an edition of it: 1, 2, 3. An edition is replaced (erstattet)
-- when the next one is there; nothing is written into its row for that.
ALTER TABLE archived_documents ADD COLUMN edition INTEGER NOT NULL DEFAULT 1 CHECK (edition > 0);
ALTER TABLE archived_documents ADD COLUMN change_note TEXT NOT NULL DEFAULT '';
UPDATE archived_documents SET edition = (
    SELECT COUNT(*) FROM archived_documents AS earlier
    WHERE earlier.kind = archived_documents.kind
      AND earlier.subject_kind = archived_documents.subject_kind
      AND earlier.subject_id = archived_documents.subject_id
      AND earlier.id <= archived_documents.id
);
CREATE UNIQUE INDEX archived_documents_edition ON archived_documents (kind, subject_kind, subject_id, edition);
